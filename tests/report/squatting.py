"""A stick figure that squats before two cameras, its right knee caving in: an assessment without a pose model."""

from __future__ import annotations

from dataclasses import replace

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from evenstride.knowledge import Criterion, facts
from evenstride.model import (
    BODY,
    Assessment,
    Clip,
    Curve,
    ErrorBudget,
    Estimate,
    Evidence,
    Finding,
    Measure,
    Missing,
    Motion,
    PoseProvenance,
    Problem,
    Rep,
    Side,
    Signals,
    Undetermined,
    Verdict,
    View,
)
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES

Image = NDArray[np.uint8]
WIDTH, HEIGHT, PX_PER_M = 540, 960, 400.0
FPS = 30.0
REPS = tuple(
    Rep(clip, Side.BOTH, n + 1, 0.8 + 2.6 * n, 2.0 + 2.6 * n, 3.1 + 2.6 * n) for clip in ("c1", "c2") for n in range(3)
)
CAVE_M = {Side.LEFT: 0.012, Side.RIGHT: 0.075}
BOTTOM_DEG = 104.0


THRESHOLDS = {
    "knees_cave_in": (4.0, 1.0),
    "shallow_squat": (100.0, 5.0),
    "heels_lift": (12.0, 2.0),
    "hips_shift": (5.0, 1.0),
    "trunk_falls_forward": (45.0, 5.0),
}


def criterion(fault: str) -> Criterion:
    """A fault's first criterion with a threshold of our choice, whatever the knowledge has come to hold."""
    threshold, uncertainty = THRESHOLDS[fault]
    known = facts().fault("squat", fault).criteria[0]
    return msgspec.structs.replace(known, threshold=threshold, uncertainty=uncertainty)


def depth(times: Floats) -> Floats:
    """How far down the squat is, 0 to 1, three times, each a little different."""
    down = np.zeros_like(times)
    for n in range(3):
        rep = REPS[n]
        there, back = (times - rep.start_s) / (rep.turn_s - rep.start_s), (rep.end_s - times) / (rep.end_s - rep.turn_s)
        share = np.clip(np.minimum(there, back), 0, 1)
        down = np.maximum(down, (1 - 0.04 * n) * (0.5 - 0.5 * np.cos(np.pi * share)))
    return down


def times_of_clip() -> Floats:
    return np.arange(0, 9.2, 1 / FPS)


def body_in_space(down: float) -> dict[tuple[str, Side], Floats]:
    """Places in metres: x to the runner's left, y ahead, z up."""
    flexion = np.radians(BOTTOM_DEG * down)
    shank, thigh, trunk = 0.42, 0.43, 0.5
    shin_lean, trunk_lean = 0.33 * flexion, np.radians(42 * down)
    places: dict[tuple[str, Side], Floats] = {}
    middle = np.zeros(3)
    for side, sign in ((Side.LEFT, 1.0), (Side.RIGHT, -1.0)):
        ankle = np.array([sign * 0.17, 0.0, 0.08])
        knee = ankle + shank * np.array([sign * 0.12 * down, np.sin(shin_lean), np.cos(shin_lean)])
        knee[0] -= sign * CAVE_M[side] * down**2
        hip = ankle + np.array([0, shank * np.sin(shin_lean), shank * np.cos(shin_lean)])
        hip = hip + thigh * np.array([0, np.sin(shin_lean - flexion), np.cos(shin_lean - flexion)])
        hip[0] = sign * 0.1
        lift = 0.02 * down if side is Side.RIGHT else 0.0
        places |= {
            ("ankle", side): ankle,
            ("knee", side): knee,
            ("hip", side): hip,
            ("heel", side): ankle + np.array([0, -0.05, -0.06 + lift]),
            ("toe", side): ankle + np.array([sign * 0.03, 0.17, -0.07]),
        }
        middle = middle + hip / 2
    middle[0] = -0.02 * down
    up = np.array([0, np.sin(trunk_lean), np.cos(trunk_lean)])
    for side, sign in ((Side.LEFT, 1.0), (Side.RIGHT, -1.0)):
        out = np.array([sign, 0, 0])
        shoulder = middle + trunk * up + 0.18 * out
        places |= {
            ("shoulder", side): shoulder,
            ("elbow", side): shoulder + 0.16 * out + np.array([0, 0.02, 0.24]),
            ("wrist", side): shoulder + 0.28 * out + np.array([0, 0.03, 0.48]),
            ("ear", side): middle + (trunk + 0.2) * up + 0.075 * out,
        }
    places[("nose", Side.NONE)] = middle + (trunk + 0.17) * up + np.array([0, 0.1, 0])
    return places


def motion_from(view: View) -> Motion:
    """Keypoints as a camera square in front, or square to the runner's right side, would see them."""
    times = times_of_clip()
    points = np.zeros((len(times), len(BODY.keypoints), 2))
    for frame, down in enumerate(depth(times)):
        for (part, side), (x, y, z) in body_in_space(float(down)).items():
            across = x if view is View.FRONT else y
            points[frame, BODY.index(part, side)] = WIDTH / 2 + PX_PER_M * across, HEIGHT - 110 - PX_PER_M * z
    return Motion(times, points, np.full(points.shape[:2], 0.9), (WIDTH, HEIGHT))


def picture(motion: Motion, time_s: float) -> Image:
    """A painted figure in a plain room."""
    points = motion.points[int(np.argmin(np.abs(motion.times - time_s)))]
    image = np.full((HEIGHT, WIDTH, 3), (214, 208, 198), np.uint8)
    image[HEIGHT - 150 :] = (170, 150, 128)
    limbs = {"shoulder": 40, "elbow": 24, "hip": 46, "knee": 36, "ankle": 24, "heel": 18, "wrist": 18, "toe": 16}
    for first, second in motion.skeleton.bones:
        ends = [tuple(int(v) for v in points[motion.skeleton.index(k.part, k.side)]) for k in (first, second)]
        shade = (70, 84, 110) if first.part in ("hip", "knee") else (196, 160, 136)
        cv2.line(image, ends[0], ends[1], shade, limbs[second.part], cv2.LINE_AA)
    nose = tuple(int(v) for v in points[motion.skeleton.index("nose")])
    cv2.circle(image, nose, 40, (205, 165, 140), -1, cv2.LINE_AA)
    for eye in (-13, 13):
        cv2.circle(image, (nose[0] + eye, nose[1] - 8), 5, (20, 20, 20), -1, cv2.LINE_AA)
    return np.asarray(image, dtype=np.uint8)


def curve(name: str, side: Side, unit: str, values: Floats) -> Curve:
    return Curve(name, side, unit, times_of_clip(), values)


def curves_from_the_front() -> tuple[Curve, ...]:
    down = depth(times_of_clip())
    wobble = np.sin(5 * times_of_clip())
    shift = {Side.LEFT: 1.4 * down - 2 * down**2 + 0.3 * wobble * down, Side.RIGHT: 1.2 * down + 6.2 * down**2}
    knees = tuple(curve("knee_medial_shift_pct", side, "% leg length", shift[side]) for side in SIDES)
    return (*knees, curve("hip_shift_pct", Side.NONE, "% leg length", 2.4 * down + 0.4 * wobble))


def curves_from_the_side() -> tuple[Curve, ...]:
    down = depth(times_of_clip())
    return (
        curve("knee_flexion_deg", Side.RIGHT, "deg", BOTTOM_DEG * down),
        curve("trunk_lean_deg", Side.NONE, "deg", 4 + 42 * down),
        curve("heel_lift_deg", Side.RIGHT, "deg", np.where(down > 0.5, 8 * (down - 0.5), 0.0)),
    )


def measure(
    key: str,
    name: str,
    side: Side,
    clip: str,
    per_rep: tuple[float, ...],
    half: float,
    unit: str,
    moment: str,
    at_s: float,
) -> Measure:
    value = float(np.mean(per_rep))
    view_first = ErrorBudget(0.3 * half, 0.38 * half, 0.05 * half, 0.12 * half)
    model_first = ErrorBudget(0.48 * half, 0.0, 0.05 * half, 0.12 * half)
    return Measure(
        id=key,
        name=name,
        side=side,
        clip=clip,
        value=value,
        unit=unit,
        interval=(value - half, value + half),
        per_rep=per_rep,
        positive_means={"knee_medial_shift_pct": "toward the midline", "knee_flexion_deg": "bent"}.get(name, "forward"),
        at=f"{moment} of the rep, {at_s:.1f} s",
        moment=moment,
        at_s=at_s,
        budget=view_first if name.startswith("knee_medial") else model_first,
    )


def measures() -> tuple[Measure, ...]:
    leg = "% leg length"
    unseen = Undetermined("far_leg", "the left foot is behind the right one", "film from your left side as well")
    heel_left = measure("m7", "heel_lift_deg", Side.LEFT, "c2", (0.0,), 1.0, "deg", "worst", 2.0)
    return (
        measure("m1", "knee_medial_shift_pct", Side.LEFT, "c1", (-0.4, -0.2, 0.1), 1.7, leg, "worst", 2.0),
        measure("m2", "knee_medial_shift_pct", Side.RIGHT, "c1", (7.4, 6.9, 6.6), 1.7, leg, "worst", 2.0),
        measure("m3", "hip_shift_pct", Side.NONE, "c1", (2.4, 2.6, 2.2), 1.4, leg, criterion("hips_shift").at, 4.6),
        measure("m4", "knee_flexion_deg", Side.RIGHT, "c2", (108.0, 104.0, 100.0), 8.0, "deg", "bottom", 2.0),
        measure("m5", "trunk_lean_deg", Side.NONE, "c2", (46.0, 45.0, 43.0), 7.0, "deg", "bottom", 2.0),
        measure("m6", "heel_lift_deg", Side.RIGHT, "c2", (4.0, 3.5, 2.6), 6.0, "deg", "worst", 2.1),
        replace(heel_left, value=None, interval=None, per_rep=(), at_s=None, budget=None, undetermined=unseen),
    )


def finding(
    key: str,
    fault: str,
    side: Side,
    verdict: Verdict,
    why: str,
    rests_on: str,
    at: tuple[str, float] | None,
    advice: str | None = None,
) -> Finding:
    evidence = () if at is None else (Evidence(*at),)
    return Finding(key, "squat", fault, side, verdict, why, (rests_on,), evidence, advice)


def findings() -> tuple[Finding, ...]:
    left, right, none = Side.LEFT, Side.RIGHT, Side.NONE
    return (
        finding(
            "f1", "knees_cave_in", left, Verdict.ABSENT,
            "Your left knee keeps its line over the foot: 0.2 % of leg length outward at its furthest"
            " (likely between 1.9 % of leg length outward and 1.5 % of leg length inward).", "m1", ("c1", 2.0),
        ),
        finding(
            "f2", "knees_cave_in", right, Verdict.PRESENT,
            "Your right knee moves inward as you squat: 7.0 % of leg length inward at its furthest"
            " (likely 5.3 to 8.7).", "m2", ("c1", 2.0),
        ),
        finding(
            "f3", "shallow_squat", none, Verdict.POSSIBLE,
            "Your squat stops close to the line between shallow and deep: 104° of knee bend at the bottom"
            " (likely 96 to 112).",
            "m4", ("c2", 2.0),
        ),
        finding(
            "f4", "heels_lift", left, Verdict.UNDETERMINED, "The left foot is behind the right one.", "m7", None,
            "Film the same movement with your left side toward the camera.",
        ),
        finding(
            "f5", "heels_lift", right, Verdict.ABSENT,
            "Your right heel stays down: 3° of heel lift at its furthest (likely −3 to 9).",
            "m6", ("c2", 2.1),
        ),
        finding(
            "f6", "hips_shift", none, Verdict.ABSENT,
            "Your hips stay centred: 2.4 % of leg length to the right at their furthest.", "m3", ("c1", 4.6),
        ),
        finding(
            "f7", "trunk_falls_forward", none, Verdict.POSSIBLE,
            "Your trunk leans forward at the bottom: 45° forward (likely 38 to 52), too close to the line to call.",
            "m5", ("c2", 2.0),
        ),
    )  # fmt: skip


def clips() -> tuple[Clip, ...]:
    moving = Problem(
        "camera_moves", 3.1, 4.4, "Lean the phone against something firm or use a stand, and start it with the timer."
    )
    size = (WIDTH, HEIGHT)
    front, side = Estimate(2.1, (-3.0, 7.2)), Estimate(-88.0, (-96.0, -80.0))
    return (
        Clip("c1", "front.mp4", "a" * 64, "squat", View.FRONT, front, Side.NONE, FPS, 9.2, size, 276, (moving,)),
        Clip("c2", "side.mp4", "b" * 64, "squat", View.SIDE, side, Side.RIGHT, FPS, 9.2, size, 276),
    )


def squat_assessment(athlete: str | None = "Ada Example") -> Assessment:
    """Two clips, three repetitions: a right knee that caves in, a depth and a lean near the line, one heel unseen."""
    return Assessment(
        created="2026-03-12T09:30:00+00:00",
        software_version="0.1.0",
        pose=PoseProvenance("replay", "stick figure", "c" * 64),
        athlete=athlete,
        clips=clips(),
        reps=REPS,
        measures=measures(),
        findings=findings(),
        missing=(
            Missing(
                "The squat with your heels on a board.", "It would tell a stiff ankle from a weak hip in ten seconds."
            ),
        ),
        summary=(
            "Your right knee moves inward as you squat, by 7.0 % of leg length (likely 5.3 to 8.7); the left does not.",
            "Depth and trunk lean are too close to the line to call.",
            "Your hips stay centred and your right heel stays down; the left heel was hidden.",
        ),
        signals={
            "c1": Signals(motion_from(View.FRONT), curves_from_the_front()),
            "c2": Signals(motion_from(View.SIDE), curves_from_the_side()),
        },
    )


def pictures_for(assessment: Assessment, wanted: tuple[tuple[str, float], ...]) -> dict[tuple[str, float], Image]:
    return {(clip, time_s): picture(assessment.signals[clip].motion, time_s) for clip, time_s in wanted}
