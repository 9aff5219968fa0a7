"""What speaks for and against a conclusion, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from evenstride.infer.observed import Observed
from evenstride.infer.sides import Started
from evenstride.knowledge import Weigh, facts
from evenstride.model.finding import Verdict
from evenstride.model.imbalance import Confidence, Effect, Reason
from evenstride.model.intake import Intake
from evenstride.model.skeleton import SIDES, Side

LEVELS = (Confidence.UNCLEAR, Confidence.POSSIBLE, Confidence.LIKELY)
_ORDER = (Effect.STARTS, Effect.RAISES, Effect.LEAVES, Effect.LOWERS)


def confidence_of(trace: Sequence[Reason], *, plain: bool) -> Confidence:
    """Return where the steps lead from "possible" if the fault is plainly there, else from "unclear".

    What raises counts first and what lowers last, so nothing that is contradicted stays likely.
    """
    level = LEVELS.index(Confidence.POSSIBLE if plain else Confidence.UNCLEAR)
    for reason in in_order(trace):
        if reason.effect is Effect.RAISES:
            level = min(level + 1, len(LEVELS) - 1)
        elif reason.effect is Effect.LOWERS:
            level = max(level - 1, 0)
    return LEVELS[level]


def in_order(trace: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the steps as they count: what started it, what raises, what changes nothing, what lowers."""
    return tuple(sorted(trace, key=lambda reason: _ORDER.index(reason.effect)))


def seconded(lead: Started, others: Sequence[Started], side: Side) -> Iterator[Reason]:
    """Yield what further findings add that point the same way: one step for each other screen, nothing within one."""
    screens = {lead.rule.movement}
    for other in others:
        ids = tuple(f.id for f in other.findings)
        raises = other.plain and other.side in (side, Side.BOTH) and other.rule.movement not in screens
        if raises:
            screens.add(other.rule.movement)
        yield Reason(other.rule.key, Effect.RAISES if raises else Effect.LEAVES, other.rule.says, ids)


def weighed(observed: Observed, start: Started, side: Side) -> Iterator[Reason]:
    """Yield what else was seen, retested or answered that a rule weighs, for the side concluded."""
    for weigh in start.rule.weighs:
        found = _found(observed, start, weigh, side)
        if found is not None:
            yield Reason(start.rule.key, Effect(weigh.effect), weigh.says, found)


def cited(start: Started, trace: Iterable[Reason]) -> tuple[str, ...]:
    """Return the sources of a rule and of those of its weighs that are in a trace."""
    said = {reason.says for reason in trace}
    return (*start.rule.sources, *(key for w in start.rule.weighs if w.says in said for key in w.sources))


def _found(observed: Observed, start: Started, weigh: Weigh, side: Side) -> tuple[str, ...] | None:
    """Return the ids and names that a weigh rests on, or None if it does not apply."""
    if weigh.finding:
        return _finding(observed, weigh, side)
    if weigh.retest is not None:
        retests = [r for f in start.findings if (r := observed.retest(f)) is not None and r.outcome == weigh.retest]
        return tuple(r.retest for r in retests) if len(retests) == len(start.findings) else None
    if weigh.variant is not None:
        own = observed.variants(start.rule.movement)
        return (f"{start.rule.movement}.{weigh.variant}",) if own == {weigh.variant} else None
    return _answer(observed.intake, weigh, side)


def _finding(observed: Observed, weigh: Weigh, side: Side) -> tuple[str, ...] | None:
    """Return the findings weighed: on the side asked for; where no single side is concluded, all it takes to say so.

    A fault that is there on any side counts for both; one that is absent must be so on both.
    """
    movement, _, fault = weigh.finding.partition(".")
    every = [f for f in observed.findings if (f.movement, f.fault) == (movement, fault)]
    same = [f for f in every if f.verdict is Verdict(weigh.verdict)]
    if side in SIDES:
        wanted = side.mirror() if weigh.side == "other" else side
        same = [f for f in same if f.side in (wanted, Side.NONE)]
    elif weigh.verdict == "absent" and len(same) < len(every):
        return None
    return tuple(f.id for f in same) or None


def _answer(intake: Intake | None, weigh: Weigh, side: Side) -> tuple[str, ...] | None:
    if intake is None or weigh.answer is None or side not in SIDES:
        return None
    if weigh.answer in facts().girths:
        named, answered = f"girths_cm.{weigh.answer}", _thinner(intake, weigh.answer)
    else:
        named, answered = weigh.answer, getattr(intake, weigh.answer)
    wanted = side.mirror() if weigh.side == "other" else side
    return (named,) if answered == wanted else None


def _thinner(intake: Intake, place: str) -> Side | None:
    """Return the side on which the tape reads less by more than its error, or None."""
    pair = intake.girths_cm.get(place)
    if pair is None or abs(pair.right - pair.left) <= facts().girths[place].error_cm:
        return None
    return Side.LEFT if pair.left < pair.right else Side.RIGHT
