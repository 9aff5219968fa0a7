"""What must hold for every measure ever registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from evenstride.knowledge import facts
from evenstride.measure.registry import MeasureDefinition, measures
from evenstride.measure.subject import Subject
from evenstride.model.clip import View
from evenstride.model.motion import Motion
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.movements.registry import movements
from tests.fixtures.stick import Camera, Squat, film, without
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_calf import Calf, film_calf
from tests.fixtures.stick_clam import Clam, film_clam
from tests.fixtures.stick_heel_walk import HeelWalk, film_heel_walk
from tests.fixtures.stick_hurdle import Hurdle, film_hurdle
from tests.fixtures.stick_lying import Bridge, film_bridge
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg
from tests.fixtures.study import subject_of

ALL = sorted(measures().values(), key=lambda m: m.name)
TOLERANCE = 1e-4
"""In the unit of the measure; hidden depth is a square root near zero, which keeps half the digits of a double."""

NAMES_A_SIDE = ("toward the runner's right", "left hip higher", "right side down")
SQUAT = Squat(medial_left_pct=2, medial_right_pct=7, hip_shift_pct=4, heel_lift_deg=12)
ANGLES = {View.FRONT: 4.0, View.SIDE: 86.0, View.OBLIQUE: 60.0}
BIRD_DOG = BirdDog(legs=(LEFT, RIGHT), hold_s=2.0, roll_deg=10, leg_drop_deg=8, pelvis_drop_pct=3, sway_pct=4)
HURDLE = Hurdle(
    legs=(LEFT, RIGHT),
    faulty=(RIGHT,),
    turn_out_deg=20,
    lean_deg=8,
    knee_in_pct=5,
    sway_pct=6,
    heel_gap_pct=8,
    touches=1,
)
FILMS: dict[str, Callable[[Camera], Motion]] = {
    "squat": partial(film, SQUAT),
    "squat_heels_raised": partial(film, SQUAT),
    "bird_dog": partial(film_bird_dog, BIRD_DOG),
    "hurdle": partial(film_hurdle, HURDLE),
    "single_leg_calf_raise": partial(film_calf, Calf(LEFT, knee_bend_deg=20, level_s=1.0)),
    "heel_walk": partial(film_heel_walk, HeelWalk()),
    "clam_shell": partial(film_clam, Clam(heel_gap_m=0.05)),
    "single_leg_bridge": partial(film_bridge, Bridge(sink_deg=5)),
    "single_leg_balance": partial(film_one_leg, OneLeg(reps=0, alone_s=3, sway_pct=4, lean_deg=5, drop_deg=6, hop=3.5)),
    "single_leg_rdl": partial(
        film_one_leg,
        OneLeg(flexion_deg=25, rest_flexion_deg=15, trunk_lean_deg=75, in_line=True, line_deg=12, open_deg=15),
    ),
    "single_leg_squat": partial(film_one_leg, OneLeg(medial_pct=4, drop_deg=6, lean_deg=5)),
}
"""A stick figure for every movement, which shows what its measures measure."""


def _cases() -> list[tuple[MeasureDefinition, View, Side]]:
    return [(m, view, side) for m in ALL for view in sorted(m.views) for side in (SIDES if m.sided else (Side.NONE,))]


def _filmed(measure: MeasureDefinition, view: View) -> Motion:
    """Return a movement that has the measure in this view, as filmed from there."""
    has = (m.key for m in movements().values() for use in m.uses if use.measure is measure and view in use.views)
    return FILMS[next(has)](Camera(yaw_deg=ANGLES[view]))


def _values(measure: MeasureDefinition, subject: Subject, side: Side) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return measure.series(subject, side).reshape(-1)


every_case = pytest.mark.parametrize(
    ("measure", "view", "side"), [pytest.param(*c, id=f"{c[0].name}-{c[1]}-{c[2]}") for c in _cases()]
)


def test_there_are_measures_and_every_one_is_used_by_a_movement() -> None:
    assert set(measures()) == {use.measure.name for m in movements().values() for use in m.uses}


@every_case
def test_mirrored_motion_swaps_sides(measure: MeasureDefinition, view: View, side: Side) -> None:
    motion = _filmed(measure, view)
    straight = _values(measure, subject_of(motion, ANGLES[view]), side)
    mirrored = _values(measure, subject_of(motion.mirrored(), -ANGLES[view]), side.mirror())
    sign = -1.0 if measure.positive_means in NAMES_A_SIDE else 1.0
    np.testing.assert_allclose(sign * mirrored, straight, atol=TOLERANCE)


@every_case
def test_time_shift_changes_nothing(measure: MeasureDefinition, view: View, side: Side) -> None:
    motion = _filmed(measure, view)
    late = replace(motion, times=motion.times + 100.0)
    np.testing.assert_allclose(
        _values(measure, subject_of(late, ANGLES[view]), side),
        _values(measure, subject_of(motion, ANGLES[view]), side),
        atol=TOLERANCE,
    )


@every_case
def test_scaling_the_image_changes_nothing(measure: MeasureDefinition, view: View, side: Side) -> None:
    motion = _filmed(measure, view)
    assert motion.depth is not None
    width, height = motion.size_px
    larger = replace(motion, points=motion.points * 3, depth=motion.depth * 3, size_px=(width * 3, height * 3))
    np.testing.assert_allclose(
        _values(measure, subject_of(larger, ANGLES[view]), side),
        _values(measure, subject_of(motion, ANGLES[view]), side),
        atol=TOLERANCE,
    )


@every_case
def test_a_gap_gives_no_number(measure: MeasureDefinition, view: View, side: Side) -> None:
    motion = _filmed(measure, view)
    gap = (1.8, 2.8)
    for part in measure.parts:
        for half in SIDES:
            motion = without(motion, part, half, *gap)
    subject = subject_of(motion, ANGLES[view])
    values = _values(measure, subject, side)
    inside = (subject.motion.times > gap[0]) & (subject.motion.times < gap[1])
    assert inside.sum() > 20
    assert np.isnan(values[inside]).all()
    assert np.isfinite(values[~inside]).mean() > 0.9


@pytest.mark.parametrize("measure", ALL, ids=lambda m: m.name)
def test_unit_sign_words_and_source_exist(measure: MeasureDefinition) -> None:
    words = facts().measures[measure.name]
    assert words.unit == measure.unit
    assert words.positive_means == measure.positive_means
    assert set(words.views) == set(measure.views)
    assert measure.source == "ours" or measure.source in facts().sources
    assert measure.name.endswith({"deg": "_deg", "% leg length": "_pct", "s": "_s", "count": "s"}[measure.unit])
