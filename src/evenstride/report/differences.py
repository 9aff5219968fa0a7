"""Left beside right: every sided measure with both intervals, and the difference with an error of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from evenstride.knowledge import MOMENTS
from evenstride.language import tr
from evenstride.model import Assessment, Difference, Measure, difference_of
from evenstride.model.skeleton import SIDES
from evenstride.report import words
from evenstride.report.palette import COLOURS, INK
from evenstride.report.scale import Axis, point

ROW_PX, DIFFERENCE_PX = 19, 38


@dataclass(frozen=True, slots=True)
class SideRow:
    """One row of the table."""

    title: str
    where: str
    svg: str
    left: str
    right: str
    difference_svg: str
    difference: str
    verdict: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class SideTable:
    """The table, and in words what only one side has."""

    rows: tuple[SideRow, ...]
    one_side_only: tuple[str, ...]

    @property
    def expected_by_chance(self) -> str:
        """How many rows would exceed their error in a body that is even, in words; nothing for a short table."""
        return "" if len(self.rows) < 5 else f"Of 20 such rows, one would by chance alone; here are {len(self.rows)}."


def side_table(assessment: Assessment) -> SideTable:
    """Return every measure that left and right both have, the one furthest beyond its error first."""
    pairs, alone = [], []
    for left, right in _sides(assessment):
        difference = difference_of(left, right) if left and right else None
        if difference is not None:
            pairs.append(difference)
            continue
        known = [m for m in (left, right) if m and m.value is not None]
        alone += [f"{words.title_of_measure(m.name).lower()} ({m.side})" for m in known]
    ordered = sorted(pairs, key=lambda d: -abs(d.value) / max(d.half_width, 1e-9))
    return SideTable(tuple(_row(assessment, d) for d in ordered), tuple(dict.fromkeys(alone)))


def _sides(assessment: Assessment) -> Iterator[tuple[Measure | None, Measure | None]]:
    """Yield the left and the right of each sided measure of each movement, of one clip where one clip has both."""
    families: dict[tuple[str, ...], list[Measure]] = {}
    for measure in assessment.measures:
        clip = assessment.clip(measure.clip)
        if measure.side in SIDES:
            key = (clip.movement or "", clip.view, measure.name, measure.moment)
            families.setdefault(key, []).append(measure)
    for family in families.values():
        known = [m for m in family if m.value is not None]
        left, right = ([m for m in known if m.side is side] for side in SIDES)
        together = [(a, b) for a in left for b in right if a.clip == b.clip]
        yield together[0] if together else (next(iter(left), None), next(iter(right), None))


def _row(assessment: Assessment, difference: Difference) -> SideRow:
    left, right = difference.left, difference.right
    clip = assessment.clip(left.clip)
    places = words.decimals(left.name)
    about = words.quantity(difference.half_width, left.unit, words.decimals(left.name, 1))
    moment = next((told for key, told in MOMENTS.items() if key == left.moment), left.at)
    return SideRow(
        title=words.title_of_measure(left.name),
        where=f"{words.title_of_movement(clip.movement)}, {words.VIEWS[clip.view]}, {moment}",
        svg=_both_svg(left, right),
        left=_in_words(left),
        right=_in_words(right),
        difference_svg=_difference_svg(difference),
        difference=f"{words.quantity(abs(difference.value), left.unit, places)} ±{words.NARROW}{about}",
        verdict=verdict_on(difference),
        beyond=difference.larger in SIDES,
    )


def verdict_on(difference: Difference) -> str:
    """Return in words whether the sides differ by more than the error."""
    if difference.larger in SIDES:
        return f"{difference.larger} more, beyond the error"
    return "no difference beyond the error"


def _in_words(measure: Measure) -> str:
    return f"{words.value_of(measure)} ({words.interval_of(measure)})"


def _both_svg(left: Measure, right: Measure) -> str:
    ends = [end for m in (left, right) for end in m.interval or ()]
    low, high = min(ends), max(ends)
    air = 0.08 * ((high - low) or 1.0)
    axis = Axis(low - air, high + air)
    parts = [f'<rect class="ground" x="0" y="0" width="100%" height="{2 * ROW_PX}"/>', _zero(axis)]
    for n, measure in enumerate((left, right)):
        y = ROW_PX * n + ROW_PX / 2
        parts.append(_whisker(axis, measure.interval or (low, high), y, COLOURS[measure.side]))
        parts.append(point(measure.side, axis.percent(measure.value or 0.0), y, measure.value or 0.0, radius=5.0))
    label = "; ".join(f"{words.SIDES[m.side]}: {_in_words(m)}" for m in (left, right))
    return _whole(label, "".join(parts))


def _difference_svg(difference: Difference) -> str:
    """Draw right minus left around a zero in the middle: left more to the left of it, right more to the right."""
    reach = 1.12 * (max(abs(end) for end in difference.interval) or 1.0)
    axis, y = Axis(-reach, reach), DIFFERENCE_PX / 2
    colour = COLOURS[difference.larger] if difference.larger in SIDES else INK
    parts = (
        f'<rect class="ground" x="0" y="0" width="100%" height="{DIFFERENCE_PX}"/>{_zero(axis)}'
        f"{_whisker(axis, difference.interval, y, colour)}"
        f'<circle class="value" cx="{axis.percent(difference.value):.2f}%" cy="{y}" r="5" fill="{colour}"'
        f' data-value="{difference.value:g}"/>'
    )
    return _whole(f"Right minus left: {verdict_on(difference)}", parts)


def _whole(label: str, parts: str) -> str:
    size = f'width="100%" height="{DIFFERENCE_PX}"'
    return f'<svg class="scale" role="img" {size} aria-label="{escape(tr(label))}">{parts}</svg>'


def _zero(axis: Axis) -> str:
    if not axis.low < 0 < axis.high:
        return ""
    x = axis.percent(0.0)
    return f'<line class="zero" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{DIFFERENCE_PX}"/>'


def _whisker(axis: Axis, interval: tuple[float, float], y: float, colour: str) -> str:
    low, high = (axis.percent(end) for end in interval)
    caps = "".join(
        f'<line class="cap" x1="{end:.2f}%" x2="{end:.2f}%" y1="{y - 4:g}" y2="{y + 4:g}" stroke="{colour}"/>'
        for end in (low, high)
    )
    return (
        f'<line class="whisker" data-low="{interval[0]:g}" data-high="{interval[1]:g}" x1="{low:.2f}%" x2="{high:.2f}%"'
        f' y1="{y:g}" y2="{y:g}" stroke="{colour}"/>{caps}'
    )
