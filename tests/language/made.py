"""Real assessments of stick figures: every sentence in them was made by the stages, none by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evenstride.capture import write_poses
from evenstride.capture.view import calibration
from evenstride.model import Assessment, Intake, Motion, Side, SidePair
from evenstride.model.skeleton import LEFT
from evenstride.pipeline import AssessOptions, ClipRequest, assess, plan_out_of
from tests.fixtures.stick import Camera, Squat, film, without
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_hurdle import Hurdle, film_hurdle

FRONT, BESIDE, OBLIQUE = Camera(), Camera(yaw_deg=-90), Camera(yaw_deg=38)
ANSWERS = Intake(
    age_band="30-39",
    cambered_road_low_side=Side.RIGHT,
    one_sided_training="left",
    pain={"left_knee": 2},
    girths_cm={"thigh": SidePair(55.0, 51.0), "calf": SidePair(37.5, 35.0)},
)
Clip = tuple[str, Motion]


def _assessed(folder: Path, intake: Intake | None, *clips: Clip) -> Assessment:
    requests = []
    for n, (movement, motion) in enumerate(clips):
        assert motion.depth is not None
        path = folder / f"clip{n}.json"
        write_poses(replace(motion, depth=motion.depth * calibration()["depth_exaggeration"]), path)
        requests.append(ClipRequest(path, movement))
    return assess(requests, AssessOptions(pose="replay", use_cache=False, athlete="Ana", intake=intake))


def lopsided(folder: Path) -> Assessment:
    """Everything that can be seen is there on one side, the retest settles it, and there is a plan."""
    knee_in = Squat(medial_right_pct=14, heel_lift_deg=45, flexion_deg=80, trunk_lean_deg=70, hip_shift_pct=10)
    made = _assessed(
        folder,
        ANSWERS,
        ("squat", film(knee_in, FRONT)),
        ("squat", film(knee_in, BESIDE)),
        ("squat_heels_raised", film(Squat(), FRONT)),
        ("hurdle", film_hurdle(Hurdle(faulty=(LEFT,), turn_out_deg=20, lean_deg=12, sway_pct=8, touches=1), FRONT)),
        ("bird_dog", film_bird_dog(BirdDog(hold_s=3, roll_deg=12, leg_drop_deg=15, sway_pct=8))),
    )
    return replace(made, plan=plan_out_of(made))


def even(folder: Path) -> Assessment:
    """Nothing stands out, and the plan keeps it so."""
    made = _assessed(
        folder,
        None,
        ("squat", film(Squat(), FRONT)),
        ("hurdle", film_hurdle(Hurdle(), FRONT)),
        ("bird_dog", film_bird_dog(BirdDog(same_side=False))),
    )
    return replace(made, plan=plan_out_of(made))


def hard_to_see(folder: Path) -> Assessment:
    """Clips that the pose model or the camera's place leaves in doubt."""
    hidden = without(film(Squat(reps=1), BESIDE), "knee", Side.RIGHT, 0.0, 9.0)
    return _assessed(
        folder,
        None,
        ("squat", film(Squat(medial_right_pct=14), OBLIQUE)),
        ("squat", hidden),
        ("hurdle", film_hurdle(Hurdle(legs=(LEFT, LEFT), taps=False), FRONT)),
        ("bird_dog", film_bird_dog(BirdDog(arm=False, hold_s=1.0), FRONT)),
    )


def painful(folder: Path) -> Assessment:
    """One screen hurts, and so does a bone."""
    answers = replace(
        ANSWERS, pain={"left_knee": 7}, pain_during=("squat",), red_flags=("point_bone_pain", "groin_pain")
    )
    return _assessed(folder, answers, ("squat", film(Squat(medial_right_pct=14), FRONT)))
