"""What inference rests on: findings, the measures behind them, retests, repetitions, answers and home tests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from evenstride.knowledge import facts
from evenstride.model.clip import Clip, Rep
from evenstride.model.difference import Difference, difference_of
from evenstride.model.finding import Finding, Retest, Verdict
from evenstride.model.intake import Intake
from evenstride.model.measure import Measure
from evenstride.model.skeleton import SIDES, Side
from evenstride.model.work import StrengthTest

SEEN = (Verdict.PRESENT, Verdict.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Observed:
    """Everything that was seen and answered."""

    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...] = ()
    retests: tuple[Retest, ...] = ()
    clips: tuple[Clip, ...] = ()
    reps: tuple[Rep, ...] = ()
    intake: Intake | None = None
    tests: tuple[StrengthTest, ...] = ()

    def without(self, movements: Collection[str]) -> Observed:
        """Return this without what was seen in some movements, or in a retest of them."""
        findings = tuple(f for f in self.findings if not _repeated(f.movement) & set(movements))
        kept = {f.id for f in findings}
        retests = tuple(r for r in self.retests if {r.plain, r.retest} <= kept)
        return replace(self, findings=findings, retests=retests)

    def finding(self, movement: str, fault: str, side: Side) -> Finding | None:
        """Return the finding of a fault on one side, or None if it was not looked for."""
        same = (f for f in self.findings if (f.movement, f.fault, f.side) == (movement, fault, side))
        return next(same, None)

    def seen(self, movement: str, fault: str) -> tuple[Finding, ...]:
        """Return the findings of a fault that is, or may be, there."""
        every = (f for f in self.findings if (f.movement, f.fault) == (movement, fault))
        return tuple(f for f in every if f.verdict in SEEN)

    def retest(self, finding: Finding) -> Retest | None:
        """Return what the retest settled for a finding, or None if there was none."""
        return next((r for r in self.retests if r.plain == finding.id), None)

    def variants(self, movement: str) -> frozenset[str]:
        """Return the forms in which a movement was done, in the repetitions that count."""
        own = {c.id for c in self.clips if c.movement == movement}
        return frozenset(r.variant for r in self.reps if r.clip in own and r.counted and r.variant)

    def points_to(self, finding: Finding) -> Side:
        """Return the side that the sign of a finding's deciding number names; NONE if that is not settled."""
        deciding = next((m for m in self.measures if m.id in finding.measures[:1]), None)
        if deciding is None or deciding.interval is None or deciding.interval[0] <= 0 <= deciding.interval[1]:
            return Side.NONE
        named = next((side for side in SIDES if side in deciding.positive_means.split()), Side.NONE)
        return named if deciding.interval[0] > 0 else named.mirror()

    def difference(self, left: Finding, right: Finding) -> Difference | None:
        """Return right minus left of the measure that decided both findings, or None if there is no such pair."""
        by_id = {m.id: m for m in self.measures}
        for before in (by_id[key] for key in left.measures if key in by_id):
            for after in (by_id[key] for key in right.measures if key in by_id):
                if (before.name, before.moment, before.unit) == (after.name, after.moment, after.unit):
                    return difference_of(before, after)
        return None


def _repeated(movement: str) -> set[str]:
    """Return a movement and the one it repeats."""
    return {movement, *(fault.movements[0] for fault in facts().faults_of(movement))}
