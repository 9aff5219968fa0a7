"""The whole chain on poses from a file: everything but the pose model is real."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from evenstride.capture import write_poses
from evenstride.capture.view import calibration
from evenstride.errors import (
    EvenstrideError,
    NobodySeenError,
    NothingJudgedError,
    TooShortClipError,
    UnknownMovementError,
)
from evenstride.exchange.assessment_json import schema
from evenstride.model import Assessment, Finding, Motion, Side, Verdict, View
from evenstride.model.skeleton import LEFT, RIGHT, SIDES
from evenstride.pipeline import AssessOptions, ClipRequest, assess, refuse_if_nothing_judged, write_results
from tests.fixtures.stick import Camera, Squat, film, without

REPLAY = AssessOptions(pose="replay", use_cache=False)
FRONT_VIEW, SIDE_VIEW = Camera(), Camera(yaw_deg=-90)


def _poses(path: Path, motion: Motion) -> Path:
    """Write poses as the pose model would have seen them: with its exaggerated depth."""
    assert motion.depth is not None
    write_poses(replace(motion, depth=motion.depth * calibration()["depth_exaggeration"]), path)
    return path


def _assess(folder: Path, *clips: tuple[str | None, Motion]) -> tuple[Assessment, list[ClipRequest]]:
    requests = [
        ClipRequest(_poses(folder / f"clip{n}.json", motion), movement) for n, (movement, motion) in enumerate(clips)
    ]
    return assess(requests, REPLAY), requests


def _finding(assessment: Assessment, fault: str, side: Side = Side.NONE) -> Finding:
    (found,) = [f for f in assessment.findings if f.fault == fault and f.side is side and f.movement == "squat"]
    return found


def test_clips_that_were_filmed_earlier_are_of_that_day(tmp_path: Path) -> None:
    path = _poses(tmp_path / "poses.json", film(Squat(), FRONT_VIEW))
    assert assess([ClipRequest(path, "squat")], replace(REPLAY, day="2026-01-05")).created[:10] == "2026-01-05"


def test_front_and_side_of_one_squat_become_one_assessment(tmp_path: Path) -> None:
    figure = Squat(medial_right_pct=14, heel_lift_deg=45, flexion_deg=115)
    made, _ = _assess(tmp_path, ("squat", film(figure, FRONT_VIEW)), ("squat", film(figure, SIDE_VIEW)))
    assert [c.view for c in made.clips] == [View.FRONT, View.SIDE]
    assert [len(made.reps_of(c.id)) for c in made.clips] == [3, 3]
    assert _finding(made, "knees_cave_in", RIGHT).verdict is Verdict.PRESENT
    assert _finding(made, "knees_cave_in", LEFT).verdict is not Verdict.PRESENT
    assert _finding(made, "heels_lift", RIGHT).verdict is Verdict.PRESENT
    assert _finding(made, "heels_lift", LEFT).verdict is Verdict.UNDETERMINED
    assert not any("squat" in m.what for m in made.missing)
    assert {m.what for m in made.missing} == {"Hurdle step", "Same-side bird dog"}
    assert len(made.summary) == 3


def test_every_link_holds_what_caused_it(tmp_path: Path) -> None:
    made, _ = _assess(tmp_path, ("squat", film(Squat(), FRONT_VIEW)))
    ids = {m.id for m in made.measures}
    clips = {c.id for c in made.clips}
    assert len(ids) == len(made.measures)
    assert len({f.id for f in made.findings}) == len(made.findings)
    for finding in made.findings:
        assert set(finding.measures) <= ids
        assert {e.clip for e in finding.evidence} <= clips
        assert bool(finding.evidence) == (finding.verdict is not Verdict.UNDETERMINED)
    for measure in made.measures:
        assert made.curve(measure.clip, measure.name, measure.side) is not None
        assert len(measure.per_rep) == 3
        assert measure.value == pytest.approx(np.mean(measure.per_rep))


def test_a_clip_without_a_named_movement_has_it_found(tmp_path: Path) -> None:
    made, _ = _assess(tmp_path, (None, film(Squat(), SIDE_VIEW)))
    assert made.clips[0].movement == "squat"


def test_a_stated_view_is_believed(tmp_path: Path) -> None:
    path = _poses(tmp_path / "turned.json", film(Squat(), Camera(yaw_deg=35)))
    assert assess([ClipRequest(path, "squat")], REPLAY).clips[0].view is View.OBLIQUE
    assert assess([ClipRequest(path, "squat", "front")], REPLAY).clips[0].view is View.FRONT


def test_an_oblique_clip_is_a_problem_and_claims_nothing(tmp_path: Path) -> None:
    made, _ = _assess(tmp_path, ("squat", film(Squat(medial_right_pct=14), Camera(yaw_deg=38))))
    assert "oblique_view" in {p.code for p in made.clips[0].problems}
    assert {f.verdict for f in made.findings} == {Verdict.UNDETERMINED}
    with pytest.raises(NothingJudgedError):
        refuse_if_nothing_judged(made)


def test_fewer_repetitions_than_asked_are_said(tmp_path: Path) -> None:
    made, _ = _assess(tmp_path, ("squat", film(Squat(reps=1), FRONT_VIEW)))
    (problem,) = [p for p in made.clips[0].problems if p.code == "too_few_reps"]
    assert problem.advice


def test_the_heels_raised_retest_says_what_it_settles(tmp_path: Path) -> None:
    plain = film(Squat(medial_right_pct=16), FRONT_VIEW)
    raised = film(Squat(), FRONT_VIEW)
    made, _ = _assess(tmp_path, ("squat", plain), ("squat_heels_raised", raised))
    (retest,) = [r for r in made.retests if r.side is RIGHT]
    assert retest.outcome == "improves"
    assert retest.change == pytest.approx(-16, abs=1.5)
    assert retest.settles


def test_feet_outside_the_picture_withdraw_the_heels_and_keep_the_rest(tmp_path: Path) -> None:
    motion = film(Squat(), SIDE_VIEW)
    points = motion.points.copy()
    for part in ("heel", "toe"):
        for side in SIDES:
            points[:, motion.skeleton.index(part, side), 1] += 5000
    made, _ = _assess(tmp_path, ("squat", replace(motion, points=points)))
    heels = _finding(made, "heels_lift", RIGHT)
    assert heels.verdict is Verdict.UNDETERMINED
    assert heels.advice
    assert _finding(made, "trunk_falls_forward").verdict is not Verdict.UNDETERMINED


def test_a_keypoint_lost_in_the_squat_gives_a_reason_and_no_number(tmp_path: Path) -> None:
    motion = film(Squat(), FRONT_VIEW)
    for n in range(3):
        motion = without(motion, "knee", RIGHT, 1.3 + 3.2 * n, 2.8 + 3.2 * n)
    made, _ = _assess(tmp_path, ("squat", motion))
    (lost,) = [m for m in made.measures if (m.name, m.side, m.moment) == ("knee_medial_shift_pct", RIGHT, "worst")]
    assert lost.value is None
    assert lost.undetermined is not None
    assert lost.undetermined.advice


def test_standing_still_is_not_judged_and_says_what_to_do(tmp_path: Path) -> None:
    still = film(Squat(flexion_deg=0, shank_lean_deg=0, trunk_lean_deg=0), FRONT_VIEW)
    made, _ = _assess(tmp_path, ("squat", still))
    assert made.reps == ()
    assert {f.verdict for f in made.findings} == {Verdict.UNDETERMINED}
    with pytest.raises(NothingJudgedError, match=r"clip0\.json") as refusal:
        refuse_if_nothing_judged(made)
    assert refusal.value.exit_code == 4


def test_an_unknown_movement_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UnknownMovementError):
        assess([ClipRequest(tmp_path / "never_opened.mp4", "sqat")], REPLAY)


def test_a_clip_of_one_second_is_too_short(tmp_path: Path) -> None:
    with pytest.raises(TooShortClipError, match="lasts 1"):
        _assess(tmp_path, ("squat", film(Squat(), FRONT_VIEW).between(0.0, 0.97)))


def test_a_clip_with_nobody_in_it_is_refused(tmp_path: Path) -> None:
    motion = film(Squat(), FRONT_VIEW)
    empty = replace(
        motion, points=np.full_like(motion.points, np.nan), confidence=np.zeros_like(motion.confidence), depth=None
    )
    path = tmp_path / "empty.json"
    write_poses(empty, path)
    with pytest.raises(NobodySeenError):
        assess([ClipRequest(path, "squat")], REPLAY)


def test_everything_that_is_promised_lies_in_the_folder(tmp_path: Path) -> None:
    made, requests = _assess(tmp_path, ("squat", film(Squat(), FRONT_VIEW)), ("squat", film(Squat(), SIDE_VIEW)))
    out = tmp_path / "results"
    named = write_results(made, requests, out, annotate=True)
    files = {path.name for path in out.iterdir()}
    assert {"report.html", "assessment.json", "measures.csv", "clip0_pose.trc", "clip1_angles.mot"} <= files
    document = json.loads((out / "assessment.json").read_text())
    jsonschema.validate(document, schema())
    assert [m["id"] for m in document["measures"]] == [m.id for m in named.measures]


def test_progress_runs_from_little_to_all(tmp_path: Path) -> None:
    heard: list[float] = []
    path = _poses(tmp_path / "clip.json", film(Squat(), FRONT_VIEW))
    assess([ClipRequest(path, "squat")], REPLAY, lambda stage, done, total: heard.append(done))
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_two_clips_of_one_name_keep_their_files_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    requests = [
        ClipRequest(_poses(tmp_path / folder / "squat.json", film(Squat(), FRONT_VIEW)), "squat")
        for folder in ("a", "b")
    ]
    write_results(assess(requests, REPLAY), requests, tmp_path / "out", annotate=False)
    assert {"squat_c1_pose.trc", "squat_c2_pose.trc"} <= {p.name for p in (tmp_path / "out").iterdir()}


def test_a_backend_without_its_model_says_how_to_give_it_one(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"not opened: the model is looked for first")
    options = AssessOptions(pose="rtmpose", pose_weights=str(tmp_path / "absent.onnx"), use_cache=False)
    with pytest.raises(EvenstrideError, match=r"absent\.onnx|onnxruntime"):
        assess([ClipRequest(clip, "squat")], options)
