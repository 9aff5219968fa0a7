"""The squat of `squatting` with what it may say about muscles, and an assessment of all three screens."""

from __future__ import annotations

from dataclasses import replace

from evenstride.knowledge import facts
from evenstride.model import (
    Alternative,
    Assessment,
    Clip,
    Confidence,
    Effect,
    ErrorBudget,
    Estimate,
    Finding,
    Imbalance,
    ImbalanceKind,
    Measure,
    Missing,
    Reason,
    Side,
    Stop,
    Verdict,
    View,
)
from evenstride.model.skeleton import SIDES
from tests.report.squatting import FPS, HEIGHT, WIDTH, squat_assessment

HIP = Imbalance(
    id="i1",
    kind=ImbalanceKind.WEAKNESS,
    group="hip_stabilisers",
    muscles=("gluteus_medius", "gluteus_minimus", "piriformis"),
    side=Side.RIGHT,
    confidence=Confidence.POSSIBLE,
    says="The muscles at the side of your right hip may lag: the right knee moves inward, the left one does not.",
    because=("f2",),
    against=("f6",),
    alternatives=(
        Alternative(
            ImbalanceKind.TIGHTNESS,
            ("gastrocnemius", "soleus"),
            "A stiff right ankle lets the knee travel inward too.",
            "squat_heels_raised",
            "Repeat the squat with your heels on a board: if the knee then keeps its line, look to the ankle.",
            ("bell2008",),
        ),
    ),
    reading="A knee that moves inward shows weak hips on that side.",
    objection="People whose knees straightened with raised heels had strong hips and weak calves.",
    sources=("article", "bell2008", "bell2013"),
    trace=(
        Reason("knee_in_hip", Effect.STARTS, "A knee that moves inward points to the hip of that side.", ("f2",)),
        Reason("camber", Effect.RAISES, "You always run with that leg lower.", ("cambered_road_low_side",)),
        Reason("level_hips", Effect.LOWERS, "Hips that stay centred speak against it.", ("f6",)),
    ),
)
CALF = replace(
    HIP,
    id="i2",
    kind=ImbalanceKind.TIGHTNESS,
    group="calves",
    muscles=("gastrocnemius", "soleus"),
    confidence=Confidence.UNCLEAR,
    says="The right calf may be tight: the same knee could be led by the ankle.",
    against=(),
    alternatives=(),
    trace=HIP.trace[:1],
)
QUADS = replace(
    HIP,
    id="i3",
    group="quadriceps",
    muscles=("rectus_femoris",),
    side=Side.BOTH,
    confidence=Confidence.UNCLEAR,
    says="A squat that stops early may come from weak thighs on both sides.",
    because=("f3",),
    against=(),
    trace=HIP.trace[:1],
)


def with_imbalances(*imbalances: Imbalance) -> Assessment:
    """The squat with these imbalances, the hip, calf and thighs if none are named."""
    return replace(squat_assessment(), imbalances=imbalances or (CALF, HIP, QUADS))


def sided(key: str, name: str, side: Side, clip: str, value: float, half: float, moment: str, unit: str) -> Measure:
    """A measure of one side with its error mostly from the pose model, a third of it from the view."""
    se = half / 1.96
    return Measure(
        key, name, side, clip, value, unit, (value - half, value + half), (value,), "more", moment, moment, 1.0,
        ErrorBudget(pose_model=0.9 * se, view=0.33 * se, keypoint_noise=0.2 * se, repetitions=0.2 * se),
    )  # fmt: skip


def _judged(movement: str, clip: str, first: int, worst: Verdict) -> tuple[list[Finding], list[Measure]]:
    """Every fault of a movement: of its sided ones the right is seen, of the others nothing."""
    findings: list[Finding] = []
    measures: list[Measure] = []
    for fault in (f for f in facts().faults if f.movements[0] == movement):
        criterion = fault.criteria[0]
        for side in SIDES if fault.sided in ("each", "near") else (Side.NONE,):
            n = first + len(findings)
            value = criterion.threshold * (1.6 if side is Side.RIGHT else 0.3)
            half = max(0.3 * abs(criterion.threshold), 0.5)
            measures.append(sided(f"m{n}", criterion.measure, side, clip, value, half, criterion.at, criterion.unit))
            verdict = worst if side is Side.RIGHT else Verdict.ABSENT
            findings.append(
                Finding(f"f{n}", movement, fault.key, side, verdict, f"{fault.title}: {verdict}.", (f"m{n}",))
            )
    return findings, measures


def three_screens() -> Assessment:
    """Squat from two sides, hurdle step and bird dog, with three imbalances."""
    squat = with_imbalances()
    size = (WIDTH, HEIGHT)
    clips = (
        Clip("c3", "h.mp4", "d" * 64, "hurdle", View.FRONT, Estimate(1, (-4, 6)), Side.NONE, FPS, 9, size, 270),
        Clip("c4", "b.mp4", "e" * 64, "bird_dog", View.SIDE, Estimate(88, (80, 96)), Side.LEFT, FPS, 40, size, 1200),
    )
    hurdle, hurdle_measures = _judged("hurdle", "c3", 20, Verdict.PRESENT)
    dog, dog_measures = _judged("bird_dog", "c4", 40, Verdict.POSSIBLE)
    return replace(
        squat,
        clips=(*squat.clips, *clips),
        findings=(*squat.findings, *hurdle, *dog),
        measures=(*squat.measures, *hurdle_measures, *dog_measures),
        missing=(*squat.missing, Missing("The bird dog from an angle.", "It would show whether the trunk rolls.")),
    )


def stopped(movement: str | None) -> Assessment:
    """The squat, with pain during one movement, or with a red flag if none is named."""
    stop = Stop(
        "pain_on_screen" if movement else "red_flag",
        movement,
        "You said that this hurt, so nothing is concluded from it.",
        "Please show it to a physical therapist before you go on.",
    )
    return replace(squat_assessment(), stops=(stop,), imbalances=() if movement is None else (QUADS,))
