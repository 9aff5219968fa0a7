"""Every row of the table that says what a screen suggests, and of what the literature adds to it."""

from __future__ import annotations

import pytest

from evenstride.model import Confidence, ImbalanceKind, Side
from evenstride.model.skeleton import LEFT, RIGHT
from tests.infer.seen import Scene

BOTH, NONE = Side.BOTH, Side.NONE
WEAK, TIGHT, UNSTEADY = ImbalanceKind.WEAKNESS, ImbalanceKind.TIGHTNESS, ImbalanceKind.INSTABILITY

ROWS = [
    ("squat.knees_cave_in", RIGHT, WEAK, "hip_stabilisers", RIGHT, "squat_heels_raised"),
    ("squat.knees_cave_in", LEFT, WEAK, "hip_stabilisers", LEFT, "squat_heels_raised"),
    ("squat.shallow_squat", NONE, WEAK, "quadriceps", BOTH, "squat_heels_raised"),
    ("squat.heels_lift", LEFT, TIGHT, "calves", NONE, "calf_raise_to_failure"),
    ("squat.hips_shift", RIGHT, ImbalanceKind.DIFFERENCE, "glutes", LEFT, "squat_heels_raised"),
    ("squat.trunk_falls_forward", NONE, TIGHT, "calves", BOTH, "squat_heels_raised"),
    ("hurdle.hip_turns_out", RIGHT, TIGHT, "hip_stabilisers", RIGHT, "side_plank"),
    ("hurdle.hurdle_not_cleared", LEFT, TIGHT, "hip_stabilisers", LEFT, "one_leg_stance_eyes_open"),
    ("hurdle.trunk_leans", LEFT, WEAK, "hip_stabilisers", RIGHT, "bird_dog"),
    ("hurdle.pelvis_tilts", LEFT, WEAK, "hip_stabilisers", RIGHT, "bird_dog"),
    ("hurdle.pelvis_tilts", RIGHT, WEAK, "hip_stabilisers", LEFT, "bird_dog"),
    ("hurdle.balance_lost", LEFT, UNSTEADY, "ankle_steadiers", LEFT, "side_plank"),
    ("hurdle.knees_cave_in", LEFT, WEAK, "hip_stabilisers", LEFT, "squat_heels_raised"),
    ("bird_dog.trunk_leans", RIGHT, UNSTEADY, "core", RIGHT, "bird_dog"),
    ("bird_dog.hold_not_kept", LEFT, UNSTEADY, "core", LEFT, "bird_dog"),
    ("bird_dog.balance_lost", LEFT, UNSTEADY, "core", LEFT, "bird_dog"),
    ("bird_dog.limbs_drop", RIGHT, UNSTEADY, "core", RIGHT, "bridge_hold"),
]


@pytest.mark.parametrize(("fault", "seen", "kind", "group", "side", "settled_by"), ROWS)
def test_a_row_says_what_it_suggests_on_which_side_and_what_else(
    fault: str, seen: Side, kind: ImbalanceKind, group: str, side: Side, settled_by: str
) -> None:
    (told,) = Scene().see(fault, seen, "+").told()
    assert (told.id, told.kind, told.group, told.side) == ("i1", kind, group, side)
    assert told.confidence is Confidence.POSSIBLE
    assert told.because == ("f1",)
    assert settled_by in [a.settled_by for a in told.alternatives]
    assert told.reading
    assert told.objection
    assert told.trace[0].rests_on == ("f1",)
    assert side not in (LEFT, RIGHT) or f" {side} " in told.says


@pytest.mark.parametrize(("fault", "seen", "kind", "group", "side", "settled_by"), ROWS)
def test_what_is_only_possible_is_unclear_and_what_is_absent_or_unjudged_is_nothing(
    fault: str, seen: Side, kind: ImbalanceKind, group: str, side: Side, settled_by: str
) -> None:
    (told,) = Scene().see(fault, seen, "?").told()
    # A shift that is only possible has a sign that may be chance.
    expected = NONE if fault == "squat.hips_shift" else side
    assert (told.side, told.confidence) == (expected, Confidence.UNCLEAR)
    assert Scene().see(fault, seen, "-").told() == ()
    assert Scene().see(fault, seen, "0").told() == ()


@pytest.mark.parametrize(
    ("fault", "seen", "outcome", "expected"),
    [
        ("knees_cave_in", RIGHT, "persists", {("hip_stabilisers", WEAK): Confidence.LIKELY}),
        (
            "knees_cave_in",
            RIGHT,
            "improves",
            {("calves", TIGHT): Confidence.LIKELY, ("hip_stabilisers", WEAK): Confidence.UNCLEAR},
        ),
        ("knees_cave_in", RIGHT, "unclear", {("hip_stabilisers", WEAK): Confidence.POSSIBLE}),
        ("shallow_squat", NONE, "persists", {("quadriceps", WEAK): Confidence.LIKELY}),
        (
            "shallow_squat",
            NONE,
            "improves",
            {("calves", TIGHT): Confidence.LIKELY, ("quadriceps", WEAK): Confidence.UNCLEAR},
        ),
        ("heels_lift", LEFT, "improves", {("calves", TIGHT): Confidence.LIKELY}),
        ("heels_lift", LEFT, "persists", {("calves", TIGHT): Confidence.UNCLEAR}),
        ("hips_shift", LEFT, "persists", {("glutes", ImbalanceKind.DIFFERENCE): Confidence.LIKELY}),
        ("hips_shift", LEFT, "improves", {("glutes", ImbalanceKind.DIFFERENCE): Confidence.UNCLEAR}),
        ("trunk_falls_forward", NONE, "improves", {("calves", TIGHT): Confidence.LIKELY}),
        ("trunk_falls_forward", NONE, "persists", {("calves", TIGHT): Confidence.UNCLEAR}),
    ],
)
def test_ten_seconds_with_raised_heels_split_the_branch(
    fault: str, seen: Side, outcome: str, expected: dict[tuple[str, ImbalanceKind], Confidence]
) -> None:
    told = Scene().see(f"squat.{fault}", seen, "+").retest(outcome).told()
    assert {(i.group, i.kind): i.confidence for i in told} == expected
    assert [i.id for i in told] == [f"i{n}" for n in range(1, len(told) + 1)]
    for imbalance in told:
        speaks_against = imbalance.confidence is Confidence.UNCLEAR
        assert imbalance.against == (("f2",) if speaks_against else ())
