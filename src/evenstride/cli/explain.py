"""``evenstride explain``: why something is said, down to the clip, the second, the picture and the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from evenstride.cli.saying import say
from evenstride.cli.words import measured, side_word, threshold_of
from evenstride.errors import UsageError
from evenstride.exchange.assessment_json import load
from evenstride.knowledge import facts
from evenstride.language import Told, tr
from evenstride.model import Assessment, Finding, Imbalance, Measure, Side
from evenstride.model.clip import FROM

_EFFECTS = {
    "starts": "starts it",
    "raises": "makes it surer",
    "lowers": "makes it less sure",
    "leaves": "changes nothing",
}
_SIDES = {Side.BOTH: "both sides", Side.NONE: "side not known"}


def run(key: str, source: Path) -> None:
    """Say the chain behind one id of an assessment."""
    for line in explained(load(source), key):
        say(line)


def explained(assessment: Assessment, key: str) -> Iterator[str]:
    """Return the lines that explain an imbalance, a finding or a measure.

    Raises
    ------
    UsageError
        If the assessment has nothing of that id.
    """
    for imbalance in assessment.imbalances:
        if imbalance.id == key:
            return _imbalance(assessment, imbalance)
    for finding in assessment.findings:
        if finding.id == key:
            return _whole_finding(assessment, finding)
    for measure in assessment.measures:
        if measure.id == key:
            return _measure(assessment, measure, "")
    known = [i.id for i in assessment.imbalances] + [f.id for f in assessment.findings]
    known += [m.id for m in assessment.measures]
    raise UsageError(f"this assessment has no {key!r}", f"use one of {', '.join(known)}")


def _imbalance(assessment: Assessment, imbalance: Imbalance) -> Iterator[str]:
    group = facts().groups[imbalance.group].name
    muscles = ", ".join(facts().muscles[name].anatomical for name in imbalance.muscles)
    yield f"{imbalance.id}  {imbalance.says}"
    yield f"    {imbalance.confidence}; {imbalance.kind} of the {group}, {_SIDES.get(imbalance.side, imbalance.side)}"
    yield f"    {muscles}"
    yield from ("", "How it came about:")
    for reason in imbalance.trace:
        on = f" [{', '.join(reason.rests_on)}]" if reason.rests_on else ""
        yield f"  {_EFFECTS[reason.effect]}: {reason.says}{on} " + tr(f"(rule {reason.rule})")
    yield from _findings(assessment, "What it rests on:", imbalance.because)
    yield from _findings(assessment, "What speaks against it:", imbalance.against)
    yield from ("", "What else it could be:")
    for other in imbalance.alternatives:
        by = f" ({other.settled_by})" if other.settled_by else ""
        yield f"  {other.says} {other.told or other.settles}{by}"
    yield from ("", f"How it is read: {imbalance.reading}", f"What speaks against that: {imbalance.objection}")
    yield from _sources((*imbalance.sources, *(key for other in imbalance.alternatives for key in other.sources)))


def _findings(assessment: Assessment, title: str, keys: Iterable[str]) -> Iterator[str]:
    found = [finding for finding in assessment.findings if finding.id in tuple(keys)]
    if found:
        yield from ("", title)
    for finding in found:
        yield from _finding(assessment, finding, "  ")


def _whole_finding(assessment: Assessment, finding: Finding) -> Iterator[str]:
    fault = facts().fault(finding.movement, finding.fault)
    yield from _finding(assessment, finding, "")
    yield from ("", f"How it is read: {fault.suggests}", f"What speaks against that: {fault.objection}")
    suggested = [i.id for i in assessment.imbalances if finding.id in (*i.because, *i.against)]
    if suggested:
        yield f"It bears on: {', '.join(suggested)}"
    yield from _sources((*fault.sources, *(key for c in fault.criteria for key in c.sources)))


def _finding(assessment: Assessment, finding: Finding, margin: str) -> Iterator[str]:
    title = facts().fault(finding.movement, finding.fault).title
    side = f", {side_word(finding.side)}" if side_word(finding.side) else ""
    movement = facts().movements[finding.movement].title
    yield f"{margin}{finding.id}  {title}{side}: {finding.verdict} ({movement})"
    yield f"{margin}    {finding.why}"
    if finding.advice:
        yield f"{margin}    {finding.advice}"
    for measure in (m for m in assessment.measures if m.id in finding.measures):
        threshold = threshold_of(assessment, finding, measure)
        yield from _measure(assessment, measure, f"{margin}    ", f", threshold {threshold}" if threshold else "")
    for evidence in finding.evidence:
        path = evidence.picture
        picture = f", picture {path}" if path else ""
        yield f"{margin}    " + tr(f"seen in {assessment.clip(evidence.clip).file} at {evidence.time_s:.2f} s{picture}")


def _measure(assessment: Assessment, measure: Measure, margin: str, judged: str = "") -> Iterator[str]:
    words = facts().measures[measure.name]
    side = f", {side_word(measure.side)}" if side_word(measure.side) else ""
    clip = assessment.clip(measure.clip)
    yield f"{margin}{measure.id}  {words.title}{side}: {measured(measure)}{judged}"
    if measure.undetermined is not None:
        yield f"{margin}    {measure.undetermined.advice}"
    when = "" if measure.at_s is None else f", shown best at {measure.at_s:.2f} s"
    yield f"{margin}    " + tr(f"read {measure.at} in {clip.file}, seen {FROM[clip.view]}{when}")
    if not margin:
        each = ", ".join(f"{value:.{words.decimals}f}" for value in measure.per_rep)
        yield f"    each repetition: {each or 'none'}; plus means {measure.positive_means}"
        yield f"    {words.definition}"
        bears = [f.id for f in assessment.findings if measure.id in f.measures]
        yield f"    It bears on: {', '.join(bears) or 'no finding'}"
        yield from _sources(words.sources)


def _sources(keys: Iterable[str]) -> Iterator[str]:
    cited = facts().cited(keys)
    if cited:
        yield from ("", "Sources:")
    for source in cited:
        where = f" ({source.link or source.url_or_id})" if source.url_or_id else ""
        yield Told(f"  {source.key}: {source.citation}{where}. {tr(source.what)}.")
