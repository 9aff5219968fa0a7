"""The clip again, with what was seen drawn into it: skeleton, the angle that matters, repetitions and holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenstride.model import Assessment, Measure, Rep, Side, Verdict
from evenstride.model.skeleton import SIDES
from evenstride.report import drawings, lettering, looks, words
from evenstride.report.burn import burn
from evenstride.report.evidence import reading_at, sides_shown
from evenstride.report.faces import head_at, hide
from evenstride.report.marks import Mark
from evenstride.report.movie import Movie
from evenstride.report.palette import INK, PAPER, rgb, side_rgb
from evenstride.report.pose import Track

Image = NDArray[np.uint8]
LONGEST_SIDE_PX = 1280
URGENCY = (Verdict.PRESENT, Verdict.POSSIBLE, Verdict.ABSENT, Verdict.UNDETERMINED)


def annotate_clip(
    assessment: Assessment,
    clip_id: str,
    frames: Iterable[tuple[float, Image]],
    out: Path,
    progress: Callable[[float], object] | None = None,
    blur_faces: bool = True,
) -> None:
    """Write a clip with skeleton, the angle that matters, the count of repetitions and the seconds of holds.

    H.264 in MP4, playable in a browser while it loads; every frame keeps its own time. Frames are taken one at a time,
    so memory does not grow with the clip. Without frames nothing is written.

    Parameters
    ----------
    frames
        (seconds from the clip's first frame, RGB image), in order.
    out
        The file to write; its folder exists.
    progress
        Called after each frame with its time in seconds.
    blur_faces
        Whether heads are hidden.
    """
    movie: Movie | None = None
    painter = Painter(assessment, clip_id, blur_faces)
    try:
        for time_s, frame in frames:
            size = even_size(frame.shape[1], frame.shape[0])
            movie = movie or Movie(out, size, assessment.clip(clip_id).fps)
            movie.add(time_s, painter.paint(time_s, frame, movie.size_px))
            if progress is not None:
                progress(time_s)
    finally:
        if movie is not None:
            movie.close()


def even_size(width: int, height: int) -> tuple[int, int]:
    """Return the size an annotated clip has: no side above `LONGEST_SIDE_PX`, both even, as H.264 wants them."""
    shrink = min(1.0, LONGEST_SIDE_PX / max(width, height))
    return max(2, 2 * round(width * shrink / 2)), max(2, 2 * round(height * shrink / 2))


def measure_that_matters(assessment: Assessment, clip_id: str) -> Measure | None:
    """Return the measure to draw into a clip: that of its worst finding, if there is a drawing for it."""
    ranked = sorted(assessment.findings, key=lambda f: URGENCY.index(f.verdict))
    measures = (assessment.measure(key) for finding in ranked for key in finding.measures)
    own = (m for m in measures if m.clip == clip_id and m.value is not None)
    view = assessment.clip(clip_id).view
    return next((m for m in own if drawings.has_drawing(m.name, view)), None)


@dataclass(frozen=True)
class Painter:
    """Draws into the frames of one clip."""

    assessment: Assessment
    clip_id: str
    blur_faces: bool = True

    @cached_property
    def track(self) -> Track:
        """The runner's keypoints at any time."""
        return Track(self.assessment.signals[self.clip_id].motion)

    @cached_property
    def measure(self) -> Measure | None:
        """What is drawn beside the skeleton."""
        return measure_that_matters(self.assessment, self.clip_id)

    @cached_property
    def reps(self) -> tuple[Rep, ...]:
        """The repetitions of the clip."""
        return self.assessment.reps_of(self.clip_id)

    def paint(self, time_s: float, frame: Image, size_px: tuple[int, int]) -> Image:
        """Return the frame in its final size, with everything drawn on it."""
        import cv2

        shrink = frame.shape[1] / size_px[0]
        way = cv2.INTER_AREA if shrink > 2 else cv2.INTER_LINEAR
        same = (frame.shape[1], frame.shape[0]) == size_px
        resized = frame.copy() if same else cv2.resize(frame, size_px, interpolation=way)
        image = np.ascontiguousarray(resized, dtype=np.uint8)
        scale = size_px[0] / self.track.motion.size_px[0]
        if self.blur_faces:
            head = head_at(self.track, time_s)
            hide(image, head.moved((0.0, 0.0), scale) if head else None)
        unit = min(size_px) / 360
        burn(image, self._marks(time_s, scale), unit)
        self._count(image, time_s, unit)
        return image

    def _marks(self, time_s: float, scale: float) -> list[Mark]:
        pose = self.track.at(time_s).moved((0.0, 0.0), scale)
        marks: list[Mark] = list(drawings.skeleton(pose))
        measure = self.measure
        if measure is None:
            return marks
        view = self.assessment.clip(self.clip_id).view
        for side in self._sides(measure, time_s):
            reading = reading_at(self.assessment, measure, side, time_s)
            if reading is not None:
                marks += drawings.draw(measure.name, view, pose, side, reading)
        return marks

    def _sides(self, measure: Measure, time_s: float) -> tuple[Side, ...]:
        """Return the sides to draw: where one leg works at a time, that of the repetition under way, or none."""
        if not any(rep.side in SIDES for rep in self.reps):
            return sides_shown(self.assessment, measure)
        now = _rep_at(self.reps, time_s)
        if now is None or now.side not in SIDES or measure.side not in SIDES:
            return (measure.side,) if now is not None and measure.side not in SIDES else ()
        read_in = None if measure.at_s is None else _rep_at(self.reps, measure.at_s)
        of_support = read_in is not None and read_in.side is measure.side.mirror()
        return (now.side.mirror() if of_support else now.side,)

    def _count(self, image: Image, time_s: float, unit: float) -> None:
        """Write which repetition this is, one line for each side counted by itself, and the hold."""
        left, top, letters = 10 * unit, 10 * unit, looks.LETTERS * 1.35 * unit
        for side in dict.fromkeys(rep.side for rep in self.reps):
            for text in counter_lines(self.reps, side, time_s):
                top += _plate(image, text, left, top, letters, side) + 4 * unit


def _rep_at(reps: tuple[Rep, ...], time_s: float) -> Rep | None:
    return next((rep for rep in reps if rep.start_s <= time_s <= rep.end_s), None)


def counter_lines(reps: tuple[Rep, ...], side: Side, time_s: float) -> list[str]:
    """Return what the counter of one side says at a moment: repetitions done, and the hold under way or just done."""
    own = [r for r in reps if r.side is side]
    counted = [r for r in own if r.counted]
    done = [r for r in counted if r.end_s <= time_s]
    name = f"{words.SIDES[side]} " if side in SIDES else "Rep "
    lines = [f"{name}{len(done)} of {len(counted)}"]
    now = _rep_at(tuple(own), time_s)
    held_s = held(now, time_s) if now is not None else None
    if held_s is not None:
        lines.append(f"Hold {held_s:.1f} s")
    if now is not None and not now.counted:
        lines.append("not counted")
    return lines


def held(rep: Rep, time_s: float) -> float | None:
    """Return how many seconds of a hold have passed; None before it began, and where there is none."""
    if rep.hold_s is None or rep.hold_from_s is None or time_s < rep.hold_from_s:
        return None
    return min(time_s - rep.hold_from_s, rep.hold_s)


def _plate(image: Image, text: str, left: float, top: float, letters: float, side: Side) -> float:
    """Write a line on a plate of its side's colour, and return how high the plate is."""
    import cv2

    height, width = 1.45 * letters, lettering.width_of(text, letters) + letters
    colour = side_rgb(side) if side in SIDES else rgb(INK)
    corner, far = (round(left), round(top)), (round(left + width), round(top + height))
    cv2.rectangle(image, corner, far, colour, -1, cv2.LINE_AA)
    lettering.write(image, text, left + letters / 2, top + 0.74 * height, letters, rgb(PAPER))
    return height
