"""The page's pictures, as SVG: readings against truth, coverage, and verdicts by size of the fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import numpy as np

from bench.accuracy.bars import FEWEST_COVERED, MOST_COVERED
from bench.accuracy.summary import Summary
from bench.accuracy.verdicts import Curve
from bench.observe import Row

WIDTH, HEIGHT, MARGIN = 420, 300, 46
NAMES, ROW = 190, 16
LEAST_COVERAGE = 0.7
"""Where the coverage chart begins."""

INK, QUIET, GOOD, BAD = "#223", "#99a", "#2b6cb0", "#c05621"
Scale = Callable[[float], float]
ON = {"present": "#fff", "possible": INK, "absent": INK}
SHADES = {"present": "#9c4221", "possible": "#ecc38d", "absent": "#cbd5e0"}


def scatter(title: str, unit: str, rows: Sequence[Row]) -> str:
    """Return readings with their intervals against the truth; those whose interval misses it stand out."""
    truth, value = np.array([r.truth for r in rows]), np.array([r.value for r in rows])
    low, high = float(min(truth.min(), value.min())), float(max(truth.max(), value.max()))
    low, high = low - 0.06 * (high - low), high + 0.06 * (high - low)
    x, y = _scale(low, high, MARGIN, WIDTH - 12), _scale(low, high, HEIGHT - MARGIN, 26)
    parts = [*_axes(title, f"true, {unit}", f"read, {unit}", low, high, x, y)]
    parts.append(_line(x(low), y(low), x(high), y(high), QUIET))
    for row in rows:
        colour = GOOD if row.low <= row.truth <= row.high else BAD
        ends = [y(float(np.clip(v, low, high))) for v in (row.low, row.high)]
        parts.append(_line(x(row.truth), ends[0], x(row.truth), ends[1], colour, 0.7, 0.35))
        parts.append(f'<circle cx="{x(row.truth):.1f}" cy="{y(row.value):.1f}" r="2.4" fill="{colour}"/>')
    return _svg(parts)


def verdict_curve(curve: Curve) -> str:
    """Return, for each size of the fault, the shares of the three verdicts as a column."""
    count = len(curve.spans)
    width = (WIDTH - MARGIN - 12) / count
    parts = [_text(WIDTH / 2, 15, f"{curve.fault.title}, from the {curve.criterion.view}", "middle", 12)]
    for n, (span, number, shares) in enumerate(zip(curve.spans, curve.counts, curve.shares, strict=True)):
        left, bottom = MARGIN + n * width + 3, float(HEIGHT - MARGIN)
        for share, name in zip(shares, SHADES, strict=True):
            tall = share * (HEIGHT - MARGIN - 30)
            bottom -= tall
            place = f'x="{left:.1f}" y="{bottom:.1f}" width="{width - 6:.1f}" height="{tall:.1f}"'
            parts.append(f'<rect {place} fill="{SHADES[name]}"/>')
            if share >= 0.1:
                parts.append(_text(left + width / 2 - 3, bottom + tall / 2 + 4, f"{share:.0%}", "middle", 10, ON[name]))
        parts.append(_text(left + width / 2 - 3, HEIGHT - MARGIN + 14, span, "middle", 8))
        parts.append(_text(left + width / 2 - 3, HEIGHT - MARGIN + 26, f"n {number}", "middle", 8))
    key = "dark: present, light: possible, grey: absent; size of the true fault in thresholds"
    parts.append(_text(WIDTH / 2, HEIGHT - 5, key, "middle", 9))
    return _svg(parts)


def coverage_chart(summaries: Mapping[str, Summary]) -> str:
    """Return, for each measure, the share of truths in their interval with its own 95 % interval (Wilson's)."""
    tall = 40 + ROW * len(summaries) + 34
    x = _scale(LEAST_COVERAGE, 1.0, NAMES, WIDTH - 14)
    bottom = tall - 34.0
    band = f'x="{x(FEWEST_COVERED):.1f}" y="26" width="{x(MOST_COVERED) - x(FEWEST_COVERED):.1f}"'
    parts = [f'<rect {band} height="{bottom - 26:.1f}" fill="{SHADES["absent"]}" fill-opacity="0.5"/>']
    parts.append(_text(WIDTH / 2, 15, "Truths inside their 95 % interval", "middle", 12))
    for n, (key, s) in enumerate(summaries.items()):
        y = 40.0 + ROW * n
        low, high = (max(LEAST_COVERAGE, end) for end in _wilson(s.coverage, s.rows))
        colour = GOOD if s.coverage >= FEWEST_COVERED else BAD
        parts.append(_text(NAMES - 6, y + 3, key.split(".", 1)[1].replace(".", ", "), "end", 8))
        parts.append(_line(x(low), y, x(high), y, colour, 1.4, 0.6))
        parts.append(f'<circle cx="{x(max(LEAST_COVERAGE, s.coverage)):.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
    parts.append(_line(NAMES, bottom, WIDTH - 14, bottom, INK))
    parts += [_text(x(tick), bottom + 12, f"{tick:.0%}", "middle", 9) for tick in (0.7, 0.8, 0.9, 1.0)]
    key = "shaded: 90-99 %, asked for; judging sets, synthetic and recorded together"
    parts.append(_text(WIDTH / 2, tall - 6, key, "middle", 9))
    return _svg(parts, tall)


def _wilson(share: float, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of `count` cases."""
    z2 = 1.96**2 / count
    middle = (share + z2 / 2) / (1 + z2)
    reach = float(np.sqrt(z2 * (share * (1 - share) + z2 / 4))) / (1 + z2)
    return middle - reach, middle + reach


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    return lambda v: start + (v - low) / (high - low) * (end - start)


def _axes(title: str, across: str, up: str, low: float, high: float, x: Scale, y: Scale) -> list[str]:
    step = 10 ** np.floor(np.log10(high - low))
    step = float(step if (high - low) / step >= 4 else step / 2 if (high - low) / step >= 2 else step / 5)
    ticks = np.arange(np.ceil(low / step) * step, high, step)
    parts = [_text(WIDTH / 2, 15, title, "middle", 12)]
    parts += [_line(MARGIN, HEIGHT - MARGIN, WIDTH - 12, HEIGHT - MARGIN, INK)]
    parts += [_line(MARGIN, 26, MARGIN, HEIGHT - MARGIN, INK)]
    for tick in ticks:
        parts.append(_text(x(tick), HEIGHT - MARGIN + 14, f"{tick:g}", "middle", 9))
        parts.append(_text(MARGIN - 5, y(tick) + 3, f"{tick:g}", "end", 9))
    parts.append(_text((MARGIN + WIDTH) / 2, HEIGHT - 14, across, "middle", 10))
    parts.append(f'<g transform="rotate(-90 12 {HEIGHT / 2})">{_text(12, HEIGHT / 2, up, "middle", 10)}</g>')
    return parts


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1.0, opacity: float = 1.0) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}" stroke-opacity="{opacity}"/>'


def _text(x: float, y: float, text: str, anchor: str, size: int, colour: str = INK) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
    return f'<text {place} fill="{colour}">{escape(text)}</text>'


def _svg(parts: Sequence[str], height: int = HEIGHT) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>', *parts, "</svg>"]) + "\n"
