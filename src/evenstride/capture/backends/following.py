"""Following one person from frame to frame."""

from __future__ import annotations

import math
from collections.abc import Sequence

from evenstride.capture.backends.mirroring import LONGEST_STEP_S
from evenstride.capture.backends.pose import Detection, LandmarkModel, PersonFinder, Pose
from evenstride.capture.backends.region import Region
from evenstride.capture.backends.steadying import Steadier
from evenstride.capture.backends.watching import Seen
from evenstride.capture.recording import Image

_MIN_PRESENCE = 0.5
_SEARCH_EVERY_S = 1.0
_MAX_GROWTH = 1.6
"""From one frame to the next: a body does not change its size faster, a track that slips does."""

_SAME_PERSON = 0.2
"""Distance of regions, in sides, within which they enclose the same body; two people side by side are further apart."""

_REACH_PER_S = 1.0
"""How much further away, in sides, someone who was lost may reappear with every second that passes."""

_SURE_S = 0.3
"""Who was seen for less without a break, before anybody else was, may have been a plant: it is forgotten once lost."""

_SAME_SIZE = 1.8
_BETTER_BY = 0.1
_OTHERS_MIN_SIZE = 0.3
"""Of the followed person's region: people far behind do not disturb."""


class Follower:
    """Follows the person who was largest and most central at the start, and never goes over to another once sure.

    Every other frame is looked at mirrored: `mirrored` tells of the last one. The landmark model says where to look
    next. The detector looks at the whole picture once a second: it counts people and catches a track that has slipped;
    when the person is lost, it looks in every frame.

    Parameters
    ----------
    landmarker
        Places the landmarks.
    detector
        Finds people; the same for all landmark models.
    """

    def __init__(self, landmarker: LandmarkModel, detector: PersonFinder) -> None:
        self._detector = detector
        self._landmarker = landmarker
        self._steadier = Steadier()
        self._region: Region | None = None
        self._next: Region | None = None
        self._since_s = self._seen_s = 0.0
        self._sure = False
        self._search_s = 0.0
        self._others: list[Region] = []
        self._time_s = -math.inf
        self.mirrored = False
        self.people = 0

    def see(self, time_s: float, image: Image) -> Pose | None:
        """Return the pose of the person followed, or None while they are out of sight."""
        self.mirrored = not self.mirrored and time_s - self._time_s <= LONGEST_STEP_S
        self._time_s = time_s
        pose = self._continued(image)
        if pose is None or time_s >= self._search_s:
            due = time_s >= self._search_s
            found = self._detector.find(image, closely=pose is None and due)
            if due:
                self._search_s = time_s + _SEARCH_EVERY_S
            pose = self._found(time_s, image, found) if pose is None else self._checked(image, pose, found)
            people = self._everyone(image, pose, found)
            self.people = len(people)
            if pose is not None:
                # Nearer than that it is the same body, drawn twice as it turns over, which must not be lost for good.
                self._others = [one for one in people[1:] if one.distance(pose.next_region) > _SAME_PERSON]
        if pose is None:
            self._next = None
            if not self._sure:
                self._region, self._others = None, []
            return None
        self._since_s = time_s if self._region is None else self._since_s
        self._sure = self._sure or time_s - self._since_s >= _SURE_S
        self._region = pose.next_region
        self._seen_s = time_s
        centre, edge = self._steadier.steadied(time_s, pose.circle, pose.next_region.size)
        self._next = Region.around(centre, edge)
        return pose

    def _look(self, image: Image, region: Region) -> Pose:
        return self._landmarker.look(image, region, mirrored=self.mirrored)

    def _continued(self, image: Image) -> Pose | None:
        """Look where the last frame said; None if nobody is there or the track has slipped."""
        if self._next is None:
            return None
        pose = self._look(image, self._next)
        slipped = pose.next_region.scale(self._next) > _MAX_GROWTH or not _inside(pose.next_region, image)
        return None if slipped or pose.presence < _MIN_PRESENCE else pose

    def _found(self, time_s: float, image: Image, found: list[Detection]) -> Pose | None:
        """Find the person among the detections: the same one again, or at the start the most prominent."""
        self._steadier.forget()
        last = self._region
        if last is None:
            candidates = sorted(found, key=lambda d: -_prominence(d.region, image))
        else:
            reach = _SAME_PERSON + _REACH_PER_S * (time_s - self._seen_s)
            strangers = [d for d in found if not self._is_known_other(d.region, last)]
            near = [d for d in strangers if d.region.distance(last) <= reach and d.region.scale(last) <= _SAME_SIZE]
            candidates = sorted(near, key=lambda d: d.region.distance(last))
        for candidate in candidates:
            pose = self._look(image, candidate.region)
            if pose.presence >= _MIN_PRESENCE and _inside(pose.next_region, image):
                return pose
        return None

    def _is_known_other(self, region: Region, last: Region) -> bool:
        """Return whether somebody who was seen beside the person followed is here; keep up with them."""
        for index, other in enumerate(self._others):
            if region.distance(other) <= min(_SAME_PERSON, region.distance(last)):
                self._others[index] = region
                return True
        return False

    def _checked(self, image: Image, pose: Pose, found: list[Detection]) -> Pose:
        """Return the pose, or a plainly better one of the same person from where the detector sees them."""
        here = pose.next_region
        for detection in found:
            region = detection.region
            if region.distance(here) > _SAME_PERSON:
                continue
            if region.scale(here) < _MAX_GROWTH and _angle_between(region, here) < math.pi / 3:
                return pose
            again = self._look(image, region)
            if again.presence >= _MIN_PRESENCE and again.quality > pose.quality + _BETTER_BY:
                self._steadier.forget()
                return again
        return pose

    def _everyone(self, image: Image, pose: Pose | None, found: list[Detection]) -> list[Region]:
        """Return where people are, the person followed first; each further detection is looked at twice."""
        counted = [] if pose is None else [pose.next_region]
        for region in (d.region for d in found):
            if self._is_new(region, counted):
                other = self._look(image, region)
                if other.presence >= _MIN_PRESENCE and self._is_new(other.next_region, counted):
                    counted.append(other.next_region)
        return counted

    def _is_new(self, region: Region, counted: list[Region]) -> bool:
        """Return whether this is somebody not yet counted, and large enough beside the first to matter."""
        if counted and region.size < _OTHERS_MIN_SIZE * counted[0].size:
            return False
        return all(region.distance(other) > _SAME_PERSON / 2 for other in counted)


class PoseWatcher:
    """One clip's follower, translated to our skeleton: `order` is which of the model's landmarks our keypoints are."""

    def __init__(self, landmarker: LandmarkModel, detector: PersonFinder, order: Sequence[int]) -> None:
        self._follower = Follower(landmarker, detector)
        self._order = list(order)

    def see(self, time_s: float, image: Image) -> Seen:
        """Return what is seen in the next frame."""
        pose = self._follower.see(time_s, image)
        people, mirrored = self._follower.people, self._follower.mirrored
        if pose is None:
            return Seen.nobody(people, mirrored)
        own = self._order
        return Seen(pose.points[own], pose.visibility[own], pose.depth[own], people, mirrored)


def _inside(region: Region, image: Image) -> bool:
    height, width = image.shape[:2]
    return bool(0 <= region.x < width and 0 <= region.y < height)


def _prominence(region: Region, image: Image) -> float:
    """Return how large and how central a region is."""
    height, width = image.shape[:2]
    off_centre = math.hypot(region.x - width / 2, region.y - height / 2) / (math.hypot(width, height) / 2)
    return region.size * (1 - min(1.0, off_centre))


def _angle_between(one: Region, other: Region) -> float:
    return abs(math.remainder(one.angle_rad - other.angle_rad, math.tau))
