"""Which side a rule concludes, and whether left and right can be told apart at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evenstride.infer.observed import Observed
from evenstride.knowledge import Fault, Rule, facts
from evenstride.model.difference import Difference
from evenstride.model.finding import Finding, Verdict
from evenstride.model.imbalance import Effect, Reason
from evenstride.model.measure import Measure
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side

SURELY = 1.25
"""A side is named when the two differ by this many times the 95 % error of their difference: a screen compares the legs
in up to a dozen ways, and one in twenty of these would name a side of legs that are alike."""


@dataclass(frozen=True, slots=True)
class Started:
    """A rule that its findings started, the side it concludes, and what the comparison of the sides says of that."""

    rule: Rule
    findings: tuple[Finding, ...]
    side: Side
    compared: tuple[Reason, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the fault is there, not only possibly."""
        return any(f.verdict is Verdict.PRESENT for f in self.findings)


def started(observed: Observed) -> Iterator[Started]:
    """Yield every rule that something seen starts, with its side."""
    for rule in facts().rules.values():
        every = observed.seen(rule.movement, rule.fault)
        seen = [f for f in every if _settled(observed, rule, f) and _points(observed, rule, f)]
        if rule.side == "both" and seen:
            yield Started(rule, tuple(seen), Side.BOTH)
        sided = [f for f in seen if f.side in SIDES]
        if rule.side != "both" and sided:
            yield _both_seen(observed, rule, sided) if len(sided) > 1 else _one_seen(observed, rule, sided[0])


def concluded_side(rule: Rule, side: Side) -> Side:
    """Return the side a rule concludes from a finding on `side`."""
    return side.mirror() if rule.side == "other" else side


def _settled(observed: Observed, rule: Rule, finding: Finding) -> bool:
    """Return whether the retest that a rule waits for, if it waits for one, came out as it needs."""
    retest = observed.retest(finding)
    return rule.only_after is None or (retest is not None and retest.outcome == rule.only_after)


def _points(observed: Observed, rule: Rule, finding: Finding) -> bool:
    """Return whether the number behind a finding surely points to the side that a rule asks for, if it asks for one."""
    if rule.toward is None:
        return True
    wanted = finding.side.mirror() if rule.toward == "other" else finding.side
    return observed.points_to(finding) is wanted


def _both_seen(observed: Observed, rule: Rule, pair: Sequence[Finding]) -> Started:
    left, right = (next(f for f in pair if f.side is side) for side in SIDES)
    difference = observed.difference(left, right)
    worse = _worse(rule, difference)
    ids = (left.id, right.id)
    if worse is None:
        says = "Both sides show it, and neither more than the other by more than the error of the comparison."
        return Started(rule, (left, right), Side.BOTH, (Reason(rule.key, Effect.LEAVES, says, ids),))
    more, less = (left, right) if worse is LEFT else (right, left)
    if more.verdict is not Verdict.PRESENT and less.verdict is Verdict.PRESENT:  # the clips disagree: name no side
        says = "One side reads more and the other is the plainer finding, so the sides cannot be told apart."
        return Started(rule, (left, right), Side.BOTH, (Reason(rule.key, Effect.LEAVES, says, ids),))
    says = f"The {worse} side shows it more than the {worse.mirror()}, by more than the error of the comparison."
    compared = Reason(rule.key, _told_apart(more), says, ids)
    return Started(rule, (more,), concluded_side(rule, worse), (compared,))


def _one_seen(observed: Observed, rule: Rule, finding: Finding) -> Started:
    side = concluded_side(rule, finding.side)
    other = observed.finding(rule.movement, rule.fault, finding.side.mirror())
    if any(fault.sided == "direction" for fault in _faults(rule)):
        if finding.verdict is Verdict.PRESENT:
            return Started(rule, (finding,), side)
        says = "It may only just be there, and then its side is as likely chance, so no side is named."
        return Started(rule, (finding,), Side.NONE, (Reason(rule.key, Effect.LEAVES, says, (finding.id,)),))
    if other is None or other.verdict is Verdict.UNDETERMINED:
        hidden = any(fault.sided == "near" for fault in _faults(rule))
        says = f"The {finding.side.mirror()} side could not be judged, so the sides were not compared."
        if hidden:  # two legs work together and one hides the other: what is seen of the near one may hold for both
            says = f"Only the {finding.side} side could be seen, so the sides were not compared and none is named."
        reason = Reason(rule.key, Effect.LEAVES, says, (other.id,) if other else ())
        return Started(rule, (finding,), Side.NONE if hidden else side, (reason,))
    if other.verdict is not Verdict.ABSENT and rule.toward is None:
        return Started(rule, (finding,), side)  # seen there too: its retest came out otherwise, which tells them apart
    pair = (finding, other) if finding.side is LEFT else (other, finding)
    difference = observed.difference(*pair)
    ids = (finding.id, other.id)
    if _worse(rule, difference) is finding.side:
        says = f"The {finding.side} side shows it more than the {other.side}, by more than the error of the comparison."
        return Started(rule, (finding,), side, (Reason(rule.key, _told_apart(finding), says, ids),))
    close = "the two differ by less than the error" if difference else "no number compares the two"
    says = f"Left and right cannot be told apart here: {close}, so no side is named."
    effect = Effect.LOWERS if finding.verdict is Verdict.PRESENT else Effect.LEAVES
    return Started(rule, (finding,), Side.NONE, (Reason(rule.key, effect, says, ids),))


def _told_apart(finding: Finding) -> Effect:
    """Return what a clear difference does: it lifts what is only possible, and adds nothing to what is there."""
    return Effect.LEAVES if finding.verdict is Verdict.PRESENT else Effect.RAISES


def _worse(rule: Rule, difference: Difference | None) -> Side | None:
    """Return the side that shows the fault more, by more than the error of the difference; None if neither does."""
    if difference is None:
        return None
    directions = {c.direction for f in _faults(rule) for c in f.criteria if c.measure == difference.left.name}
    left, right = difference.left.value or 0.0, difference.right.value or 0.0
    more = difference.value
    if rule.toward is not None:  # the sign says toward which side: what goes the way the rule asks for is compared
        more = _asked_for(rule, RIGHT, difference.right, right) - _asked_for(rule, LEFT, difference.left, left)
    elif "beyond" in directions:  # the number is signed, and either sign is the fault: sizes are compared
        more = abs(right) - abs(left)
    if abs(more) <= SURELY * difference.half_width:
        return None
    larger = RIGHT if more > 0 else LEFT
    return larger.mirror() if "below" in directions else larger


def _asked_for(rule: Rule, side: Side, measure: Measure, value: float) -> float:
    """Return a signed number so that what goes the way the rule asks for, seen from this side, is positive."""
    wanted = side.mirror() if rule.toward == "other" else side
    return value if str(wanted) in measure.positive_means.split() else -value


def _faults(rule: Rule) -> list[Fault]:
    """Return the fault that starts a rule, as it is judged; none if it cannot be judged yet."""
    return [fault for fault in facts().faults_of(rule.movement) if fault.key == rule.fault]
