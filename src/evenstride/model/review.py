"""Looking back: how each measure went over the days, how even the two sides were, what was done of what was planned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenstride.model.plan import Plan
from evenstride.model.skeleton import Side
from evenstride.model.work import StrengthTest


class Change(StrEnum):
    """What can be said of a measure between two days."""

    CHANGED = "changed"
    NOISE = "no clear change"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class DayValue:
    """What was read on one day (ISO date), in the unit of its measure; `half_width` is that of the 95 % interval."""

    day: str
    value: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Course:
    """One measure of one side over the days, the oldest first; a day with several clips has their mean.

    `before` is the beginning, `now` the end and `last` the retest before that, None where there was none: each a day,
    or the mean of two that lie close together. `smallest_real` is
    the least difference, in `unit`, that is more than noise between two clips of one person. `unseen` says why nothing
    can be said today, "" if something can. `fault_above` tells whether more of it is the fault (True), less of it
    (False), or neither is known (None).
    """

    movement: str
    name: str
    view: str
    moment: str
    side: Side
    unit: str
    days: tuple[DayValue, ...]
    before: DayValue
    now: DayValue
    last: DayValue | None
    smallest_real: float
    unseen: str = ""
    fault_above: bool | None = None

    @property
    def difference(self) -> float:
        """The end minus the beginning."""
        return self.now.value - self.before.value

    @property
    def change(self) -> Change:
        """Whether it changed from the beginning to the end."""
        return self._verdict(self.difference)

    @property
    def since_last(self) -> Change:
        """Whether it changed between the retest before and the end."""
        return Change.CANNOT_TELL if self.last is None else self._verdict(self.now.value - self.last.value)

    @property
    def better(self) -> bool | None:
        """Whether it went away from the fault; None where neither way is one."""
        return None if self.fault_above is None else (self.difference < 0) is self.fault_above

    def _verdict(self, difference: float) -> Change:
        if self.unseen:
            return Change.CANNOT_TELL
        return Change.CHANGED if abs(difference) > self.smallest_real else Change.NOISE


@dataclass(frozen=True, slots=True)
class Apart:
    """Right minus left of one measure over the days, the oldest first; `half_width` is that of the difference."""

    movement: str
    name: str
    view: str
    moment: str
    unit: str
    days: tuple[DayValue, ...]


@dataclass(frozen=True, slots=True)
class HomeTest:
    """A home test of both sides, and the side that lags beyond its error; NONE if neither does."""

    test: StrengthTest
    lags: Side


@dataclass(frozen=True, slots=True)
class Adherence:
    """Sessions that were planned and days that were logged, since the first plan, or work without one.

    `since` and `until` are ISO dates, both included; `weeks` holds the days done in each week since then,
    `per_week` what the plan that holds asks for, 0 where it was stopped.
    """

    since: str
    until: str
    planned: int
    done: int
    weeks: tuple[int, ...] = ()
    per_week: int = 0

    @property
    def percent(self) -> int | None:
        """What was done of what was planned, at most 100; None where nothing was planned yet."""
        return min(100, round(100 * self.done / self.planned)) if self.planned else None


@dataclass(frozen=True, slots=True)
class Review:
    """How an athlete stands on one day (ISO date).

    `retest_on` is the day to film again, None where nothing asks for it; `retest_why` says why in a sentence.
    """

    athlete: str
    day: str
    courses: tuple[Course, ...]
    apart: tuple[Apart, ...]
    tests: tuple[HomeTest, ...]
    adherence: Adherence | None
    plan: Plan | None
    retest_on: str | None
    retest_why: str
