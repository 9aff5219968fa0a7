"""What a watch says of the runs, over the days: a point a run, the published bands behind."""

from __future__ import annotations

from collections.abc import Iterator

from evenstride.knowledge import RunningSign
from evenstride.language import tr
from evenstride.model import RunTrend, Side
from evenstride.report.progress_charts import DOT_PX, Days, days_of
from evenstride.report.run_words import EVEN_PCT
from evenstride.report.scale import Axis, point
from evenstride.report.session_charts import CHART_PX, axis_over, framed, ticks

LEAST_EVEN_PCT = 2.5
"""The balance is drawn with at least this much on either side of even, so that small differences look small."""

_ZONES = {"orange": "grey", "red": "fault"}


def runs_over_days(sign: RunningSign, trend: RunTrend) -> tuple[str, Days]:
    """Return the chart, and the stretch of days it covers."""
    across = days_of([day[:10] for day in trend.days])
    values = list(trend.values)
    axis = axis_over([*values, EVEN_PCT - LEAST_EVEN_PCT, EVEN_PCT + LEAST_EVEN_PCT] if sign.bands else values, None)
    parts = [*_bands(sign, axis), _even(sign, axis), ticks(axis, "", sign.decimals)]
    for day, value in zip(trend.days, trend.values, strict=True):
        parts.append(point(_side(sign, value), across.percent(day[:10]), _y(axis, value), value, DOT_PX))
    told = ", ".join(f"{day[:10]} {value:.{sign.decimals}f}" for day, value in zip(trend.days, values, strict=True))
    return framed(tr(f"{sign.title}: {told}"), parts), across


def _side(sign: RunningSign, value: float) -> Side:
    """Return whose share is the larger; NONE where the number is of no side, or even."""
    if not sign.bands or round(value, sign.decimals) == EVEN_PCT:
        return Side.NONE
    return Side.LEFT if value > EVEN_PCT else Side.RIGHT


def _bands(sign: RunningSign, axis: Axis) -> Iterator[str]:
    """Shade the published bands beyond the first, on both sides of even."""
    for band in sign.bands:
        low, high = band.at_least or EVEN_PCT, band.below or 100.0
        for ends in ((low, high), (2 * EVEN_PCT - high, 2 * EVEN_PCT - low)):
            bottom, top = (min(max(end, axis.low), axis.high) for end in ends)
            height = _y(axis, bottom) - _y(axis, top)
            if height > 1 and band.label in _ZONES:
                place = f'y="{_y(axis, top):.1f}" height="{height:.1f}"'
                yield f'<rect class="zone {_ZONES[band.label]}" x="0" width="100%" {place}/>'


def _even(sign: RunningSign, axis: Axis) -> str:
    if not sign.bands:
        return ""
    y = f"{_y(axis, EVEN_PCT):.1f}"
    return f'<line class="zero" x1="0" x2="100%" y1="{y}" y2="{y}"/>'


def _y(axis: Axis, value: float) -> float:
    return CHART_PX * (1 - axis.percent(value) / 100)
