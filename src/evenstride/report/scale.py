"""A value with its interval against a threshold and the threshold's own grey zone, sides above each other on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from evenstride.knowledge import Criterion, facts
from evenstride.model import Assessment, Measure, Side
from evenstride.report import words
from evenstride.report.palette import COLOURS, INK

ZONE_LABELS_PX = 18
ROW_PX = 42
AXIS_PX = 22
NARROWEST_LABELLED = 15.0
"""A zone narrower than this share of the axis, in percent, is not labelled."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of numbers laid out from 0 to 100 percent of a width."""

    low: float
    high: float

    def percent(self, value: float) -> float:
        """Return where a value lies, in percent of the width; beyond the ends it stays at the end."""
        share = (value - self.low) / (self.high - self.low)
        return float(np.clip(100 * share, 0, 100))

    def ticks(self, about: int = 5) -> list[float]:
        """Return round numbers within the axis."""
        step = nice_step((self.high - self.low) / about)
        first = np.ceil(self.low / step - 1e-9) * step
        return [float(v) for v in np.arange(first, self.high + 1e-9 * step, step)]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the axis on which a value means the same: "clear", "grey" or "fault"."""

    kind: str
    low: float
    high: float


def criterion_for(assessment: Assessment, measure: Measure) -> Criterion | None:
    """Return the criterion that judges a measure in its clip's movement and view; None if it only goes along."""
    clip = assessment.clip(measure.clip)
    every = (c for fault in facts().faults_of(clip.movement or "") for c in fault.criteria)
    fits = (c for c in every if (c.measure, c.at, c.view) == (measure.name, measure.moment, str(clip.view)))
    return next(fits, None)


def nice_step(about: float) -> float:
    """Return 1, 2 or 5 times a power of ten, near `about` and not below it."""
    power = 10.0 ** np.floor(np.log10(max(about, 1e-9)))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= about * (1 - 1e-9)))


def axis_for(measures: Sequence[Measure], criterion: Criterion | None) -> Axis:
    """Return an axis that holds every interval, the threshold's grey zone, and air at both ends."""
    ends = [end for m in measures if m.interval is not None for end in m.interval]
    if criterion is not None:
        ends += list(_grey(criterion.threshold, criterion))
        if criterion.direction == "beyond":
            ends += [-end for end in _grey(criterion.threshold, criterion)]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    if 0 < low < 0.6 * (high - low) or high == low:
        low = min(low, 0.0)
    air = 0.14 * ((high - low) or 1.0)
    return Axis(low - air, high + air)


def zones_for(axis: Axis, criterion: Criterion) -> list[Zone]:
    """Return the zones of an axis from left to right."""
    below, above = _grey(criterion.threshold, criterion)
    if criterion.direction == "above":
        return [Zone("clear", axis.low, below), Zone("grey", below, above), Zone("fault", above, axis.high)]
    if criterion.direction == "below":
        return [Zone("fault", axis.low, below), Zone("grey", below, above), Zone("clear", above, axis.high)]
    return [
        Zone("fault", axis.low, -above),
        Zone("grey", -above, -below),
        Zone("clear", -below, below),
        Zone("grey", below, above),
        Zone("fault", above, axis.high),
    ]


def _grey(threshold: float, criterion: Criterion) -> tuple[float, float]:
    return threshold - criterion.uncertainty, threshold + criterion.uncertainty


def thresholds_of(criterion: Criterion) -> list[float]:
    """Return where the threshold stands: twice for one that counts to both sides."""
    return [-criterion.threshold, criterion.threshold] if criterion.direction == "beyond" else [criterion.threshold]


def svg(measures: Sequence[Measure], criterion: Criterion | None) -> str:
    """Return the scale of measures that share a unit; those that could not be measured have an empty row that says so."""
    axis = axis_for(measures, criterion)
    bottom = ZONE_LABELS_PX + ROW_PX * len(measures)
    parts = [_zones(axis, criterion, bottom)] if criterion else []
    parts.append(_axis_line(axis, bottom, measures[0] if measures else None))
    parts += [_row(axis, m, ZONE_LABELS_PX + ROW_PX * n) for n, m in enumerate(measures)]
    label = "; ".join(_spoken(m) for m in measures)
    if criterion:
        label += f"; threshold {threshold_words(criterion)}"
    return f'<svg class="scale" role="img" width="100%" height="{bottom + AXIS_PX}" aria-label="{escape(label)}">{"".join(parts)}</svg>'


def threshold_words(criterion: Criterion) -> str:
    """Return the threshold with its grey zone: ``5 ± 1 % of leg length``."""
    places = 0 if float(criterion.threshold).is_integer() and float(criterion.uncertainty).is_integer() else 1
    width = words.quantity(criterion.uncertainty, criterion.unit, places, long=True)
    return f"{words.number(criterion.threshold, places)} ±{words.NARROW}{width}"


def _spoken(measure: Measure) -> str:
    side = words.SIDES[measure.side]
    if measure.value is None:
        return f"{side}: not measured"
    return f"{side}: {words.value_of(measure, long=True)}, 95 % interval {words.interval_of(measure)}"


def _zones(axis: Axis, criterion: Criterion, bottom: int) -> str:
    parts = []
    names = {"clear": "not seen", "grey": "grey zone", "fault": "present"}
    for zone in zones_for(axis, criterion):
        left, right = axis.percent(zone.low), axis.percent(zone.high)
        width = right - left
        if zone.kind != "clear":
            parts.append(
                f'<rect class="zone {zone.kind}" data-low="{zone.low:g}" data-high="{zone.high:g}" x="{left:.2f}%"'
                f' y="{ZONE_LABELS_PX}" width="{width:.2f}%" height="{bottom - ZONE_LABELS_PX}"/>'
            )
        if width >= NARROWEST_LABELLED:
            parts.append(
                f'<text class="zone-name" x="{left + width / 2:.2f}%" y="12" text-anchor="middle">{names[zone.kind]}</text>'
            )
    for threshold in thresholds_of(criterion):
        x = axis.percent(threshold)
        parts.append(
            f'<line class="threshold" data-value="{threshold:g}" x1="{x:.2f}%" x2="{x:.2f}%"'
            f' y1="{ZONE_LABELS_PX}" y2="{bottom}"/>'
        )
    return "".join(parts)


def _axis_line(axis: Axis, bottom: int, measure: Measure | None) -> str:
    parts = [f'<line class="axis" x1="0" x2="100%" y1="{bottom}" y2="{bottom}"/>']
    ticks = axis.ticks()
    places = 0 if all(abs(t - round(t)) < 1e-6 for t in ticks) else 1
    unit = words.quantity(0, measure.unit, 0)[1:] if measure else ""
    for tick in ticks:
        x = axis.percent(tick)
        if not 3 <= x <= 94:
            continue
        parts.append(
            f'<line class="axis" x1="{x:.2f}%" x2="{x:.2f}%" y1="{bottom}" y2="{bottom + 4}"/>'
            f'<text class="tick" data-value="{tick:g}" x="{x:.2f}%" y="{bottom + 17}" text-anchor="middle">'
            f"{words.number(tick, places)}{unit}</text>"
        )
    return "".join(parts)


def _row(axis: Axis, measure: Measure, top: int) -> str:
    side = words.SIDES[measure.side]
    colour = COLOURS[measure.side]
    name = f'<tspan class="row-side" fill="{INK}">{side}</tspan>'
    if measure.value is None or measure.interval is None:
        return f'<text class="row" x="6" y="{top + 18}">{name} <tspan class="quiet">not measured</tspan></text>'
    told = f'{name} <tspan class="row-value">{words.value_of(measure)}</tspan>'
    told += f' <tspan class="quiet">({words.interval_of(measure)})</tspan>'
    low, high = (axis.percent(end) for end in measure.interval)
    x, y = axis.percent(measure.value), top + 31
    return (
        f'<text class="row" x="6" y="{top + 18}">{told}</text>'
        f'<line class="interval" data-side="{measure.side}" data-low="{measure.interval[0]:g}"'
        f' data-high="{measure.interval[1]:g}" x1="{low:.2f}%" x2="{high:.2f}%" y1="{y}" y2="{y}" stroke="{colour}"/>'
        + "".join(
            f'<line class="cap" x1="{end:.2f}%" x2="{end:.2f}%" y1="{y - 5}" y2="{y + 5}" stroke="{colour}"/>'
            for end in (low, high)
        )
        + _point(measure.side, x, y, colour, measure.value)
    )


def _point(side: Side, x: float, y: float, colour: str, value: float) -> str:
    """Return the value itself: a disc for the left, a square on its corner for the right."""
    facts = f'class="value" data-side="{side}" data-value="{value:g}" fill="{colour}"'
    if side is Side.RIGHT:
        return f'<svg x="{x:.2f}%" y="{y}" overflow="visible"><path {facts} d="M0 -8L8 0L0 8L-8 0Z"/></svg>'
    return f'<circle {facts} cx="{x:.2f}%" cy="{y}" r="6.5"/>'
