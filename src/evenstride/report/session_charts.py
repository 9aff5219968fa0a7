"""What a session looks like over time: the clip as a strip of repetitions, and how they change over the set."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

import numpy as np

from evenstride.knowledge import Criterion
from evenstride.language import tr
from evenstride.model import Rep, Session, Side, Trend
from evenstride.report import words
from evenstride.report.palette import COLOURS, DASHES
from evenstride.report.scale import Axis, nice_step, point, thresholds_of, zones_for

BAR_PX, ROW_PX, LABEL_PX, AXIS_PX = 22, 34, 18, 22
CHART_PX = 132
DOT_PX = 4.6
FAINT = 0.35
OUT, OUT_FILL = "#7a808a", "#e3e5e8"


def strip(session: Session, best: Sequence[Rep] = ()) -> str:
    """Return the whole clip as a strip: a bar for each repetition, one row a side, full where it was held.

    What does not count is grey and hollow, the best have a star; a set has a line over it.
    """
    length = max(session.clip.duration_s, 0.1)
    rows = [side for side in (Side.LEFT, Side.RIGHT, Side.NONE, Side.BOTH) if any(r.side is side for r in session.reps)]
    parts: list[str] = []
    for n, side in enumerate(rows):
        top = n * (LABEL_PX + ROW_PX)
        name = words.SIDES[side] if side in (Side.LEFT, Side.RIGHT) else words.NOBODY_KNOWS
        parts.append(f'<text class="row" x="0" y="{top + 13}">{tr(name)}</text>')
        bars = top + LABEL_PX + 6
        parts += [_bar(rep, length, bars, session.exercise) for rep in session.reps if rep.side is side]
        parts += [_star(rep, length, bars) for rep in best if rep.side is side]
        for one in session.sets:
            if one.side is side:
                ends = f'x1="{_x(one.from_s, length)}" x2="{_x(one.to_s, length)}"'
                parts.append(f'<line class="set" {ends} y1="{bars - 4}" y2="{bars - 4}" stroke="{COLOURS[side]}"/>')
    bottom = len(rows) * (LABEL_PX + ROW_PX) + 2
    parts.append(_seconds_axis(length, bottom))
    label = tr(_label(session, length))
    return (
        f'<svg class="scale strip" role="img" width="100%" height="{bottom + AXIS_PX}" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


def _label(session: Session, length: float) -> str:
    one = len(session.reps) == 1
    if words.in_holds(session.exercise):
        if one:
            return f"The clip of {words.seconds(length)}: one hold as a bar over time"
        return f"The clip of {words.seconds(length)}: {len(session.reps)} holds as bars over time"
    if one:
        return f"The clip of {words.seconds(length)}: one repetition as a bar over time"
    return f"The clip of {words.seconds(length)}: {len(session.reps)} repetitions as bars over time"


def _x(time_s: float, length: float) -> str:
    return f"{100 * min(max(time_s / length, 0.0), 1.0):.2f}%"


def _bar(rep: Rep, length: float, top: int, exercise: str) -> str:
    colour, width = COLOURS[rep.side], f"{100 * max(rep.end_s - rep.start_s, 0.0) / length:.2f}%"
    place = f'x="{_x(rep.start_s, length)}" width="{width}" y="{top}" height="{BAR_PX}" rx="3"'
    title = f"<title>{escape(tr(_told(rep, exercise)))}</title>"
    if not rep.counted:
        return f'<rect class="rep out" {place} fill="{OUT_FILL}" stroke="{OUT}" stroke-dasharray="3 2">{title}</rect>'
    bar = f'<rect class="rep" {place} fill="{colour}" fill-opacity="{FAINT}">{title}</rect>'
    if rep.hold_s is None or rep.hold_from_s is None:
        return bar
    held = f"{100 * rep.hold_s / length:.2f}%"
    return f'{bar}<rect x="{_x(rep.hold_from_s, length)}" width="{held}" y="{top}" height="{BAR_PX}" fill="{colour}"/>'


def _star(rep: Rep, length: float, top: int) -> str:
    """Mark a bar as the best: a star in its middle, light on dark and dark on light."""
    x, y = _x((rep.start_s + rep.end_s) / 2, length), top + BAR_PX / 2 + 5
    return f'<text class="best" x="{x}" y="{y}" text-anchor="middle"><title>{tr("Best")}</title>★</text>'


def _told(rep: Rep, exercise: str) -> str:
    if words.in_holds(exercise):
        lasted = f", {words.seconds(rep.hold_s)}" if rep.hold_s is not None else ""
        return f"Hold {rep.index}{lasted}" if rep.counted else f"Hold {rep.index}: {rep.why_not or 'not counted'}"
    held = f", held {words.seconds(rep.hold_s)}" if rep.hold_s is not None else ""
    return f"Repetition {rep.index}{held}" if rep.counted else f"Repetition {rep.index}: {rep.why_not or 'not counted'}"


def _seconds_axis(length: float, top: int) -> str:
    step = nice_step(length / 6)
    parts = [f'<line class="axis" x1="0" x2="100%" y1="{top}" y2="{top}"/>']
    for tick in np.arange(0.0, length, step):
        x = 100 * tick / length
        anchor = "start" if x < 2 else "middle"
        if x <= 95:
            told = words.quantity(float(tick), "s", 0)
            parts.append(f'<text class="tick" x="{x:.2f}%" y="{top + 16}" text-anchor="{anchor}">{told}</text>')
    return "".join(parts)


def over_the_set(trends: Sequence[Trend], criterion: Criterion | None, places: int) -> str:
    """Return one value of each repetition as a dot, in order, for one or both sides; a line where it changed."""
    values = [value for one in trends for value in one.per_rep]
    axis = axis_over(values, criterion)
    most = max(len(one.per_rep) for one in trends)
    parts = [zones(axis, criterion), ticks(axis, trends[0].unit, places)]
    for one in trends:
        parts.append(_line(one, axis, most))
        parts += [
            point(one.side, 100 * (n + 0.5) / most, CHART_PX * (1 - axis.percent(value) / 100), value, DOT_PX)
            for n, value in enumerate(one.per_rep)
        ]
    label = "; ".join(f"{words.SIDES[one.side]}: {', '.join(f'{v:.{places}f}' for v in one.per_rep)}" for one in trends)
    return framed(label, parts)


def framed(label: str, parts: Sequence[str]) -> str:
    """Return the parts of a chart as one picture that fills the width, with words for those who hear it."""
    return (
        f'<svg class="chart" role="img" width="100%" height="{CHART_PX}" aria-label="{escape(tr(label))}">'
        f"{''.join(parts)}</svg>"
    )


def axis_over(values: Sequence[float], criterion: Criterion | None) -> Axis:
    """Return an upright axis that holds values, and the threshold where that is not far off."""
    low, high = min(values), max(values)
    reach = max(high - low, 0.1 * abs(high), 0.5)
    for threshold in thresholds_of(criterion) if criterion else []:
        if low - 2 * reach < threshold < high + 2 * reach:
            low, high = min(low, threshold), max(high, threshold)
    air = 0.12 * max(high - low, reach)
    return Axis(low - air, high + air)


def zones(axis: Axis, criterion: Criterion | None) -> str:
    """Shade what lies past a threshold."""
    if criterion is None:
        return ""
    parts = []
    for zone in zones_for(axis, criterion):
        top, bottom = (CHART_PX * (1 - axis.percent(v) / 100) for v in (zone.high, zone.low))
        if zone.kind != "clear" and bottom > top:
            parts.append(
                f'<rect class="zone {zone.kind}" x="0" width="100%" y="{top:.1f}" height="{bottom - top:.1f}"/>'
            )
    return "".join(parts)


def ticks(axis: Axis, unit: str, places: int) -> str:
    """Write the numbers of an upright axis beside it."""
    marks = axis.ticks(3)
    decimals = 0 if all(abs(t - round(t)) < 1e-6 for t in marks) else max(places, 1)
    return "".join(
        f'<text class="tick" x="-5" y="{CHART_PX * (1 - axis.percent(tick) / 100) + 4:.1f}" text-anchor="end">'
        f"{words.quantity(tick, unit, decimals)}</text>"
        for tick in marks
    )


def _line(one: Trend, axis: Axis, most: int) -> str:
    """Draw the straight line of a trend that is more than spread."""
    if not one.changed or one.change is None:
        return ""
    count, mean = len(one.per_rep), float(np.mean(one.per_rep))
    ends = [CHART_PX * (1 - axis.percent(mean + sign * one.change / 2) / 100) for sign in (-1, 1)]
    dash = f' stroke-dasharray="{DASHES[one.side]}"' if DASHES[one.side] else ""
    return (
        f'<line class="trend" x1="{50 / most:.2f}%" x2="{100 * (count - 0.5) / most:.2f}%" y1="{ends[0]:.1f}"'
        f' y2="{ends[1]:.1f}" stroke="{COLOURS[one.side]}"{dash}/>'
    )


def tempo(reps: Sequence[Rep], longest_s: float) -> str:
    """Return the repetitions of one side as columns: the way out, the hold, and the way back, from the bottom up."""
    axis = Axis(0.0, 1.05 * max(longest_s, 0.1))
    parts = [ticks(axis, "s", 0)]
    for n, rep in enumerate(reps):
        turns = [rep.start_s, rep.turn_s, rep.end_s]
        if rep.hold_s is not None and rep.hold_from_s is not None:
            turns = [rep.start_s, rep.hold_from_s, rep.hold_from_s + rep.hold_s, rep.end_s]
        for k, (begin, end) in enumerate(pairwise(turns)):
            low, high = (CHART_PX * (1 - axis.percent(t - rep.start_s) / 100) for t in (begin, end))
            shade = 1.0 if len(turns) == 4 and k == 1 else FAINT if k == 0 else 0.6
            parts.append(
                f'<rect x="{100 * (n + 0.18) / len(reps):.2f}%" width="{64 / len(reps):.2f}%" y="{high:.1f}"'
                f' height="{max(low - high, 0.0):.1f}" fill="{COLOURS[rep.side]}" fill-opacity="{shade}"/>'
            )
    told = ", ".join(f"{rep.end_s - rep.start_s:.1f}" for rep in reps)
    return framed(f"Seconds of each repetition: {told}", parts)
