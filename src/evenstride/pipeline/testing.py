"""A home test out of clips: what each side came to, counted as the test asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evenstride.errors import NothingJudgedError, UsageError
from evenstride.knowledge import Norm, facts
from evenstride.model.clip import Rep
from evenstride.model.skeleton import SIDES, Side
from evenstride.pipeline.assessing import DEFAULTS
from evenstride.pipeline.coaching import REST_BETWEEN_SETS_S, coach, exercises
from evenstride.pipeline.requests import AssessOptions, Progress

FORM_IS_GONE_AFTER = 2
"""So many repetitions in a row that do not count end a test."""


def home_test(
    key: str,
    clips: Sequence[tuple[Side | None, Path]],
    options: AssessOptions = DEFAULTS,
    progress: Progress | None = None,
) -> Mapping[Side, float]:
    """Return what each side that clips show came to, in the unit of a home test.

    Parameters
    ----------
    clips
        Each with the side it shows, or None for both.

    Raises
    ------
    UsageError
        If the test is not counted from video.
    NothingJudgedError
        If a clip shows nothing that counts, or which leg did some of it cannot be told.
    ClipError
        If a clip cannot be used at all.
    """
    norm = facts().norms[key]
    if norm.exercise is None or norm.exercise not in exercises():
        raise UsageError(f"{norm.title}: not counted from video yet", "type what you did with --left and --right")
    found: dict[Side, float] = {}
    for side, clip in clips:
        session, made = coach(norm.exercise, clip, options, side=side, progress=progress)
        if session.undetermined is not None:
            raise NothingJudgedError(f"{clip.name}: {session.undetermined.reason}", session.undetermined.advice)
        _refuse_unless_told(clip.name, made.reps)
        for one in SIDES if side is None else (side,):
            own = [rep for rep in made.reps if rep.side is one]
            if any(rep.counted for rep in own):
                found[one] = max(found.get(one, 0.0), _result(norm, own))
    return found


def _refuse_unless_told(clip: str, reps: Sequence[Rep]) -> None:
    """Refuse a clip in which some of what counts is of no known side: a leg would get less than it did."""
    sides = [rep.side for rep in reps if rep.counted]
    unknown, done = sides.count(Side.NONE), len(sides)
    if unknown:
        raise NothingJudgedError(
            f"{clip}: which leg worked could not be told in {unknown} of {done} repetitions",
            "film each leg by itself and say whose clip it is: left=CLIP right=CLIP",
        )


def _result(norm: Norm, own: Sequence[Rep]) -> float:
    if norm.counted_as == "hold":
        return max((rep.hold_s or 0.0 for rep in own if rep.counted), default=0.0)
    return float(until_the_form_goes(own))


def until_the_form_goes(reps: Sequence[Rep]) -> int:
    """Return how many repetitions of one side, in order, count before two in a row do not; of its best set."""
    best = done = missed = 0
    for n, rep in enumerate(reps):
        if n and rep.start_s - reps[n - 1].end_s >= REST_BETWEEN_SETS_S:
            done = missed = 0
        if missed < FORM_IS_GONE_AFTER:
            done, missed = (done + 1, 0) if rep.counted else (done, missed + 1)
        best = max(best, done)
    return best
