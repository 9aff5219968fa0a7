"""What is true of a clip: the measures, computed from the true 3-D joints and from nothing else.

The runner's own axes come from the standing posture at the start of the clip: *right* is the horizontal direction
from the left to the right hip joint, *forward* is square to it, *up* is the world's. The sagittal plane is
(forward, up), the frontal plane (right, up). ``standing`` in a definition means that the mean over the standing
frames is subtracted. ``leg length`` is the true length of thigh plus shank.

Per side:

===========================  ==========================================================================================
knee_flexion_deg             180 minus the angle hip-knee-ankle in 3-D; 0 = straight
thigh_below_horizontal_deg   angle of the thigh against the horizontal in 3-D; positive: hip joint below knee joint
shank_lean_deg               ankle to knee against the vertical in the sagittal plane; positive: forward
heel_lift_deg                pitch of the line heel to toe tip, minus standing; positive: heel up
foot_pitch_deg               pitch of the line heel to ball of the foot, minus standing (the foot bone's own pitch)
knee_medial_shift_pct        distance of the knee from the hip-ankle line in the frontal plane, in % of leg length,
                             minus standing; positive: toward the midline
fppa_deg                     180 minus the angle hip-knee-ankle as projected on the frontal plane; positive: knee medial
===========================  ==========================================================================================

Of the body:

===========================  ==========================================================================================
trunk_lean_deg               hip middle to shoulder middle against the vertical, sagittal plane; positive: forward
trunk_lateral_lean_deg       the same in the frontal plane, minus standing; positive: toward the runner's right
hip_shift_pct                hip middle relative to ankle middle along the right axis, in % of leg length, minus
                             standing; positive: toward the runner's right
pelvic_tilt_deg              slope of the line through the hip joints, minus standing; positive: right hip lower
===========================  ==========================================================================================
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from bench.phantom.body import SIDES, Floats
from bench.phantom.rig import JOINTS, UP
from bench.phantom.tempo import RepTimes

AT_FLEXION_DEG = 60.0
"""The knee flexion, on the way down, at which knee measures are also read."""

PER_SIDE = (
    "knee_flexion_deg",
    "thigh_below_horizontal_deg",
    "shank_lean_deg",
    "heel_lift_deg",
    "foot_pitch_deg",
    "knee_medial_shift_pct",
    "fppa_deg",
)
OF_BODY = ("trunk_lean_deg", "trunk_lateral_lean_deg", "hip_shift_pct", "pelvic_tilt_deg")
_WORST_BY_SIZE = ("trunk_lateral_lean_deg", "hip_shift_pct", "pelvic_tilt_deg")
_AT_60 = ("knee_medial_shift_pct", "fppa_deg")


class Truth:
    """True measures of one clip as curves over its frames; axes and baselines from its standing frames."""

    quiet_s = 0.05
    """Standing ends this long before the first repetition starts."""

    def __init__(self, times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes]) -> None:
        self.times_s, self.joints_m, self.reps = times_s, joints_m, list(reps)
        first = reps[0].start_s if reps else times_s[-1]
        self.standing = times_s <= max(first - self.quiet_s, times_s[0] + 0.1)
        across = (self._at("right_hip") - self._at("left_hip"))[self.standing].mean(axis=0)
        across[2] = 0.0
        self.right = across / np.linalg.norm(across)
        self.forward = np.cross(UP, self.right)

    def _at(self, joint: str) -> Floats:
        return np.asarray(self.joints_m[:, JOINTS.index(joint)], dtype=float)

    def _middle(self, part: str) -> Floats:
        return (self._at(f"left_{part}") + self._at(f"right_{part}")) / 2

    def _less_standing(self, curve: Floats) -> Floats:
        return np.asarray(curve - curve[self.standing].mean())

    def leg_m(self, side: str) -> float:
        """Return the length of thigh plus shank."""
        hip, knee, ankle = (self._at(f"{side}_{part}") for part in ("hip", "knee", "ankle"))
        return float((_size(hip - knee) + _size(knee - ankle)).mean())

    def of_side(self, side: str) -> dict[str, Floats]:
        """Return the curves (T,) of every measure in `PER_SIDE`."""
        names = ("hip", "knee", "ankle", "heel", "toe", "ball")
        hip, knee, ankle, heel, toe, ball = (self._at(f"{side}_{part}") for part in names)
        shin = knee - ankle
        shift, fppa = self._frontal(side, hip, knee, ankle)
        return {
            "knee_flexion_deg": 180.0 - _angle(hip - knee, ankle - knee),
            "thigh_below_horizontal_deg": _slope(knee - hip),
            "shank_lean_deg": np.degrees(np.arctan2(shin @ self.forward, shin @ UP)),
            "heel_lift_deg": self._less_standing(_slope(heel - toe)),
            "foot_pitch_deg": self._less_standing(_slope(heel - ball)),
            "knee_medial_shift_pct": self._less_standing(shift * 100 / self.leg_m(side)),
            "fppa_deg": fppa,
        }

    def _frontal(self, side: str, hip: Floats, knee: Floats, ankle: Floats) -> tuple[Floats, Floats]:
        """Return the knee's distance from the hip-ankle line (m, + medial) and the projected angle (deg, + medial)."""
        axes = np.stack([self.right, UP])
        hip2, knee2, ankle2 = hip @ axes.T, knee @ axes.T, ankle @ axes.T
        line = (hip2 - ankle2) / _size(hip2 - ankle2)[:, None]
        medial = -1.0 if side == "right" else 1.0
        off = (knee2 - ankle2)[:, 0] * line[:, 1] - (knee2 - ankle2)[:, 1] * line[:, 0]
        bend = 180.0 - _angle(hip2 - knee2, ankle2 - knee2)
        return medial * off, np.sign(medial * off) * bend

    def of_body(self) -> dict[str, Floats]:
        """Return the curves (T,) of every measure in `OF_BODY`."""
        hips, ankles = self._middle("hip"), self._middle("ankle")
        trunk = self._middle("shoulder") - hips
        leg = (self.leg_m("left") + self.leg_m("right")) / 2
        across = self._at("right_hip") - self._at("left_hip")
        return {
            "trunk_lean_deg": np.degrees(np.arctan2(trunk @ self.forward, trunk @ UP)),
            "trunk_lateral_lean_deg": self._less_standing(np.degrees(np.arctan2(trunk @ self.right, trunk @ UP))),
            "hip_shift_pct": self._less_standing((hips - ankles) @ self.right * 100 / leg),
            "pelvic_tilt_deg": self._less_standing(-_slope(across)),
        }

    def of_rep(self, rep: RepTimes) -> dict[str, object]:
        """Return one repetition's times and, per measure, its worst value, when that was, and its value at the bottom.

        Knee measures are also read at 60 deg.
        """
        found: dict[str, object] = {"start_s": rep.start_s, "turn_s": rep.turn_s, "end_s": rep.end_s}
        for side in SIDES:
            curves = self.of_side(side)
            found[side] = {
                **{name: self._read(name, curves[name], rep) for name in PER_SIDE if name != "fppa_deg"},
                **{f"{name}_at_60": self._at_60(curves, name, rep) for name in _AT_60},
            }
        found["body"] = {name: self._read(name, curve, rep) for name, curve in self.of_body().items()}
        return found

    def _read(self, name: str, curve: Floats, rep: RepTimes) -> dict[str, float]:
        inside = (self.times_s >= rep.start_s) & (self.times_s <= rep.end_s)
        score = np.abs(curve) if name in _WORST_BY_SIZE else curve
        at = int(np.argmax(np.where(inside, score, -np.inf)))
        bottom = float(np.interp(rep.turn_s, self.times_s, curve))
        worst = {"worst": round(float(curve[at]), 3), "at_s": round(float(self.times_s[at]), 3)}
        return {**worst, "bottom": round(bottom, 3)}

    def _at_60(self, curves: dict[str, Floats], name: str, rep: RepTimes) -> float | None:
        """Read a curve where knee flexion first passes 60 deg on the way down; None if it never does."""
        flexion = curves["knee_flexion_deg"]
        down = np.flatnonzero((self.times_s >= rep.start_s) & (self.times_s <= rep.turn_s))
        for i, j in pairwise(down):
            if flexion[i] < AT_FLEXION_DEG <= flexion[j]:
                part = (AT_FLEXION_DEG - flexion[i]) / (flexion[j] - flexion[i])
                return round(float(curves[name][i] + part * (curves[name][j] - curves[name][i])), 3)
        return None


class SidedTruth(Truth):
    """True measures of one clip that all belong to a side, as if it were the one at work."""

    def of_body(self) -> dict[str, Floats]:
        """Return no curves: everything belongs to a side."""
        return {}

    def of_side(self, side: str) -> dict[str, Floats]:
        """Return the curves (T,) of one side."""
        return self._curves[side]

    @cached_property
    def _curves(self) -> dict[str, dict[str, Floats]]:
        return {side: self._of(side) for side in SIDES}

    def _of(self, side: str) -> dict[str, Floats]:
        raise NotImplementedError


def teller(screen: str) -> type[Truth]:
    """Return the class that knows a screen's measures. A new one is one file with a subclass, and a line here.

    Where clips made later are told otherwise, the version follows after a dot.
    """
    if screen == "hurdle":
        from bench.phantom.hurdle_truth import HurdleTruth

        return HurdleTruth
    if screen == "bird_dog":
        from bench.phantom.truth_floor import BirdDogTruth

        return BirdDogTruth
    if screen == "single_leg_bridge":
        from bench.phantom.lying_truth import BridgeTruth

        return BridgeTruth
    if screen == "single_leg_bridge.2":
        from bench.phantom.lying_truth import BridgingTruth

        return BridgingTruth
    if screen == "clam_shell":
        from bench.phantom.lying_truth import ClamTruth

        return ClamTruth
    if screen == "single_leg_calf_raise":
        from bench.phantom.calf_truth import CalfTruth

        return CalfTruth
    if screen == "single_leg_calf_raise.2":
        from bench.phantom.calf_truth import CalfRaisingTruth

        return CalfRaisingTruth
    if screen in ("single_leg_squat", "single_leg_rdl", "single_leg_balance"):
        from bench.phantom.one_leg_truth import TELLERS

        return TELLERS[screen]
    if screen == "heel_walk":
        from bench.phantom.heel_walk_truth import HeelWalkTruth

        return HeelWalkTruth
    return Truth


def truth_of(times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes], screen: str = "squat") -> dict[str, object]:
    """Return what ``truth.json`` says: leg lengths, standing time, and every repetition's true measures."""
    truth = teller(screen)(times_s, joints_m, reps)
    named = {} if screen == "squat" else dict(zip(("screen", "version"), screen.split("."), strict=False))
    return {
        **named,
        "standing_until_s": round(float(times_s[truth.standing][-1]), 3),
        "leg_m": {side: round(truth.leg_m(side), 4) for side in SIDES},
        "reps": [truth.of_rep(rep) for rep in reps],
    }


def curves_of(times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes], screen: str = "squat") -> dict[str, Floats]:
    """Return every measure's curve (T,), named ``left_knee_flexion_deg``, ..., ``trunk_lean_deg``, ..."""
    truth = teller(screen)(times_s, joints_m, reps)
    sides = {f"{side}_{name}": curve for side in SIDES for name, curve in truth.of_side(side).items()}
    return sides | truth.of_body()


def stored_curves(times_s: Floats, joints_m: Floats, reps: Sequence[RepTimes], screen: str = "squat") -> dict[str, Any]:
    """Return every measure's curve as ``truth.npz`` keeps it."""
    return {f"curve_{name}": c.astype(np.float32) for name, c in curves_of(times_s, joints_m, reps, screen).items()}


def retell(folder: Path) -> bool:
    """Compute a rendered clip's truth again from the joints beside it; return whether anything changed."""
    told = json.loads((folder / "truth.json").read_text("utf-8"))
    with np.load(folder / "truth.npz") as kept:
        arrays = {name: array for name, array in kept.items() if not name.startswith("curve_")}
        old = {name: array for name, array in kept.items() if name.startswith("curve_")}
    reps = [RepTimes(rep["start_s"], rep["turn_s"], rep["end_s"], rep.get("side", "")) for rep in told["reps"]]
    screen = ".".join(told[key] for key in ("screen", "version") if key in told) or "squat"
    times, joints = arrays["times_s"], arrays["joints_m"].astype(float)
    new = {"name": told["name"], "tags": told["tags"], **truth_of(times, joints, reps, screen)}
    curves = stored_curves(times, joints, reps, screen)
    same = old.keys() == curves.keys() and all(np.array_equal(old[n], curves[n], equal_nan=True) for n in curves)
    if new == told and same:
        return False
    np.savez_compressed(folder / "truth.npz", **arrays, **curves)
    (folder / "truth.json").write_text(json.dumps(new, indent=1), "utf-8")
    return True


def _size(vectors: Floats) -> Floats:
    return np.asarray(np.linalg.norm(vectors, axis=-1))


def _angle(a: Floats, b: Floats) -> Floats:
    """Return the angle between vectors of the plane or of space, exact near 0 and 180 deg too."""
    flat = a.shape[-1] == 2
    across = np.abs(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]) if flat else _size(np.cross(a, b))
    return np.asarray(np.degrees(np.arctan2(across, np.sum(a * b, axis=-1))))


def _slope(vectors: Floats) -> Floats:
    return np.asarray(np.degrees(np.arcsin(np.clip(vectors[:, 2] / _size(vectors), -1.0, 1.0))))
