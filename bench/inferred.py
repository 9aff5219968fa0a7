"""What phantoms' findings say about muscles, beside the truth: whether the side named is the right one.

Reads the judging sets (from the archive where they are kept) and writes docs/inferred.md.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.accuracy.bars import SETS, is_judging
from bench.accuracy.verdicts import size_of
from bench.archive import archived, kept_sets, shown
from bench.observe import Observed, observe_shown
from evenstride.infer.sides import concluded_side
from evenstride.knowledge import Criterion, facts
from evenstride.measure.registry import measures
from evenstride.model import Finding, Imbalance, Side
from evenstride.movements.registry import movements

PAGE = Path(__file__).parents[1] / "docs" / "inferred.md"
PLAIN, HARDLY = 2.0, 0.5
"""In thresholds: a plain fault is twice its threshold, and what is under half of it is no fault."""

ALIKE = 0.5
"""In thresholds: legs that truly differ by less are alike."""

MOST_YAW_DEG = 7.0
SIDES = ("left", "right")
HEAD = """# Is the side right?

Written by `python -m bench.inferred` from the judging phantoms, one clip at a time. A side counts once for every
finding of that side behind an imbalance that names it. *Wrong*: the other side truly has more of the fault. *Alike*:
the two truly differ by less than half a threshold (or two grey zones, for depth and clearance), so the difference is
small even where it is real. *Plain*: twice the threshold on one side, under half of it on the other. How surely two
sides must differ to be told apart (`SURELY` in `infer/sides.py`) was set on the tuning sets.

| set | clips | right | wrong | alike | right / wrong / alike beyond 7 deg of yaw | plain, one-sided clips \
| side right | no side named | another side named |
|---|---|---|---|---|---|---|---|---|---|
"""
DOUBTFUL = """Every one that is not right; the sizes are true and in thresholds. A lean counts where it goes the way
its rule asks for: leaning one way over either leg speaks for one side.

| clip | movement | imbalance | because of | confidence | side | size there | on the other side | yaw |
|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Named:
    """One side that an imbalance names because of one finding, and the true sizes of the fault (thresholds)."""

    clip: str
    movement: str
    conclusion: str
    fault: str
    confidence: str
    side: str
    own: float
    other: float
    yaw_deg: float

    @property
    def outcome(self) -> str:
        """Whether the side named is truly the worse one."""
        if abs(self.own - self.other) < ALIKE:
            return "alike"
        return "right" if self.own > self.other else "wrong"


def named_in(shown_clip: Observed, family: str) -> Iterator[Named]:
    """Yield every side that an imbalance of a clip names, with what is true of both sides."""
    made = shown_clip.assessment
    findings = {f.id: f for f in made.findings}
    for imbalance in made.imbalances:
        if imbalance.side not in (Side.LEFT, Side.RIGHT):
            continue
        for key in imbalance.because:
            sizes = true_sizes(shown_clip, family, findings[key])
            if sizes is not None and _gives_the_side(imbalance, family, findings[key]):
                yield _named(shown_clip, family, imbalance, findings[key], sizes)


def _gives_the_side(imbalance: Imbalance, family: str, finding: Finding) -> bool:
    """Return whether a finding's side is the one concluded; others may belong to an imbalance and leave its side."""
    return any(
        concluded_side(rule, finding.side) is imbalance.side
        for rule in facts().rules.values()
        if (rule.movement, rule.fault) == (family, finding.fault)
        and rule.key in {reason.rule for reason in imbalance.trace}
    )


def true_sizes(shown_clip: Observed, family: str, finding: Finding) -> tuple[float, float] | None:
    """Return how large a finding's fault truly is on its own side and on the other, or None if that is not known.

    Where several measures speak for the fault, the one in which the sides differ most.
    """
    fault = next(f for f in facts().faults_of(family) if f.key == finding.fault)
    read = {m.name for m in shown_clip.assessment.measures if m.id in finding.measures}
    known = []
    for criterion in (c for c in fault.criteria if c.measure in read):
        truths = _truths(shown_clip, family, criterion)
        pair = (finding.side, finding.side.mirror())
        if all(str(side) in truths for side in pair):
            own, other = (_counted_size(family, criterion, finding.fault, side, truths[str(side)]) for side in pair)
            known.append((own, other))
        if "none" in truths and finding.side in (Side.LEFT, Side.RIGHT):
            signed = truths["none"] / criterion.threshold * (1.0 if finding.side is Side.RIGHT else -1.0)
            known.append((max(signed, 0.0), max(-signed, 0.0)))
    return max(known, key=lambda sizes: abs(sizes[0] - sizes[1]), default=None)


def _counted_size(family: str, criterion: Criterion, fault: str, side: Side, truth: float) -> float:
    """Return the size of a fault on one side; 0 if it leans to the side that its rule does not ask for."""
    asked = next((r.toward for r in facts().rules.values() if (r.movement, r.fault) == (family, fault)), None)
    positive = measures()[criterion.measure].positive_means.split()
    if asked is not None:
        wanted = str(side.mirror() if asked == "other" else side)
        if (wanted in positive) is not (truth > 0):
            return 0.0
    return size_of(criterion, truth)


def plainly_one_sided(shown_clip: Observed, family: str) -> str | None:
    """Return the side whose fault is plain while the other's is hardly there, if the clip has one such fault."""
    for fault in facts().faults_of(family):
        if fault.sided != "each":
            continue
        for criterion in fault.criteria:
            sizes = {s: size_of(criterion, t) for s, t in _truths(shown_clip, family, criterion).items()}
            for side, other in (SIDES, SIDES[::-1]):
                if sizes.get(side, 0.0) >= PLAIN and sizes.get(other, PLAIN) < HARDLY:
                    return side
    return None


def _truths(shown_clip: Observed, family: str, criterion: Criterion) -> dict[str, float]:
    key = f"{family}.{criterion.measure}.{criterion.view}.{criterion.at}"
    return {r.side: r.truth for r in shown_clip.rows if r.key == key}


def _named(clip: Observed, family: str, said: Imbalance, finding: Finding, sizes: tuple[float, float]) -> Named:
    yaw_deg = abs(float(clip.spec["camera"]["yaw_deg"]))
    label = f"{said.kind} of {said.group}"
    return Named(
        clip.shown.name, family, label, finding.fault, str(said.confidence), str(finding.side), *sizes, yaw_deg
    )


def main() -> None:
    """Judge every set, or those named, and write the page; tuning sets are only printed."""
    parser = argparse.ArgumentParser(prog="python -m bench.inferred", description=__doc__)
    parser.add_argument("sets", nargs="*", help="only these; tuning sets go to the screen instead of the page")
    only = parser.parse_args().sets
    named: list[Named] = []
    rows = []
    for family, names in SETS.items():
        for name in (n for n in names if family in movements() and (n in only if only else is_judging(n))):
            clips = observe_shown(archived(name) if name in kept_sets() else shown(name))
            found = [n for clip in clips for n in named_in(clip, family)]
            named += found
            rows.append(_row(name, clips, family, found))
    page = _page(rows, named)
    print(page)
    if not only:
        PAGE.write_text(page, encoding="utf-8")


def _row(name: str, clips: Sequence[Observed], family: str, found: Sequence[Named]) -> str:
    plain = {c.shown.name: side for c in clips if (side := plainly_one_sided(c, family))}
    told = Counter()
    for clip in (c for c in clips if c.shown.name in plain):
        sides = {n.side for n in found if n.clip == clip.shown.name}
        told["wrong" if {"left", "right"} - {plain[clip.shown.name]} & sides else "right" if sides else "no side"] += 1
    near = [n for n in found if n.yaw_deg <= MOST_YAW_DEG]
    outcomes, far = Counter(n.outcome for n in near), Counter(n.outcome for n in found if n.yaw_deg > MOST_YAW_DEG)
    return (
        f"| {name} | {len(clips)} | {outcomes['right']} | {outcomes['wrong']} | {outcomes['alike']} "
        f"| {far['right']} / {far['wrong']} / {far['alike']} "
        f"| {len(plain)} | {told['right']} | {told['no side']} | {told['wrong']} |"
    )


def _page(rows: Sequence[str], named: Sequence[Named]) -> str:
    lines = [
        *HEAD.splitlines(),
        *rows,
        "",
    ]
    doubtful = [n for n in named if n.outcome != "right"]
    if doubtful:
        lines += DOUBTFUL.splitlines()
        lines += [
            f"| {n.clip} | {n.movement} | {n.conclusion} | {n.fault} | {n.confidence} "
            f"| {n.side} | {n.own:.1f} | {n.other:.1f} | {n.yaw_deg:.1f} deg |"
            for n in doubtful
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
