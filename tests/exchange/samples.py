"""A small assessment made by hand: two clips, measures with and without a value, findings of both kinds."""

from __future__ import annotations

import numpy as np

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
    Retest,
    Side,
    Signals,
    Undetermined,
    Verdict,
    View,
)

HASH = "0" * 64
TIMES = np.arange(60) / 30.0


def standing_motion(leg_px: float = 500.0) -> Motion:
    """A body that stands still, hips 500 px above the ankles, facing the camera."""
    height = {"nose": -350, "ear": -350, "shoulder": -250, "elbow": -400, "wrist": -520, "hip": 0}
    below = {"knee": leg_px / 2, "ankle": leg_px, "heel": leg_px + 30, "toe": leg_px + 40}
    places = []
    for keypoint in BODY.keypoints:
        x = {Side.LEFT: 60.0, Side.RIGHT: -60.0}.get(keypoint.side, 0.0)
        y = below.get(keypoint.part, height.get(keypoint.part, 0.0))
        places.append((270.0 + x, 450.0 + y))
    points = np.tile(np.array(places), (len(TIMES), 1, 1))
    return Motion(TIMES, points, np.ones(points.shape[:2]), (540, 1080))


def curve(name: str, side: Side, values: object, unit: str = "deg") -> Curve:
    return Curve(name, side, unit, TIMES, np.broadcast_to(np.asarray(values, dtype=np.float64), TIMES.shape))


def side_signals() -> Signals:
    """The curves of a side view from the right, plus a far-side curve that must not be used."""
    bend = 60.0 - 60.0 * np.cos(np.pi * TIMES)
    return Signals(
        standing_motion(),
        (
            curve("knee_flexion_deg", Side.RIGHT, bend),
            curve("knee_flexion_deg", Side.LEFT, bend + 40.0),
            curve("thigh_below_horizontal_deg", Side.RIGHT, -90.0 + bend / 1.2),
            curve("trunk_lean_deg", Side.NONE, bend / 4),
            curve("shank_lean_deg", Side.RIGHT, bend / 3),
            curve("heel_lift_deg", Side.RIGHT, 5.0),
        ),
    )


def front_signals() -> Signals:
    shift = np.where(TIMES > 1.5, np.nan, 4.0)
    return Signals(
        standing_motion(),
        (
            curve("knee_medial_shift_pct", Side.LEFT, shift, "% leg length"),
            curve("knee_medial_shift_pct", Side.RIGHT, shift + 3, "% leg length"),
            curve("hip_shift_pct", Side.NONE, 1.0, "% leg length"),
        ),
    )


def clip(clip_id: str, file: str, view: View, yaw: float, near: Side) -> Clip:
    return Clip(
        id=clip_id,
        file=file,
        sha256=HASH,
        movement="squat",
        view=view,
        view_yaw_deg=Estimate(yaw, (yaw - 4.0, yaw + 4.0)),
        near_side=near,
        fps=29.97002997,
        duration_s=2.0,
        size_px=(540, 1080),
        frames_posed=60,
        problems=(Problem("person_leaves_frame", 0.5, 0.7, "step back until hands and feet are in the picture"),),
    )


def assessment() -> Assessment:
    return Assessment(
        created="2026-01-02T03:04:05+00:00",
        software_version="0.1.0",
        pose=PoseProvenance("blazepose", "full", HASH),
        athlete=None,
        clips=(
            clip("c1", "front.mp4", View.FRONT, 2.0, Side.NONE),
            clip("c2", "side.mp4", View.SIDE, -88.0, Side.RIGHT),
        ),
        reps=(
            Rep("c1", Side.BOTH, 1, 0.1, 0.9, 1.6),
            Rep("c1", Side.BOTH, 2, 1.6, 1.8, 1.9, counted=False, why_not="it was not deep enough"),
        ),
        measures=(
            Measure(
                id="m1",
                name="knee_medial_shift_pct",
                side=Side.RIGHT,
                clip="c1",
                value=6.123456,
                unit="% leg length",
                interval=(4.4, 7.8),
                per_rep=(5.9, 6.346912),
                positive_means="toward the midline",
                moment="worst",
                at="worst of the rep",
                at_s=0.9,
                budget=ErrorBudget(0.5, 0.4, 0.1, 0.3),
            ),
            Measure(
                id="m2",
                name="heel_lift_deg",
                side=Side.LEFT,
                clip="c2",
                value=None,
                unit="deg",
                interval=None,
                per_rep=(),
                positive_means="heel up",
                moment="worst",
                at="worst of the rep",
                undetermined=Undetermined("far_side", "the left foot is hidden", "film the other side"),
            ),
        ),
        findings=(
            Finding(
                "f1",
                "squat",
                "knees_cave_in",
                Side.RIGHT,
                Verdict.PRESENT,
                "the whole interval lies above the threshold",
                ("m1",),
                (Evidence("c1", 0.9, "figures/f1.jpg"),),
            ),
            Finding(
                "f2",
                "squat",
                "heels_lift",
                Side.LEFT,
                Verdict.UNDETERMINED,
                "the left foot is hidden",
                ("m2",),
                (),
                "film the other side",
            ),
        ),
        retests=(Retest("heels_lift", Side.RIGHT, "m2", "m9", -3.5, (-6.0, -1.0), "improves", "The ankle is stiff."),),
        missing=(Missing("squat from the left side", "whether the left heel comes up"),),
        summary=("The right knee caves in.",),
        signals={"c1": front_signals(), "c2": side_signals()},
    )
