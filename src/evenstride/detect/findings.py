"""Every fault of a movement, judged on every side it can have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenstride.detect.verdicts import judge
from evenstride.knowledge import Criterion, Fault, facts
from evenstride.knowledge.entries import VerdictName
from evenstride.model.clip import FROM, Clip, View
from evenstride.model.finding import Evidence, Finding, Verdict
from evenstride.model.measure import Measure
from evenstride.model.skeleton import SIDES, Side

SPOKEN: dict[Verdict, VerdictName] = {
    Verdict.PRESENT: "present",
    Verdict.POSSIBLE: "possible",
    Verdict.ABSENT: "absent",
}
UNNAMED = "working"
"""What a leg is called that nobody can name."""

SIDE_SETS = {"each": SIDES, "near": SIDES, "direction": (Side.NONE,), "none": (Side.NONE,)}


@dataclass(frozen=True, slots=True)
class _Judged:
    """One criterion applied to one measure."""

    criterion: Criterion
    measure: Measure
    verdict: Verdict


def findings_of(movement: str, clips: Sequence[Clip], measures: Sequence[Measure]) -> list[Finding]:
    """Return a finding for each fault of `movement` and each side, ids still empty.

    Parameters
    ----------
    clips
        The clips of this movement.
    measures
        What was measured in them.
    """
    return [
        _finding(movement, fault, side, clips, measures)
        for fault in facts().faults_of(movement)
        for side in _sides(fault, clips, measures)
    ]


def _sides(fault: Fault, clips: Sequence[Clip], measures: Sequence[Measure]) -> tuple[Side, ...]:
    """Return the sides that a fault is judged on; beside the two also none, where it was read of a leg nobody named."""
    unnamed = any(m.side is Side.NONE and _answers(c, m, clips) for c in fault.criteria for m in measures)
    return (*SIDES, Side.NONE) if fault.sided == "each" and unnamed else SIDE_SETS[fault.sided]


def _finding(movement: str, fault: Fault, side: Side, clips: Sequence[Clip], measures: Sequence[Measure]) -> Finding:
    of_side = [m for m in measures if m.side is side or fault.sided in ("direction", "none")]
    offered = [(c, m) for c in fault.criteria for m in of_side if _answers(c, m, clips)]
    judged = [
        _Judged(criterion, measure, judge(criterion, measure.interval))
        for criterion, measure in offered
        if measure.interval is not None
    ]
    if not judged:
        return _undetermined(movement, fault, side, [m for _, m in offered])
    best = min(judged, key=lambda j: (_rank(fault, j), fault.criteria.index(j.criterion), _width(j.measure)))
    if fault.any_of and best.verdict is Verdict.ABSENT and len(judged) < len(offered):
        return _undetermined(movement, fault, side, [m for _, m in offered])
    contradicting = [j for j in judged if _contradicts(fault, j, best)]
    verdict = Verdict.POSSIBLE if contradicting else best.verdict
    named = _named_side(fault, side, best.measure)
    return Finding(
        id="",
        movement=movement,
        fault=fault.key,
        side=named,
        verdict=verdict,
        why=_why(fault, verdict, named, best, contradicting),
        measures=tuple(j.measure.id for j in (best, *(j for j in judged if j is not best))),
        evidence=_evidence(best.measure),
    )


def _rank(fault: Fault, judged: _Judged) -> int:
    """Return which comes first where any criterion is enough: present, then possible; all alike else."""
    return (Verdict.PRESENT, Verdict.POSSIBLE, Verdict.ABSENT).index(judged.verdict) if fault.any_of else 0


def _contradicts(fault: Fault, judged: _Judged, best: _Judged) -> bool:
    same_thing = not fault.any_of or judged.measure.name == best.measure.name
    return same_thing and {judged.verdict, best.verdict} == {Verdict.PRESENT, Verdict.ABSENT}


def _answers(criterion: Criterion, measure: Measure, clips: Sequence[Clip]) -> bool:
    clip = next((c for c in clips if c.id == measure.clip), None)
    return (
        clip is not None
        and clip.view == criterion.view
        and measure.name == criterion.measure
        and measure.moment == criterion.at
    )


def _width(measure: Measure) -> float:
    low, high = measure.interval or (0.0, float("inf"))
    return high - low


def _named_side(fault: Fault, side: Side, measure: Measure) -> Side:
    """Return the side a finding is about; where the sign names it, only if the interval excludes zero."""
    if fault.sided != "direction" or measure.interval is None:
        return side
    low, high = measure.interval
    if low > 0:
        return Side.RIGHT
    return Side.LEFT if high < 0 else Side.NONE


def _why(fault: Fault, verdict: Verdict, side: Side, best: _Judged, contradicting: list[_Judged]) -> str:
    assert best.measure.value is not None
    assert best.measure.interval is not None
    words = facts().measures[best.measure.name]
    kind: VerdictName = SPOKEN[verdict]
    said = fault.sentence(
        kind,
        side=side.value if side is not Side.NONE else UNNAMED if fault.sided == "each" else "one",
        value=words.spoken(best.measure.value),
        interval=words.spoken_interval(*best.measure.interval),
    )
    if contradicting:
        said += " The clips disagree about this, so it stays open."
    return said


def _evidence(measure: Measure) -> tuple[Evidence, ...]:
    return () if measure.at_s is None else (Evidence(measure.clip, measure.at_s),)


def _undetermined(movement: str, fault: Fault, side: Side, offered: list[Measure]) -> Finding:
    refused = next((m.undetermined for m in offered if m.undetermined is not None), None)
    words = facts().movements[movement]
    if refused is not None:
        why, advice = f"{refused.reason[0].upper()}{refused.reason[1:]}.", refused.advice
    elif fault.sided == "near":
        why = f"The {side} foot was not the nearer one in any clip from the side."
        advice = f"Film the same movement with your {side} side toward the camera."
    else:
        views = tuple(dict.fromkeys(c.view for c in fault.criteria))
        why = f"This needs a clip {' or '.join(FROM[View(view)] for view in views)}, and there was none."
        advice = words.film[views[0]]
    return Finding(
        id="",
        movement=movement,
        fault=fault.key,
        side=side,
        verdict=Verdict.UNDETERMINED,
        why=why,
        measures=tuple(m.id for m in offered),
        advice=advice,
    )
