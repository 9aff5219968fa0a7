"""An interval against a threshold that is itself uncertain."""

from __future__ import annotations

from evenstride.knowledge import Criterion
from evenstride.model.finding import Verdict


def judge(criterion: Criterion, interval: tuple[float, float]) -> Verdict:
    """Return what an interval says of a fault: present if all of it lies past the threshold, absent if none of it.

    The threshold has a grey zone of ± `criterion.uncertainty`: the interval must clear that too. Across it: possible.
    """
    low, high = _as_above(criterion, interval)
    threshold = -criterion.threshold if criterion.direction == "below" else criterion.threshold
    if low > threshold + criterion.uncertainty:
        return Verdict.PRESENT
    if high < threshold - criterion.uncertainty:
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
