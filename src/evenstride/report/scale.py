"""A value with its interval against a threshold and that threshold's grey zone, both sides on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from evenstride.knowledge import Criterion, facts
from evenstride.language import tr
from evenstride.model import Assessment, Measure, Side
from evenstride.report import words
from evenstride.report.palette import COLOURS

WORDS_PX, STRIP_PX = 24, 24
ROW_PX = WORDS_PX + STRIP_PX
RIBBON_PX, AXIS_PX = 17, 22
ZONE_NAMES = {"clear": "not seen", "grey": "grey zone", "fault": "present"}
NARROWEST_NAMED = {"clear": 20.0, "grey": 20.0, "fault": 18.0}
"""A zone narrower than this share of the axis, in percent, goes without its name."""


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
    """Return the scale of measures that share a unit; a side that could not be measured has an empty row."""
    axis = axis_for(measures, criterion)
    bottom = ROW_PX * len(measures)
    names = [words.side_beside(m.side, [other.side for other in measures]) for m in measures]
    parts = [
        _row(axis, m, name, criterion, ROW_PX * n) for n, (m, name) in enumerate(zip(measures, names, strict=True))
    ]
    label = "; ".join(_spoken(m, name) for m, name in zip(measures, names, strict=True))
    if criterion:
        parts.append(_ribbon(axis, criterion, bottom))
        label += f"; threshold {threshold_words(criterion)}"
        bottom += RIBBON_PX
    parts.append(_axis_line(axis, bottom, measures[0].unit))
    height = bottom + AXIS_PX
    return (
        f'<svg class="scale" role="img" width="100%" height="{height}" aria-label="{escape(tr(label))}">'
        f"{''.join(parts)}</svg>"
    )


def threshold_words(criterion: Criterion) -> str:
    """Return the threshold with its grey zone: ``5 ± 1 % of leg length``."""
    places = 0 if float(criterion.threshold).is_integer() and float(criterion.uncertainty).is_integer() else 1
    width = words.quantity(criterion.uncertainty, criterion.unit, places, long=True)
    return f"{words.number(criterion.threshold, places)} ±{words.NARROW}{width}"


def _spoken(measure: Measure, name: str) -> str:
    side = f"{name}: " if name else ""
    if measure.value is None:
        return f"{side}not measured"
    return f"{side}{words.value_of(measure, long=True)}, 95 % interval {words.interval_of(measure)}"


def _row(axis: Axis, measure: Measure, name: str, criterion: Criterion | None, top: int) -> str:
    strip = top + WORDS_PX
    parts = [_ground(strip, STRIP_PX)]
    if criterion:
        parts += [_zones(axis, criterion, strip, STRIP_PX), _thresholds(axis, criterion, strip)]
    parts += [_words(measure, name, top + WORDS_PX - 6)]
    if measure.value is not None and measure.interval is not None:
        parts.append(_interval(axis, measure, measure.value, measure.interval, strip + STRIP_PX // 2))
    return "".join(parts)


def _words(measure: Measure, name: str, baseline: int) -> str:
    side = f'<tspan class="row-side">{tr(name)}</tspan> ' if name else ""
    if measure.value is None:
        told = f'<tspan class="quiet">{tr("not measured")}</tspan>'
    else:
        told = f'<tspan class="row-value">{tr(words.value_of(measure))}</tspan>'
        told += f' <tspan class="quiet">{tr(f"likely {words.interval_of(measure)}")}</tspan>'
    return f'<text class="row" x="0" y="{baseline}">{side}{told}</text>'


def _ground(top: int, height: int) -> str:
    return f'<rect class="ground" x="0" width="100%" y="{top}" height="{height}"/>'


def _zones(axis: Axis, criterion: Criterion, top: int, height: int) -> str:
    parts = [
        f'<rect class="zone {zone.kind}" data-low="{zone.low:g}" data-high="{zone.high:g}"'
        f' x="{axis.percent(zone.low):.2f}%" width="{axis.percent(zone.high) - axis.percent(zone.low):.2f}%"'
        f' y="{top}" height="{height}"/>'
        for zone in zones_for(axis, criterion)
        if zone.kind != "clear"
    ]
    return "".join(parts)


def _thresholds(axis: Axis, criterion: Criterion, top: int) -> str:
    return "".join(
        f'<line class="threshold" data-value="{threshold:g}" x1="{axis.percent(threshold):.2f}%"'
        f' x2="{axis.percent(threshold):.2f}%" y1="{top}" y2="{top + STRIP_PX}"/>'
        for threshold in thresholds_of(criterion)
    )


def _ribbon(axis: Axis, criterion: Criterion, top: int) -> str:
    """Draw the zones once more, with their names in them."""
    parts = [_ground(top, RIBBON_PX), _zones(axis, criterion, top, RIBBON_PX)]
    for zone in zones_for(axis, criterion):
        left, right = axis.percent(zone.low), axis.percent(zone.high)
        if right - left >= NARROWEST_NAMED[zone.kind]:
            middle = (left + right) / 2
            parts.append(
                f'<text class="zone-name" x="{middle:.2f}%" y="{top + 12}" text-anchor="middle">'
                f"{tr(ZONE_NAMES[zone.kind])}</text>"
            )
    return "".join(parts)


def _axis_line(axis: Axis, bottom: int, unit: str) -> str:
    parts = [f'<line class="axis" x1="0" x2="100%" y1="{bottom}" y2="{bottom}"/>']
    ticks = axis.ticks()
    places = 0 if all(abs(t - round(t)) < 1e-6 for t in ticks) else 1
    for tick in ticks:
        x = axis.percent(tick)
        if 3 <= x <= 95:
            parts.append(
                f'<line class="axis" x1="{x:.2f}%" x2="{x:.2f}%" y1="{bottom}" y2="{bottom + 4}"/>'
                f'<text class="tick" data-value="{tick:g}" x="{x:.2f}%" y="{bottom + 17}" text-anchor="middle">'
                f"{tr(words.quantity(tick, unit, places))}</text>"
            )
    return "".join(parts)


def _interval(axis: Axis, measure: Measure, value: float, interval: tuple[float, float], y: int) -> str:
    colour = COLOURS[measure.side]
    low, high = (axis.percent(end) for end in interval)
    caps = "".join(
        f'<line class="cap" x1="{end:.2f}%" x2="{end:.2f}%" y1="{y - 5}" y2="{y + 5}" stroke="{colour}"/>'
        for end in (low, high)
    )
    return (
        f'<line class="interval" data-side="{measure.side}" data-low="{interval[0]:g}" data-high="{interval[1]:g}"'
        f' x1="{low:.2f}%" x2="{high:.2f}%" y1="{y}" y2="{y}" stroke="{colour}"/>'
        f"{caps}{point(measure.side, axis.percent(value), y, value)}"
    )


def point(side: Side, x: float, y: float, value: float, radius: float = 6.5) -> str:
    """Return the value itself, x in percent: a disc for the left, a square on its corner for the right."""
    style = f'class="value" data-side="{side}" data-value="{value:g}" fill="{COLOURS[side]}"'
    if side is Side.RIGHT:
        r = f"{1.23 * radius:.2g}"
        path = f'<path {style} d="M0 -{r}L{r} 0L0 {r}L-{r} 0Z"/>'
        return f'<svg x="{x:.2f}%" y="{y:g}" overflow="visible">{path}</svg>'
    return f'<circle {style} cx="{x:.2f}%" cy="{y:g}" r="{radius:g}"/>'
