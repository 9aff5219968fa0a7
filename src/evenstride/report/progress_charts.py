"""Charts over days: left and right with their error, how far apart they are, home tests, sessions a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise

from evenstride.knowledge import Criterion
from evenstride.language import tr
from evenstride.model import Adherence, DayValue, Side
from evenstride.report import words
from evenstride.report.palette import COLOURS, DASHES
from evenstride.report.scale import Axis, nice_step, point
from evenstride.report.session_charts import CHART_PX, axis_over, framed, ticks, zones

DOT_PX, BESIDE_PX = 4.2, 3.5
EDGE = 4.0
"""So much of the width, in percent, stays free at either end of the days."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One side's values over the days."""

    side: Side
    days: tuple[DayValue, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days laid out over a width."""

    first: date
    last: date

    def percent(self, day: str) -> float:
        """Return where a day (ISO date) lies, in percent of the width."""
        length = (self.last - self.first).days
        share = (date.fromisoformat(day) - self.first).days / length if length else 0.5
        return EDGE + (100 - 2 * EDGE) * share

    def labels(self) -> tuple[str, ...]:
        """Return the first day and the last in words, for the ends of an axis; one day is one label."""
        ends = (self.first,) if self.first == self.last else (self.first, self.last)
        return tuple(words.day(day.isoformat()) for day in ends)


def days_of(days: Sequence[str]) -> Days:
    """Return the stretch that holds days (ISO dates)."""
    return Days(date.fromisoformat(min(days)), date.fromisoformat(max(days)))


def over_days(lines: Sequence[DayLine], across: Days, criterion: Criterion | None, unit: str, places: int) -> str:
    """Return left and right over the days, a whisker for each interval, and what lies past the threshold shaded."""
    axis = axis_over([end for line in lines for day in line.days for end in _ends(day)], criterion)
    parts = [zones(axis, criterion), _zero(axis), ticks(axis, unit, places)]
    for line in lines:
        aside = {Side.LEFT: -BESIDE_PX, Side.RIGHT: BESIDE_PX}.get(line.side, 0.0)
        parts.append(f'<g transform="translate({aside:g} 0)">{_line(line, across, axis)}</g>')
    told = "; ".join(f"{words.SIDES[one.side]}: {_told(one.days, places)}" for one in lines)
    return framed(tr(told), parts)


def apart_over_days(days: Sequence[DayValue], across: Days, unit: str, places: int) -> str:
    """Return right minus left over the days; the shaded band is the error of each comparison about none at all."""
    axis = axis_over([end for day in days for end in (day.value, day.half_width, -day.half_width)], None)
    parts = [_error_band(days, across, axis), _zero(axis), ticks(axis, unit, places)]
    parts += [
        f'<line class="curve" stroke="{COLOURS[Side.NONE]}" stroke-width="1.5" x1="{across.percent(a.day):.2f}%"'
        f' x2="{across.percent(b.day):.2f}%" y1="{_y(axis, a.value):.1f}" y2="{_y(axis, b.value):.1f}"/>'
        for a, b in pairwise(days)
    ]
    for day in days:
        side = Side.NONE if abs(day.value) <= day.half_width else Side.RIGHT if day.value > 0 else Side.LEFT
        parts.append(point(side, across.percent(day.day), _y(axis, day.value), day.value, DOT_PX))
    return framed(tr(f"Right minus left: {_told(days, places)}"), parts)


def sessions_a_week(adherence: Adherence) -> str:
    """Return a column for each week's sessions, and a line at what the plan asks for."""
    most = max((*adherence.weeks, adherence.per_week, 1))
    axis, count = Axis(0.0, 1.15 * most), len(adherence.weeks)
    step = max(1, round(nice_step(most / 3)))
    parts = [
        f'<text class="tick" x="-5" y="{_y(axis, tick) + 4:.1f}" text-anchor="end">{tick}</text>'
        for tick in range(0, most + 1, step)
    ]
    for n, done in enumerate(adherence.weeks):
        place = f'x="{100 * (n + 0.16) / count:.2f}%" width="{68 / count:.2f}%"'
        top = _y(axis, done)
        parts.append(f'<rect {place} y="{top:.1f}" height="{CHART_PX - top:.1f}" fill="{COLOURS[Side.BOTH]}"/>')
    if adherence.per_week:
        y = f"{_y(axis, adherence.per_week):.1f}"
        parts.append(f'<line class="threshold" x1="0" x2="100%" y1="{y}" y2="{y}"/>')
    return framed(tr(f"Sessions in each week: {', '.join(map(str, adherence.weeks))}"), parts)


def week_days(adherence: Adherence) -> Days:
    """Return the stretch of days that the weeks cover."""
    first = date.fromisoformat(adherence.since)
    return Days(first, first + timedelta(days=7 * len(adherence.weeks) - 1))


def _told(days: Sequence[DayValue], places: int) -> str:
    return ", ".join(f"{day.day} {day.value:.{places}f}" for day in days)


def _ends(day: DayValue) -> tuple[float, float]:
    return day.value - day.half_width, day.value + day.half_width


def _y(axis: Axis, value: float) -> float:
    return CHART_PX * (1 - axis.percent(value) / 100)


def _zero(axis: Axis) -> str:
    y = f"{_y(axis, 0.0):.1f}"
    return f'<line class="zero" x1="0" x2="100%" y1="{y}" y2="{y}"/>' if axis.low < 0 < axis.high else ""


def _line(line: DayLine, across: Days, axis: Axis) -> str:
    colour, dash = COLOURS[line.side], DASHES[line.side]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    parts = [
        f'<line class="trend" stroke="{colour}"{dashed} x1="{across.percent(a.day):.2f}%"'
        f' x2="{across.percent(b.day):.2f}%" y1="{_y(axis, a.value):.1f}" y2="{_y(axis, b.value):.1f}"/>'
        for a, b in pairwise(line.days)
    ]
    for day in line.days:
        x, (low, high) = across.percent(day.day), _ends(day)
        place = f'x1="{x:.2f}%" x2="{x:.2f}%" y1="{_y(axis, low):.1f}" y2="{_y(axis, high):.1f}"'
        title = f"<title>{escape(tr(words.day(day.day)))}</title>"
        parts.append(f'<line class="whisker-day" stroke="{colour}" {place}>{title}</line>')
        parts.append(point(line.side, x, _y(axis, day.value), day.value, DOT_PX))
    return "".join(parts)


def _error_band(days: Sequence[DayValue], across: Days, axis: Axis) -> str:
    """Shade, day to day, where left and right could not be told apart."""
    halves = [(across.percent(day.day), day.half_width) for day in days]
    if len(halves) == 1:
        halves = [(0.0, halves[0][1]), (100.0, halves[0][1])]
    upper = [f"{x:.2f} {100 * _y(axis, half) / CHART_PX:.2f}" for x, half in halves]
    lower = [f"{x:.2f} {100 * _y(axis, -half) / CHART_PX:.2f}" for x, half in reversed(halves)]
    shape = f'<path class="zone grey" d="M{"L".join([*upper, *lower])}Z"/>'
    return f'<svg width="100%" height="{CHART_PX}" viewBox="0 0 100 100" preserveAspectRatio="none">{shape}</svg>'
