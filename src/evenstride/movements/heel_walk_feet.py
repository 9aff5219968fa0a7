"""What the feet of a walk do in each step: on the heels, flat, or rolling from heel to toe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evenstride.measure.heel_steps import forefoot_pitch
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, RIGHT, SIDES, Side
from evenstride.signal.angles import angle_between, flexion
from evenstride.signal.gaps import percentile_seen
from evenstride.signal.walking import landing_level

BEST, DRAWN_UP, LEAST_FLAT = 90.0, 65.0, (3, 2)
"""How high the forefoot is at its best in a step, and how far the foot is drawn up to the shank once it is put down,
are read at these percentiles: a forefoot that drops is drawn up at first. Whole walks on flat feet are told from so
many steps at least, feet that came down on the way from so many before and after."""

FLAT_DEG, RAISED_SHARE, LOWERED_DEG, FOREFOOT_SHARE = 4.1, 0.4, 5.5, 0.7
"""Who reads less than the first on average walks on flat feet: that share of how much higher the forefoot is at its
best than it stood, and the rest of how far the foot is drawn up to the shank, either foot weighing as much. Of 291
walks on the heels, all but one read 5.3 and more, of 33 on flat feet all 3.8 at the most; the one is read low in all
ways, and three steps before rolling ones read 4.3. By how far the foot is drawn up alone it was 2.3 and more against
3.3, by the forefoot against standing 6.3 against 6.6, by its height in the picture 0.5 against 3.1. Feet that come down
on the way come down by more than the third, of which the forefoot's height is that share and the foot's angle to the
shank the rest."""

STANDS_DEG = -4.0
"""How standing feet look in the picture on most tuning walks: taken where nobody is seen to stand."""

STANDING, STANDING_S, SETS_OUT_S = 20.0, 0.3, 0.5
"""How a foot was held in standing is read at that percentile, as forefeet may be raised by then, if it was seen for so
long before it set out: the last before the first foot is put down."""

FLAT = "on a flat foot"
ROLLED = "the foot rolled from heel to toe"

SAME_WAY_S = 0.3
"""A step that begins no later than this after the one before is one of the same way."""

LOWEST, KNEE_SHARE, LANDING_SHARE, LANDS_DEG = 10.0, 0.6, 0.5, 10.0
PUSHES_DEG = {True: (-22.0, -49.0), False: (-14.0, -41.0)}
"""A foot that rolls on over its toes, as in normal walking, points down and has its knee bent before it leaves. From
when the other foot is put down until that one is passed, the hind foot's pitch, at the given percentile, less the
second share of its knee's bend, comes to the first of these (deg) on the heels, to the second where it rolls; of the
nearer foot (True) and of the further one, which looks higher. Some walks read lower than others all along: the third
share of how far from the fourth (deg) the feet are put down is taken off. From 158 tuning phantoms, 24 of which
roll."""

LEAST_BEFORE = 2
"""Who begins to roll has gone so many steps on the heels: the first alone may be read wrong."""

DIFFERS_BY, WALK_DIFFERS_BY, MOST_AWAY, LEAST_GAINED = 0.35, 0.3, 1.5, 6.0
"""Standard deviations, in halves of the way from the one to the other: of a step within a walk, and of all of a walk's
steps of the nearer or the further foot together. No step is further away from the middle than the third; rolling has
to be likelier than not by the last, as a logarithm: of 392 tuning walks that do not roll it was more than 1.4 on two,
5.1 and 7.3, each for one step that was read wrong; on the 46 that do 7.5 and more."""


def why_not(subject: Subject, steps: Sequence[Performed]) -> list[str | None]:
    """Return why each step does not count; None where it does."""
    if not steps:
        return []
    rolls = _rolls(subject, steps)
    on_heels = rolls.index(True) if any(rolls) else len(steps)
    walked = steps[:on_heels]
    stood_deg = _stood_deg(subject, steps[0])
    flat_from = _flat_from([_Foot.of(subject, step, stood_deg) for step in walked])
    flat = [flat_from <= n < on_heels for n in range(len(steps))]
    return [ROLLED if r else FLAT if f else None for r, f in zip(rolls, flat, strict=True)]


def _rolls(subject: Subject, steps: Sequence[Performed]) -> list[bool]:
    """Return of each step whether its foot rolls; a foot that is not seen to leave did as it did before.

    Who begins to roll goes on so.
    """
    near = np.array([step.side is step.near_side for step in steps])
    lands = [_lands_deg(subject, step) for step in steps]
    low = {foot: _mean(np.array(lands)[near == foot], LANDS_DEG) - LANDS_DEG for foot in (True, False)}
    held = np.array([_held(subject, steps, n, LANDING_SHARE * low[bool(near[n])]) for n in range(len(steps))])
    from_step = _rolls_from(held, near)
    rolls: list[bool] = []
    for n, step in enumerate(steps):
        before = [was for was, one in zip(rolls, steps, strict=False) if one.side is step.side]
        rolls.append(n >= from_step and bool(np.isfinite(held[n]) or not before or before[-1]))
    return rolls


def _lands_deg(subject: Subject, step: Performed) -> float:
    """Return how far the forefoot is up as a foot is put down."""
    if step.side not in SIDES:
        return float("nan")
    return landing_level(subject.motion.times, forefoot_pitch(subject, step.side), step.turn_s)


def _mean(values: Iterable[float], unknown: float) -> float:
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else unknown


def _held(subject: Subject, steps: Sequence[Performed], n: int, reads_deg: float) -> float:
    """Return how a foot was held before it left: 1 as on the heels, -1 as where it rolls; NaN where it was not seen.

    `reads_deg` is how much higher than most its walk reads. In the last two steps of a way the foot may stay, and then
    shows nothing of rolling.
    """
    step, following = steps[n], steps[n + 1] if n + 1 < len(steps) else None
    if following is None or not _goes_on(step, following) or step.side not in SIDES:
        return float("nan")
    on_heels, rolled = PUSHES_DEG[step.side is step.near_side]
    pushes = _pushes_deg(subject, following) - reads_deg
    held = 2 * (pushes - rolled) / (on_heels - rolled) - 1
    leaves = n + 2 < len(steps) and _goes_on(following, steps[n + 2])
    return float(np.clip(held, -MOST_AWAY, MOST_AWAY)) if leaves or held < 0 else float("nan")


def _goes_on(step: Performed, following: Performed) -> bool:
    return following.start_s - step.end_s <= SAME_WAY_S


def _pushes_deg(subject: Subject, following: Performed) -> float:
    """Return how far the hind foot points up, less a share of its knee's bend, once the other one is put down.

    Which of the two is behind is seen, whatever the feet are named.
    """
    inside = (subject.motion.times >= following.turn_s) & (subject.motion.times <= following.end_s)
    ahead = 1.0 if following.near_side is RIGHT else -1.0
    left, right = (ahead * subject.sagittal_point("heel", side)[inside, 0] for side in (LEFT, RIGHT))
    left_behind = left < right
    up = np.where(left_behind, *(forefoot_pitch(subject, side)[inside] for side in (LEFT, RIGHT)))
    bent = np.where(left_behind, *(_knee_bend(subject, side)[inside] for side in (LEFT, RIGHT)))
    known = np.isfinite(up) & np.isfinite(bent)
    if not known.any():
        return float("nan")
    return float(np.percentile(up[known], LOWEST) - KNEE_SHARE * np.median(bent[known]))


def _knee_bend(subject: Subject, side: Side) -> Floats:
    """Return (T,) deg the knee is bent in the picture."""
    hip, knee, ankle = (subject.sagittal_point(part, side) for part in ("hip", "knee", "ankle"))
    return flexion(hip, knee, ankle)


def _rolls_from(held: Floats, near: Bools) -> int:
    """Return from which step on feet roll, told from how each was held before it left; none: how many.

    All steps speak together, each against what this walk's other steps of the nearer and of the further foot say.
    """
    count = len(held)
    cuts = [0, *range(min(LEAST_BEFORE, count), count + 1)]
    likely = np.array([_likely(held - np.where(np.arange(count) >= n, -1.0, 1.0), near) for n in cuts])
    return cuts[int(np.argmax(likely))] if likely.max() - likely[-1] >= LEAST_GAINED else count


def _likely(off: Floats, near: Bools) -> float:
    """Return the logarithm of how likely steps are so far off (N,), where those of either foot may be off together."""
    total, within, of_walk = 0.0, DIFFERS_BY**2, WALK_DIFFERS_BY**2
    for foot in (near, ~near):
        own = off[foot & np.isfinite(off)]
        total -= 0.5 * float(np.sum(own**2) - of_walk * np.sum(own) ** 2 / (within + len(own) * of_walk)) / within
    return total


def _stood_deg(subject: Subject, first: Performed) -> dict[Side, float]:
    """Return how each forefoot is held before the walk begins; NaN where that was not seen."""
    before = subject.motion.times < first.turn_s - SETS_OUT_S
    up_deg = {side: forefoot_pitch(subject, side)[before] for side in SIDES}
    known = {side: up[np.isfinite(up)] for side, up in up_deg.items()}
    least = STANDING_S * subject.motion.rate_hz
    return {side: float(np.percentile(up, STANDING)) if len(up) >= least else np.nan for side, up in known.items()}


@dataclass(frozen=True, slots=True)
class _Foot:
    """How the foot of one step is held: the forefoot at its best, that less how it stood, and the foot to its shank.

    `drawn_up_deg` is read from when it is put down; 0 is square to the shank. Of either foot where it is not known
    which, the higher one.
    """

    near: bool
    up_deg: float
    raised_deg: float
    drawn_up_deg: float

    @classmethod
    def of(cls, subject: Subject, step: Performed, stood_deg: Mapping[Side, float]) -> _Foot:
        """Read the foot that a step puts down."""
        times = subject.motion.times
        inside, down = ((times >= since) & (times <= step.end_s) for since in (step.start_s, step.turn_s))
        read = []
        for side in (step.side,) if step.side in SIDES else SIDES:
            knee, ankle, heel, toe = (subject.sagittal_point(p, side) for p in ("knee", "ankle", "heel", "toe"))
            up = percentile_seen(forefoot_pitch(subject, side)[inside], BEST)
            drawn_up = percentile_seen((90.0 - angle_between(knee - ankle, toe - heel))[down], DRAWN_UP)
            read.append((up, up - stood_deg[side], drawn_up))
        return cls(step.side is step.near_side, *(float(highest) for highest in np.fmax.reduce(read)))


def _flat_from(feet: Sequence[_Foot]) -> int:
    """Return from which step on the feet are flat; none: how many.

    Forefeet that came down as they tired stay down.
    """
    count, (whole, part) = len(feet), LEAST_FLAT
    if count < whole:
        return count
    cuts = range(whole, count - part + 1)
    lowered = np.nan_to_num([_lowered(feet, n) for n in cuts], nan=-np.inf)
    if len(cuts):
        at = cuts[int(np.argmax(lowered * np.sqrt([n * (count - n) for n in cuts])))]
        came_down = lowered[at - whole] >= LOWERED_DEG
        if came_down and _are_flat(feet[at:]) and not _are_flat(feet[:at]):
            return at
    return 0 if _are_flat(feet) else count


def _are_flat(feet: Sequence[_Foot]) -> bool:
    """Tell whether forefeet stay down, the nearer and the further foot weighing as much."""
    drawn_up = [_mean((one.drawn_up_deg for one in feet if one.near is near), np.nan) for near in (True, False)]
    raised = _mean((one.raised_deg for one in feet), _mean((one.up_deg for one in feet), np.nan) - STANDS_DEG)
    return RAISED_SHARE * raised + (1 - RAISED_SHARE) * _mean(drawn_up, np.inf) < FLAT_DEG


def _lowered(feet: Sequence[_Foot], n: int) -> float:
    """Return how much lower feet are held on average from the n-th step on; NaN where that is not known."""
    held = [
        FOREFOOT_SHARE * _mean((one.up_deg for one in part), np.nan)
        + (1 - FOREFOOT_SHARE) * _mean((one.drawn_up_deg for one in part), np.nan)
        for part in (feet[:n], feet[n:])
    ]
    return held[0] - held[1]
