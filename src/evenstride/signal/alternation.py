"""Feet that take turns, found along the way that the body goes.

Where feet pass each other the pose model takes them for each other, and what lies between them shrinks to nothing for
most of a step. The hips are seen well all the while. So passes are looked for along the way of the hips: one step's
length apart, with left and right ahead by turns, such that this agrees best with what is seen of the feet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenstride.model.motion import Bools, Floats

GRID = 0.04
"""How close together, in leg lengths of the way, feet may be taken to pass."""

LENGTH_DIFFERS_BY, USUAL_DIFFERS_BY = 0.15, 0.3
"""Standard deviations: of a step's length from the usual one, and of the usual one from how far apart the feet are seen
to be, both as shares."""

SEEN_FOR_S, STANDING_SHARE = 0.25, 0.2
"""Feet seen fully apart for this long speak for a step as strongly as one standard deviation and a half of its length
speaks against; below the second share of that distance they speak for standing with both feet side by side."""

FEET_SETTLE_S, STANDS = 0.5, 0.01
"""What feet do once the hips have gone less than so many leg lengths in so long says nothing of a step: they turn."""

MOST_SAID, LEAST_SAID = 1.2, 0.4
"""However long somebody stands, one step is said no louder than the first, and against no louder than the second: legs
can be taken for each other all through a step. With both at 0.85, 6 of 408 tuning walks that stay in the picture had a
step too few or too many, with these 4; with legs exchanged for 0.2 to 0.7 s every 4 s or so, 84 and 71."""

FIRST, FIRST_MIDWAY, LAST = (0.85, 1.1), (0.5, 1.1), (0.4, 1.1)
"""How far the hips go, in steps, until the feet first pass, for who is seen to set out and who comes into the picture
walking, whose foot was put down before they came if it is less; and from the last pass on, for who stops in the stride
and who closes up."""

STANDS_WITHIN = 0.5
"""Closing up, the hips go no further than this share of a step."""

APART = 92
"""The percentile, all along the way, that tells how far apart the feet are seen to be at most."""

OTHERWISE = 2
"""So many steps more or fewer are another number; one may be lost or found at either end of a way."""

LENGTHS = np.arange(0.6, 1.71, 0.05)
"""Usual lengths of a step that are tried, as shares of how far apart the feet are seen to be."""


@dataclass(frozen=True, eq=False)
class Track:
    """One length of the room.

    Parameters
    ----------
    along
        (N,) leg lengths the hips have gone, never going back.
    lead
        (N,) leg lengths the left foot is ahead of the right one; NaN, which says nothing, where one is not seen.
    step_s
        Seconds from one sample to the next.
    midway
        Whether it begins with the walker walking already.
    """

    along: Floats
    lead: Floats
    step_s: float
    midway: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """From sample `first` to `last` one foot is ahead: the left one for +1, the right one for -1."""

    first: int
    last: int
    sign: int


def leads_of(tracks: Sequence[Track]) -> tuple[list[list[Lead]], float]:
    """Return which foot is ahead when on every track, with the one usual length of a step that fits best.

    And how much likelier (logarithm) that is than with the best one that makes two steps more or fewer, and beyond.
    """
    leads = np.concatenate([np.abs(t.lead[_marks(t)]) for t in tracks]) if tracks else np.zeros(0)
    known = leads[np.isfinite(leads)]
    apart = float(np.percentile(known, APART)) if len(known) else 0.0
    if apart <= 0:
        return [[] for _ in tracks], np.inf
    courses = [_Course(track, apart) for track in tracks]
    tried = []
    for share in LENGTHS:
        found = [course.best(share * apart) for course in courses]
        score = sum(one for one, _ in found) + len(tracks) * float(_cost(share, 1.0, 1.0, USUAL_DIFFERS_BY))
        leads_found = [leads for _, leads in found]
        tried.append((score, sum(len(leads) for leads in leads_found), leads_found))
    best, steps, kept = max(tried, key=lambda one: one[0])
    other = max((score for score, number, _ in tried if abs(number - steps) >= OTHERWISE), default=-np.inf)
    return kept, best - other


def _cost(value: Floats | float, low: float, high: float, sd: float = LENGTH_DIFFERS_BY) -> Floats:
    """Return what speaks against a value outside of limits: half its squared distance in standard deviations."""
    return np.asarray(-0.5 * ((value - np.clip(value, low, high)) / sd) ** 2)


def _marks(track: Track) -> NDArray[np.intp]:
    """Return the samples, even along the way and not in time, at which the feet may pass."""
    even = np.arange(track.along[0], track.along[-1], GRID)
    return np.unique(np.append(np.searchsorted(track.along, even), len(track.along) - 1))


def _goes(track: Track) -> Bools:
    """Return (N,) where the hips go on, or stopped less than `FEET_SETTLE_S` ago."""
    since = np.maximum(np.arange(len(track.along)) - round(FEET_SETTLE_S / track.step_s), 0)
    return np.asarray((track.along - track.along[since] >= STANDS) | (since == 0))


class _Course:
    """All ways to divide one track into steps of a usual length, and the best of them, by dynamic programming.

    Where both signs are told they are so in this order: left ahead, right ahead.
    """

    def __init__(self, track: Track, apart: float) -> None:
        self.at = _marks(track)
        self._midway = track.midway
        self._gone = track.along[self.at] - track.along[self.at[0]]
        lead = np.where(_goes(track), np.clip(track.lead / apart, -1.0, 1.0), np.nan)
        said = np.nancumsum(lead)[self.at] * track.step_s / SEEN_FOR_S
        stood = np.cumsum(np.isfinite(lead))[self.at] * track.step_s * STANDING_SHARE / SEEN_FOR_S
        later = np.triu(np.ones((len(said), len(said)), dtype=bool), 1)
        ahead, standing = said[None, :] - said[:, None], stood[None, :] - stood[:, None]
        signed = np.stack([ahead - standing, -ahead - standing])
        self._said = np.where(later, np.clip(signed, -LEAST_SAID, MOST_SAID), -np.inf)

    def best(self, length: float) -> tuple[float, list[Lead]]:
        """Return the best score with steps of a usual length (legs), and its leads.

        None where the hips hardly go on and nothing speaks for a step.
        """
        gone = self._gone / length
        onward = gone[None, :] - gone[:, None]
        first = FIRST_MIDWAY if self._midway else FIRST
        before = _cost(gone, 0.0, FIRST_MIDWAY[0] if self._midway else 0.0)[:, None]
        after = _cost(gone[-1] - gone, 0.0, STANDS_WITHIN)[None, :]
        reached, came = self._reached(self._said + _cost(onward, 1.0, 1.0), self._said + before + _cost(onward, *first))
        score = float(_cost(gone[-1], 0.0, STANDS_WITHIN))
        leads: list[Lead] = []
        alone = self._said + before + _cost(onward, first[0] * LAST[0], LAST[1]) + after
        more = self._said + reached[::-1, :, None] + _cost(onward, *LAST) + after
        for table, chained in ((alone, False), (more, True)):
            sign, begin, end = (int(n) for n in np.unravel_index(int(table.argmax()), table.shape))
            if table[sign, begin, end] > score:
                score = float(table[sign, begin, end])
                leads = self._chain(begin, 1 - sign, came) if chained else []
                leads.append(self._lead(begin, end, sign))
        return score, leads

    def _reached(self, middle: Floats, opening: Floats) -> tuple[Floats, NDArray[np.intp]]:
        """Return (2, K) the best score with a lead of either sign ending at each mark, and where that lead began.

        From what steps from mark to mark are worth (2, K, K), and as first ones; one that is the first began at -1 and
        so many marks less.
        """
        reached, came = opening.max(axis=1), -1 - opening.argmax(axis=1)
        before = np.ascontiguousarray(middle.transpose(2, 0, 1))
        for mark in range(1, len(self.at)):
            onward = reached[::-1, :mark] + before[mark, :, :mark]
            firsts = onward.argmax(axis=1)
            for sign, first in enumerate(firsts):
                if onward[sign, first] > reached[sign, mark]:
                    reached[sign, mark], came[sign, mark] = onward[sign, first], first
        return reached, came

    def _chain(self, mark: int, sign: int, came: NDArray[np.intp]) -> list[Lead]:
        leads = []
        opened = False
        while not opened:
            begun = int(came[sign, mark])
            opened = begun < 0
            first = -1 - begun if opened else begun
            leads.append(self._lead(first, mark, sign))
            mark, sign = first, 1 - sign
        return leads[::-1]

    def _lead(self, first: int, last: int, sign: int) -> Lead:
        return Lead(int(self.at[first]), int(self.at[last]), (1, -1)[sign])
