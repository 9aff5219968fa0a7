"""The same fault with the heels on a board: what the change settles."""

from __future__ import annotations

from collections.abc import Sequence

from evenstride.knowledge import Fault, facts
from evenstride.knowledge.entries import OutcomeName
from evenstride.model.finding import Finding, Retest, Verdict
from evenstride.model.measure import Measure

PLAIN, RAISED = "squat", "squat_heels_raised"


def retests_of(findings: Sequence[Finding], measures: Sequence[Measure]) -> list[Retest]:
    """Return what the squat with raised heels settles for every fault seen in the plain one."""
    by_id = {m.id: m for m in measures}
    plain = {(f.fault, f.side): f for f in findings if f.movement == PLAIN}
    raised = {(f.fault, f.side): f for f in findings if f.movement == RAISED}
    return [
        _retest(facts().fault(PLAIN, key[0]), plain[key], raised[key], by_id)
        for key in plain
        if key in raised
        and plain[key].verdict in (Verdict.PRESENT, Verdict.POSSIBLE)
        and facts().fault(PLAIN, key[0]).retest_outcomes
    ]


def _retest(fault: Fault, plain: Finding, raised: Finding, by_id: dict[str, Measure]) -> Retest:
    pair = _same_measure(plain, raised, by_id)
    change, interval = _change(*pair) if pair else (None, None)
    outcome = _outcome(fault, raised, pair, interval)
    return Retest(
        fault=fault.key,
        side=plain.side,
        plain=plain.id,
        retest=raised.id,
        change=change,
        change_interval=interval,
        outcome=outcome,
        settles=fault.outcome(outcome, side=plain.side.value),
    )


def _same_measure(plain: Finding, raised: Finding, by_id: dict[str, Measure]) -> tuple[Measure, Measure] | None:
    for before in (by_id[i] for i in plain.measures):
        for after in (by_id[i] for i in raised.measures):
            same = (before.name, before.moment, before.side) == (after.name, after.moment, after.side)
            if same and before.value is not None and after.value is not None:
                return before, after
    return None


def _change(before: Measure, after: Measure) -> tuple[float, tuple[float, float]]:
    """Return after minus before, with the interval that both errors together leave."""
    assert before.value is not None
    assert after.value is not None
    assert before.budget is not None
    assert after.budget is not None
    change = after.value - before.value
    reach = (before.budget.half_width**2 + after.budget.half_width**2) ** 0.5
    return change, (change - reach, change + reach)


def _outcome(
    fault: Fault, raised: Finding, pair: tuple[Measure, Measure] | None, interval: tuple[float, float] | None
) -> OutcomeName:
    """Return "improves" or "persists" where the change and the new verdict say so, else "unclear"."""
    if pair is None or interval is None:
        return "unclear"
    criterion = next(c for c in fault.criteria if c.measure == pair[0].name)
    better = -1.0 if criterion.direction == "above" else 1.0
    if criterion.direction == "beyond":
        better = -1.0 if (pair[0].value or 0.0) > 0 else 1.0
    surely_better = min(better * interval[0], better * interval[1]) > 0
    if surely_better and raised.verdict is not Verdict.PRESENT:
        return "improves"
    return "persists" if raised.verdict is Verdict.PRESENT and not surely_better else "unclear"
