"""On tiptoe, seen from the side: whether one foot is free, and which one is stood on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.model.motion import Bools, Floats
from evenstride.model.skeleton import LEFT, SIDES, Side
from evenstride.signal.angles import length
from evenstride.signal.gaps import median_seen

LIFTED = 0.20
"""An ankle this share of the leg above the other one's is a free foot's: more than a step is high."""

FREE_FROM = 0.31
"""Half-way between the toes of both feet, whichever name the pose model gives to which, goes up by this share of the
hips' way where one foot is free: on 136 tuning clips on one foot that was not lifted by 0.34 of it and more (two clips
below 0.40), and on both feet by 0.28 at the most on 8 of 10. On the other 2, with the phone on the floor, the foot that
is hidden seemed to go along (0.61 and 0.66), and they pass for one foot."""

OFF, WELL_APART = 0.05, 0.7
"""A foot is off the floor when its ankle is the first share of the leg above the other one's. The legs are compared
where the ankles are at least the second share as far apart as they mostly are: where the pose model takes one leg for
the other they move together."""

MOSTLY_LOWER, LEAST_TOLD, WELL_TOLD, CLOSE = 0.3, 0.15, 0.4, 0.1
"""In the first share of that time one ankle has to lie lower for the foot to be told by that; and in the second share
of the raises it has to be told in any way. In less than the third, ankles that in truth stay apart seem to come
together: the pose model has both legs half-way between the two. Nearer to each other than the fourth, a share of the
leg, it draws one leg on the other."""

PLANTED_BELOW, MOST_APART, ROUNDS = 0.65, 0.3, 10
"""Toes that stay go up by less than the first share of the hips' way: by 0.45 at the most on the 4 tuning clips whose
ankles are level, 0.84 on one on which the foot is not told. Toes further from their place than the second share of the
leg are no further off. After so many rounds the places are settled."""

EVEN = -0.04
"""How much larger (natural log) the triangle of knee, ankle and toes looks for the leg that is stood on where neither
leg is the nearer one: with the heel sunk the toes are nearer to the knee."""

MOST_POINTED_DEG = 125.0
"""The angle at the ankle, from knee to toes, from which on a foot that is pointed further makes no larger triangle:
free feet of the tuning clips are at 95 to 126."""

MARGINS = (0.04, 0.08, 0.15)
"""How far from even a leg has to look for its side to be told, with no doubt of what the pose model saw, one and two of
these: the leg is called by the other name, or by both by turns; the legs are seldom told apart; they are close
together. Of 347 stances of the tuning clips none is told wrong, nor with names exchanged, nor with the free foot turned
by up to 20 deg. With exchanged names one is at 0.038 instead of the first, with free feet drawn up by 20 deg at 0.074
instead of the second and at 0.12 instead of the third."""

ONE_SIDED = 0.7
"""What is told of the left foot through all of the raises, against all that is told of either: 1 if it is one and the
same name that stands, 0 if by turns. Where the foot is seldom told and this is lower, names change from picture to
picture, and both legs hold some of the other one even where they are drawn apart. Of 37 such stances of 347 4 would be
told right, all of the nearer leg, and one wrong: it has 0.52, and looks 0.13 too large."""

MOSTLY = 0.9
"""A name that a leg has for this share of the time is its name."""

UP_PERCENTILE, DOWN_PERCENTILE, USUALLY_PERCENTILE = 75.0, 25.0, 90.0


def _way_share(subject: Subject, rows: Floats, inside: Bools) -> float:
    """Return by which share of the hips' way up what is at `rows` (T,) px goes up in a stretch (T,)."""
    hips = subject.motion.middle("hip")[:, 1]
    highest, lowest = np.nanpercentile(hips[inside], (100 - UP_PERCENTILE, 100 - DOWN_PERCENTILE))
    with np.errstate(invalid="ignore"):
        up, down = inside & (hips <= highest), inside & (hips >= lowest)

    def way(of: Floats) -> float:
        return median_seen(of[down]) - median_seen(of[up])

    return way(rows) / (way(hips) or float("nan"))


def one_is_free(subject: Subject, inside: Bools) -> bool:
    """Tell whether one foot is free in a stretch (T,): lifted, or its toes go with the hips.

    What is not seen does not speak against it.
    """
    if median_seen(np.abs(_left_lower(subject)[inside])) > LIFTED:
        return True
    return not _way_share(subject, subject.motion.middle("toe")[:, 1], inside) < FREE_FROM


def stood_on(subject: Subject, inside: Bools) -> Side:
    """Return whose foot is stood on in a stretch (T,); NONE where the picture does not tell.

    The leg on the side turned to the camera if it looks the larger one, the other if not. How large it has to look goes
    with how far the pose model is sure of the legs: names are often exchanged from the side, for a while or throughout.
    """
    near = subject.near_side
    left, told = told_apart(subject, inside)
    share = told.sum() / max(inside.sum(), 1)
    if near not in SIDES or told.sum() < 2 or share < LEAST_TOLD or not _is_planted(subject, left, told):
        return Side.NONE
    if share < WELL_TOLD and _one_sided(left[inside]) < ONE_SIDED:
        return Side.NONE
    larger = _looks_larger(subject, left, told) - EVEN
    side = near if larger > 0 else near.mirror()
    called_so = float(((left[told] > 0) == (side is LEFT)).mean())
    apart = median_seen(_ankles_apart(subject)[told])
    doubts = sum((called_so < MOSTLY, share < WELL_TOLD, apart < CLOSE * subject.leg_px))
    return side if doubts < len(MARGINS) and abs(larger) > MARGINS[doubts] else Side.NONE


def told_apart(subject: Subject, inside: Bools) -> tuple[Floats, Bools]:
    """Return (T,) by how much (legs) the left foot is the one stood on in a stretch (T,), and where that is told."""
    left = _left_stands(subject, inside)
    return left, inside & _well_apart(subject, inside) & (np.abs(np.nan_to_num(left)) > OFF)


def _one_sided(left: Floats) -> float:
    """Return how far all that is told (N,) is told of one name: 1 throughout, 0 by turns."""
    known = left[np.isfinite(left)]
    return float(abs(known.sum()) / (np.abs(known).sum() or 1.0))


def _ankles_apart(subject: Subject) -> Floats:
    """Return (T,) px from ankle to ankle."""
    left, right = (subject.motion.point("ankle", side) for side in SIDES)
    return length(left - right)


def _well_apart(subject: Subject, inside: Bools) -> Bools:
    """Return (T,) where the ankles are as far apart as they mostly are in a stretch (T,)."""
    apart = _ankles_apart(subject)
    known = apart[inside & np.isfinite(apart)]
    usual = float(np.percentile(known, USUALLY_PERCENTILE)) if len(known) else np.inf
    with np.errstate(invalid="ignore"):
        return np.asarray(apart > WELL_APART * usual)


def _is_planted(subject: Subject, left: Floats, told: Bools) -> bool:
    """Tell whether the foot taken for the standing one is: far below the other, or its toes stay where those go.

    One over the floor and nearer may look the lower one.
    """
    if median_seen(np.abs(_left_lower(subject)[told])) > LIFTED:
        return True
    stands, free = (_way_share(subject, toes[:, 1], told) for toes in by_stance(subject, left, "toe"))
    return stands < free


def _left_lower(subject: Subject) -> Floats:
    """Return (T,) by which share of the leg the left ankle is lower in the picture than the right one."""
    left, right = (subject.motion.point("ankle", side)[:, 1] for side in SIDES)
    return np.asarray((left - right) / subject.leg_px)


def _left_stands(subject: Subject, inside: Bools) -> Floats:
    """Return (T,) by how much (legs) the left foot is the one stood on; negative: the right one.

    That of the lower ankle; where both are level, that whose toes stay.
    """
    lower, apart = _left_lower(subject), inside & _well_apart(subject, inside)
    by_height = apart & (np.abs(np.nan_to_num(lower)) > OFF)
    return lower if by_height.sum() >= MOSTLY_LOWER * apart.sum() else _left_stays(subject, inside)


def _left_stays(subject: Subject, inside: Bools) -> Floats:
    """Return (T,) by how much (legs) toes are nearer to their places if it is the left ones that stay, else the right.

    One place stays, one goes with the hips: both where most of the toes are, name by name settled anew. NaN where toes
    do not part like that.
    """
    up = np.stack([np.zeros(len(inside)), subject.motion.middle("hip")[:, 1]], axis=1) / subject.leg_px
    toes = [subject.motion.point("toe", side) / subject.leg_px for side in SIDES]
    seen = inside & np.isfinite(toes[0] + toes[1] + up).all(axis=1)
    best, nearer = np.inf, np.full(len(inside), np.nan)
    for start in (_left_lower(subject) > 0, np.ones_like(inside), np.zeros_like(inside)) if seen.any() else ():
        left = start
        for _ in range(ROUNDS):
            stays, goes = (np.median(_chosen(left, way)[seen], axis=0) for way in (toes, [t - up for t in toes[::-1]]))
            off = [_off(a - stays) + _off(b - up - goes) for a, b in (toes, toes[::-1])]
            left = off[0] <= off[1]
        total = float(np.minimum(*off)[seen].mean())
        if total < best:
            best, nearer = total, off[1] - off[0]
    told = seen & _well_apart(subject, inside) & (np.abs(np.nan_to_num(nearer)) > OFF)
    put = by_stance(subject, nearer, "toe")[0][:, 1]
    stays_put = told.any() and _way_share(subject, put, told) < PLANTED_BELOW
    return nearer if stays_put else np.full(len(inside), np.nan)


def _off(way: Floats) -> Floats:
    return np.minimum(length(way), MOST_APART)


def _chosen(left: Bools, points: Sequence[Floats]) -> Floats:
    """Return (T, 2) the first of two where `left` (T,), else the second."""
    return np.where(left[:, None], points[0], points[1])


def by_stance(subject: Subject, left: Floats, part: str) -> tuple[Floats, Floats]:
    """Return (T, 2) px one keypoint of the leg that is stood on and of the other one."""
    points = [subject.motion.point(part, side) for side in SIDES]
    return _chosen(left > 0, points), _chosen(left > 0, points[::-1])


def _looks_larger(subject: Subject, left: Floats, told: Bools) -> float:
    """Return by how much (natural log) the leg that is stood on looks larger: its triangle of knee, ankle and toes.

    While the heel is down, as the pose model knows standing feet best.
    """
    hips = subject.motion.middle("hip")[:, 1]
    sunk = told & (hips >= median_seen(hips[told]))
    parts = (by_stance(subject, left, part) for part in ("knee", "ankle", "toe"))
    stands, free = (_triangle(*leg) for leg in zip(*parts, strict=True))
    return median_seen(np.log(stands / free)[sunk])


def _triangle(knee: Floats, ankle: Floats, toes: Floats) -> Floats:
    """Return (T,) px the size of a triangle (T, 2)."""
    shank, foot, across = length(ankle - knee), length(toes - ankle), length(toes - knee)
    cosine = (shank**2 + foot**2 - across**2) / (2 * shank * foot)
    cosine = np.maximum(cosine, np.cos(np.radians(MOST_POINTED_DEG)))
    return np.asarray(np.sqrt(2 * (shank**2 + foot**2 - shank * foot * cosine)))
