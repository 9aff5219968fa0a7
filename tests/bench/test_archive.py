"""What is kept of a set comes back as it was, within the steps it is kept in, or is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.archive import StaleArchiveError, archived, kept_sets
from bench.archive.packing import Field, exactly_packed, exactly_unpacked, joined, parted, write_arrays
from bench.archive.sets import FOLDER, IN_THE_CLIP
from bench.exercises import SETS as EXERCISES
from bench.observe import SHAPE, observe
from bench.phantom.sets import clips
from evenstride.capture.conditioning import LOWEST_CONFIDENCE
from evenstride.signal.posture import is_on_all_fours

JUDGING = "judge-real"


def _format(name: str) -> int:
    with np.load(FOLDER / f"{name}.npz") as file:
        return int(json.loads(file["words"].tobytes())["format"])


SHAPES = st.tuples(st.integers(1, 12), st.integers(1, 3))


@given(arrays(np.float64, SHAPES, elements=st.floats(-3000, 3000) | st.just(np.nan)), st.integers(0, 3))
def test_a_field_comes_back_within_half_a_step(values: np.ndarray, order: int) -> None:
    field = Field(0.1, order)
    back = field.unpacked(field.packed(values))
    assert np.array_equal(np.isnan(back), np.isnan(values))
    assert np.nanmax(np.abs(back - values), initial=0.0) <= 0.05 + 1e-9


@given(arrays(np.float64, SHAPES, elements=st.floats(0, 1)))
def test_no_keypoint_crosses_the_gate_by_being_kept(confidence: np.ndarray) -> None:
    field, _ = IN_THE_CLIP["confidence"]
    back = field.unpacked(field.packed(confidence))
    clear = np.abs(confidence - LOWEST_CONFIDENCE) > 1e-9
    assert np.array_equal((back >= LOWEST_CONFIDENCE)[clear], (confidence >= LOWEST_CONFIDENCE)[clear])
    assert field.unpacked(field.packed(np.array([[0.3]])))[0, 0] == LOWEST_CONFIDENCE


@given(arrays(np.float32, st.tuples(st.integers(1, 12), st.integers(0, 3)), elements=st.floats(-1e6, 1e6, width=32)))
def test_what_is_kept_exactly_is_exact(values: np.ndarray) -> None:
    assert np.array_equal(exactly_unpacked(exactly_packed(values)), values)


def test_what_does_not_fit_is_refused_not_cut_off() -> None:
    with pytest.raises(ValueError, match=r"beyond 3276\.7"):
        Field(0.1, 1).packed(np.array([[3300.0]]))


def test_clips_are_parted_where_they_were_joined() -> None:
    field = Field(1.0, 2)
    two = [np.array([[5.0], [7.0], [8.0]]), np.array([[-3.0], [100.0]])]
    kept = parted(joined([field.packed(c) for c in two]), [3, 2])
    assert [field.unpacked(k).tolist() for k in kept] == [c.tolist() for c in two]


def test_the_same_numbers_make_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_arrays(tmp_path / name, {"x": np.arange(9)})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    with np.load(tmp_path / "a") as back:
        assert back["x"].tolist() == list(range(9))


def test_tuning_and_judging_squats_are_kept_and_share_no_body() -> None:
    names = ("tune", "tune-real", "judge", "judge-real")
    assert set(names) <= set(kept_sets())
    bodies = {n: {json.dumps([c.spec["body"][key] for key in SHAPE]) for c in archived(n)} for n in names}
    assert all(1 < len(found) < len(archived(n)) for n, found in bodies.items())
    assert not (bodies["tune"] | bodies["tune-real"]) & (bodies["judge"] | bodies["judge-real"])


def test_a_kept_clip_is_assessed_and_read_near_its_truth() -> None:
    clip = next(c for c in archived(JUDGING) if c.spec["tags"][0] == "front")
    assert clip.recording is not None
    assert clip.recording.frame_facts is not None
    seen = observe(clip)
    assert seen.counted_right
    worst = [r for r in seen.rows if r.key == "squat.knee_medial_shift_pct.front.worst"]
    assert {r.side for r in worst} == {"left", "right"}
    assert all(abs(r.value - r.truth) < 4 for r in worst)


def test_an_archive_of_another_generator_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [replace(s, camera=replace(s.camera, yaw_deg=s.camera.yaw_deg + 1)) for s in clips(JUDGING)]
    monkeypatch.setattr("bench.archive.sets.clips", lambda name: changed)
    with pytest.raises(StaleArchiveError, match="rendered otherwise"):
        archived(JUDGING)


def test_an_archive_of_other_poses_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.archive.sets.POSED_ALIKE", (-1,))
    with pytest.raises(StaleArchiveError, match="another pose model"):
        archived(JUDGING)


@pytest.mark.parametrize("name", [n for n in kept_sets() if _format(n) < 5])
def test_what_an_older_format_kept_shows_nobody_on_hands_and_knees(name: str) -> None:
    recordings = [clip.recording for clip in archived(name)]
    assert not any(is_on_all_fours(r.motion) for r in recordings if r is not None)
    assert all(recordings)


def test_every_set_of_the_exercises_is_kept() -> None:
    assert {name for both in EXERCISES.values() for names in both for name in names} <= set(kept_sets())


def test_no_true_curve_of_a_clam_shell_jumps_by_a_turn() -> None:
    for clip in archived("clam-judge"):
        for name, curve in clip.curves.items():
            assert np.abs(np.diff(curve)).max() < 90, (clip.name, name)
