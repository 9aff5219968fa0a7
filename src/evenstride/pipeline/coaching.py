"""One clip of an exercise in, a session out: what each side did, and what of it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evenstride.detect import aims_of, stood_out, trends_of
from evenstride.errors import UnknownMovementError, UsageError
from evenstride.knowledge import facts, within
from evenstride.measure.performed import BOTH_FEET, UNSURE
from evenstride.model.assessment import Assessment
from evenstride.model.clip import Problem, Rep
from evenstride.model.finding import Verdict
from evenstride.model.measure import Undetermined
from evenstride.model.session import FilmedSet, Session, SideTally, ended_in_words, reached_in_words
from evenstride.model.skeleton import SIDES, Side
from evenstride.movements.registry import movements
from evenstride.pipeline.assessing import DEFAULTS, assess_recordings, recordings_of
from evenstride.pipeline.requests import AssessOptions, ClipRequest, Progress
from evenstride.pipeline.walked import told_of, walked_m

SAID = {Side.LEFT: "left", Side.RIGHT: "right", Side.NONE: "side not known"}

WITH_EYES_CLOSED = "single_leg_balance"
"""The exercise that is made harder by closing the eyes."""

REST_BETWEEN_SETS_S = 10.0
"""A pause of at least this long ends a set."""


def exercises() -> tuple[str, ...]:
    """Return the keys of the exercises that are counted from video."""
    return tuple(key for key in facts().exercises if key in movements())


def coach(
    exercise: str,
    clip: Path,
    options: AssessOptions = DEFAULTS,
    *,
    side: Side | None = None,
    eyes_closed: bool = False,
    height_m: float | None = None,
    progress: Progress | None = None,
) -> tuple[Session, Assessment]:
    """Return what a clip shows of an exercise, and the same as an assessment, which pages and pictures are made of.

    Parameters
    ----------
    side
        Count this side alone; None counts both.
    eyes_closed
        Whether the user says that they balanced so; no camera can tell.
    height_m
        How tall the user is, for the scale of a walk; None takes their leg for that of most adults.

    Raises
    ------
    UsageError
        If the eyes are closed in another exercise than the single-leg balance, or the height given for one that is not
        told in metres.
    UnknownMovementError
        If the exercise is unknown, or cannot be counted from video.
    ClipError
        If the clip cannot be used at all.
    """
    if exercise not in exercises():
        raise UnknownMovementError(exercise, exercises())
    if eyes_closed and exercise != WITH_EYES_CLOSED:
        raise UsageError(f"{exercise}: the eyes stay open", f"close them for {WITH_EYES_CLOSED} only")
    if height_m is not None and facts().exercises[exercise].dose.metres is None:
        raise UsageError(f"{exercise}: nothing in it is told in metres", "give your height for the heel_walk only")
    request = ClipRequest(clip, exercise, side=side)
    made = assess_recordings([request], recordings_of([request], options, progress), options)
    return session_of(exercise, made, side, eyes_closed, height_m), made


def session_of(
    exercise: str,
    made: Assessment,
    side: Side | None = None,
    eyes_closed: bool = False,
    height_m: float | None = None,
) -> Session:
    """Return the session that an assessment of one clip amounts to; the last three are what the user said."""
    counted = [rep for rep in made.reps if rep.counted]
    undetermined = None if counted else _nothing_counted(exercise, made)
    wanted = SIDES if side is None else (side,)
    tallies = {s: _tally([r for r in made.reps if r.side is s] if s in wanted and counted else []) for s in SIDES}
    walked = walked_m(exercise, made, height_m)
    tallies |= {
        s: replace(tallies[s], distance_m=one.value) for s, one in walked.items() if tallies[s].reps is not None
    }
    unsided = [rep for rep in counted if rep.side is Side.NONE]
    if unsided:
        tallies[Side.NONE] = _tally(unsided)
    aims = aims_of(exercise, [s for s in SIDES if tallies[s].reps], made.measures)
    said = _summary(_title(exercise, eyes_closed), tallies, made.reps, undetermined)
    in_form = _in_form(made) if counted else ""
    what_was_reached = (*reached_in_words(aims), *ended_in_words(made.reps))
    return Session(
        created=made.created,
        software_version=made.software_version,
        pose=made.pose,
        athlete=made.athlete,
        exercise=exercise,
        clip=made.clips[0],
        reps=made.reps,
        sides=tallies,
        sets=sets_of(counted),
        trends=trends_of(made.reps, made.measures, exercise),
        measures=made.measures if counted else (),
        findings=made.findings if counted else (),
        aims=aims,
        side_stated=side,
        eyes_closed=eyes_closed,
        undetermined=undetermined,
        summary=tuple(filter(None, (*said, in_form, *told_of(exercise, walked, height_m), *what_was_reached))),
        signals=made.signals.get(made.clips[0].id),
    )


def sets_of(reps: Sequence[Rep]) -> tuple[FilmedSet, ...]:
    """Return the sets that repetitions, in order of time, fall into.

    A set ends with a rest; between two rests, the repetitions of each side make one set, also if the sides take turns.
    """
    blocks: list[list[Rep]] = []
    for rep in reps:
        if blocks and rep.start_s - blocks[-1][-1].end_s < REST_BETWEEN_SETS_S:
            blocks[-1].append(rep)
        else:
            blocks.append([rep])
    sets = []
    for block in blocks:
        for side in dict.fromkeys(rep.side for rep in block):
            own = [rep for rep in block if rep.side is side]
            sets.append(FilmedSet(side, own[0].start_s, own[-1].end_s, tuple(rep.index for rep in own)))
    return tuple(sorted(sets, key=lambda one: one.from_s))


def _tally(reps: Sequence[Rep]) -> SideTally:
    """Return what one side did; nothing is known of a side that was not filmed."""
    if not reps:
        return SideTally()
    counted = [rep for rep in reps if rep.counted]
    holds = [rep.hold_s for rep in counted if rep.hold_s is not None]
    return SideTally(len(counted), max(holds, default=None))


def _nothing_counted(exercise: str, made: Assessment) -> Undetermined:
    known = facts()
    problems = {problem.code: problem for problem in made.clips[0].problems}
    if made.clips[0].looks_like and "wrong_movement" in problems:
        title = within(known.exercises[exercise].title)
        reason = f"no {title} was seen"
        told = [problems[code].advice for code in ("wrong_movement", "picture_turned") if code in problems]
        return Undetermined("wrong_movement", reason, " ".join(told))
    for code, reason in (("both_feet", BOTH_FEET), ("steps_unsure", UNSURE)):
        if code in problems:
            return Undetermined(code, reason, problems[code].advice)
    advice = _advice(list(problems.values())) or known.problems["wrong_movement"].advice
    reasons = [rep.why_not for rep in made.reps if rep.why_not]
    reason = f"no complete repetition was seen ({reasons[0]})" if reasons else "no complete repetition was seen"
    return Undetermined("no_repetition", reason, advice)


def _advice(problems: Sequence[Problem]) -> str:
    """Return what to do about the worst problem that takes something away, and about the last one of all.

    Legs that are mixed up take sides and angles away, and leave a repetition what it is. That the picture lies on its
    side is a guess, and is said besides.
    """
    guessed = [problem.advice for problem in problems if problem.code == "picture_turned"]
    withdraws = [problem for problem in problems if facts().problems[problem.code].effect == "withdraws"]
    worst = [problem.advice for problem in withdraws if problem.code not in ("legs_swapped", "picture_turned")]
    return " ".join(dict.fromkeys([*worst[:1], *guessed, *(problem.advice for problem in problems[-1:])]))


def _title(exercise: str, eyes_closed: bool) -> str:
    title = facts().exercises[exercise].title
    return f"{title}, eyes closed" if eyes_closed else title


def _summary(
    title: str, tallies: dict[Side, SideTally], reps: Sequence[Rep], undetermined: Undetermined | None
) -> tuple[str, ...]:
    if undetermined is not None:
        return (f"{title}: {undetermined.reason}, so nothing was counted.", undetermined.advice)
    parts = [f"{SAID[side]} {_in_words(tally)}" for side, tally in tallies.items() if tally.reps is not None]
    said = [f"{title}: {', '.join(parts)}."]
    if Side.NONE in tallies:
        said.append("Where the side is not known the clip could not tell it: name it with --side left or --side right.")
    left_out = [rep for rep in reps if not rep.counted]
    if left_out:
        why = "; ".join(dict.fromkeys(rep.why_not for rep in left_out if rep.why_not))
        said.append(f"Shown but not counted: {len(left_out)} ({why}).")
    return tuple(said)


def _in_form(made: Assessment) -> str:
    """Return what stood out; that nothing did only where every repetition counts."""
    left_out = any(not rep.counted for rep in made.reps)
    return stood_out([f for f in made.findings if f.verdict is Verdict.PRESENT or not left_out])


def _in_words(tally: SideTally) -> str:
    held = f", longest hold {tally.best_hold_s:.1f} s" if tally.best_hold_s is not None else ""
    return f"{tally.reps}{held}"
