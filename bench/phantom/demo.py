"""The clips that Evenstride ships to show itself: one runner, whose right hip steadies less than the left."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from bench.phantom.bird_dog_spec import BirdDogRep, BirdDogSpec
from bench.phantom.hurdle_spec import HurdleSpec, HurdleStep
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

_STEP = HurdleStep(side="right", stand_s=0.35, lift_s=0.8, over_s=0.65, back_s=1.2, turn_out_deg=3.0, clearance_pct=8.0)
_WOBBLY_STEP = replace(_STEP, side="left", pelvic_tilt_deg=-11.0, sway_pct=9.0, trunk_lateral_lean_deg=3.0)
_HURDLE = HurdleSpec(steps=(_STEP, _WOBBLY_STEP) * 3, before_s=0.9, after_s=0.8, seed=7)
_HURDLE_SCENE = replace(_SCENE, seed=21, furniture=("door", "plant", "picture"))
_HOLD = BirdDogRep(side="left", rest_s=0.5, lift_s=0.9, hold_s=5.4, lower_s=0.8)
_SHORT_HOLD = replace(_HOLD, side="right", hold_s=2.4, trunk_roll_deg=24.0)
_BIRD_DOG = BirdDogSpec(reps=(_HOLD, _SHORT_HOLD), before_s=1.0, after_s=0.8, seed=9)
_FLOOR_CAMERA = CameraSpec(
    view_deg=62.0, distance_m=2.7, height_m=0.7, fov_long_deg=64.0, width_px=960, height_px=540, fps=25.0
)


def demo_specs() -> dict[str, ClipSpec]:
    """Return the specs of the clips by file name."""
    return {
        "front": ClipSpec(_BODY, _CAMERA, _SCENE, _FRONT, "demo-front"),
        "hurdle": ClipSpec(_BODY, replace(_CAMERA, fps=25.0), _HURDLE_SCENE, _HURDLE, "demo-hurdle"),
        "bird_dog": ClipSpec(_BODY, _FLOOR_CAMERA, replace(_SCENE, seed=25), _BIRD_DOG, "demo-bird-dog"),
        "side": ClipSpec(_BODY, replace(_CAMERA, view_deg=-90.0), _SIDE_SCENE, _SIDE, "demo-side"),
    }


def write_demo(folder: Path) -> None:
    """Write front.mp4, side.mp4, ... and truth.json (what is true of each clip) into a folder."""
    from bench.phantom.render import render

    folder.mkdir(parents=True, exist_ok=True)
    truth = {}
    for name, spec in demo_specs().items():
        made = render(spec)
        shutil.copyfile(made / "clip.mp4", folder / f"{name}.mp4")
        truth[name] = json.loads((made / "truth.json").read_text("utf-8"))
    (folder / "truth.json").write_text(json.dumps(truth, indent=1) + "\n", "utf-8")
