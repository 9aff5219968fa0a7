"""Home tests of strength and balance: what a difference means, and which open question it settles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evenstride.knowledge import Conclusion, Norm, OtherReading, facts
from evenstride.knowledge.entries import NormError
from evenstride.model.imbalance import Effect, ImbalanceKind, Outcome, Reason
from evenstride.model.measure import STANDARD_ERRORS_IN_INTERVAL
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.model.work import StrengthTest

GIRTH = "girth_"
BOUND = STANDARD_ERRORS_IN_INTERVAL * 2**0.5
"""A difference between two results exceeds its error beyond this many standard errors of one result."""


def strength_test(key: str, day: str, left: float, right: float) -> StrengthTest:
    """Return a test of both sides with its error: the largest of those that are known of it.

    Parameters
    ----------
    key
        Of a home test, or ``girth_`` and a place for the tape.

    Raises
    ------
    KeyError
        If there is no such test.
    """
    if key.startswith(GIRTH):
        error_cm = facts().girths[key.removeprefix(GIRTH)].error_cm
        return StrengthTest(key, day, left, right, "cm", error_cm / BOUND)
    norm = facts().norms[key]
    return StrengthTest(key, day, left, right, norm.unit, max(_sd(e, norm, max(left, right)) for e in norm.errors))


def _sd(error: NormError, norm: Norm, larger: float) -> float:
    """Return the standard error of one side's number that a published error amounts to."""
    value = error.value if error.unit == norm.unit else error.value / 100 * larger
    return value if error.kind == "typical error" else value / BOUND


def weaker(test: StrengthTest) -> Side:
    """Return the side that lags beyond the error of the comparison; NONE if neither does, or it is a tape's reading."""
    if not test.difference_is_real or test.key.startswith(GIRTH):
        return Side.NONE
    less = LEFT if test.left < test.right else RIGHT
    return less.mirror() if facts().norms[test.key].less_is_better else less


def latest(tests: Iterable[StrengthTest]) -> dict[str, StrengthTest]:
    """Return the newest test of each kind."""
    return {test.key: test for test in sorted(tests, key=lambda one: one.day)}


def settled(other: OtherReading, side: Side, tests: Iterable[StrengthTest]) -> tuple[Outcome | None, str]:
    """Return what the newest test that settles another reading says of it, and one sentence; None if none was done.

    A strength that lags on the side concluded speaks for a reading of weakness or unsteadiness, and against tightness.
    """
    test = latest(tests).get(other.settled_by or "")
    if test is None or side not in SIDES:
        return None, ""
    lags, told = weaker(test), _told(test)
    if lags is Side.NONE:
        return Outcome.OPEN, f"{told}: no more apart than such a test is off by, so it stays open."
    strength = lags is side
    speaks_for = strength is not (ImbalanceKind(other.kind) is ImbalanceKind.TIGHTNESS)
    verdict = "for" if speaks_for else "against"
    return (
        Outcome.SUPPORTED if speaks_for else Outcome.REFUTED,
        f"{told}: the {lags} lags, which speaks {verdict} this.",
    )


def shown_by_tests(conclusion: Conclusion, side: Side, tests: Iterable[StrengthTest]) -> Iterator[Reason]:
    """Yield what home tests of the very group add to a conclusion about one side."""
    if side not in SIDES:
        return
    for test in latest(tests).values():
        norm = facts().norms.get(test.key)
        if norm is None or norm.tells_of != conclusion.group:
            continue
        lags = weaker(test)
        effect = {Side.NONE: Effect.LEAVES, side: Effect.RAISES}.get(lags, Effect.LOWERS)
        says = f"{_told(test)}: {'no difference beyond the error' if lags is Side.NONE else f'the {lags} lags'}."
        yield Reason(test.key, effect, says, (f"test.{test.key}",))


def _told(test: StrengthTest) -> str:
    return f"{facts().norms[test.key].title}, left {test.left:g} and right {test.right:g} {test.unit}"
