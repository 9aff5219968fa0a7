"""Somebody on hands and knees, through the whole chain on poses from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenstride.capture import write_poses
from evenstride.model import Assessment, Verdict
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.pipeline import AssessOptions, ClipRequest, assess
from tests.fixtures.stick import Camera
from tests.fixtures.stick_bird_dog import ON_THE_LEFT, BirdDog, film_bird_dog


def _assess(folder: Path, dog: BirdDog, camera: Camera, movement: str | None = None) -> Assessment:
    path = folder / "clip.json"
    write_poses(film_bird_dog(dog, camera), path)
    return assess([ClipRequest(path, movement)], AssessOptions(pose="replay", use_cache=False))


def _verdicts(made: Assessment) -> dict[tuple[str, str], Verdict]:
    return {(f.fault, str(f.side)): f.verdict for f in made.findings}


def test_a_faulty_bird_dog_is_found_and_judged_for_each_leg(tmp_path: Path) -> None:
    dog = BirdDog(legs=(LEFT, RIGHT) * 3, hold_s=2.5, leg_drop_deg=35, roll_deg=38, sway_pct=12)
    made = _assess(tmp_path, dog, ON_THE_LEFT)
    assert made.clips[0].movement == "bird_dog"
    verdicts = _verdicts(made)
    for side in ("left", "right"):
        for fault in ("trunk_leans", "hold_not_kept", "balance_lost", "limbs_drop"):
            assert verdicts[fault, side] is Verdict.PRESENT, (fault, side)


def test_a_leg_held_for_as_long_as_asked_and_kept_up_is_clear(tmp_path: Path) -> None:
    verdicts = _verdicts(_assess(tmp_path, BirdDog(hold_s=5.6), ON_THE_LEFT))
    for side in ("left", "right"):
        assert verdicts["hold_not_kept", side] is Verdict.ABSENT
        assert verdicts["limbs_drop", side] is Verdict.ABSENT
        assert verdicts["trunk_leans", side] is not Verdict.PRESENT


@pytest.mark.parametrize(("yaw_deg", "code"), [(0.0, "front_view"), (178.0, "foot_end_view")])
@pytest.mark.parametrize("movement", [None, "bird_dog"])
def test_head_on_and_from_behind_are_refused_with_advice(
    tmp_path: Path, yaw_deg: float, code: str, movement: str | None
) -> None:
    made = _assess(tmp_path, BirdDog(), Camera(yaw_deg=yaw_deg, height_m=0.5, distance_m=8.0), movement)
    assert [p.code for p in made.clips[0].problems if p.code.endswith("_view") or p.code == "wrong_movement"] == [code]
    assert "from the side" in made.clips[0].problems[-1].advice
    assert made.measures == ()
    assert all(f.verdict is Verdict.UNDETERMINED and f.advice for f in made.findings)
