"""What is wrong with a clip, when, and which parts of the body it spoils.

Only codes come from here; the words and the advice are in the knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenstride.capture.conditioning import LOWEST_CONFIDENCE, person_height_px, person_width_px
from evenstride.capture.recording import FrameFacts, Recording
from evenstride.capture.swaps import MendedLegs
from evenstride.model.clip import View
from evenstride.model.motion import Bools, Floats, Motion
from evenstride.model.skeleton import SIDES
from evenstride.signal.angles import lean_from_vertical
from evenstride.signal.gaps import runs
from evenstride.signal.posture import both_feet_down, is_lying

SHORTEST_SPAN_S = 0.25
SMALLEST_PERSON_PX = 150.0
SMALLEST_PERSON_SHARE = 0.3
DARKEST = 35.0
MOST_CAMERA_SHIFT_PER_S = 0.02
MOST_CAMERA_ROLL_DEG = 3.0
MOST_TILT_DEG = 6.0
LEAST_SHARPNESS = 12.0
LOWEST_RATE_HZ = 15.0


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw of a clip from one time to another; `parts` of the body it spoils (``"*"``: all), empty if none."""

    code: str
    from_s: float
    to_s: float
    parts: tuple[str, ...] = ()


def flaws_of(recording: Recording, legs: MendedLegs, view: View) -> tuple[Flaw, ...]:
    """Return every flaw of a recording, worst kind first; `legs` is what following the legs found."""
    motion = recording.motion
    found = [
        *_out_of_frame(motion),
        *_person_leaves(motion),
        *_size(motion),
        *_swaps(legs, view),
        *_tilt(legs.motion, view),
    ]
    if recording.frame_facts is not None:
        found += _pictures(motion, recording.frame_facts)
    else:
        found.append(_whole(motion, "no_pictures"))
    if motion.rate_hz < LOWEST_RATE_HZ:
        found.append(_whole(motion, "low_frame_rate"))
    return tuple(found)


def _whole(motion: Motion, code: str, parts: tuple[str, ...] = ()) -> Flaw:
    return Flaw(code, float(motion.times[0]), float(motion.times[-1]), parts)


def _spans(motion: Motion, bad: Bools, code: str, parts: tuple[str, ...] = ()) -> list[Flaw]:
    """Return one flaw per stretch of `bad` (T,) that lasts long enough to matter."""
    times = motion.times
    return [
        Flaw(code, float(times[a]), float(times[b - 1]), parts)
        for a, b in runs(bad)
        if times[b - 1] - times[a] >= SHORTEST_SPAN_S
    ]


def _outside(motion: Motion, part: str) -> Bools:
    """Return (T,) where that part of either side lies outside the picture, or was last heard of at its edge."""
    width, height = motion.size_px
    outside = np.zeros(len(motion), dtype=bool)
    for side in SIDES:
        x, y = motion.point(part, side).T
        outside |= (x < 0) | (x > width) | (y < 0) | (y > height)
    return outside


def _out_of_frame(motion: Motion) -> list[Flaw]:
    feet = _outside(motion, "ankle") | _outside(motion, "toe") | _outside(motion, "heel")
    return [
        *_spans(motion, feet, "feet_out_of_frame", ("ankle", "heel", "toe")),
        *_spans(motion, _outside(motion, "wrist"), "hands_out_of_frame"),
    ]


def _person_leaves(motion: Motion) -> list[Flaw]:
    core = [motion.skeleton.index(part, side) for part in ("shoulder", "hip", "knee") for side in SIDES]
    gone = np.nan_to_num(np.max(motion.confidence[:, core], axis=1)) < LOWEST_CONFIDENCE
    return _spans(motion, gone, "person_leaves_frame", ("*",))


def _size(motion: Motion) -> list[Flaw]:
    lies = is_lying(motion)
    extent = person_width_px(motion) if lies else person_height_px(motion)
    small = extent < SMALLEST_PERSON_PX or extent < SMALLEST_PERSON_SHARE * max(motion.size_px[0 if lies else 1], 1)
    return [_whole(motion, "person_too_small")] if small else []


def _swaps(legs: MendedLegs, view: View) -> list[Flaw]:
    parts = () if legs.settled else ("knee", "ankle", "heel", "toe")
    return [Flaw("legs_swapped", a, b, parts) for a, b in legs.spans_s]


def _tilt(motion: Motion, view: View) -> list[Flaw]:
    """From the front a runner stands upright on both feet: a whole body that leans says that the camera does.

    On one foot the body leans over it, so nothing is told then.
    """
    if view is not View.FRONT or is_lying(motion):
        return []
    lean = lean_from_vertical(motion.middle("ankle"), motion.middle("shoulder"), 1.0)[both_feet_down(motion)]
    tilted = bool(np.isfinite(lean).any()) and abs(float(np.nanmedian(lean))) > MOST_TILT_DEG
    return [_whole(motion, "camera_tilted")] if tilted else []


def _pictures(motion: Motion, facts: FrameFacts) -> list[Flaw]:
    found = _spans(motion, facts.people > 1, "several_people")
    if np.nanmedian(facts.brightness) < DARKEST:
        found.append(_whole(motion, "too_dark"))
    if np.nanmedian(facts.sharpness) < LEAST_SHARPNESS:
        found.append(_whole(motion, "blurred"))
    found += _spans(motion, _camera_moves(motion, facts), "camera_moves")
    return found


def _camera_moves(motion: Motion, facts: FrameFacts) -> Bools:
    """Return (T,) where the background moved too much within the second around."""
    shift: Floats = np.nan_to_num(facts.camera_shift)
    window = max(1, round(motion.rate_hz))
    per_second = np.convolve(shift, np.ones(window), mode="same")
    return np.asarray(
        (per_second > MOST_CAMERA_SHIFT_PER_S) | (np.abs(np.nan_to_num(facts.camera_roll_deg)) > MOST_CAMERA_ROLL_DEG)
    )
