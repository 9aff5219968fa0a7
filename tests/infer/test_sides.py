"""A side is named only where it can be: symmetric bodies have no one-sided imbalance."""

from __future__ import annotations

import pytest

from evenstride.model import Confidence, Effect, Imbalance, Side
from evenstride.model.skeleton import LEFT, RIGHT
from tests.infer.seen import Scene

KNEES, PELVIS = "squat.knees_cave_in", "hurdle.pelvis_tilts"
LIKELY, POSSIBLE, UNCLEAR = Confidence.LIKELY, Confidence.POSSIBLE, Confidence.UNCLEAR


def one(scene: Scene) -> Imbalance:
    (told,) = scene.told()
    return told


@pytest.mark.parametrize(
    ("left", "right", "values", "side", "confidence"),
    [
        ("+", "+", (8.0, 8.5), Side.BOTH, POSSIBLE),  # both, alike
        ("+", "+", (8.0, 12.0), RIGHT, POSSIBLE),  # both, the right plainly more
        ("+", "+", (12.0, 8.0), LEFT, POSSIBLE),
        ("?", "?", (4.0, 4.5), Side.BOTH, UNCLEAR),
        ("?", "+", (4.2, 5.4), Side.BOTH, POSSIBLE),  # one is plain, the other close to it
        ("?", "+", (4.2, 9.0), RIGHT, POSSIBLE),
        ("-", "?", (3.0, 4.0), Side.NONE, UNCLEAR),  # the other side was close
        ("?", "-", (4.0, 3.0), Side.NONE, UNCLEAR),
        ("-", "?", (0.0, 4.0), RIGHT, POSSIBLE),  # told apart by more than the error
        ("-", "+", (3.2, 4.5), Side.NONE, UNCLEAR),  # within the error of the difference
        ("-", "+", (0.0, 9.0), RIGHT, POSSIBLE),
        ("+", "-", (9.0, 0.0), LEFT, POSSIBLE),
        ("0", "+", (1.0, 9.0), RIGHT, POSSIBLE),  # the left could not be judged, which is said
        ("0", "?", (1.0, 4.0), RIGHT, UNCLEAR),
    ],
)
def test_sides(left: str, right: str, values: tuple[float, float], side: Side, confidence: Confidence) -> None:
    told = one(Scene().pair(KNEES, left, right, values))
    assert (told.side, told.confidence) == (side, confidence)


@pytest.mark.parametrize(("left", "right"), [("-", "?"), ("?", "-"), ("-", "+")])
def test_without_a_number_that_compares_them_no_side_is_named(left: str, right: str) -> None:
    told = one(Scene().pair(KNEES, left, right))
    assert (told.side, told.confidence) == (Side.NONE, UNCLEAR)
    assert any("cannot be told apart" in reason.says for reason in told.trace)
    assert "cannot be told" in told.says


def test_a_side_that_was_not_judged_is_said() -> None:
    told = one(Scene().pair(KNEES, "0", "+"))
    assert told.side is RIGHT
    assert any(r.says.startswith("The left side could not be judged") and r.rests_on == ("f1",) for r in told.trace)


def test_where_one_leg_hides_the_other_no_side_is_named() -> None:
    told = one(Scene().pair("squat.heels_lift", "0", "+"))
    assert told.side is Side.NONE
    assert any(r.says.startswith("Only the right side could be seen") and r.rests_on == ("f1",) for r in told.trace)


def test_where_less_is_worse_the_smaller_side_lags() -> None:
    scene = Scene().see("squat.shallow_squat", Side.NONE, "+", 60.0)
    assert one(scene).side is Side.BOTH


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_mirrored_findings_give_mirrored_imbalances(side: Side) -> None:
    told = (
        Scene()
        .see(KNEES, side, "+")
        .see(PELVIS, side.mirror(), "+")
        .see("hurdle.balance_lost", side.mirror(), "+")
        .told()
    )
    assert [(i.group, i.side, i.confidence) for i in told] == [
        ("hip_stabilisers", side, LIKELY),
        ("ankle_steadiers", side.mirror(), POSSIBLE),
    ]


def test_hips_that_shift_to_no_named_side_conclude_nothing() -> None:
    assert Scene().see("squat.hips_shift", Side.NONE, "?").told() == ()


def test_a_second_screen_raises_and_a_second_fault_of_one_screen_does_not() -> None:
    knee_and_pelvis = one(Scene().see(KNEES, RIGHT, "+").see(PELVIS, LEFT, "+"))
    assert (knee_and_pelvis.side, knee_and_pelvis.confidence) == (RIGHT, LIKELY)
    assert knee_and_pelvis.because == ("f1", "f2")
    pelvis_and_lean = one(Scene().see(PELVIS, LEFT, "+").see("hurdle.trunk_leans", LEFT, "+"))
    assert pelvis_and_lean.confidence is POSSIBLE
    only_possible = one(Scene().see(KNEES, RIGHT, "+").see(PELVIS, LEFT, "?"))
    assert only_possible.confidence is POSSIBLE


def test_screens_that_name_different_sides_lower_each_other_and_say_so() -> None:
    told = Scene().see(KNEES, RIGHT, "+").see(PELVIS, RIGHT, "+").told()
    assert [(i.side, i.confidence, i.because, i.against) for i in told] == [
        (LEFT, UNCLEAR, ("f2",), ("f1",)),
        (RIGHT, UNCLEAR, ("f1",), ("f2",)),
    ]
    assert told[0].trace[-1].says == "Something else points to the right side instead."


def test_a_finding_without_a_side_supports_the_side_that_another_names() -> None:
    heels = Scene().pair("squat.heels_lift", "+", "-", (30.0, 2.0))
    told = one(heels.see("squat.trunk_falls_forward", Side.NONE, "+"))
    assert (told.side, told.because) == (LEFT, ("f1", "f3"))


def test_a_side_that_is_only_possible_does_not_claim_what_plainly_has_no_side() -> None:
    told = one(Scene().see("squat.heels_lift", LEFT, "?").see("squat.trunk_falls_forward", Side.NONE, "+"))
    assert (told.side, told.confidence) == (Side.BOTH, POSSIBLE)


def test_what_names_no_side_does_not_make_a_side_surer() -> None:
    scene = Scene().see(KNEES, RIGHT, "+").pair(PELVIS, "+", "-", (-3.0, 2.5))
    told = one(scene)
    assert (told.side, told.confidence) == (RIGHT, POSSIBLE)


def test_a_retest_that_helps_one_knee_only_names_that_calf() -> None:
    scene = Scene().pair(KNEES, "+", "+", (8.0, 8.5)).retest("improves", "f1").retest("persists", "f2")
    calf = next(i for i in scene.told() if i.group == "calves")
    assert calf.side is LEFT


def test_contradicted_is_never_likely() -> None:
    scene = Scene().see(KNEES, RIGHT, "+").retest("persists").see("hurdle.balance_lost", RIGHT, "+")
    scene.see(PELVIS, LEFT, "-")
    hip = next(i for i in scene.told() if i.group == "hip_stabilisers")
    effects = [reason.effect for reason in hip.trace]
    assert effects.count(Effect.RAISES) == 2
    assert effects.count(Effect.LOWERS) == 1
    assert hip.confidence is POSSIBLE
    assert hip.against == ("f4",)


@pytest.mark.parametrize(("fault", "sign"), [(PELVIS, -1), ("hurdle.trunk_leans", 1)])
def test_a_hiked_hip_or_a_lean_over_the_stepping_leg_concludes_nothing(fault: str, sign: int) -> None:
    assert one(Scene().see(fault, LEFT, "+", sign * 9.0)).side is RIGHT
    assert Scene().see(fault, LEFT, "+", sign * -9.0).told() == ()
    assert Scene().see(fault, LEFT, "?", sign * 0.5).told() == ()  # which way is not settled


def test_a_signed_number_that_is_as_large_on_either_side_names_no_side() -> None:
    rolls = "bird_dog.trunk_leans"
    assert one(Scene().pair(rolls, "+", "+", (-14.0, 14.0))).side is Side.BOTH
    assert one(Scene().pair(rolls, "+", "+", (-14.0, 20.0))).side is RIGHT
    assert one(Scene().pair(rolls, "+", "-", (-20.0, 4.0))).side is LEFT


@pytest.mark.parametrize(("over_left", "over_right", "side"), [(2.0, 0.5, Side.NONE), (4.0, 3.0, RIGHT)])
def test_a_lean_one_way_over_both_legs_names_a_side_only_beyond_its_error(
    over_left: float, over_right: float, side: Side
) -> None:
    leans = "hurdle.trunk_leans"
    told = one(Scene().see(leans, LEFT, "?", over_left, half=1.5).see(leans, RIGHT, "?", over_right, half=1.5))
    assert told.side is side
