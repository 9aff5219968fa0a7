"""Changed, or noise? A change is called one only where it exceeds the error of both measurements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from evenstride.track.store import Reading


class Change(StrEnum):
    """What can be said of a measure between its first and its last day."""

    CHANGED = "changed"
    NOISE = "not distinguishable from noise"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure of one side over time, the oldest first; `difference` is last minus first, in the measure's unit.

    `smallest_real` is the least difference that is more than noise: the two intervals' half widths, added as squares.
    The part of an error that stays with the person is counted in both, so it is on the safe side.
    """

    movement: str
    name: str
    side: str
    unit: str
    readings: tuple[Reading, ...]
    difference: float | None
    smallest_real: float | None

    @property
    def change(self) -> Change:
        """Whether it changed."""
        if self.difference is None or self.smallest_real is None:
            return Change.CANNOT_TELL
        return Change.CHANGED if abs(self.difference) > self.smallest_real else Change.NOISE


def trends_of(readings: Iterable[Reading]) -> tuple[Trend, ...]:
    """Return every measure as it went over time; measures from different views or moments are not mixed."""
    ordered = sorted(readings, key=lambda r: (*_key(r), r.created))
    return tuple(_trend(tuple(own)) for _, own in groupby(ordered, key=_key))


def _key(reading: Reading) -> tuple[str, ...]:
    return (reading.movement, reading.name, reading.view, reading.moment, reading.side)


def _trend(own: tuple[Reading, ...]) -> Trend:
    first, last = own[0], own[-1]
    apart = first.created[:10] != last.created[:10]
    half_widths = [(r.high - r.low) / 2 for r in (first, last)]
    return Trend(
        movement=first.movement,
        name=first.name,
        side=first.side,
        unit=first.unit,
        readings=own,
        difference=last.value - first.value if apart else None,
        smallest_real=(half_widths[0] ** 2 + half_widths[1] ** 2) ** 0.5 if apart else None,
    )
