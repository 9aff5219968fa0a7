"""What was seen, in three sentences a runner understands."""

from __future__ import annotations

from collections.abc import Sequence

from evenstride.knowledge import facts, within
from evenstride.model.clip import FROM, Clip, Rep
from evenstride.model.finding import Finding, Verdict


def summary_of(clips: Sequence[Clip], reps: Sequence[Rep], findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return at most three sentences: what was looked at, what stood out, what remains open."""
    sentences = [_looked_at(clips, reps), stood_out(findings), _open(findings)]
    return tuple(s for s in sentences if s)


def _looked_at(clips: Sequence[Clip], reps: Sequence[Rep]) -> str:
    parts = []
    for movement in dict.fromkeys(c.movement for c in clips if c.movement):
        of_movement = [c for c in clips if c.movement == movement]
        most = max(sum(r.clip == c.id and r.counted for r in reps) for c in of_movement)
        views = _joined(list(dict.fromkeys(FROM[c.view] for c in of_movement)))
        times = "once" if most == 1 else "twice" if most == 2 else f"{most} times"
        title = facts().movements[movement].title
        parts.append(f"{title}, {times}, {views}" if most else f"{title}: no repetition was found")
    return f"Looked at: {'; '.join(parts)}." if parts else "No movement of ours was found in these clips."


def stood_out(findings: Sequence[Finding]) -> str:
    """Return what the first two present findings say, or that nothing stood out; "" where nothing was judged."""
    present = [f for f in findings if f.verdict is Verdict.PRESENT]
    if present:
        return " ".join(f.why for f in present[:2])
    judged = [f for f in findings if f.verdict is not Verdict.UNDETERMINED]
    if not judged:
        return ""
    return "Nothing stood out beyond the error of the measurement."


def _open(findings: Sequence[Finding]) -> str:
    open_verdicts = (Verdict.POSSIBLE, Verdict.UNDETERMINED)
    titles = [_title(f) for f in findings if f.verdict in open_verdicts]
    return f"Still open: {_joined(list(dict.fromkeys(titles)))}." if titles else ""


def _title(finding: Finding) -> str:
    title = within(facts().fault(finding.movement, finding.fault).title)
    return f"{title} ({finding.side})" if finding.side in ("left", "right") else title


def _joined(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
