"""Left against right from retest to retest: which muscle groups are even, and on which side one lags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from evenstride.knowledge import Criterion, Fault, Rule, facts
from evenstride.model.assessment import Assessment
from evenstride.model.difference import Difference, difference_of
from evenstride.model.measure import STANDARD_ERRORS_IN_INTERVAL, Measure
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.model.work import StrengthTest

ONE_LEGGED = "single_leg_"
TWO_DAYS = 2
SMALLEST = 1e-6
"""Of an error, so that none at all can be divided by."""

Series = tuple[str, ...]
"""What is compared from day to day: the rule with its measure and moment, or the home test."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Left against right for one muscle group on one day (ISO date).

    `lags` is the side that lags beyond the error of the comparison, NONE if neither does. `names` says that it was an
    imbalance that named the side; `days` how many days it rests on, this one and the one before; `today` which side
    lags by this day alone.
    """

    day: str
    group: str
    lags: Side
    names: bool = False
    days: int = TWO_DAYS
    today: Side = Side.NONE

    @property
    def even(self) -> bool:
        """Whether on two separate days together the two could not be told apart."""
        return self.lags is Side.NONE and self.days >= TWO_DAYS


@dataclass(frozen=True, slots=True)
class _Look:
    """One difference of one day: how much more the right side lags, below zero the left, and half its 95 % interval.

    What is less sure than `most` could not have shown a side that lags.
    """

    series: Series
    group: str
    right_lags: float
    half_width: float
    most: float

    @property
    def side(self) -> Side:
        """The side that lags by more than the error; NONE if neither does."""
        if abs(self.right_lags) <= self.half_width:
            return Side.NONE
        return RIGHT if self.right_lags > 0 else LEFT


def compared(assessments: Iterable[Assessment], tests: Iterable[StrengthTest] = ()) -> tuple[Comparison, ...]:
    """Return what every day of retests says of every muscle group that it can speak of, the oldest first.

    What named a side once is what is followed from then on, home tests among it; before that, every difference that
    tells of the group. Each is averaged over the last two days on which it was read, and named again as it was then:
    by an imbalance.
    """
    looks: dict[tuple[str, str], list[_Look]] = defaultdict(list)
    named: dict[tuple[str, str], set[Side]] = defaultdict(set)
    for seen in assessments:
        for look in _looks_at(seen):
            looks[seen.created[:10], look.group].append(look)
        for imbalance in seen.imbalances:
            named[seen.created[:10], imbalance.group].add(imbalance.side)
    for test in tests:
        for look in _looks_of(test):
            looks[test.day, look.group].append(look)
    return tuple(_followed(looks, named))


def _followed(
    looks: Mapping[tuple[str, str], Sequence[_Look]], named: Mapping[tuple[str, str], set[Side]]
) -> Iterator[Comparison]:
    told: dict[str, set[Series]] = defaultdict(set)
    before: dict[Series, _Look] = {}
    for (day, group), own in sorted(looks.items()):
        sides = named.get((day, group), set())
        now = _one_each(own)
        telling = {s: one for s, one in now.items() if one.side in SIDES and (one.side in sides or len(s) == 1)}
        told[group].update(telling)
        pairs = {s: [before[s], one] if s in before else [one] for s, one in now.items()}
        before.update(now)
        by_imbalance = [one for s, one in telling.items() if len(s) > 1]
        if by_imbalance:
            side = max(by_imbalance, key=_ratio).side
            yield Comparison(day, group, side, names=True, days=1, today=side)
            continue
        followed = told[group] & set(now) if told[group] else set(now)
        means = [_mean(pairs[s]) for s in sorted(followed)]
        sure = [(mean, days) for mean, days in means if mean.half_width <= mean.most]
        if sure:
            worst = max((mean for mean, _ in sure), key=_ratio)
            today = max((now[s] for s in followed), key=_ratio).side
            yield Comparison(day, group, worst.side, days=min(days for _, days in sure), today=today)


def _one_each(own: Sequence[_Look]) -> dict[Series, _Look]:
    """Return one look a series: the surest of several clips of a day."""
    found: dict[Series, _Look] = {}
    for look in own:
        known = found.get(look.series)
        if known is None or look.half_width < known.half_width:
            found[look.series] = look
    return found


def _ratio(look: _Look) -> float:
    return abs(look.right_lags) / max(look.half_width, SMALLEST)


def _mean(pair: Sequence[_Look]) -> tuple[_Look, int]:
    """Return the mean of one or two days, the surer one counting more, and how many they are."""
    last = pair[-1]
    weights = [max(one.half_width, SMALLEST) ** -2 for one in pair]
    mean = sum(w * one.right_lags for w, one in zip(weights, pair, strict=True)) / sum(weights)
    return _Look(last.series, last.group, mean, sum(weights) ** -0.5, last.most), len(pair)


def _looks_at(seen: Assessment) -> Iterator[_Look]:
    for rule in facts().rules.values():
        fault = next((f for f in facts().faults_of(rule.movement) if f.key == rule.fault), None)
        for criterion in fault.criteria if fault else ():
            apart = _apart(seen, rule, criterion, fault) if fault else None
            if apart is not None:
                value, half = apart
                group = facts().conclusions[rule.concludes].group
                yield _Look((rule.key, criterion.measure, criterion.at), group, value, half, abs(criterion.threshold))


def _apart(seen: Assessment, rule: Rule, criterion: Criterion, fault: Fault) -> tuple[float, float] | None:
    """Return how much more the right side lags by one criterion, and half its interval; None if it compares nothing."""
    sign = -1.0 if rule.side == "other" else 1.0
    if fault.sided == "direction":
        alone = _read(seen, rule.movement, criterion).get(Side.NONE)
        if alone is None or alone.value is None or alone.interval is None:
            return None
        return sign * alone.value, (alone.interval[1] - alone.interval[0]) / 2
    difference = _difference(seen, rule.movement, criterion) if fault.sided == "each" else None
    return None if difference is None else (sign * _more(criterion, difference), difference.half_width)


def _read(seen: Assessment, movement: str, criterion: Criterion) -> dict[Side, Measure]:
    clips = {c.id for c in seen.clips if c.movement == movement and c.view == criterion.view}
    wanted = (criterion.measure, criterion.at)
    return {m.side: m for m in seen.measures if m.clip in clips and (m.name, m.moment) == wanted}


def _difference(seen: Assessment, movement: str, criterion: Criterion) -> Difference | None:
    sides = _read(seen, movement, criterion)
    return difference_of(sides[LEFT], sides[RIGHT]) if LEFT in sides and RIGHT in sides else None


def _more(criterion: Criterion, difference: Difference) -> float:
    """Return how much more the right side shows of a fault; where either sign is the fault, sizes are compared."""
    if criterion.direction == "beyond":
        return abs(difference.right.value or 0.0) - abs(difference.left.value or 0.0)
    return -difference.value if criterion.direction == "below" else difference.value


def _looks_of(test: StrengthTest) -> Iterator[_Look]:
    norm = facts().norms.get(test.key)
    more = test.left - test.right
    half = STANDARD_ERRORS_IN_INTERVAL * 2**0.5 * test.sd
    for group in groups_of_test(test.key):
        yield _Look((test.key,), group, -more if norm is not None and norm.less_is_better else more, half, float("inf"))


@cache
def groups_of_test(key: str) -> tuple[str, ...]:
    """Return the muscle group that a home test tells of; one that is named after an exercise tells of that one's."""
    known = facts()
    if key in known.norms:
        group = known.norms[key].tells_of
        return (group,) if group else ()
    exercise = known.exercises.get(key) or known.exercises.get(f"{ONE_LEGGED}{key}")
    return exercise.mainly_for[:1] if exercise else ()
