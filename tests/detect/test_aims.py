"""Whether a leg went as far as asked: said beyond the error alone, a bent knee and a level thigh apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evenstride.detect import aims_of
from evenstride.model import Measure, Reach, Side, Undetermined, reached_in_words

KNEE, THIGH = "knee_flexion_deg", "thigh_below_horizontal_deg"


def measure(name: str, value: float, side: Side = Side.LEFT, error: float = 6.0) -> Measure:
    return Measure(
        id=f"m-{name}",
        name=name,
        side=side,
        clip="c1",
        value=value,
        unit="deg",
        interval=(value - error, value + error),
        per_rep=(value,),
        positive_means="",
        at="",
        moment="bottom",
    )


@pytest.mark.parametrize(
    ("knee_deg", "reach"),
    [(99.0, Reach.REACHED), (95.0, Reach.UNDETERMINED), (85.0, Reach.UNDETERMINED), (80.0, Reach.NOT_REACHED)],
)
def test_a_right_angle_is_reached_or_not_only_beyond_the_error(knee_deg: float, reach: Reach) -> None:
    knee, _ = aims_of("single_leg_squat", [Side.LEFT], [measure(KNEE, knee_deg), measure(THIGH, -20)])
    assert knee.reach is reach
    assert knee.measure == f"m-{KNEE}"


def test_a_knee_past_its_right_angle_and_a_thigh_short_of_level_are_told_apart_in_one_sentence() -> None:
    told = aims_of("single_leg_squat", [Side.LEFT], [measure(KNEE, 104), measure(THIGH, -26)])
    assert [one.reach for one in told] == [Reach.REACHED, Reach.NOT_REACHED]
    (said,) = reached_in_words(told)
    assert said == (
        "Left leg: the knee, at 104° (likely 98 to 110), reached a right angle; "
        "the thigh, 26° short of level (likely 20 to 32), is not level with the floor yet."
    )


def test_a_thigh_past_level_is_level() -> None:
    told = aims_of("single_leg_squat", [Side.LEFT], [measure(KNEE, 120), measure(THIGH, 9)])
    assert [one.reach for one in told] == [Reach.REACHED, Reach.REACHED]


def test_each_leg_is_told_of_its_own_measures() -> None:
    both = [measure(KNEE, 104), measure(KNEE, 70, Side.RIGHT)]
    told = aims_of("single_leg_squat", [Side.LEFT, Side.RIGHT], both)
    knees = {one.side: one.reach for one in told if one.aim == "knee_at_a_right_angle"}
    assert knees == {Side.LEFT: Reach.REACHED, Side.RIGHT: Reach.NOT_REACHED}


def test_what_the_clip_cannot_show_is_said_once_for_both_legs() -> None:
    told = aims_of("single_leg_squat", [Side.LEFT, Side.RIGHT], [])
    assert {one.reach for one in told} == {Reach.UNDETERMINED}
    assert {one.measure for one in told} == {None}
    assert reached_in_words(told) == ("Both legs: how deep it went shows from the side alone.",)


def test_what_the_clip_hid_is_said_with_its_reason() -> None:
    hidden = Undetermined("not_seen", "the keypoints needed were not seen at the bottom of the rep", "film again")
    knee = replace(measure(KNEE, 0), value=None, interval=None, undetermined=hidden)
    told, thigh = aims_of("single_leg_squat", [Side.LEFT], [knee, measure(THIGH, -30)])
    assert told.why == f"whether the knee reached a right angle cannot be told, since {hidden.reason}"
    assert (told.reach, thigh.reach) == (Reach.UNDETERMINED, Reach.NOT_REACHED)


def test_an_exercise_without_aims_has_none() -> None:
    assert aims_of("clam_shell", [Side.LEFT], []) == ()
    assert reached_in_words(()) == ()
