from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evenstride.capture import BackendInfo, FrameFacts, Recording, VideoFacts
from evenstride.capture.quality import Flaw, flaws_of
from evenstride.capture.swaps import MendedLegs, mend_leg_swaps
from evenstride.knowledge import facts
from evenstride.model.clip import View
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, RIGHT, SIDES
from tests.fixtures.stick import SIZE_PX, Camera, Squat, film
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg

MOTION = film(Squat(), Camera())
T = len(MOTION)


def _facts(**changes: object) -> FrameFacts:
    good: dict[str, object] = {
        "brightness": np.full(T, 120.0),
        "sharpness": np.full(T, 200.0),
        "camera_shift": np.zeros(T),
        "camera_roll_deg": np.zeros(T),
        "people": np.ones(T, dtype=np.int64),
    }
    return FrameFacts(**(good | changes))  # type: ignore[arg-type]


def _flaws(motion: Motion = MOTION, frame_facts: FrameFacts | None = None, view: View = View.FRONT) -> list[Flaw]:
    info = BackendInfo("replay", "", "")
    seen = frame_facts or _facts()
    recording = Recording(Path("c.mp4"), "", VideoFacts(SIZE_PX, 30, 9, "h264"), motion, seen, info)
    return list(flaws_of(recording, mend_leg_swaps(motion), view))


def _codes(flaws: list[Flaw]) -> set[str]:
    return {f.code for f in flaws}


def test_a_good_clip_has_no_flaw() -> None:
    assert _flaws() == []


def _moved(part: str, dy: float, rows: slice = slice(None)) -> Motion:
    points = MOTION.points.copy()
    for side in SIDES:
        points[rows, BODY.index(part, side), 1] += dy
    return replace(MOTION, points=points)


def test_feet_below_the_picture_spoil_the_feet_and_say_when() -> None:
    (flaw,) = [f for f in _flaws(_moved("heel", 2000, slice(30, 90))) if f.code == "feet_out_of_frame"]
    assert flaw.from_s == pytest.approx(MOTION.times[30])
    assert flaw.to_s == pytest.approx(MOTION.times[89])
    assert {"heel", "toe"} <= set(flaw.parts)


def test_hands_above_the_picture_spoil_nothing() -> None:
    (flaw,) = [f for f in _flaws(_moved("wrist", -2000)) if f.code == "hands_out_of_frame"]
    assert flaw.parts == ()


def test_a_flicker_is_no_flaw() -> None:
    assert _flaws(_moved("heel", 2000, slice(30, 34))) == []


def test_a_person_who_leaves_spoils_everything_meanwhile() -> None:
    confidence = MOTION.confidence.copy()
    confidence[50:80] = 0.1
    (flaw,) = [f for f in _flaws(replace(MOTION, confidence=confidence)) if f.code == "person_leaves_frame"]
    assert flaw.parts == ("*",)
    assert flaw.to_s - flaw.from_s == pytest.approx(29 / 30)


def test_a_small_person_is_said() -> None:
    small = replace(MOTION, points=MOTION.points * 0.1)
    assert "person_too_small" in _codes(_flaws(small))


def test_a_tilted_camera_is_said_in_the_front_view_only() -> None:
    angle = np.radians(9)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    tilted = replace(MOTION, points=(MOTION.points - 500) @ turn.T + 500)
    assert "camera_tilted" in _codes(_flaws(tilted))
    assert "camera_tilted" not in _codes(_flaws(tilted, view=View.SIDE))


def test_a_runner_who_leans_over_one_foot_tilts_no_camera() -> None:
    leaning = film_one_leg(OneLeg(legs=(RIGHT,), reps=0, alone_s=8.0, lean_deg=14), Camera())
    assert "camera_tilted" not in _codes(_flaws(leaning))


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("too_dark", {"brightness": np.full(T, 12.0)}),
        ("blurred", {"sharpness": np.full(T, 2.0)}),
        ("several_people", {"people": np.r_[np.ones(T - 60), np.full(60, 2)].astype(np.int64)}),
        ("camera_moves", {"camera_shift": np.r_[np.zeros(T - 60), np.full(60, 0.01)]}),
        ("camera_moves", {"camera_roll_deg": np.linspace(0, 8, T)}),
    ],
)
def test_what_the_pictures_show(code: str, changes: dict[str, object]) -> None:
    assert _codes(_flaws(frame_facts=_facts(**changes))) == {code}


def test_few_frames_a_second_are_said() -> None:
    slow = film(Squat(rate_hz=10), Camera())
    facts_of_slow = replace(
        _facts(), **{name: getattr(_facts(), name)[: len(slow)] for name in FrameFacts.__dataclass_fields__}
    )
    assert "low_frame_rate" in _codes(_flaws(slow, facts_of_slow))


def test_legs_nobody_can_tell_apart_spoil_the_legs() -> None:
    info = BackendInfo("replay", "", "")
    recording = Recording(Path("c.mp4"), "", VideoFacts(SIZE_PX, 30, 9, "h264"), MOTION, _facts(), info)
    swapped = np.zeros(T, dtype=bool)
    swapped[100:220] = True
    settled, unsettled = (
        flaws_of(recording, MendedLegs(MOTION, swapped, settled), View.SIDE) for settled in (True, False)
    )
    assert [f.parts for f in settled if f.code == "legs_swapped"] == [()]
    assert "knee" in next(f.parts for f in unsettled if f.code == "legs_swapped")


def test_every_code_has_its_words() -> None:
    codes = {
        "feet_out_of_frame", "hands_out_of_frame", "person_leaves_frame", "person_too_small", "legs_swapped",
        "camera_tilted", "several_people", "too_dark", "blurred", "camera_moves", "low_frame_rate",
    }  # fmt: skip
    assert codes <= set(facts().problems)
