"""The errors of a screen, as kept clips of rendered bodies show them: what stays with a body, what every clip adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.archive import archived
from bench.observe import SHAPE, Observed, observe_shown
from evenstride.model import Clip, Measure, Rep, Side, View
from evenstride.model.skeleton import SIDES

Key = tuple[str, str, str]
"""A measure's name, moment and side."""

SETS = {
    "tuning": {"squat": ("tune", "tune-real"), "hurdle": ("hurdle-tune", "hurdle-tune-real")},
    "judging": {"squat": ("judge", "judge-real"), "hurdle": ("hurdle-judge", "hurdle-judge-real")},
}
"""The kept clips whose errors a runner's screens have, by what the simulation is for."""


@dataclass(frozen=True)
class Look:
    """One kept clip: what was measured, how far each measure was off, and how much of that is this clip's alone."""

    clip: Clip
    reps: tuple[Rep, ...]
    measures: tuple[Measure, ...]
    truth: Mapping[Key, float]
    alone: Mapping[Key, float]


@dataclass(frozen=True)
class Errors:
    """The kept clips of one movement from the front, and the errors that stay with each of its bodies."""

    looks: tuple[Look, ...]
    staying: tuple[Mapping[Key, float], ...]


def errors_of(sets: Sequence[str]) -> Errors:
    """Return what the kept clips of some sets show.

    The error of a clip is split into the mean of its body's clips and the rest. The rest is widened, and the mean
    narrowed, by what the mean of a few clips hides and holds of it, so that both have the spread they should.
    """
    seen = [one for name in sets for one in observe_shown(archived(name)) if _whole(one)]
    by_body: dict[str, list[Observed]] = defaultdict(list)
    for one in seen:
        by_body[str([one.spec["body"][name] for name in SHAPE])].append(one)
    bodies = [own for own in by_body.values() if len(own) > 1]
    means = [_mean([_errors(one) for one in own]) for own in bodies]
    rest = [[_less(_errors(one), mean, len(own)) for one in own] for own, mean in zip(bodies, means, strict=True)]
    keys = sorted({key for mean in means for key in mean})
    share = {key: _staying_share(key, means, rest) for key in keys}
    middle = {key: float(np.mean([mean[key] for mean in means if key in mean])) for key in keys}
    looks = [
        _look(one, alone) for own, left in zip(bodies, rest, strict=True) for one, alone in zip(own, left, strict=True)
    ]
    staying = [{key: middle[key] + share[key] * (mean[key] - middle[key]) for key in mean} for mean in means]
    return Errors(tuple(looks), tuple(staying))


def _whole(one: Observed) -> bool:
    """Return whether a clip is one of a whole screen from the front: both legs did their part."""
    sides = {rep.side for rep in one.assessment.reps if rep.counted}
    return one.clip.view is View.FRONT and (Side.BOTH in sides or sides >= set(SIDES))


def _errors(one: Observed) -> dict[Key, float]:
    return {_key(row.key, row.side): row.value - row.truth for row in one.rows}


def _key(key: str, side: str) -> Key:
    _, name, _, moment = key.split(".")
    return name, moment, side


def _mean(errors: Sequence[Mapping[Key, float]]) -> dict[Key, float]:
    """Return the mean error of a body, of measures that several of its clips show."""
    keys = {key for one in errors for key in one}
    found = {key: [one[key] for one in errors if key in one] for key in keys}
    return {key: float(np.mean(own)) for key, own in found.items() if len(own) > 1}


def _less(errors: Mapping[Key, float], mean: Mapping[Key, float], clips: int) -> dict[Key, float]:
    wider = (clips / (clips - 1)) ** 0.5
    return {key: wider * (value - mean[key]) for key, value in errors.items() if key in mean}


def _staying_share(
    key: Key, means: Sequence[Mapping[Key, float]], rest: Sequence[Sequence[Mapping[Key, float]]]
) -> float:
    """Return how much of the spread of the bodies' means is theirs, not left over from their few clips."""
    own = [mean[key] for mean in means if key in mean]
    left = [one[key] for clips in rest for one in clips if key in one]
    several = float(np.mean([len(clips) for clips in rest]))
    spread = float(np.var(own, ddof=1)) if len(own) > 1 else 0.0
    theirs = max(0.0, spread - float(np.mean(np.square(left))) / several)
    return float((theirs / spread) ** 0.5) if spread > 0 else 0.0


def _look(one: Observed, alone: Mapping[Key, float]) -> Look:
    truth = {_key(row.key, row.side): row.truth for row in one.rows}
    return Look(
        one.clip, one.assessment.reps, one.assessment.measures, truth, {k: alone[k] for k in alone if _paired(k, alone)}
    )


def _paired(key: Key, alone: Mapping[Key, float]) -> bool:
    """Return whether the other side's error is known too, where there is another side."""
    name, moment, side = key
    return (name, moment, str(Side(side).mirror())) in alone
