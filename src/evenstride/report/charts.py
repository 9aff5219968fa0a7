"""Small line charts as SVG that fill whatever width they are given, with words that never stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from evenstride.knowledge import Criterion
from evenstride.language import tr
from evenstride.model import Side
from evenstride.model.motion import Floats
from evenstride.report import words
from evenstride.report.palette import COLOURS, DASHES
from evenstride.report.scale import Axis, thresholds_of, zones_for

GATE_PERCENT = 12.0
"""How far either side of the turn the threshold of a value read at the turn is drawn, in percent of the repetition."""


@dataclass(frozen=True, eq=False)
class Trace:
    """One side's curve over a repetition, evenly spaced from 0 to 100 percent of it; `spread` is one SD either way."""

    side: Side
    values: Floats
    spread: Floats | None = None

    @property
    def extent(self) -> Floats:
        """Everything that has to fit on the chart."""
        spread = 0.0 if self.spread is None else self.spread
        both: Floats = np.concatenate((self.values - spread, self.values + spread))
        return both[np.isfinite(both)]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the charts of one family share: the upright axis, its unit, the threshold, and how high they are."""

    axis: Axis
    unit: str
    criterion: Criterion | None
    height_px: int
    ticks: int = 3


def axis_around(traces: Sequence[Trace], criterion: Criterion | None) -> Axis:
    """Return an upright axis that holds every curve, and the threshold where that is not far off."""
    ends = np.concatenate([trace.extent for trace in traces]) if traces else np.empty(0)
    low, high = (float(ends.min()), float(ends.max())) if ends.size else (0.0, 1.0)
    if high - low < 1e-6:
        low, high = low - 1.0, high + 1.0
    reach = high - low
    for threshold in thresholds_of(criterion) if criterion else []:
        if low - reach < threshold < high + reach:
            low, high = min(low, threshold), max(high, threshold)
    air = 0.08 * (high - low)
    return Axis(low - air, high + air)


def svg(traces: Sequence[Trace], frame: Frame, label: str, turn_percent: float | None, labelled: bool = True) -> str:
    """Return one chart; `labelled` gives the upright axis its numbers, `turn_percent` is where the repetition turns."""
    parts = [_zone_rects(frame, turn_percent), _grid(frame)]
    if turn_percent is not None:
        parts.append(f'<line class="turn" x1="{turn_percent:.1f}" x2="{turn_percent:.1f}" y1="0" y2="100"/>')
    parts += [_band(trace, frame.axis) for trace in traces]
    parts += [_line(trace, frame.axis) for trace in traces]
    inner = (
        f'<svg width="100%" height="{frame.height_px}" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f"{''.join(parts)}</svg>"
    )
    numbers = _numbers(frame) if labelled else ""
    return (
        f'<svg class="chart" role="img" width="100%" height="{frame.height_px}" aria-label="{escape(tr(label))}">'
        f"{inner}{numbers}</svg>"
    )


def _y(axis: Axis, value: float) -> float:
    return 100 - axis.percent(value)


def _zone_rects(frame: Frame, turn_percent: float | None) -> str:
    """Draw what lies past the threshold: at any time, or only around the turn where only the turn is judged."""
    criterion = frame.criterion
    if criterion is None:
        return ""
    left, right = 0.0, 100.0
    if criterion.at == "bottom" and turn_percent is not None:
        left, right = max(turn_percent - GATE_PERCENT, 0.0), min(turn_percent + GATE_PERCENT, 100.0)
    across = f'x="{left:.2f}" width="{right - left:.2f}"'
    parts = []
    for zone in zones_for(frame.axis, criterion):
        top, bottom = _y(frame.axis, zone.high), _y(frame.axis, zone.low)
        if zone.kind != "clear" and bottom > top:
            parts.append(f'<rect class="zone {zone.kind}" {across} y="{top:.2f}" height="{bottom - top:.2f}"/>')
    for threshold in thresholds_of(criterion):
        if frame.axis.low < threshold < frame.axis.high:
            y = f"{_y(frame.axis, threshold):.2f}"
            ends = f'x1="{left:.2f}" x2="{right:.2f}" y1="{y}" y2="{y}"'
            parts.append(f'<line class="threshold" data-value="{threshold:g}" {ends}/>')
    return "".join(parts)


def _grid(frame: Frame) -> str:
    zero = frame.axis.low < 0 < frame.axis.high
    lines = [(_y(frame.axis, 0.0), "zero")] if zero else []
    return "".join(f'<line class="{kind}" x1="0" x2="100" y1="{y:.2f}" y2="{y:.2f}"/>' for y, kind in lines)


def _numbers(frame: Frame) -> str:
    parts = []
    ticks = frame.axis.ticks(frame.ticks)
    places = 0 if all(abs(t - round(t)) < 1e-6 for t in ticks) else 1
    for tick in ticks:
        y = _y(frame.axis, tick) / 100 * frame.height_px
        told = tr(words.quantity(tick, frame.unit, places))
        parts.append(f'<text class="tick" x="-5" y="{y + 4:.1f}" text-anchor="end">{told}</text>')
    return "".join(parts)


def _line(trace: Trace, axis: Axis) -> str:
    dash = f' stroke-dasharray="{DASHES[trace.side]}"' if DASHES[trace.side] else ""
    style = f'class="curve" data-side="{trace.side}" stroke="{COLOURS[trace.side]}"{dash}'
    return "".join(f'<path {style} d="{_way(stretch)}"/>' for stretch in _stretches(trace.values, axis))


def _band(trace: Trace, axis: Axis) -> str:
    if trace.spread is None:
        return ""
    upper, lower = _stretches(trace.values + trace.spread, axis), _stretches(trace.values - trace.spread, axis)
    fill = f'class="band" data-side="{trace.side}" fill="{COLOURS[trace.side]}"'
    return "".join(f'<path {fill} d="{_way([*up, *reversed(down)])}Z"/>' for up, down in zip(upper, lower, strict=True))


def _stretches(values: Floats, axis: Axis) -> list[list[tuple[float, float]]]:
    """Return the unbroken parts of a curve as places on the 100 by 100 square; a gap stays a gap."""
    across = np.linspace(0, 100, len(values))
    found: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(across, values, strict=True):
        if np.isfinite(value):
            found[-1].append((float(x), _y(axis, float(value))))
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if len(stretch) > 1]


def _way(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
