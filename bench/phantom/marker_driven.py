"""Recorded human movement on a phantom body: markers drive hips, knees, feet, trunk, head and arms.

The recording gives where the hips are over the feet (in leg lengths), which way each knee points, how pelvis, chest,
head and feet are turned and where the arms point. The body keeps its own bone lengths, and its feet their place on the
floor: hips and ankles are placed and the legs solved between them. So the movement is the person's, and the truth is
the rendered body's own joints.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bench.phantom.body import SIDES, SUFFIX, Floats
from bench.phantom.hurdle_truth import HurdleTruth
from bench.phantom.markers import chained
from bench.phantom.rig import UP, Performance, Rig, about, solve_leg, unit
from bench.phantom.spec import MarkerSpec
from bench.phantom.tempo import RepTimes
from bench.phantom.truth import Truth
from bench.phantom.upper_body import UpperBody

Markers = Mapping[str, Floats]
_KNEE_IN_M, _ANKLE_IN_M, _SHOULDER_DOWN_M = 0.057, 0.043, 0.05
_WIDEST_PELVIS_M = 0.27
_LETTER = {"left": "L", "right": "R"}
_OUT = {"left": 1.0, "right": -1.0}
_SCREENS = {"squat": "squat", "hurdle_step": "hurdle"}
_ON_FLOOR_M = 0.015
_MOVING_SHARE = 0.05
"""A repetition starts and ends where knee flexion passes this share of its depth."""


class MarkerDriven:
    """Recorded repetitions bound to a body; see `MarkerSpec`."""

    def __init__(self, spec: MarkerSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        self.screen = _SCREENS[spec.movement]
        self._upper = UpperBody(rig)
        self._trial = chained(spec)
        self.duration_s = self._trial.duration_s
        times = np.arange(0, self.duration_s, 0.02)
        seen = self._trial.at(times)
        standing = _upright(seen) if spec.movement == "squat" else _on_both_feet(seen)
        self._turn, self._reference = _reference(seen, standing, rig)
        joints = rig.joints(rig.pose(self.perform(times)))
        timed = _repetitions if spec.movement == "squat" else _steps
        self.reps = timed(times, joints, self._trial.episodes_s)

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        markers = {name: place @ self._turn.T for name, place in self._trial.at(times_s).items()}
        ref, rig = self._reference, self.rig
        pelvis = pelvis_frame(markers) @ about("x", -ref["pelvis_pitch"])
        chest = chest_frame(markers) @ about("x", -ref["chest_pitch"])
        head = head_frame(markers) @ about("x", -ref["head_pitch"])
        feet = {side: self._foot(side, markers) for side in SIDES}
        middle = self._hip_middle(markers, pelvis, feet)
        rotations = {"root": pelvis, **self._upper.spine_and_neck(pelvis, chest, head)}
        for side in SIDES:
            rotations |= self._leg(side, markers, pelvis, middle, feet[side])
            rotations |= self._upper.arm_along(side, chest, *arm_directions(markers, side))
        rest_middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        return Performance(times_s, rotations, middle - pelvis @ (rest_middle - rig.body.heads[0]))

    def _foot(self, side: str, markers: Markers) -> dict[str, Floats]:
        """Place one foot: turned as recorded, on the ball where it stood, the heel as high as recorded."""
        rig, ref = self.rig, self._reference
        heel, toe = markers[_LETTER[side] + "HEE"], markers[_LETTER[side] + "TOE"]
        yaw, pitch = _foot_angles(heel, toe)
        moved = (toe - ref[f"{side}_toe"]) * ref["scale"]
        risen = np.maximum(moved[:, 2] - 0.012, 0.0)
        airborne = np.clip(risen / 0.03, 0.0, 1.0)
        pitch = pitch - ref[f"{side}_foot_pitch"]
        pitch = np.where(pitch < 0, pitch * airborne, pitch)
        toes = about("z", yaw - _OUT[side] * rig.foot_yaw_deg(side))
        foot = toes @ about("x", pitch)
        if self.screen == "hurdle":  # a foot in the air is one piece
            toes = toes @ about("x", pitch * airborne)
        arm = rig.joint("ankle", side) - rig.joint("ball", side)
        standing_yaw = about("z", ref[f"{side}_foot_yaw"] - _OUT[side] * rig.foot_yaw_deg(side))
        ball = ref[f"{side}_ankle"] - standing_yaw @ arm + np.stack([moved[:, 0], moved[:, 1], risen], axis=-1)
        return {"ankle": ball + foot @ arm, "foot": foot, "toes": toes, "ahead": foot @ np.array([0.0, -1.0, 0.0])}

    def _hip_middle(self, markers: Markers, pelvis: Floats, feet: dict[str, dict[str, Floats]]) -> Floats:
        """Put the hips over the feet as recorded, in leg lengths, but never higher than the legs reach."""
        rig, ref = self.rig, self._reference
        hips = (hip_centre(markers, "left") + hip_centre(markers, "right")) / 2
        ankles = (ankle_centre(markers, "left") + ankle_centre(markers, "right")) / 2
        if self.screen == "hurdle":  # one foot is in the air: the hips move over where both stood
            ankles = np.broadcast_to(ref["ankles_seen"], hips.shape)
        place = ref["ankles"] + (ankles - ref["ankles_seen"]) * ref["scale"] + (hips - ankles) * ref["scale"]
        place[:, 2] = ref["ankles"][2] + (hips - ankles)[:, 2] * ref["scale"] + ref["rise"]
        reach = 0.9985 * (rig.thigh_m + rig.shank_m)
        rest_middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        highest = np.full(len(place), np.inf)
        for side in SIDES:
            offset = pelvis @ (rig.joint("hip", side) - rest_middle)
            away = place + offset - feet[side]["ankle"]
            room = np.sqrt(reach**2 - np.minimum(np.sum(away[:, :2] ** 2, axis=1), 0.9 * reach**2))
            highest = np.minimum(highest, feet[side]["ankle"][:, 2] + room - offset[:, 2])
        place[:, 2] = highest - 0.002 * np.logaddexp(0.0, (highest - place[:, 2]) / 0.002)
        return place

    def _leg(
        self, side: str, markers: Markers, pelvis: Floats, middle: Floats, foot: dict[str, Floats]
    ) -> dict[str, Floats]:
        rig, end = self.rig, SUFFIX[side]
        rest_middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
        hip = middle + pelvis @ (rig.joint("hip", side) - rest_middle)
        leg = solve_leg(rig, side, hip, foot["ankle"], knee_direction(markers, side, foot["ahead"]))
        toes = {rig.body.labels[b]: foot["toes"] for b in rig.body.bones("toe", side=side)}
        return {f"upperleg01{end}": leg.thigh, f"lowerleg01{end}": leg.shank, f"foot{end}": foot["foot"], **toes}


def frame(left: Floats, up: Floats, keep: str) -> Floats:
    """Return rotations whose columns are left, back and up; ``keep`` names the axis that stays exactly as given."""
    first = unit(left if keep == "left" else up)
    other = up if keep == "left" else left
    second = unit(other - np.sum(other * first, axis=-1, keepdims=True) * first)
    x, z = (first, second) if keep == "left" else (second, first)
    return np.stack([x, np.cross(z, x), z], axis=-1)


def pelvis_frame(markers: Markers) -> Floats:
    """Left along the hip bones, forward from the back to the front markers."""
    left = markers["LASI"] - markers["RASI"] + markers["LPSI"] - markers["RPSI"]
    ahead = markers["LASI"] + markers["RASI"] - markers["LPSI"] - markers["RPSI"]
    return frame(left, np.cross(ahead, left), "left")


def chest_frame(markers: Markers) -> Floats:
    """Up from the lower to the upper markers of breastbone and spine, left square to their front-back line."""
    up = markers["C7"] + markers["CLAV"] - markers["T10"] - markers["STRN"]
    back = markers["C7"] - markers["CLAV"] + markers["T10"] - markers["STRN"]
    return frame(np.cross(back, up), up, "up")


def head_frame(markers: Markers) -> Floats:
    """Left and forward from the four markers of the head band."""
    left = markers["LFHD"] - markers["RFHD"] + markers["LBHD"] - markers["RBHD"]
    ahead = markers["LFHD"] + markers["RFHD"] - markers["LBHD"] - markers["RBHD"]
    return frame(left, np.cross(ahead, left), "left")


def hip_centre(markers: Markers, side: str) -> Floats:
    """Return the hip joint's centre after Harrington (2007), from the width and depth of the pelvis."""
    axes = pelvis_frame(markers)
    front = (markers["LASI"] + markers["RASI"]) / 2
    width = min(float(np.median(np.linalg.norm(markers["LASI"] - markers["RASI"], axis=-1))), _WIDEST_PELVIS_M)
    depth = float(np.median(np.linalg.norm(front - (markers["LPSI"] + markers["RPSI"]) / 2, axis=-1)))
    offset = np.array([_OUT[side] * (0.33 * width + 0.0073), 0.24 * depth + 0.0099, -(0.30 * width + 0.0109)])
    return np.asarray(front + axes @ offset)


def knee_centre(markers: Markers, side: str) -> Floats:
    """Return the knee joint's centre: medial of the lateral marker along the knee's own axis."""
    return markers[_LETTER[side] + "KNE"] - _OUT[side] * _KNEE_IN_M * _knee_axis(markers, side)


def ankle_centre(markers: Markers, side: str) -> Floats:
    """Return the ankle joint's centre: medial of the lateral marker, square to the foot."""
    ahead = markers[_LETTER[side] + "TOE"] - markers[_LETTER[side] + "HEE"]
    left = unit(np.cross(UP, ahead))
    return markers[_LETTER[side] + "ANK"] - _OUT[side] * _ANKLE_IN_M * left


def _knee_axis(markers: Markers, side: str) -> Floats:
    """Return the knee's hinge, pointing left: from the bend once the knee is bent, from pelvis and foot before.

    The bend is read in the plane of the lateral markers, the hip centre moved out to them, so that it needs no knee.
    """
    hip, letter = hip_centre(markers, side), _LETTER[side]
    ahead = markers[letter + "TOE"] - markers[letter + "HEE"]
    pelvis_left = pelvis_frame(markers)[..., 0]
    resting = unit(unit(np.cross(UP, ahead)) + pelvis_left)
    thigh = unit(markers[letter + "KNE"] - (hip + _OUT[side] * _KNEE_IN_M * pelvis_left))
    shank = unit(markers[letter + "ANK"] - markers[letter + "KNE"])
    bend = np.cross(thigh, shank)
    size = np.linalg.norm(bend, axis=-1, keepdims=True)
    trust = np.clip((size - 0.35) / 0.40, 0.0, 1.0)
    return unit(trust * bend / np.maximum(size, 1e-9) + (1 - trust) * resting)


def knee_direction(markers: Markers, side: str, foot_ahead: Floats) -> Floats:
    """Return where the knee lies off the hip-ankle line (T, 3); while the leg is straight, where the foot points."""
    hip, knee, ankle = hip_centre(markers, side), knee_centre(markers, side), ankle_centre(markers, side)
    line = unit(hip - ankle)
    off = (knee - ankle) - np.sum((knee - ankle) * line, axis=-1, keepdims=True) * line
    trust = np.clip((np.linalg.norm(off, axis=-1, keepdims=True) - 0.03) / 0.06, 0.0, 1.0)
    return np.asarray(trust * unit(off) + (1 - trust) * unit(foot_ahead))


def arm_directions(markers: Markers, side: str) -> tuple[Floats, Floats]:
    """Return the directions of upper arm and forearm."""
    letter = _LETTER[side]
    shoulder = markers[letter + "SHO"] - _SHOULDER_DOWN_M * chest_frame(markers)[..., 2]
    wrist = (markers[letter + "WRA"] + markers[letter + "WRB"]) / 2
    elbow = markers[letter + "ELB"]
    return unit(elbow - shoulder), unit(wrist - elbow)


def _foot_angles(heel: Floats, toe: Floats) -> tuple[Floats, Floats]:
    """Return a foot's yaw (about up, deg; + turns it to the runner's left) and pitch (deg; + heel up)."""
    ahead = toe - heel
    yaw = np.degrees(np.arctan2(ahead[:, 0], -ahead[:, 1]))
    return yaw, np.degrees(np.arcsin(-ahead[:, 2] / np.linalg.norm(ahead, axis=1)))


def _pitch_deg(axes: Floats) -> Floats:
    return np.degrees(np.arctan2(-axes[:, 1, 2], axes[:, 2, 2]))


def _upright(seen: Markers) -> np.ndarray:
    """Say in which frames the hips are as high as they get."""
    height = (seen["LASI"] + seen["RASI"])[:, 2]
    return np.asarray(height > height.min() + 0.985 * (np.percentile(height, 98) - height.min()))


def _on_both_feet(seen: Markers) -> np.ndarray:
    """Say in which frames neither heel nor toe is off the floor, and the hips are between the feet."""
    down = np.all([seen[m][:, 2] < seen[m][:, 2].min() + _ON_FLOOR_M for m in ("LHEE", "LTOE", "RHEE", "RTOE")], axis=0)
    beside = np.abs((seen["LASI"] + seen["RASI"] - seen["LANK"] - seen["RANK"]) @ _across(seen))
    return np.asarray(down & (beside <= np.median(beside[down])))


def _across(seen: Markers) -> Floats:
    """Return the horizontal direction of the hip bones' line over the whole trial."""
    line = (seen["LASI"] - seen["RASI"]).mean(axis=0) * np.array([1.0, 1.0, 0.0])
    return unit(line)


def _reference(seen: Markers, standing: np.ndarray, rig: Rig) -> tuple[Floats, dict[str, Floats]]:
    """Measure the person while they stand: where they face, how long their legs are, how the markers sit."""
    across = (hip_centre(seen, "left") - hip_centre(seen, "right"))[standing].mean(axis=0)
    turn = about("z", -np.degrees(np.arctan2(across[1], across[0])))
    still = {name: (place @ turn.T)[standing] for name, place in seen.items()}
    legs = []
    for side in SIDES:
        hip, knee, ankle = (f(still, side) for f in (hip_centre, knee_centre, ankle_centre))
        legs.append(np.linalg.norm(hip - knee, axis=1).mean() + np.linalg.norm(knee - ankle, axis=1).mean())
    scale = (rig.thigh_m + rig.shank_m) / np.mean(legs)
    ankles = np.stack([ankle_centre(still, side).mean(axis=0) for side in SIDES])
    trunk = (still["LSHO"] + still["RSHO"]) / 2 - (hip_centre(still, "left") + hip_centre(still, "right")) / 2
    leaning = np.degrees(np.arctan2(-trunk[:, 1], trunk[:, 2])).mean()
    found: dict[str, Floats] = {
        "scale": np.asarray(scale),
        "rise": np.asarray(_rise(still, rig, scale)),
        "ankles_seen": ankles.mean(axis=0),
        "ankles": np.array([0.0, 0.0, rig.ankle_height_m]),
        "pelvis_pitch": _pitch_deg(pelvis_frame(still)).mean(),
        "chest_pitch": _pitch_deg(chest_frame(still)).mean() - leaning,
        "head_pitch": _pitch_deg(head_frame(still)).mean(),
    }
    for side, ankle in zip(SIDES, ankles, strict=True):
        heel, toe = still[_LETTER[side] + "HEE"], still[_LETTER[side] + "TOE"]
        yaw, pitch = _foot_angles(heel, toe)
        flat = (ankle - ankles.mean(axis=0)) * scale
        found |= {f"{side}_foot_yaw": yaw.mean(), f"{side}_foot_pitch": pitch.mean(), f"{side}_toe": toe.mean(axis=0)}
        found[f"{side}_ankle"] = np.array([flat[0], flat[1], rig.ankle_height_m])
    return turn, found


def _rise(still: Markers, rig: Rig, scale: float) -> float:
    """Return how much higher (m) the body's hips must be for its standing knees to be as straight as the person's."""
    needed = []
    hips = (hip_centre(still, "left") + hip_centre(still, "right")) / 2
    rest_middle = (rig.joint("hip", "left") + rig.joint("hip", "right")) / 2
    for side in SIDES:
        hip, knee, ankle = (f(still, side) for f in (hip_centre, knee_centre, ankle_centre))
        cosine = np.sum(unit(knee - hip) * unit(ankle - knee), axis=1).mean()
        reach_sq = rig.thigh_m**2 + rig.shank_m**2 + 2 * rig.thigh_m * rig.shank_m * cosine
        own = (hips - ankle).mean(axis=0) * scale + (rig.joint("hip", side) - rest_middle)
        needed.append(np.sqrt(reach_sq - own[0] ** 2 - own[1] ** 2) - own[2])
    return float(np.mean(needed))


def _repetitions(times: Floats, joints: Floats, episodes_s: list[tuple[float, float]]) -> list[RepTimes]:
    """Time each episode's one repetition by the body's own mean knee flexion."""
    truth = Truth(times, joints, [])
    flexion = np.mean([truth.of_side(side)["knee_flexion_deg"] for side in SIDES], axis=0)
    standing = np.percentile(flexion, 5)
    reps = []
    for begun, ended in episodes_s:
        inside = (times >= begun) & (times <= ended)
        turn = int(np.argmax(np.where(inside, flexion, -np.inf)))
        still = flexion < standing + _MOVING_SHARE * (flexion[turn] - standing)
        before, after = np.flatnonzero(still[:turn]), np.flatnonzero(still[turn:])
        start = int(before[-1]) if len(before) else 0
        stop = turn + int(after[0]) if len(after) else len(times) - 1
        reps.append(RepTimes(*(round(float(times[i]), 3) for i in (start, turn, stop))))
    return reps


def _steps(times: Floats, joints: Floats, episodes_s: list[tuple[float, float]]) -> list[RepTimes]:
    """Time each episode's one hurdle step by the body's own feet and knees."""
    begun = episodes_s[0][0]
    truth = HurdleTruth(times, joints, [RepTimes(begun + HurdleTruth.quiet_s, 0.0, 0.0)])
    return [truth.timed(start, end, truth.stepping_side(start, end)) for start, end in episodes_s]
