"""The rules at work: every conclusion with the steps that led to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from evenstride.infer.observed import Observed
from evenstride.infer.sides import Started, started
from evenstride.infer.stops import stops_of
from evenstride.infer.strength import settled, shown_by_tests
from evenstride.infer.weighing import LEVELS, cited, confidence_of, in_order, seconded, weighed
from evenstride.knowledge import Conclusion, facts
from evenstride.model.imbalance import Alternative, Effect, Imbalance, ImbalanceKind, Reason
from evenstride.model.skeleton import SIDES, Side
from evenstride.model.work import StrengthTest

T = TypeVar("T")


def infer(observed: Observed) -> tuple[Imbalance, ...]:
    """Return what findings and answers suggest about muscles, the surest first; nothing where a stop holds."""
    stops = stops_of(observed.intake)
    if any(stop.movement is None for stop in stops):
        return ()
    usable = observed.without({stop.movement for stop in stops if stop.movement})
    starts = tuple(started(usable))
    found: list[Imbalance] = []
    for conclusion in facts().conclusions.values():
        own = [s for s in starts if s.rule.concludes == conclusion.key]
        found += [_imbalance(usable, conclusion, side, group, own) for side, group in _by_side(own)]
    found.sort(key=lambda i: -LEVELS.index(i.confidence))
    return tuple(replace(imbalance, id=f"i{n}") for n, imbalance in enumerate(found, 1))


def _by_side(starts: Sequence[Started]) -> Iterator[tuple[Side, list[Started]]]:
    """Yield what is concluded together: both sides, or each side named, or what has no side.

    Both, if one rule saw both, or if what has no side is plain and no side is. Else what names no side of its own
    supports every side that is named.
    """
    named = [side for side in SIDES if any(s.side is side for s in starts)]
    both = [s for s in starts if s.side is Side.BOTH]
    saw_both = any(s.rule.side != "both" for s in both)
    plainer = any(s.plain for s in both) and not any(s.plain for s in starts if s.side in SIDES)
    if saw_both or plainer or (both and not named):
        yield Side.BOTH, list(starts)
    elif not named and starts:
        yield Side.NONE, list(starts)
    else:
        for side in named:
            yield side, [s for s in starts if s.side not in SIDES or s.side is side]


def _imbalance(
    observed: Observed, conclusion: Conclusion, side: Side, group: Sequence[Started], every: Sequence[Started]
) -> Imbalance:
    ordered = sorted(group, key=lambda s: (s.side is not side, not s.plain))
    trace = in_order(_steps(observed, conclusion, side, ordered, every))
    because = _once(f.id for start in ordered for f in start.findings)
    lowering = (key for reason in trace if reason.effect is Effect.LOWERS for key in reason.rests_on)
    ids = {f.id for f in observed.findings} - set(because)
    rules = [start.rule for start in ordered]
    alternatives = _once(key for rule in rules for key in rule.alternatives)
    return Imbalance(
        id="",
        kind=ImbalanceKind(conclusion.kind),
        group=conclusion.group,
        muscles=conclusion.muscles,
        side=side,
        confidence=confidence_of(trace, plain=ordered[0].plain),
        says=_says(conclusion, side),
        because=because,
        against=_once(key for key in lowering if key in ids),
        alternatives=tuple(_alternative(key, side, observed.tests) for key in alternatives),
        reading=" ".join(_once(rule.reading for rule in rules)),
        objection=" ".join(_once(rule.objection for rule in rules)),
        sources=_once(key for start in ordered for key in cited(start, trace)),
        trace=trace,
    )


def _steps(
    observed: Observed, conclusion: Conclusion, side: Side, ordered: Sequence[Started], every: Sequence[Started]
) -> Iterator[Reason]:
    lead, others = ordered[0], ordered[1:]
    yield Reason(lead.rule.key, Effect.STARTS, lead.rule.says, tuple(f.id for f in lead.findings))
    yield from lead.compared
    yield from seconded(lead, others, side)
    yield from _once(reason for start in ordered for reason in weighed(observed, start, side))
    yield from shown_by_tests(conclusion, side, observed.tests)
    opposite = [f.id for start in every if side in SIDES and start.side is side.mirror() for f in start.findings]
    if opposite:
        says = f"Something else points to the {side.mirror()} side instead."
        yield Reason(lead.rule.key, Effect.LOWERS, says, tuple(opposite))
    if conclusion.opposing:
        yield Reason(conclusion.key, Effect.LEAVES, conclusion.opposing, ())


def _says(conclusion: Conclusion, side: Side) -> str:
    if side in SIDES:
        return conclusion.says.format(side=side)
    return conclusion.says_both if side is Side.BOTH else conclusion.says_none


def _alternative(key: str, side: Side, tests: Sequence[StrengthTest]) -> Alternative:
    other = facts().alternatives[key]
    kind = ImbalanceKind(other.kind)
    outcome, told = settled(other, side, tests)
    return Alternative(
        kind, other.muscles, other.says, other.settled_by, other.settles, other.sources, outcome=outcome, told=told
    )


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
