"""An interval against a threshold that is itself uncertain."""

from __future__ import annotations

from math import hypot

from evenstride.knowledge import Criterion
from evenstride.model.finding import Verdict


def judge(criterion: Criterion, interval: tuple[float, float]) -> Verdict:
    """Return what an interval says of a fault: present if all of it lies past the threshold, absent if none of it.

    The threshold has a grey zone of ± `criterion.uncertainty`. How far off the value may be and how far off the
    threshold may be know nothing of each other, so the two combine as independent errors do: as the root of the sum of
    their squares (JCGM 100:2008, 5.1.2). Across the threshold by less than that: possible.
    """
    low, high = _as_above(criterion, interval)
    threshold = -criterion.threshold if criterion.direction == "below" else criterion.threshold
    middle = (low + high) / 2
    reach = hypot((high - low) / 2, criterion.uncertainty)
    if middle - reach > threshold:
        return Verdict.PRESENT
    if middle + reach < threshold:
        return Verdict.ABSENT
    return Verdict.POSSIBLE


def _as_above(criterion: Criterion, interval: tuple[float, float]) -> tuple[float, float]:
    """Return the interval so that more is worse, whatever the criterion's direction."""
    low, high = interval
    if criterion.direction == "below":
        return -high, -low
    if criterion.direction == "beyond":
        nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
        return nearest, max(abs(low), abs(high))
    return low, high
