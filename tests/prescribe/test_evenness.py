"""Left against right from day to day, from whole assessments: what names a side, and when two days are even."""

from __future__ import annotations

from dataclasses import replace

from evenstride.detect import findings_of
from evenstride.infer import Observed, infer
from evenstride.model import Assessment, ErrorBudget, Measure, Side, StrengthTest
from evenstride.model.skeleton import LEFT, RIGHT, SIDES
from evenstride.prescribe import Comparison, compared
from tests.exchange import samples

HIP = "hip_stabilisers"


def knee(side: Side, value: float, error: float) -> Measure:
    half = 1.96 * error
    return Measure(
        id="",
        name="knee_medial_shift_pct",
        side=side,
        clip="c1",
        value=value,
        unit="% leg length",
        interval=(value - half, value + half),
        per_rep=(),
        positive_means="toward the midline",
        at="worst of the rep",
        moment="worst",
        budget=ErrorBudget(error, 0.0, 0.0, 0.0),
    )


def screen(day: str, left: float, right: float, error: float = 0.8) -> Assessment:
    """Return what the product says of a squat from the front whose knees shift inward that much."""
    made = samples.assessment()
    measures = tuple(
        replace(knee(side, value, error), id=f"m{n}")
        for n, (side, value) in enumerate(zip(SIDES, (left, right), strict=True))
    )
    clip = made.clips[0]
    findings = tuple(replace(f, id=f"f{n}") for n, f in enumerate(findings_of("squat", [clip], measures)))
    seen = replace(made, clips=(clip,), measures=measures, findings=findings, retests=())
    return replace(seen, created=f"{day}T08:00:00", imbalances=infer(Observed(findings, measures)))


def last(*screens: Assessment, tests: tuple[StrengthTest, ...] = ()) -> Comparison:
    return [one for one in compared(screens, tests) if one.group == HIP][-1]


UNEVEN = screen("2026-01-05", 1.0, 9.0)


def test_an_imbalance_names_the_side_that_lags() -> None:
    first = last(UNEVEN)
    assert (first.lags, first.names, first.even) == (RIGHT, True, False)


def test_one_even_day_after_a_side_was_named_is_not_even_yet_and_two_are() -> None:
    days = [UNEVEN, screen("2026-02-16", 1.0, 1.4), screen("2026-02-23", 1.2, 1.0)]
    once = last(*days[:2])
    assert (once.lags, once.today, once.even) == (RIGHT, Side.NONE, False)
    assert last(*days).even


def test_one_day_alone_is_never_even() -> None:
    only = last(screen("2026-01-05", 1.0, 1.0))
    assert (only.lags, only.days, only.even) == (Side.NONE, 1, False)


def test_two_days_a_little_apart_add_up_to_a_side() -> None:
    apart = [screen(f"2026-02-{day}", 1.0, 3.0) for day in (16, 23)]
    assert last(UNEVEN, *apart).lags is RIGHT
    assert last(UNEVEN, *apart).today is Side.NONE


def test_a_clip_that_could_not_have_shown_it_says_nothing_and_a_sure_one_counts_more() -> None:
    vague = screen("2026-02-23", 1.0, 1.0, error=4.0)
    assert [one.day for one in compared([UNEVEN, vague]) if one.group == HIP] == ["2026-01-05", "2026-02-23"]
    assert last(UNEVEN, vague).lags is RIGHT, "what the sure day showed is not outweighed"
    assert [one for one in compared([vague]) if one.group == HIP] == []


def test_a_home_test_that_lags_is_followed_as_well() -> None:
    days = [UNEVEN, screen("2026-02-16", 1.0, 1.0), screen("2026-02-23", 1.0, 1.0)]
    behind = tuple(StrengthTest("clam_shell", day, 20.0, 8.0, "reps", 1.0) for day in ("2026-02-16", "2026-02-23"))
    assert last(*days, tests=behind).lags is RIGHT
    alike = tuple(replace(test, right=20.0) for test in behind)
    assert last(*days, tests=alike).even
    assert LEFT not in {one.lags for one in compared(days, alike)}
