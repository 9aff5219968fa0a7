"""Left against right: a difference that knows its own error."""

from __future__ import annotations

from dataclasses import dataclass

from evenstride.model.measure import STANDARD_ERRORS_IN_INTERVAL, ErrorBudget, Measure
from evenstride.model.skeleton import Side


@dataclass(frozen=True, slots=True)
class Difference:
    """Right minus left of one measure, in its unit, with the 95 % interval of that difference."""

    left: Measure
    right: Measure
    value: float
    interval: tuple[float, float]

    @property
    def half_width(self) -> float:
        """Half the width of the interval: the error of the difference."""
        return (self.interval[1] - self.interval[0]) / 2

    @property
    def larger(self) -> Side:
        """The side that reads more; NONE if the difference does not exceed its error."""
        if abs(self.value) <= self.half_width:
            return Side.NONE
        return Side.RIGHT if self.value > 0 else Side.LEFT


def difference_of(left: Measure, right: Measure) -> Difference | None:
    """Return right minus left of the same measure, or None if either side was not measured.

    Causes that differ from side to side add as squares. Within one clip two of them do not: a camera that stands a
    little to one side moves the left knee in and the right knee out, or the other way round (the two sides' change
    per degree of yaw has opposite signs), and a pose model that favours one leg errs the same way. Those parts add up
    in full. Where a cause moves both sides alike this is wider than need be, never narrower.
    """
    if (left.name, left.unit) != (right.name, right.unit):
        raise ValueError(f"{left.name} and {right.name} are no left and right of each other")
    if left.value is None or right.value is None or left.interval is None or right.interval is None:
        return None
    value = right.value - left.value
    if left.budget is None or right.budget is None:
        half = sum((m[1] - m[0]) / 2 for m in (left.interval, right.interval))
    else:
        half = STANDARD_ERRORS_IN_INTERVAL * _standard_error(left.budget, right.budget, left.clip == right.clip)
    return Difference(left, right, value, (value - half, value + half))


def _standard_error(left: ErrorBudget, right: ErrorBudget, same_clip: bool) -> float:
    squares = left.total**2 + right.total**2
    if same_clip:  # (a + b)^2 = a^2 + b^2 + 2ab: what adds in full needs the last term as well
        squares += 2 * left.view * right.view + 2 * left.mirror * right.mirror
    return float(squares**0.5)
