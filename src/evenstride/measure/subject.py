"""A runner as one clip shows them: the motion, and what resting in the start pose tells about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from evenstride.model.clip import Estimate, View
from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.angles import length
from evenstride.signal.gaps import median_seen, percentile_seen
from evenstride.signal.posture import all_four_down, both_feet_down, is_lying, is_on_all_fours, stood_on_row

STANDING_SHARE = 0.06
"""Upright means: hips within this fraction of the leg's length of their highest."""

LEAST_BOTH_DOWN = 5
"""Samples on both feet from which their start pose is told."""

MOST_OFF_SQUARE_DEG = 50.0
"""Further from square to the side than this nothing sagittal is read, and nothing stretched back."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A filtered motion with the view it was filmed from.

    Parameters
    ----------
    motion
        Evenly sampled and filtered.
    view, yaw
        Where the camera stood; see `Clip.view_yaw_deg`.
    near_side
        The side of the body nearer the camera.
    on_one_foot
        Whether the movement is done standing on one foot: then the lower one is stood on.
    """

    motion: Motion
    view: View
    yaw: Estimate
    near_side: Side
    on_one_foot: bool = False

    @cached_property
    def on_all_fours(self) -> bool:
        """Whether the clip is about somebody on hands and knees; standing else."""
        return is_on_all_fours(self.motion)

    @cached_property
    def lies(self) -> bool:
        """Whether the clip is about somebody lying on the floor."""
        return is_lying(self.motion)

    @cached_property
    def forward(self) -> float:
        """Which way the runner faces in the picture: +1 to the right, -1 to the left.

        From the toes against the heels; on all fours, where toes point back, from the shoulders against the hips.
        """
        front, back = ("shoulder", "hip") if self.on_all_fours else ("toe", "heel")
        ahead = self.motion.middle(front)[:, 0] - self.motion.middle(back)[:, 0]
        return 1.0 if median_seen(ahead) >= 0 else -1.0

    @property
    def off_square_deg(self) -> float:
        """How far the camera stood from square to the runner's side; 0 from the front and from behind."""
        return abs(abs(self.yaw.value) - 90.0) if self.view in (View.SIDE, View.OBLIQUE) else 0.0

    def sagittal_point(self, part: str, side: Side) -> Floats:
        """Return (T, 2) px of one keypoint as a camera square to the side would show it.

        Seen at an angle, what is forward looks shorter; it is stretched back. What lies sideways cannot be told apart
        from it: the interval carries that.
        """
        return self._square_on(self.motion.point(part, side))

    def sagittal_middle(self, part: str) -> Floats:
        """Return (T, 2) px halfway between the left and right of a pair, as seen square to the side."""
        return self._square_on(self.motion.middle(part))

    def _square_on(self, points: Floats) -> Floats:
        shown = float(np.cos(np.radians(min(self.off_square_deg, MOST_OFF_SQUARE_DEG))))
        return np.asarray(points / np.array([shown, 1.0]))

    @cached_property
    def hip_height_px(self) -> Floats:
        """(T,) pixels the hips stand above the ankles: of both legs in a front view, of the near one else.

        On one foot, above the ankle that is stood on.
        """
        if self.on_one_foot:
            return np.asarray(stood_on_row(self.motion) - self.motion.middle("hip")[:, 1])
        rises = [self.motion.point("ankle", s)[:, 1] - self.motion.point("hip", s)[:, 1] for s in self.trusted_sides]
        return np.asarray(np.mean(rises, axis=0))

    @property
    def trusted_sides(self) -> tuple[Side, ...]:
        """The sides that show both legs' joints well: both from the front or the back, the nearer one else."""
        return SIDES if self.view in (View.FRONT, View.REAR) else (self.near_side,)

    @cached_property
    def standing_hip_height_px(self) -> float:
        """Hip height of upright standing: what the highest tenth of the frames stay below."""
        return percentile_seen(self.hip_height_px, 90)

    @cached_property
    def hip_drop(self) -> Floats:
        """(T,) how far the hips have sunk from standing, as a fraction of standing hip height."""
        return 1.0 - self.hip_height_px / self.standing_hip_height_px

    @cached_property
    def resting(self) -> Bools:
        """(T,) where the runner rests in the start pose: upright, or with both hands and both knees on the floor.

        On one foot: while the other one is still down, where the clip shows that.
        """
        if self.on_all_fours:
            return all_four_down(self.motion)
        upright = self.hip_drop < STANDING_SHARE
        if self.on_one_foot:
            down = upright & both_feet_down(self.motion)
            return np.asarray(down if down.sum() >= LEAST_BOTH_DOWN else upright)
        return np.asarray(upright)

    def at_rest(self, values: Floats) -> float:
        """Return the median of `values` (T,) in the start pose; NaN if never seen there."""
        known = values[self.resting & np.isfinite(values)]
        return float(np.median(known)) if len(known) else float("nan")

    def thigh_px(self, side: Side) -> float:
        """Length of the thigh in the start pose."""
        return self.at_rest(length(self.sagittal_point("hip", side) - self.sagittal_point("knee", side)))

    def shank_px(self, side: Side) -> float:
        """Length of the shank in the start pose."""
        return self.at_rest(length(self.sagittal_point("knee", side) - self.sagittal_point("ankle", side)))

    @cached_property
    def leg_px(self) -> float:
        """Length of thigh and shank in the start pose, of the trusted sides."""
        return float(np.mean([self.thigh_px(s) + self.shank_px(s) for s in self.trusted_sides]))

    def medial(self, side: Side) -> float:
        """Which way the midline lies from a leg in the picture: +1 to the right, -1 to the left."""
        towards_left = median_seen(self.motion.point("hip", LEFT)[:, 0] - self.motion.point("hip", RIGHT)[:, 0])
        left_is_right_in_picture = bool(towards_left >= 0)
        return (-1.0 if left_is_right_in_picture else 1.0) * (1.0 if side is LEFT else -1.0)

    @cached_property
    def _standing_axis(self) -> Floats:
        """(2,) unit vector in the picture from the ankles' middle up to the shoulders', while standing."""
        axis = self.motion.middle("shoulder") - self.motion.middle("ankle")
        up = np.array([self.at_rest(axis[:, 0]), self.at_rest(axis[:, 1])])
        return np.asarray(up / np.linalg.norm(up))

    def sideways_px(self, vector: Floats) -> Floats:
        """Return (T,) px a vector (T, 2) reaches to the runner's right, square to the upright body.

        Measured against the body, not the picture: a tilted camera does not turn sinking hips into shifting ones.
        """
        up = self._standing_axis
        to_picture_right = vector[:, 1] * up[0] - vector[:, 0] * up[1]
        return np.asarray(-self.medial(RIGHT) * to_picture_right)
