"""What the commands say about an assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from evenstride.knowledge import Criterion, Knowledge, facts
from evenstride.language import Told, tr
from evenstride.model import Assessment, Clip, Finding, Measure, Side, Verdict
from evenstride.model.clip import FROM
from evenstride.model.skeleton import SIDES

Say = Callable[[str], None]
_UNITS = {"deg": "°"}
_COMPARISONS = {"above": "over {threshold}", "below": "under {threshold}", "beyond": "beyond ±{threshold}"}


def say_assessment(assessment: Assessment, out: Path, say: Say) -> None:
    """Say what was seen, finding by finding, and where the report lies."""
    for sentence in assessment.summary:
        say(sentence)
    knowledge = facts()
    say("")
    header = ("fault", "side", "verdict", "measured", "threshold")
    told = [_finding(assessment, knowledge, finding) for finding in assessment.findings]
    for line in table([header, *told]) if told else ():
        say(line)
    for line in _imbalances(assessment, out):
        say(line)
    for line in _open_questions(assessment, knowledge):
        say(line)
    say_without_pictures(assessment.clips, say)
    say("")
    say(f"report: {out}/report.html")


def say_without_pictures(clips: Iterable[Clip], say: Say) -> None:
    """Say what a file of poses cannot give, for each clip that is one."""
    for clip in clips:
        if any(problem.code == "no_pictures" for problem in clip.problems):
            say("")
            say(
                f"  {clip.file} holds poses and no pictures. So nothing can be shown or drawn into the clip; light, "
                "blur, other people and the picture's edges were not checked; and that it is seen "
                f"{FROM[clip.view]} was told from the body alone. The margins are those of our own pose model."
            )


def table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Return the rows as lines with aligned columns."""
    told = [[tr(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*told, strict=True)]
    aligned = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in told)
    return (Told(f"  {line.rstrip()}") for line in aligned)


def number(value: float, name: str) -> str:
    """Return a value with as many decimals as its measure deserves."""
    words = facts().measures.get(name)
    return f"{value:.{words.decimals if words else 1}f}"


def measured(measure: Measure) -> str:
    """Return the value with its margin, or why there is none."""
    if measure.value is None or measure.interval is None:
        return measure.undetermined.reason if measure.undetermined else ""
    low, high = measure.interval
    margin = max(high - measure.value, measure.value - low)
    return f"{number(measure.value, measure.name)} ± {number(margin, measure.name)}{unit(measure.unit)}"


def unit(name: str) -> str:
    """Return a unit as it follows a number."""
    return _UNITS.get(name, f" {name}")


def _finding(assessment: Assessment, knowledge: Knowledge, finding: Finding) -> tuple[str, ...]:
    fault = knowledge.fault(finding.movement, finding.fault)
    deciding = [assessment.measure(measure_id) for measure_id in finding.measures][:1]
    criteria = [_criterion(fault.criteria, assessment, measure) for measure in deciding]
    return (
        fault.title,
        side_word(finding.side),
        str(finding.verdict),
        "".join(measured(measure) for measure in deciding),
        "".join(_threshold(criterion) for criterion in criteria if criterion),
    )


def _imbalances(assessment: Assessment, out: Path) -> Iterable[str]:
    """Yield what stops us, then what the findings suggest about muscles and what else it could be."""
    for stop in assessment.stops:
        yield ""
        yield f"  {stop.says} {stop.see}"
    for imbalance in assessment.imbalances:
        yield ""
        yield f"  {imbalance.id}  {imbalance.confidence.capitalize()}: {imbalance.says}"
        for other in imbalance.alternatives:
            yield f"      Or: {other.says} {other.settles}"
    if assessment.imbalances:
        yield ""
        yield f"  why? evenstride explain {assessment.imbalances[0].id} --from {out}"


def _open_questions(assessment: Assessment, knowledge: Knowledge) -> Iterable[str]:
    """Yield what could not be judged, grouped by the reason, and how to film it."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for finding in assessment.findings:
        if finding.verdict is Verdict.UNDETERMINED:
            title = knowledge.fault(finding.movement, finding.fault).title
            side = f" ({side_word(finding.side)})" if side_word(finding.side) else ""
            reasons.setdefault((finding.why, finding.advice or ""), []).append(title + side)
    for (why, advice), titles in reasons.items():
        yield ""
        yield f"  not judged: {', '.join(titles)}"
        yield f"  {why} {advice}".rstrip()


def threshold_of(assessment: Assessment, finding: Finding, measure: Measure) -> str:
    """Return the threshold that a finding's measure was judged by, or nothing if by none."""
    criterion = _criterion(facts().fault(finding.movement, finding.fault).criteria, assessment, measure)
    return _threshold(criterion) if criterion else ""


def side_word(side: Side) -> str:
    """Return left or right, or nothing where there is no side."""
    return str(side) if side in SIDES else ""


def _criterion(criteria: Sequence[Criterion], assessment: Assessment, measure: Measure) -> Criterion | None:
    """Return the criterion that a measure was judged by."""
    view = assessment.clip(measure.clip).view
    same = [c for c in criteria if (c.measure, c.at) == (measure.name, measure.moment)]
    return next((c for c in same if c.view == view), same[0] if same else None)


def _threshold(criterion: Criterion) -> str:
    return _COMPARISONS[criterion.direction].format(threshold=f"{criterion.threshold:g}{unit(criterion.unit)}")
