"""The page of a home test: both sides beside each other, with their error, and a verdict only beyond it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

from evenstride.knowledge import facts
from evenstride.knowledge.entries import NormRow
from evenstride.language import tr
from evenstride.model import Side, StrengthTest
from evenstride.model.measure import STANDARD_ERRORS_IN_INTERVAL
from evenstride.model.skeleton import SIDES
from evenstride.report import palette, words
from evenstride.report import strength_words as told
from evenstride.report.environment import template
from evenstride.report.page import FILE_NAME

ROW_PX, NAME_PX, BAR_PX = 58, 20, 22
ROOM = 1.08
"""The longest bar, whisker and norm leave some room at the right."""


@dataclass(frozen=True, slots=True)
class StrengthStory:
    """What is told of a test.

    Parameters
    ----------
    done
        What each side that was tried came to, in `unit`.
    both
        The test of both sides, or None where one was not tried; `lags` is the side that lags beyond the error.
    sex, age
        For the norm; None where nobody said.
    settles
        Sentences on what the newest screen left open.
    """

    key: str
    day: str
    unit: str
    done: Mapping[Side, float]
    both: StrengthTest | None
    lags: Side
    sex: str | None
    age: int | None
    settles: Sequence[str]
    athlete: str | None = None

    @property
    def norm(self) -> NormRow | None:
        """What people of that sex and age do; None where nobody knows."""
        norm = facts().norms.get(self.key)
        if norm is None or self.age is None:
            return None
        return norm.row(self.sex, self.age)


def write_test_page(story: StrengthStory, folder: Path) -> Path:
    """Write ``report.html``, which needs nothing else; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / FILE_NAME
    page.write_text(render_test(story), encoding="utf-8")
    return page


def render_test(story: StrengthStory) -> str:
    """Return the page as HTML."""
    norm = facts().norms.get(story.key)
    how = norm.how if norm else facts().girths[story.key.removeprefix("girth_")].how
    return template("test.html.j2").render(
        story=story,
        title=told.title_of(story.key),
        day=words.day(story.day),
        sentences=_sentences(story),
        tiles=[(side, *_figure(story.done[side], story.unit)) for side in SIDES if side in story.done],
        bars=bars(story),
        speaks_of=told.group_sentence(story.key),
        usual=told.norm_sentence(story.key, story.sex, story.age, told.ASK_ON_A_PAGE),
        noise=told.noise_sentence(story.key),
        how=how,
        by_doing=norm is not None,
        note=norm.note if norm else "",
        Side=Side,
        side_names=words.SIDES,
        palette=palette,
    )


def bars(story: StrengthStory) -> str:
    """Return each side as a bar with the 95 % interval as a whisker, and the norm as a band or a line across both."""
    half = STANDARD_ERRORS_IN_INTERVAL * story.both.sd if story.both else 0.0
    norm = story.norm
    spread = (norm.sd or 0.0) if norm else 0.0
    most = ROOM * max([value + half for value in story.done.values()] + ([norm.mean + spread] if norm else []) + [0.1])
    sides = [side for side in SIDES if side in story.done]
    parts = [_usual(norm, most, ROW_PX * len(sides))] if norm else []
    for n, side in enumerate(sides):
        parts.append(_bar(side, story.done[side], half, most, ROW_PX * n + NAME_PX, story.unit))
    label = "; ".join(f"{words.SIDES[side]}: {told.amount(story.done[side], story.unit)}" for side in sides)
    return (
        f'<svg class="bars" role="img" width="100%" height="{ROW_PX * len(sides)}"'
        f' aria-label="{escape(tr(label))}">{"".join(parts)}</svg>'
    )


def _bar(side: Side, value: float, half: float, most: float, top: float, unit: str) -> str:
    told_of = tr(f"{words.SIDES[side]} {told.amount(value, unit)}")
    bar = (
        f'<text class="row" x="0" y="{top - 6:.1f}">{escape(told_of)}</text>'
        f'<rect x="0" y="{top:.1f}" width="{100 * value / most:.2f}%" height="{BAR_PX}" rx="3"'
        f' fill="{palette.COLOURS[side]}"/>'
    )
    if not half:
        return bar
    low, high, middle = 100 * max(value - half, 0.0) / most, 100 * (value + half) / most, top + BAR_PX / 2
    return (
        f'{bar}<line class="whisker" x1="{low:.2f}%" x2="{high:.2f}%" y1="{middle:.1f}" y2="{middle:.1f}"/>'
        f'<line class="whisker" x1="{low:.2f}%" x2="{low:.2f}%" y1="{middle - 5:.1f}" y2="{middle + 5:.1f}"/>'
        f'<line class="whisker" x1="{high:.2f}%" x2="{high:.2f}%" y1="{middle - 5:.1f}" y2="{middle + 5:.1f}"/>'
    )


def _usual(norm: NormRow, most: float, height: float) -> str:
    mean = 100 * norm.mean / most
    line = f'<line class="usual" x1="{mean:.2f}%" x2="{mean:.2f}%" y1="0" y2="{height}"/>'
    if norm.sd is None:
        return line
    low, wide = 100 * max(norm.mean - norm.sd, 0.0) / most, 100 * 2 * norm.sd / most
    return f'<rect class="usual" x="{low:.2f}%" width="{wide:.2f}%" y="0" height="{height}"/>{line}'


def _sentences(story: StrengthStory) -> list[str]:
    """Return what the test says, without the figures, which stand in large beside it."""
    if story.both is not None:
        return list(told.test_sentences(story.both, story.lags))[1:]
    return [f"Test the {side.mirror()} as well, to compare them." for side in story.done]


def _figure(value: float, unit: str) -> tuple[str, str]:
    """Return a figure and its unit apart."""
    return told.amount(value, unit).split(" ")[0], unit
