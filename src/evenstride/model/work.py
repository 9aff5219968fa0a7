"""Work done and strength shown: what a log keeps."""

from __future__ import annotations

from dataclasses import dataclass

from evenstride.model.measure import STANDARD_ERRORS_IN_INTERVAL
from evenstride.model.skeleton import Side


@dataclass(frozen=True, slots=True)
class WorkSet:
    """One set of one exercise on one side (or both), by hand or as counted from a clip.

    `reps_in_reserve` is how many more would have gone; `pain` 0-10 during it; exactly one of reps, hold_s and
    distance_m is usual.
    """

    exercise: str
    side: Side
    reps: int | None = None
    hold_s: float | None = None
    distance_m: float | None = None
    load_kg: float | None = None
    reps_in_reserve: int | None = None
    pain: int | None = None
    from_clip: bool = False


@dataclass(frozen=True, slots=True)
class Workout:
    """The sets of one day (ISO date), in order."""

    day: str
    sets: tuple[WorkSet, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class StrengthTest:
    """A home test of both sides on one day (ISO date), in `unit`; `sd` is the standard error of one side's number."""

    key: str
    day: str
    left: float
    right: float
    unit: str
    sd: float

    @property
    def symmetry_pct(self) -> float | None:
        """Limb symmetry: the smaller side in % of the larger; None where neither side did anything."""
        larger = max(self.left, self.right)
        return 100 * min(self.left, self.right) / larger if larger > 0 else None

    @property
    def symmetry_interval_pct(self) -> tuple[float, float] | None:
        """The 95 % interval of the limb symmetry, from the error of both sides; None where there is none."""
        smaller, larger = sorted((self.left, self.right))
        if smaller <= 0:
            return None
        share = smaller / larger
        half = STANDARD_ERRORS_IN_INTERVAL * share * self.sd * (1 / smaller**2 + 1 / larger**2) ** 0.5
        return max(100 * (share - half), 0.0), 100 * (share + half)

    @property
    def noise(self) -> float:
        """How far left and right can differ, in `unit`, in somebody whose sides are alike."""
        return float(STANDARD_ERRORS_IN_INTERVAL * 2**0.5 * self.sd)

    @property
    def difference_is_real(self) -> bool:
        """Tell whether left and right differ by more than the error of their difference."""
        return abs(self.left - self.right) > self.noise
