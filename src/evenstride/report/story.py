"""What the page tells of each fault: an assessment turned into sections, words and drawings, without any layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evenstride.knowledge import Fault, facts
from evenstride.knowledge.judged import judged
from evenstride.model import Assessment, Finding, Measure, Side, Verdict
from evenstride.model.skeleton import SIDES
from evenstride.report import curves, plots, scale, words
from evenstride.report.evidence import Figure
from evenstride.report.footnotes import Footnotes
from evenstride.report.plots import RepRow

SEVERITY = (Verdict.PRESENT, Verdict.POSSIBLE, Verdict.ABSENT, Verdict.UNDETERMINED)
SEEN = (Verdict.PRESENT, Verdict.POSSIBLE)
SIDE_ORDER = (*SIDES, Side.BOTH, Side.NONE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict on one side, as a shape and a word; `note` is what else must be said beside it."""

    side: Side
    verdict: Verdict
    note: str = ""

    @property
    def word(self) -> str:
        """The verdict in a word or two."""
        return words.VERDICTS[self.verdict]


@dataclass(frozen=True, slots=True)
class Scale:
    """One measure of both sides against its threshold."""

    title: str
    svg: str
    threshold: str
    ours: bool
    note: str
    notes: tuple[int, ...]
    sure: str
    reading: str
    value: str
    reps: RepRow | None


@dataclass(frozen=True, slots=True)
class Section:
    """Everything about one fault of one movement."""

    id: str
    title: str
    movement: str
    verdict: Verdict
    marks: tuple[Mark, ...]
    sentences: tuple[str, ...]
    advice: tuple[str, ...]
    figures: tuple[Figure, ...]
    scales: tuple[Scale, ...]
    suggests: str
    suggests_notes: tuple[int, ...]
    objection: str
    objection_notes: tuple[int, ...]
    settles: str
    findings: tuple[str, ...]
    stopped: bool

    @property
    def anchor(self) -> str:
        """Where the page tells it; what could not be judged stands among the open questions."""
        return "open" if self.verdict is Verdict.UNDETERMINED else self.id

    @property
    def told_in_full(self) -> bool:
        """Whether something was seen or may have been."""
        return self.verdict in SEEN

    @property
    def per_side(self) -> bool:
        """Whether left and right were judged separately."""
        return any(mark.side in SIDES for mark in self.marks)

    def mark(self, side: Side) -> Mark | None:
        """Return the verdict on a side."""
        return next((m for m in self.marks if m.side is side), None)


def sections_of(assessment: Assessment, figures: Sequence[Figure], notes: Footnotes) -> tuple[Section, ...]:
    """Return a section for every fault that was judged or should have been, in the order they are told: worst first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in assessment.findings:
        groups.setdefault((finding.movement, finding.fault), []).append(finding)
    ordered = sorted(groups.values(), key=lambda group: SEVERITY.index(_worst(group)))
    sections: list[Section] = []
    for group in ordered:
        section = _section(assessment, group, figures, notes)
        told = any(s.told_in_full and s.suggests == section.suggests for s in sections)
        sections.append(replace(section, suggests="", objection="") if told else section)
    return tuple(sections)


def is_stopped(assessment: Assessment, movement: str) -> bool:
    """Return whether nothing may be concluded from a movement: because of it, or of the movement it repeats."""
    repeated = {fault.movements[0] for fault in facts().faults_of(movement)}
    return any(stop.movement in (None, movement, *repeated) for stop in assessment.stops)


def _worst(findings: Sequence[Finding]) -> Verdict:
    return min((f.verdict for f in findings), key=SEVERITY.index)


def _section(
    assessment: Assessment, findings: Sequence[Finding], figures: Sequence[Figure], notes: Footnotes
) -> Section:
    first = findings[0]
    fault = facts().fault(first.movement, first.fault)
    worst, stopped = _worst(findings), is_stopped(assessment, first.movement)
    article, others = _article_first(fault)
    told = sorted(findings, key=lambda f: (SEVERITY.index(f.verdict), SIDE_ORDER.index(f.side)))
    judged = [f for f in told if f.verdict is not Verdict.UNDETERMINED]
    return Section(
        id=f"{first.movement}-{first.fault}".replace("_", "-"),
        title=fault.title,
        movement=words.title_of_movement(first.movement),
        verdict=worst,
        marks=tuple(_mark(fault, f) for f in sorted(findings, key=lambda f: SIDE_ORDER.index(f.side))),
        sentences=tuple(dict.fromkeys(f.why for f in judged if f.why)),
        advice=tuple(dict.fromkeys(f.advice for f in told if f.advice)),
        figures=_figures_for(findings, worst, figures),
        scales=_scales(assessment, findings, notes),
        suggests="" if stopped else fault.suggests,
        suggests_notes=notes.cite(article),
        objection=fault.objection,
        objection_notes=notes.cite(others),
        settles=_settles(assessment, fault) if worst in SEEN else "",
        findings=tuple(f.id for f in findings),
        stopped=stopped,
    )


def _figures_for(findings: Sequence[Finding], worst: Verdict, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the pictures of what was seen or may have been, worst first; of a fault that was not, one is enough."""
    severity = {f.id: SEVERITY.index(f.verdict) for f in findings if f.verdict in SEEN or worst not in SEEN}
    own = [figure for figure in figures if severity.keys() & set(figure.findings)]
    ordered = sorted(own, key=lambda figure: min(severity.get(key, len(SEVERITY)) for key in figure.findings))
    return tuple(ordered if worst in SEEN else ordered[:1])


def _mark(fault: Fault, finding: Finding) -> Mark:
    toward = fault.sided == "direction" and finding.side in SIDES and finding.verdict in SEEN
    side = Side.NONE if fault.sided in ("direction", "none") else finding.side
    return Mark(side, finding.verdict, f"to the {finding.side}" if toward else "")


def _article_first(fault: Fault) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sources of the reading and those of the objection: the first is the reading's, the rest object."""
    return fault.sources[:1], fault.sources[1:]


def _settles(assessment: Assessment, fault: Fault) -> str:
    filmed = {clip.movement for clip in assessment.clips}
    return "" if filmed & set(fault.settled_by) else fault.settles


def _scales(assessment: Assessment, findings: Sequence[Finding], notes: Footnotes) -> tuple[Scale, ...]:
    """Return one scale for each clip and moment that the findings rest on, the deciding one first."""
    families: dict[tuple[str, str, str], list[Measure]] = {}
    for depth in range(max((len(f.measures) for f in findings), default=0)):
        for finding in findings:
            if depth < len(finding.measures):
                measure = assessment.measure(finding.measures[depth])
                family = families.setdefault((measure.clip, measure.name, measure.moment), [])
                if measure not in family:
                    family.append(measure)
    told = [sorted(f, key=lambda m: SIDE_ORDER.index(m.side)) for f in families.values()]
    return tuple(_scale(assessment, f, notes) for f in told if any(m.value is not None for m in f))


def _scale(assessment: Assessment, measures: Sequence[Measure], notes: Footnotes) -> Scale:
    first = measures[0]
    criterion = scale.criterion_for(assessment, first)
    view = words.VIEWS[assessment.clip(first.clip).view]
    return Scale(
        title=f"{words.title_of_measure(first.name)}, {view}",
        svg=scale.svg(measures, criterion),
        threshold=scale.threshold_words(criterion) if criterion else "",
        ours=criterion is not None and criterion.origin == "ours",
        note=criterion.note if criterion else "",
        notes=notes.cite(criterion.sources) if criterion else (),
        sure=" ".join(filter(None, (how_sure(measures), was_judged(assessment, first)))),
        reading=_reading(first),
        value="; ".join(_in_short(m, measures) for m in measures if m.value is not None),
        reps=plots.rep_row(assessment, first, criterion, curves.sides_of(first, assessment)),
    )


def was_judged(assessment: Assessment, measure: Measure) -> str:
    """Return one line on how the measure did on bodies whose joints are known; "" where too few were judged."""
    clip = assessment.clip(measure.clip)
    key = f"{(clip.movement or '').removesuffix('_heels_raised')}.{measure.name}.{clip.view}.{measure.moment}"
    known = judged().get(key)
    if known is None:
        return ""
    off = words.quantity(known.mae, measure.unit, 1, long=True)
    noise = "" if known.mdc is None else words.quantity(known.mdc, measure.unit, 1)
    change = f" Two clips of one person differ by up to {noise} anyhow." if noise else ""
    return (
        f"On {known.rows} rendered legs and bodies with known joints it was off by {off} on average, "
        f"and the likely range held the truth in {100 * known.coverage:.0f} of 100.{change}"
    )


def _reading(measure: Measure) -> str:
    known = facts().measures.get(measure.name)
    if known is None:
        return ""
    told = f"{known.how_to_read} Plus means {measure.positive_means}."
    return f"{told} {known.in_pictures}".rstrip()


def _in_short(measure: Measure, measures: Sequence[Measure]) -> str:
    name = words.side_beside(measure.side, [other.side for other in measures]).lower()
    side = f"{name} " if name else ""
    return f"{side}{words.value_of(measure)} (likely {words.interval_of(measure)})"


def how_sure(measures: Sequence[Measure]) -> str:
    """Return one line on how wide the intervals are and what makes them so."""
    known = [m for m in measures if m.budget is not None and m.interval is not None]
    causes = dict.fromkeys(words.largest_cause(m.budget) for m in known if m.budget is not None)
    if not known:
        return ""
    sides = [m.side for m in known]
    if len(known) == 1 or len(causes) > 1:
        return "; ".join(_sure_of(m, sides) for m in known) + "."
    widths = " and ".join(f"{words.give_or_take(m)} ({words.side_beside(m.side, sides).lower()})" for m in known)
    return f"{widths}; most of it from {next(iter(causes))}."


def _sure_of(measure: Measure, sides: Sequence[Side]) -> str:
    assert measure.budget is not None
    name = words.side_beside(measure.side, sides).lower()
    side = f" ({name})" if name else ""
    return f"{words.give_or_take(measure)}{side}, most of it from {words.largest_cause(measure.budget)}"
