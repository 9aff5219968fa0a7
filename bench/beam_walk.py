"""Knee and hip flexion of a filmed walk against a four-camera reference, where the view allows.

    python -m bench.beam_walk [--fps 30]

The clips (``../shared/data/beam_walk_4cam``) hold no movement of ours, so the stages are called one by one: capture,
conditioning, leg swaps, view, measure. Two references: OpenSim's inverse kinematics (``angles.mot``) and the angle
between the triangulated joint centres themselves (``triangulated.trc``); what lies between the two is no error of ours.
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from evenstride.capture import CaptureOptions, capture
from evenstride.capture.conditioning import even, filtered
from evenstride.capture.swaps import mend_leg_swaps
from evenstride.capture.view import WIDEST_SIDE_DEG, Viewpoint, viewpoint_of
from evenstride.measure.knee import knee_flexion
from evenstride.measure.subject import MOST_OFF_SQUARE_DEG, Subject
from evenstride.measure.trunk import trunk_lean
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.angles import flexion, lean_from_vertical

DATA = Path(__file__).parents[2] / "shared" / "data" / "beam_walk_4cam"
RATE_HZ = 60.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Reference:
    """What four cameras saw, 60 times a second: joints (T, 3) m, Z up; angles by OpenSim (T,) deg."""

    joints: dict[str, Floats]
    solved: dict[str, Floats]

    @property
    def times(self) -> Floats:
        """(T,) seconds since the first picture."""
        return np.arange(len(self.joints["Neck"])) / RATE_HZ

    def middle(self, part: str) -> Floats:
        """(T, 3) m halfway between the left and right of a pair."""
        return (self.joints[f"L{part}"] + self.joints[f"R{part}"]) / 2

    @property
    def forward(self) -> Floats:
        """(T, 3) horizontal unit vector the walker faces: square to the line through the shoulders."""
        across = self.joints["LShoulder"] - self.joints["RShoulder"]
        ahead = np.cross(across, [0.0, 0.0, 1.0])
        return np.asarray(ahead / np.linalg.norm(ahead, axis=1, keepdims=True))

    def flexion(self, joint: str, side: Side) -> tuple[Floats, Floats]:
        """Return a joint's flexion (T,) deg by OpenSim, and between the triangulated points as we define it."""
        letter = "L" if side is Side.LEFT else "R"
        solved = self.solved[f"{'knee_angle' if joint == 'knee' else 'hip_flexion'}_{letter.lower()}"]
        hip, knee, ankle = (self.joints[letter + part] for part in ("Hip", "Knee", "Ankle"))
        if joint == "knee":
            thigh, shank = knee - hip, ankle - knee
            cosine = np.sum(thigh * shank, axis=1) / np.linalg.norm(thigh, axis=1) / np.linalg.norm(shank, axis=1)
            return solved, np.asarray(np.degrees(np.arccos(cosine)))
        return solved, self._lean(self.middle("Hip"), self.middle("Shoulder")) - self._lean(knee, hip)

    def yaw_deg(self, camera: Floats) -> Floats:
        """Return (T,) where a camera (3,) stood around the walker, as `Clip.view_yaw_deg` counts it."""
        away = camera - self.middle("Hip")
        left = np.cross([0.0, 0.0, 1.0], self.forward)
        return np.asarray(np.degrees(np.arctan2(np.sum(away * left, axis=1), np.sum(away * self.forward, axis=1))))

    def _lean(self, base: Floats, top: Floats) -> Floats:
        along = top - base
        return np.asarray(np.degrees(np.arctan2(np.sum(along * self.forward, axis=1), along[:, 2])))


@dataclass(frozen=True)
class Camera:
    """One calibrated camera."""

    name: str
    turn: Floats
    shift: Floats
    matrix: Floats
    bending: Floats

    @property
    def position(self) -> Floats:
        """(3,) m, Z up."""
        away, _ = cv2.Rodrigues(self.turn)
        return np.asarray(-away.T @ self.shift)

    def picture_of(self, points: Floats) -> Floats:
        """Return where (T, 3) points lie in the picture, (T, 2) px."""
        pixels, _ = cv2.projectPoints(points, self.turn, self.shift, self.matrix, self.bending)
        return np.asarray(pixels.reshape(-1, 2))


@dataclass(frozen=True)
class Agreement:
    """One joint of one leg from one camera; every pair is (MAE, bias) in deg.

    `solved`, `points`: ours against OpenSim and against the triangulated points. `geometry`: what a flawless pose would
    be off by from here, the points as the picture shows them, stretched back as ours are, against the points. `pose`:
    ours against the points in the picture. `side_on`: `points` while the camera truly stood at the side.
    """

    joint: str
    side: Side
    solved: tuple[float, float]
    points: tuple[float, float]
    geometry: tuple[float, float]
    pose: tuple[float, float]
    side_on: tuple[float, float]


@dataclass(frozen=True)
class Seen:
    """One camera: what we take its view for, where it truly stood, and how the angles agree."""

    stands: Viewpoint
    true_yaw_deg: Floats
    rows: tuple[Agreement, ...]

    @property
    def truly(self) -> str:
        """The range of the true angle, in words."""
        middle = np.degrees(np.angle(np.exp(1j * np.radians(self.true_yaw_deg)).mean()))
        off = (self.true_yaw_deg - middle + 180) % 360 - 180
        return f"{middle + off.min():.0f} to {middle + off.max():.0f}"


def reference() -> Reference:
    """Read the reference."""
    lines = (DATA / "triangulated.trc").read_text().splitlines()
    names = [name for name in lines[3].split("\t")[2:] if name]
    table = np.array([[float(v) for v in line.split("\t") if v.strip()] for line in lines[5:] if line.strip()])
    upright = table[:, 2:].reshape(len(table), -1, 3)[..., [2, 0, 1]]
    columns, *rows = (DATA / "angles.mot").read_text().split("endheader\n")[1].splitlines()
    values = np.array([[float(v) for v in row.split()] for row in rows if row.strip()])
    return Reference(
        {name: upright[:, n] for n, name in enumerate(names)},
        {name: values[:, n] for n, name in enumerate(columns.split("\t"))},
    )


def cameras() -> list[Camera]:
    """Read the calibration."""
    facts = tomllib.loads((DATA / "calibration.toml").read_text())
    keys = ("rotation", "translation", "matrix", "distortions")
    return [
        Camera(name.replace("_", ""), *(np.array(camera[key]) for key in keys))
        for name, camera in facts.items()
        if name.startswith("cam_")
    ]


def seen_by(camera: Camera, truth: Reference, fps: float) -> Seen:
    """Pose one camera's clip and compare the near leg with the reference."""
    recording = capture(DATA / f"{camera.name}.mp4", CaptureOptions(max_fps=fps))
    motion = filtered(mend_leg_swaps(even(recording.motion)).motion)
    stands = viewpoint_of(motion)
    subject = Subject(motion, stands.view, stands.yaw, stands.near_side)
    near, yaw = stands.near_side, truth.yaw_deg(camera.position)
    own = {"knee": knee_flexion.series(subject, near), "hip": hip_flexion(subject)}
    drawn = picture_angles(camera, truth, subject)
    rows = []
    for joint, ours in own.items():
        solved, points = (at(motion.times, truth.times, curve) for curve in truth.flexion(joint, near))
        in_picture = at(motion.times, truth.times, drawn[joint])
        side_on = np.abs(np.abs(at(motion.times, truth.times, yaw)) - 90) <= WIDEST_SIDE_DEG
        rows.append(
            Agreement(
                joint,
                near,
                mae_and_bias(ours - solved),
                mae_and_bias(ours - points),
                mae_and_bias(in_picture - points),
                mae_and_bias(ours - in_picture),
                mae_and_bias((ours - points)[side_on]),
            )
        )
    return Seen(stands, yaw, tuple(rows))


def hip_flexion(subject: Subject) -> Floats:
    """Return (T,) deg between the trunk and the near thigh in the picture, 0 in line, positive with the knee ahead."""
    knee, hip = (subject.sagittal_point(part, subject.near_side) for part in ("knee", "hip"))
    return trunk_lean.series(subject, Side.NONE) - lean_from_vertical(knee, hip, subject.forward)


def picture_angles(camera: Camera, truth: Reference, subject: Subject) -> dict[str, Floats]:
    """Return knee and hip flexion (T,) deg as a flawless pose would show them in this camera's picture."""
    letter, forward = ("L" if subject.near_side is Side.LEFT else "R"), subject.forward
    shown = np.array([np.cos(np.radians(min(subject.off_square_deg, MOST_OFF_SQUARE_DEG))), 1.0])
    joints = [truth.joints[letter + part] for part in ("Hip", "Knee", "Ankle")]
    trunk = [truth.middle(part) for part in ("Hip", "Shoulder")]
    hip, knee, ankle, base, top = (camera.picture_of(points) / shown for points in (*joints, *trunk))
    return {
        "knee": flexion(hip, knee, ankle),
        "hip": lean_from_vertical(base, top, forward) - lean_from_vertical(knee, hip, forward),
    }


def at(times: Floats, true_times: Floats, curve: Floats) -> Floats:
    """Return a curve of the reference at the times of ours."""
    return np.interp(times, true_times, curve)


def mae_and_bias(difference: Floats) -> tuple[float, float]:
    """Return mean absolute and mean difference over the frames that were measured; NaN without any."""
    known = difference[np.isfinite(difference)]
    return (float(np.abs(known).mean()), float(known.mean())) if len(known) else (np.nan, np.nan)


def main() -> None:
    """Print a row per camera and joint, and what lies between the two references."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fps", type=float, default=30.0, help="frames a second to pose")
    truth, fps = reference(), parser.parse_args().fps
    columns = ("OpenSim", "points", "geometry", "pose", "truly side")
    print("near leg, deg: MAE and bias, ours minus theirs")
    print(f"{'':6}{'taken for':18}{'true yaw':>13}  {'joint':11}" + "".join(f"{c:>13}" for c in columns))
    for camera in cameras():
        seen = seen_by(camera, truth, fps)
        stands = f"{seen.stands.view} {seen.stands.yaw.value:.0f} ± {seen.stands.yaw.half_width:.0f}"
        verdict = "" if seen.stands.view in knee_flexion.views else f"  refused: {seen.stands.view} view"
        for row in seen.rows:
            pairs = (row.solved, row.points, row.geometry, row.pose, row.side_on)
            figures = "".join(f"{mae:7.1f}{bias:+6.1f}" for mae, bias in pairs)
            print(f"{camera.name:6}{stands:18}{seen.truly:>13}  {f'{row.side} {row.joint}':11}{figures}{verdict}")
    for joint in ("knee", "hip"):
        both_sides = [truth.flexion(joint, side) for side in SIDES]
        between = [mae_and_bias(points - solved) for solved, points in both_sides]
        print(f"points minus OpenSim, {joint}: " + ", ".join(f"MAE {m:.1f}, bias {b:+.1f}" for m, b in between))


if __name__ == "__main__":
    main()
