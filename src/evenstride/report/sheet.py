"""The therapist's sheet: one page that says what was seen, how surely, what else it could be, and what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from evenstride.knowledge import facts
from evenstride.model import Assessment, Imbalance, StrengthTest
from evenstride.report import body, words
from evenstride.report.body import Shade
from evenstride.report.differences import side_table
from evenstride.report.environment import template
from evenstride.report.imbalances import CONFIDENCES, KINDS, in_order
from evenstride.report.plan_words import plan_lines
from evenstride.report.strength_words import EVEN_PCT, amount, title_of


@dataclass(frozen=True, slots=True)
class Room:
    """How many of each kind of line a sheet has room for."""

    rows: int = 12
    imbalances: int = 4
    open: int = 5
    tests: int = 6
    alternatives: int = 2


ROOMIEST = Room()


@dataclass(frozen=True, slots=True)
class SheetImbalance:
    """One imbalance in three short lines; `number` is that of the figure."""

    number: int
    title: str
    side: str
    confidence: str
    says: str
    otherwise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetTest:
    """The newest home test of one kind: what each side did, how alike they are, and how sure a difference is."""

    title: str
    day: str
    left: str
    right: str
    symmetry: str
    verdict: str
    beyond: bool


def sheet_html(assessment: Assessment, tests: Sequence[StrengthTest] = (), room: Room = ROOMIEST) -> str:
    """Return the sheet as one self-contained page for A4, with as many lines as it has room for."""
    told = in_order(assessment)
    table = side_table(assessment)
    tested = _tests(tests)
    return template("sheet.html.j2").render(
        css=(files("evenstride.report") / "templates" / "sheet.css").read_text(encoding="utf-8"),
        athlete=assessment.athlete or "",
        day=words.day(assessment.created),
        version=assessment.software_version,
        pose=f"{assessment.pose.backend} ({assessment.pose.model})",
        movements=_movements(assessment),
        summary=assessment.summary,
        body=body.svg([_shade(i, n) for n, i in enumerate(told, start=1)]),
        imbalances=[_imbalance(i, n, room.alternatives) for n, i in enumerate(told[: room.imbalances], start=1)],
        more_imbalances=max(0, len(told) - room.imbalances),
        rows=table.rows[: room.rows],
        more_rows=max(0, len(table.rows) - room.rows),
        open=_open(assessment)[: room.open],
        more_open=max(0, len(_open(assessment)) - room.open),
        tests=tested[: room.tests],
        more_tests=max(0, len(tested) - room.tests),
        plan=assessment.plan,
        plan_lines=plan_lines(assessment.plan),
        overrides=assessment.plan.overrides if assessment.plan else (),
        title_of_exercise=lambda key: facts().exercises[key].title,
        stops=assessment.stops,
    )


def _tests(tests: Sequence[StrengthTest]) -> list[SheetTest]:
    """Return the newest test of each kind, the order of the kinds being that of their first test."""
    newest = {test.key: test for test in sorted(tests, key=lambda test: test.day)}
    return [_test(test) for test in newest.values()]


def _test(test: StrengthTest) -> SheetTest:
    smaller = "left" if test.left < test.right else "right"
    verdict = f"{smaller} less, beyond its error" if test.difference_is_real else "no difference beyond its error"
    symmetry, interval = test.symmetry_pct, test.symmetry_interval_pct
    alike = f"{symmetry:.0f} % ({_reach(*interval)})" if symmetry and interval else "–"
    left, right = (amount(value, test.unit) for value in (test.left, test.right))
    return SheetTest(title_of(test.key), words.day(test.day), left, right, alike, verdict, test.difference_is_real)


def _reach(low: float, high: float) -> str:
    """Return an interval of the smaller side in % of the larger; past 100 the sides may be even."""
    return f"{low:.0f} or more" if round(high) >= EVEN_PCT else f"{low:.0f} to {high:.0f}"


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


def _imbalance(imbalance: Imbalance, number: int, alternatives: int) -> SheetImbalance:
    group = facts().groups[imbalance.group].name
    return SheetImbalance(
        number,
        KINDS[imbalance.kind].format(group=f"{group[0].upper()}{group[1:]}"),
        words.SIDES[imbalance.side],
        CONFIDENCES[imbalance.confidence],
        imbalance.says,
        tuple(f"{a.says} {a.settles}".strip() for a in imbalance.alternatives[:alternatives]),
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
