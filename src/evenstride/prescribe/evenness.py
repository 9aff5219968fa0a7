"""Left against right on each day of a retest: which muscle groups were even, and on which side one lagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from evenstride.knowledge import Criterion, Fault, Rule, facts
from evenstride.model.assessment import Assessment
from evenstride.model.difference import Difference, difference_of
from evenstride.model.finding import Finding, Verdict
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.model.work import StrengthTest

ONE_LEGGED = "single_leg_"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Left against right for one muscle group on one day (ISO date).

    `lags` is the side that lags beyond the error of the comparison, NONE if neither does: even. `names` says that
    it was an imbalance that named the side.
    """

    day: str
    group: str
    lags: Side
    names: bool = False

    @property
    def even(self) -> bool:
        """Whether the two could not be told apart."""
        return self.lags is Side.NONE


def compared(assessments: Iterable[Assessment], tests: Iterable[StrengthTest] = ()) -> tuple[Comparison, ...]:
    """Return what every day of retests says of every muscle group that it can speak of, the oldest first.

    A day is even for a group where no imbalance and no one-sided finding names a side for it, and every left-right
    difference that tells of it, screens and strength tests alike, lies within its error; at least one has to be there
    that could have shown it.
    """
    said: dict[tuple[str, str], list[Comparison]] = {}
    for one in (*(c for a in assessments for c in _of_screens(a)), *(c for t in tests for c in _of_test(t))):
        said.setdefault((one.day, one.group), []).append(one)
    return tuple(_together(own) for _, own in sorted(said.items(), key=lambda item: item[0]))


def _together(own: Sequence[Comparison]) -> Comparison:
    """Return what a day's comparisons of one group say together: an imbalance first, then whatever names a side."""
    named = [one for one in own if not one.even]
    return max(named, key=lambda one: one.names) if named else own[0]


def _of_screens(seen: Assessment) -> Iterator[Comparison]:
    day = seen.created[:10]
    for imbalance in seen.imbalances:
        if imbalance.side in SIDES:
            yield Comparison(day, imbalance.group, imbalance.side, names=True)
    for rule in facts().rules.values():
        fault = next((f for f in facts().faults_of(rule.movement) if f.key == rule.fault), None)
        if fault is None:
            continue
        group = facts().conclusions[rule.concludes].group
        for side in _sides_seen(seen, rule, fault):
            yield Comparison(day, group, side)


def _sides_seen(seen: Assessment, rule: Rule, fault: Fault) -> Iterator[Side]:
    """Yield the side that each look at a fault names as lagging, NONE where it names none."""
    found = [f for f in seen.findings if (f.movement, f.fault) == (rule.movement, rule.fault)]
    if fault.sided == "direction" and found:
        plain = [f for f in found if f.verdict is Verdict.PRESENT]
        undecided = all(f.verdict is Verdict.UNDETERMINED for f in found)
        yield from () if undecided else (_concluded(rule, f.side) for f in plain) if plain else (Side.NONE,)
    if fault.sided != "each":
        return
    one_sided = _plain_on_one_side(found)
    if one_sided is not None:
        yield _concluded(rule, one_sided)
    for criterion in fault.criteria:
        difference = _difference(seen, rule.movement, criterion)
        if difference is not None and difference.half_width <= abs(criterion.threshold):
            worse = _worse(criterion, difference)
            yield worse if worse is Side.NONE else _concluded(rule, worse)


def _plain_on_one_side(found: Sequence[Finding]) -> Side | None:
    sides = {f.side: f.verdict for f in found if f.side in SIDES}
    for side in SIDES:
        if sides.get(side) is Verdict.PRESENT and sides.get(side.mirror()) is Verdict.ABSENT:
            return side
    return None


def _concluded(rule: Rule, side: Side) -> Side:
    return side.mirror() if rule.side == "other" and side in SIDES else side


def _difference(seen: Assessment, movement: str, criterion: Criterion) -> Difference | None:
    clips = {c.id for c in seen.clips if c.movement == movement and c.view == criterion.view}
    wanted = (criterion.measure, criterion.at)
    sides = {m.side: m for m in seen.measures if m.clip in clips and (m.name, m.moment) == wanted}
    return difference_of(sides[LEFT], sides[RIGHT]) if LEFT in sides and RIGHT in sides else None


def _worse(criterion: Criterion, difference: Difference) -> Side:
    """Return the side that shows more of a fault, by more than the error of the difference; NONE if neither does."""
    if criterion.direction == "beyond":  # either sign is the fault: sizes are compared
        more = abs(difference.right.value or 0.0) - abs(difference.left.value or 0.0)
        if abs(more) <= difference.half_width:
            return Side.NONE
        return RIGHT if more > 0 else LEFT
    larger = difference.larger
    return larger.mirror() if criterion.direction == "below" and larger in SIDES else larger


def _of_test(test: StrengthTest) -> Iterator[Comparison]:
    norm = facts().norms.get(test.key)
    lags = Side.NONE
    if test.difference_is_real:
        less_is_better = norm is not None and norm.less_is_better
        lags = LEFT if (test.left < test.right) is not less_is_better else RIGHT
    for group in groups_of_test(test.key):
        yield Comparison(test.day, group, lags)


@cache
def groups_of_test(key: str) -> tuple[str, ...]:
    """Return the muscle group that a home test tells of; one that is named after an exercise tells of that one's."""
    known = facts()
    if key in known.norms:
        group = known.norms[key].tells_of
        return (group,) if group else ()
    exercise = known.exercises.get(key) or known.exercises.get(f"{ONE_LEGGED}{key}")
    return exercise.mainly_for[:1] if exercise else ()
