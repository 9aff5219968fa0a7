"""The two clips that Evenstride ships to show itself: one runner, from the front and from the right."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from bench.phantom.render import render
from bench.phantom.spec import BodySpec, CameraSpec, ClipSpec, Palette, SceneSpec, Sides, SquatRep, SquatSpec

_BODY = BodySpec(
    gender=0.85,
    age=0.7,
    muscle=0.6,
    weight=0.42,
    proportions=0.7,
    stature_m=1.70,
    shirt_loose_m=0.018,
    shorts_loose_m=0.018,
    shorts_length=0.55,
    sleeve_length=0.45,
    palette=Palette("#c98f6d", "#3b2a20", "#2f8f83", "#22283a", "#e2604a", "#f2f2ef", "#f2a33a"),
)
_SCENE = SceneSpec(
    seed=11,
    wall="#e4ded1",
    floor="#b98f63",
    furniture=("window", "plant", "picture", "cabinet"),
    mat="#55748a",
    wall_distance_m=1.5,
    light_deg=-38.0,
    warmth=0.5,
    noise_sd=1.2,
    vignette=0.12,
    crf=20,
)
_REP = SquatRep(down_s=1.15, hold_s=0.25, up_s=1.05, stand_s=0.55, knee_shift_phase="late")
_FRONT = SquatSpec(
    reps=(
        replace(_REP, knee_flexion_deg=114.0, knee_shift_right_pct=12.4, knee_shift_left_pct=1.0, hip_shift_pct=1.5),
        replace(_REP, knee_flexion_deg=116.0, knee_shift_right_pct=13.0, knee_shift_left_pct=0.6, hip_shift_pct=1.8),
        replace(_REP, knee_flexion_deg=115.0, knee_shift_right_pct=13.6, knee_shift_left_pct=1.2, hip_shift_pct=2.0),
    ),
    stance_m=0.40,
    turn_out_deg=Sides(14.0, 14.0),
    knees_follow_toes=0.75,
    before_s=0.9,
    after_s=0.9,
    sway_m=0.003,
    seed=5,
)
_SIDE = replace(_FRONT, seed=6, reps=_FRONT.reps[::-1])
_CAMERA = CameraSpec(distance_m=2.75, height_m=0.95, fov_long_deg=64.0)
_SIDE_SCENE = replace(_SCENE, seed=15, furniture=("shelf", "picture", "plant"))


def demo_specs() -> dict[str, ClipSpec]:
    """Return the specs of the two clips by file name."""
    return {
        "front": ClipSpec(_BODY, _CAMERA, _SCENE, _FRONT, "demo-front"),
        "side": ClipSpec(_BODY, replace(_CAMERA, view_deg=-90.0), _SIDE_SCENE, _SIDE, "demo-side"),
    }


def write_demo(folder: Path) -> None:
    """Write front.mp4, side.mp4 and truth.json (what is true of each clip) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    truth = {}
    for name, spec in demo_specs().items():
        made = render(spec)
        shutil.copyfile(made / "clip.mp4", folder / f"{name}.mp4")
        truth[name] = json.loads((made / "truth.json").read_text("utf-8"))
    (folder / "truth.json").write_text(json.dumps(truth, indent=1) + "\n", "utf-8")
