"""The therapist's sheet: one page that says what was seen, how surely, what else it could be, and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from evenstride.knowledge import facts
from evenstride.model import Assessment, Imbalance
from evenstride.report import body, words
from evenstride.report.body import Shade
from evenstride.report.differences import side_table
from evenstride.report.environment import template
from evenstride.report.imbalances import CONFIDENCES, KINDS, in_order

MOST_ROWS = 12
_IMBALANCES, _OPEN = 4, 5


@dataclass(frozen=True, slots=True)
class SheetImbalance:
    """One imbalance in three short lines; `number` is that of the figure."""

    number: int
    title: str
    side: str
    confidence: str
    says: str
    otherwise: tuple[str, ...]


def sheet_html(assessment: Assessment, rows: int = MOST_ROWS) -> str:
    """Return the sheet as one self-contained page for A4, with at most `rows` lines in the table of sides."""
    told = in_order(assessment)
    table = side_table(assessment)
    return template("sheet.html.j2").render(
        css=(files("evenstride.report") / "templates" / "sheet.css").read_text(encoding="utf-8"),
        athlete=assessment.athlete or "",
        day=words.day(assessment.created),
        version=assessment.software_version,
        pose=f"{assessment.pose.backend} ({assessment.pose.model})",
        movements=_movements(assessment),
        summary=assessment.summary,
        body=body.svg([_shade(i, n) for n, i in enumerate(told, start=1)]),
        imbalances=[_imbalance(i, n) for n, i in enumerate(told[:_IMBALANCES], start=1)],
        more_imbalances=max(0, len(told) - _IMBALANCES),
        rows=table.rows[:rows],
        more_rows=max(0, len(table.rows) - rows),
        open=_open(assessment)[:_OPEN],
        more_open=max(0, len(_open(assessment)) - _OPEN),
        stops=assessment.stops,
    )


def _movements(assessment: Assessment) -> str:
    counted: dict[str, int] = {}
    for clip in assessment.clips:
        title = words.title_of_movement(clip.movement)
        counted[title] = counted.get(title, 0) + sum(rep.counted for rep in assessment.reps_of(clip.id))
    return "; ".join(f"{title} ({count} repetitions)" for title, count in counted.items())


def _shade(imbalance: Imbalance, number: int) -> Shade:
    return Shade(
        imbalance.group, imbalance.side, imbalance.confidence, number, f"imbalance-{imbalance.id}", imbalance.says
    )


def _imbalance(imbalance: Imbalance, number: int) -> SheetImbalance:
    group = facts().groups[imbalance.group].name
    return SheetImbalance(
        number,
        KINDS[imbalance.kind].format(group=f"{group[0].upper()}{group[1:]}"),
        words.SIDES[imbalance.side],
        CONFIDENCES[imbalance.confidence],
        imbalance.says,
        tuple(f"{a.says} {a.settles}".strip() for a in imbalance.alternatives[:2]),
    )


def _open(assessment: Assessment) -> list[str]:
    """Return what could not be judged: measures without a value by their reason, then what was not filmed."""
    reasons: dict[str, list[str]] = {}
    for measure in assessment.measures:
        if measure.undetermined is not None:
            titles = reasons.setdefault(measure.undetermined.reason, [])
            title = words.title_of_measure(measure.name)
            titles += [] if title in titles else [title]
    lines = [f"{', '.join(titles)}: {reason}" for reason, titles in reasons.items()]
    return lines + [f"{missing.what}: {missing.adds}" for missing in assessment.missing]
