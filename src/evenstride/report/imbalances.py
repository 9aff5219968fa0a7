"""What the page tells of each imbalance: the sentence, how sure, what it rests on, and what else it could be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evenstride.knowledge import facts
from evenstride.model import Assessment, Confidence, Effect, Finding, Imbalance, ImbalanceKind, Measure, Reason, Side
from evenstride.model.skeleton import SIDES
from evenstride.report import scale, words
from evenstride.report.body import SURENESS, Shade
from evenstride.report.footnotes import Footnotes
from evenstride.report.story import Mark, Section

KINDS = {
    ImbalanceKind.WEAKNESS: "{group} may need more strength",
    ImbalanceKind.TIGHTNESS: "{group} may be tight",
    ImbalanceKind.INSTABILITY: "{group} may need practice in keeping steady",
    ImbalanceKind.DIFFERENCE: "{group} may lag behind the other side",
}
ANSWERS = {
    "cambered_road_low_side": "the lower side of the road",
    "one_sided_training": "training one side more",
    "thigh": "the girth of the thigh",
    "calf": "the girth of the calf",
    "same_side": "arm and leg of the same side",
}
"""The answers and ways to move that a step may rest on."""
CONFIDENCES = {Confidence.LIKELY: "Likely", Confidence.POSSIBLE: "Possible", Confidence.UNCLEAR: "Unclear"}
MEANINGS = {
    Confidence.LIKELY: "more than one thing points this way, and nothing seen points another",
    Confidence.POSSIBLE: "something points this way, and something else could explain it",
    Confidence.UNCLEAR: "too little was seen, or it points both ways",
}
EFFECTS = {
    Effect.STARTS: "Starts it",
    Effect.RAISES: "Makes it surer",
    Effect.LOWERS: "Makes it less sure",
    Effect.LEAVES: "Changes nothing",
}
ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Picture:
    """A link to a picture of the page, in words."""

    anchor: str
    moment: str


@dataclass(frozen=True, slots=True)
class Link:
    """One finding in a chain of evidence: what was seen, the number behind it, and where the page shows it."""

    anchor: str
    title: str
    movement: str
    mark: Mark
    measured: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What else it could be, and what would settle it."""

    says: str
    settles: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning."""

    effect: str
    says: str
    rests_on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ImbalanceStory:
    """One imbalance as the page tells it; `number` is that of the figure."""

    id: str
    number: int
    group: str
    side: Side
    kind: str
    confidence: Confidence
    says: str
    because: tuple[Link, ...]
    against: tuple[Link, ...]
    otherwise: tuple[Otherwise, ...]
    reads: str
    reading: str
    reading_notes: tuple[int, ...]
    objection: str
    objection_notes: tuple[int, ...]
    steps: tuple[Step, ...]
    shade: Shade

    @property
    def title(self) -> str:
        """The group and what may be the matter with it, without its side."""
        return self.kind.format(group=f"{self.group[0].upper()}{self.group[1:]}")

    @property
    def word(self) -> str:
        """The confidence in a word."""
        return CONFIDENCES[self.confidence]


@dataclass(frozen=True, eq=False)
class _Page:
    """What links lead to: the findings, and the section that tells each."""

    assessment: Assessment
    sections: Mapping[str, Section]

    def finding(self, key: str) -> Finding | None:
        """Return the finding of that id, or None if it is not one of this page."""
        return next((f for f in self.assessment.findings if f.id == key), None)


def in_order(assessment: Assessment) -> tuple[Imbalance, ...]:
    """Return the imbalances as they are told and numbered: the surest first, else as they came."""
    return tuple(sorted(assessment.imbalances, key=lambda i: SURENESS.index(i.confidence)))


def stories_of(assessment: Assessment, sections: Sequence[Section], notes: Footnotes) -> tuple[ImbalanceStory, ...]:
    """Return every imbalance with links to the sections and pictures that tell what it rests on."""
    page = _Page(assessment, {key: section for section in sections for key in section.findings})
    return tuple(_story(page, n, i, notes) for n, i in enumerate(in_order(assessment), start=1))


def anchor_of(imbalance: Imbalance) -> str:
    """Return where an imbalance is told."""
    return f"imbalance-{imbalance.id}"


def _story(page: _Page, number: int, imbalance: Imbalance, notes: Footnotes) -> ImbalanceStory:
    anchor, group = f"imbalance-{imbalance.id}", facts().groups[imbalance.group].name
    article = [s for s in imbalance.sources if s == ARTICLE]
    readers = article or imbalance.sources[:1]
    others = [s for s in imbalance.sources if s not in readers]
    return ImbalanceStory(
        id=anchor,
        number=number,
        group=group,
        side=imbalance.side,
        kind=KINDS[imbalance.kind],
        confidence=imbalance.confidence,
        says=imbalance.says,
        because=_links(page, imbalance.because),
        against=_links(page, imbalance.against),
        otherwise=tuple(Otherwise(a.says, a.told or a.settles, notes.cite(a.sources)) for a in imbalance.alternatives),
        reads="The article on runners' imbalances reads it so" if article else "A common reading",
        reading=imbalance.reading,
        reading_notes=notes.cite(readers) if imbalance.reading else (),
        objection=imbalance.objection,
        objection_notes=notes.cite(others) if imbalance.objection else (),
        steps=tuple(_step(page, reason) for reason in imbalance.trace),
        shade=Shade(imbalance.group, imbalance.side, imbalance.confidence, number, anchor, imbalance.says),
    )


def _step(page: _Page, reason: Reason) -> Step:
    return Step(EFFECTS[reason.effect], reason.says, tuple(_named(page, key) for key in reason.rests_on))


def _named(page: _Page, key: str) -> tuple[str, str]:
    """Return what a step rests on in words, and where the page tells it, if it does."""
    finding = page.finding(key)
    if finding is None:
        return ANSWERS.get(key.rpartition(".")[2], key.replace("_", " ").replace(".", ", ")), ""
    side = f", {finding.side}" if finding.side in SIDES else ""
    return f"{facts().fault(finding.movement, finding.fault).title}{side}", page.sections[key].anchor


def _links(page: _Page, keys: Sequence[str]) -> tuple[Link, ...]:
    return tuple(_link(page, finding) for key in keys if (finding := page.finding(key)) is not None)


def _link(page: _Page, finding: Finding) -> Link:
    section = page.sections[finding.id]
    measures = (page.assessment.measure(key) for key in finding.measures)
    deciding = next((m for m in measures if m.value is not None), None)
    return Link(
        anchor=section.anchor,
        title=section.title,
        movement=section.movement,
        mark=Mark(finding.side, finding.verdict),
        measured=_measured(page.assessment, deciding) if deciding else "",
        pictures=tuple(Picture(f.anchor, f.moment) for f in section.figures if finding.id in f.findings),
    )


def _measured(assessment: Assessment, measure: Measure) -> str:
    criterion = scale.criterion_for(assessment, measure)
    told = f"{words.title_of_measure(measure.name)}: {words.value_of(measure, long=True)}"
    told += f" (likely {words.interval_of(measure)})"
    return told + (f", threshold {scale.threshold_words(criterion)}" if criterion else "")
