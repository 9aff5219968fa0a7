"""A number with a unit and an interval, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from evenstride.model.skeleton import Side

STANDARD_ERRORS_IN_INTERVAL = 1.96
"""A 95 % interval reaches this many standard errors to either side."""


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Why something could not be measured, and how to film it so that it can."""

    code: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class ErrorBudget:
    """The standard errors behind an interval, one per cause, in the unit of the measure; they add as squares.

    `mirror` is half of what a mirrored look at the same clip read differently; 0 where nobody looked.
    """

    pose_model: float
    view: float
    keypoint_noise: float
    repetitions: float
    mirror: float = 0.0

    @property
    def total(self) -> float:
        """All causes together, as one standard error."""
        squares = self.pose_model**2 + self.view**2 + self.keypoint_noise**2 + self.repetitions**2 + self.mirror**2
        return float(squares**0.5)

    @property
    def half_width(self) -> float:
        """Half the width of the 95 % interval."""
        return STANDARD_ERRORS_IN_INTERVAL * self.total


@dataclass(frozen=True, slots=True)
class Measure:
    """One quantity of one side, from one clip.

    `value` is the mean of `per_rep`; `interval` holds the truth in 95 of 100 cases; `at` says in words when in the
    repetition it was read, `moment` is the key of that, and `at_s` the second of the clip that shows it best. Exactly
    one of `value` and `undetermined` is None.
    """

    id: str
    name: str
    side: Side
    clip: str
    value: float | None
    unit: str
    interval: tuple[float, float] | None
    per_rep: tuple[float, ...]
    positive_means: str
    at: str
    moment: str
    at_s: float | None = None
    budget: ErrorBudget | None = None
    undetermined: Undetermined | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.undetermined is None):
            raise ValueError(f"measure {self.name}: either a value or a reason why there is none")
        if (self.value is None) != (self.interval is None):
            raise ValueError(f"measure {self.name}: a value comes with an interval")
