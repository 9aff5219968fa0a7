"""Findings made by hand: a fault, its verdict, and the measure that decided it."""

from __future__ import annotations

from evenstride.infer import Observed, infer
from evenstride.knowledge import facts
from evenstride.model import ErrorBudget, Finding, Imbalance, Intake, Measure, Retest, Side, Verdict
from evenstride.model.skeleton import SIDES

VERDICTS = {
    "+": Verdict.PRESENT,
    "?": Verdict.POSSIBLE,
    "-": Verdict.ABSENT,
    "0": Verdict.UNDETERMINED,
}
PLANNED = {
    "hurdle": (
        "hip_turns_out",
        "trunk_leans",
        "pelvis_tilts",
        "knees_cave_in",
        "balance_lost",
        "hurdle_not_cleared",
    ),
    "bird_dog": ("trunk_leans", "hold_not_kept", "balance_lost", "limbs_drop"),
}
"""The faults of the contract whose thresholds may come later than the rules."""

PLANNED_MEASURES = {"trunk_leans": "trunk_lateral_lean_deg", "pelvis_tilts": "pelvic_tilt_deg"}
SIGNED = {
    "hurdle.pelvis_tilts": {Side.LEFT: -8.0, Side.RIGHT: 8.0},  # plus is the left hip higher: the stepping one drops
    "hurdle.trunk_leans": {Side.LEFT: 9.0, Side.RIGHT: -9.0},  # plus is toward the right: over the leg stood on
}


class Scene:
    """What was seen, one finding at a time; `told` infers."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.measures: list[Measure] = []
        self.retests: list[Retest] = []

    def see(self, fault: str, side: Side, mark: str, value: float | None = None, half: float = 1.0) -> Scene:
        """Add a finding ("movement.fault"), with a measure of `value` ± `half` behind it if one is given or needed."""
        if value is None and mark in "+?" and fault in SIGNED:
            value = SIGNED[fault][side]
        movement, _, key = fault.partition(".")
        n = len(self.findings) + 1
        if value is not None:
            self.measures.append(_measure(f"m{n}", movement, key, side, value, half))
        measures = (f"m{n}",) if value is not None else ()
        self.findings.append(Finding(f"f{n}", movement, key, side, VERDICTS[mark], f"{fault} {mark}", measures))
        return self

    def pair(self, fault: str, left: str, right: str, values: tuple[float, float] | None = None) -> Scene:
        """Add a finding for each side."""
        for side, mark, value in zip(SIDES, (left, right), values or (None, None), strict=True):
            self.see(fault, side, mark, value)
        return self

    def retest(self, outcome: str, plain: str = "") -> Scene:
        """Say how the retest of the last finding, or of the one named, came out."""
        before = next(f for f in self.findings if f.id == (plain or self.findings[-1].id))
        after = f"f{len(self.findings) + 1}"
        self.findings.append(Finding(after, "squat_heels_raised", before.fault, before.side, Verdict.ABSENT, "", ()))
        self.retests.append(
            Retest(before.fault, before.side, before.id, after, None, None, outcome, "What it settles.")
        )
        return self

    def observed(self, intake: Intake | None = None) -> Observed:
        return Observed(tuple(self.findings), tuple(self.measures), tuple(self.retests), intake=intake)

    def told(self, intake: Intake | None = None) -> tuple[Imbalance, ...]:
        return infer(self.observed(intake))


def _measure(key: str, movement: str, fault: str, side: Side, value: float, half: float) -> Measure:
    known = next((f for f in facts().faults_of(movement) if f.key == fault), None)
    name = known.criteria[0].measure if known else PLANNED_MEASURES.get(fault, "thigh_below_horizontal_deg")
    unit, positive = facts().measures[name].unit, facts().measures[name].positive_means
    se = half / 1.96
    return Measure(
        key, name, side, "c1", value, unit, (value - half, value + half), (value,), positive, "worst", "worst", 1.0,
        ErrorBudget(pose_model=se, view=0.0, keypoint_noise=0.0, repetitions=0.0),
    )  # fmt: skip
