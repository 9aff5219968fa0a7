"""A session in words: what was done, what stood out, how it changed over the set, and what to do next time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from evenstride.knowledge import Exercise, facts, within
from evenstride.model import Finding, Rep, Session, Side, SideTally, Trend, Verdict
from evenstride.model.skeleton import SIDES
from evenstride.report import words

TITLES = {
    "range_of_best_pct": "Range, against your furthest repetition",
    "moving_s": "Tempo: seconds moving, hold left out",
}
OF_STEPS = {
    "range_of_best_pct": "How far your feet came apart, against your longest step",
    "moving_s": "Seconds for a step",
}
TOO_FEW = "Too few to tell a trend."
MOST_ADVICE = 3
LOST_FROM = 2
"""So many repetitions in a row at the end that do not count are told at once."""

A_FEW_MORE, SECONDS_MORE = 2, 5
"""What is enough for next time, beyond what was done."""


@dataclass(frozen=True, slots=True)
class Tile:
    """What one side did, in large figures."""

    side: Side
    name: str
    figure: str
    unit: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Repetitions that do not count for one reason."""

    reason: str
    which: str


def lead(session: Session) -> str:
    """Return one sentence on what was done and what stood out."""
    if session.undetermined is not None:
        return f"{session.undetermined.reason[0].upper()}{session.undetermined.reason[1:]}, so nothing was counted."
    exercise = facts().exercises[session.exercise]
    done = [_amount(exercise, side, tally) for side, tally in session.sides.items() if tally.reps is not None]
    said = " and ".join(filter(None, [", ".join(done[:-1]), done[-1]]))
    walked_m = sum(tally.distance_m or 0.0 for tally in session.sides.values())
    over = f", over about {walked_m:.0f}{words.NARROW}m" if walked_m else ""
    closed = ", eyes closed" if session.eyes_closed else ""
    return f"{said[0].upper()}{said[1:]}{over}{closed}{_stood_out(session)}."


def _amount(exercise: Exercise, side: Side, tally: SideTally) -> str:
    goal = _goal(exercise, tally)
    if exercise.dose.metres is not None and side in SIDES:
        return f"one step with your {side} foot" if tally.reps == 1 else f"{tally.reps} steps with your {side} foot"
    count = "one repetition" if tally.reps == 1 else f"{tally.reps} repetitions"
    done = f"{goal.done:.0f}{goal.unit}" if goal and goal.unit else count
    return f"{done} on your {side} leg" if side in SIDES else f"{done} on a leg that the clip does not tell"


@dataclass(frozen=True, slots=True)
class _Goal:
    """What a side did of what the dose asks for, and how much more is enough for next time."""

    done: float
    asked: float
    more: float
    unit: str = ""


def _goal(exercise: Exercise, tally: SideTally) -> _Goal | None:
    """Return how far a side came, in what the dose counts; None where that was not counted."""
    dose = exercise.dose
    if dose.reps_min is not None and tally.reps is not None:
        return _Goal(tally.reps, dose.reps_min, A_FEW_MORE)
    if dose.seconds_min is not None and tally.best_hold_s is not None:
        return _Goal(tally.best_hold_s, dose.seconds_min, SECONDS_MORE, f"{words.NARROW}s")
    return None


def _stood_out(session: Session) -> str:
    return _did_not_count(session) + _in_form(session)


def _did_not_count(session: Session) -> str:
    """Return how many repetitions did not count, whether they are the last ones, and why the first of them did not."""
    out = [rep for rep in session.reps if not rep.counted]
    if not out:
        return ""
    lost = list(takewhile(lambda rep: not rep.counted, reversed(session.reps)))
    number, why_not = (len(lost), _why_not(lost[-1])) if len(lost) >= LOST_FROM else (len(out), _why_not(out[0]))
    if len(lost) >= LOST_FROM:
        return f"; the last {number} did not count: {why_not}"
    return f"; {number} more did not count: {why_not}"


def _why_not(rep: Rep) -> str:
    return rep.why_not or "not complete"


def _in_form(session: Session) -> str:
    present = [f for f in session.findings if f.verdict is Verdict.PRESENT]
    if present:
        return f"; what stood out: {', '.join(_fault(same) for same in _by_fault(present)[:2])}"
    tired = [one for one in session.trends if one.changed and one.name == "range_of_best_pct" and (one.change or 0) < 0]
    if tired:
        return f"; the range shrank as you tired{_on(tired[0].side)}"
    if any(not rep.counted for rep in session.reps):
        return ""
    judged = [f for f in session.findings if f.verdict is not Verdict.UNDETERMINED]
    if judged and all(f.verdict is Verdict.ABSENT for f in judged):
        return ", in good form"
    return ", and nothing stood out beyond the error of the measurement" if judged else ""


def _by_fault(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return findings of the same fault together, in order."""
    faults = dict.fromkeys(f.fault for f in findings)
    return [[f for f in findings if f.fault == fault] for fault in faults]


def _fault(same: Sequence[Finding]) -> str:
    title = facts().fault(same[0].movement, same[0].fault).title
    return f"{within(title)}{' on both sides' if len(same) > 1 else _on(same[0].side)}"


def _on(side: Side) -> str:
    return f" on the {side}" if side in SIDES else ""


def tiles(session: Session) -> tuple[Tile, ...]:
    """Return the large figures of each side that was filmed."""
    return tuple(_tile(session, side, tally) for side, tally in session.sides.items() if tally.reps is not None)


def _tile(session: Session, side: Side, tally: SideTally) -> Tile:
    dose = facts().exercises[session.exercise].dose
    name = words.SIDES[side] if side in SIDES else words.NOBODY_KNOWS
    notes = []
    if dose.reps_min is not None:
        notes.append(f"of {dose.reps_min} asked for")
    if tally.best_hold_s is not None:
        notes.append(f"longest hold {words.seconds(tally.best_hold_s)}")
    left_out = sum(not rep.counted for rep in session.reps if rep.side is side)
    if left_out:
        notes.append(f"{left_out} more did not count")
    if dose.seconds_min is not None and tally.best_hold_s is not None:
        return Tile(side, name, f"{tally.best_hold_s:.0f}", "s", (f"of {dose.seconds_min:g} s asked for",))
    one, many = ("step", "steps") if dose.metres is not None else ("rep", "reps")
    return Tile(side, name, str(tally.reps), one if tally.reps == 1 else many, tuple(notes))


def left_out(session: Session) -> tuple[LeftOut, ...]:
    """Return the repetitions that do not count, by reason, each with when it was."""
    found: dict[str, list[str]] = {}
    for rep in session.reps:
        if not rep.counted:
            told = f"{rep.index}{f' ({rep.side})' if rep.side in SIDES else ''} at {words.seconds(rep.start_s)}"
            found.setdefault(_why_not(rep), []).append(told)
    return tuple(LeftOut(f"{why[0].upper()}{why[1:]}", ", ".join(which)) for why, which in found.items())


def trend_sentence(trends: Sequence[Trend], places: int) -> str:
    """Return what one quantity did over the set, both sides in one line."""
    if all(one.change is None for one in trends):
        return TOO_FEW
    return " ".join(_one_trend(one, places) for one in trends)


def _one_trend(one: Trend, places: int) -> str:
    side = words.SIDES[one.side] if one.side in SIDES else "All"
    if one.change is None or one.change_interval is None:
        return f"{side}: too few to tell a trend."
    low, high = (words.number(end, places) for end in one.change_interval)
    change = f"{'+' if round(one.change, places) > 0 else ''}{words.quantity(one.change, one.unit, places)}"
    if one.changed:
        return f"{side}: {change} from the first to the last (likely {low} to {high})."
    return f"{side}: no change beyond how they differ anyway ({change}, likely {low} to {high})."


def title_of_trend(name: str, exercise: str) -> str:
    """Return a trend's quantity in words."""
    titles = OF_STEPS if facts().exercises[exercise].dose.metres is not None else TITLES
    return titles.get(name) or words.title_of_measure(name)


def next_time(session: Session) -> tuple[str, ...]:
    """Return what to do next time, what matters most first."""
    return tuple(dict.fromkeys(_advice(session)))[:MOST_ADVICE]


def _advice(session: Session) -> Iterator[str]:
    exercise = facts().exercises[session.exercise]
    if session.undetermined is not None:
        yield session.undetermined.advice
        return
    if Side.NONE in session.sides:
        yield "Count this clip again and say which leg worked: it could not be told from the clip."
    present = [f for f in session.findings if f.verdict is Verdict.PRESENT]
    for same in _by_fault(present):
        fault = facts().fault(same[0].movement, same[0].fault)
        yield (
            f"{words.SIDES[same[0].side]}: {within(fault.cue or fault.title)}."
            if len(same) == 1 and same[0].side in SIDES
            else f"{fault.cue or fault.title}."
        )
    failed = [rep for rep in session.reps if not rep.counted]
    if failed and len(failed) >= len([rep for rep in session.reps if rep.counted]):
        yield f"Fewer and full ones count more. Easier: {within(exercise.easier)}"
    if Side.NONE not in session.sides:
        yield from _amounts(session, exercise, clean=not present)


def _amounts(session: Session, exercise: Exercise, *, clean: bool) -> Iterator[str]:
    did = {side: tally for side, tally in session.sides.items() if side in SIDES and tally.reps is not None}
    if len(did) == 1 and exercise.dose.per_side:
        yield f"Film the {next(iter(did)).mirror()} leg as well: only both together say whether you are even."
    walked_m, asked_m = sum(tally.distance_m or 0.0 for tally in did.values()), exercise.dose.metres
    if asked_m is not None and 0 < walked_m < asked_m:
        yield f"Work up to {asked_m:g} m in all, to and fro: this was about {walked_m:.0f} m."
    goals = {side: goal for side, tally in did.items() if (goal := _goal(exercise, tally)) is not None}
    if not goals:
        return
    weaker = min(goals, key=lambda side: goals[side].done)
    goal = goals[weaker]
    asked = f"{goal.asked:.0f}{goal.unit}"
    if goal.done >= goal.asked:
        if clean:
            yield f"You did all {asked} in form. Harder: {within(exercise.harder)}"
        return
    if not exercise.dose.per_side:
        further = sum(one.done for one in goals.values()) + goal.more
        enough = f"{min(further, goal.asked):.0f}{goal.unit}"
        yield f"Work up to {asked}: {enough} are enough for next time, in form."
        return
    if len({round(one.done) for one in goals.values()}) > 1:
        yield f"Begin with the {weaker} leg, and do no more on the other than it manages."
    enough = f"{min(goal.done + goal.more, goal.asked):.0f}{goal.unit}"
    if enough == asked:
        yield f"Do all {asked} a side next time, in form."
        return
    yield f"Work up to {asked} a side: {enough} are enough for next time, in form."
