"""The mirror check: what does not swap sides widens the interval."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evenstride.capture import CaptureOptions, capture, write_poses
from evenstride.capture.view import calibration
from evenstride.model import Motion, Side
from evenstride.pipeline import ClipRequest
from evenstride.pipeline.mirror import DISAGREES, mirror_checked
from evenstride.pipeline.study import Study, study_of
from tests.fixtures.stick import Camera, Squat, film

REPLAY = CaptureOptions(backend="replay", cache=False)


def _seen_twice(folder: Path, picture: Motion, reflection: Motion) -> tuple[Study, Study]:
    """Return the study of a picture, and the same after a mirrored look that saw `reflection` (as it saw it)."""
    assert picture.depth is not None
    request = ClipRequest(folder / "clip.json", "squat")
    write_poses(replace(picture, depth=picture.depth * calibration()["depth_exaggeration"]), request.path)
    plain = capture(request.path, REPLAY)
    assert reflection.depth is not None
    deep = replace(reflection, depth=reflection.depth * calibration()["depth_exaggeration"])
    study = study_of("c1", request, plain)
    return study, mirror_checked(study, request, replace(plain, motion=deep))


def test_a_faithful_reflection_changes_nothing(tmp_path: Path) -> None:
    motion = film(Squat(medial_right_pct=8), Camera())
    study, checked = _seen_twice(tmp_path, motion, motion.mirrored())
    for before, after in zip(study.measures, checked.measures, strict=True):
        assert after.interval == pytest.approx(before.interval, abs=1e-3)
    assert checked.clip.problems == study.clip.problems


def test_what_does_not_swap_sides_widens_the_interval_by_half_of_it(tmp_path: Path) -> None:
    seen = film(Squat(medial_right_pct=8), Camera())
    reflected = film(Squat(medial_right_pct=4), Camera()).mirrored()
    study, checked = _seen_twice(tmp_path, seen, reflected)
    knees = [(b, a) for b, a in zip(study.measures, checked.measures, strict=True) if b.name == "knee_medial_shift_pct"]
    right = next((b, a) for b, a in knees if b.side is Side.RIGHT and b.moment == "worst")
    left = next((b, a) for b, a in knees if b.side is Side.LEFT and b.moment == "worst")
    assert right[1].budget is not None
    assert left[1].budget is not None
    assert right[1].budget.mirror == pytest.approx(2.0, abs=0.2)
    assert left[1].budget.mirror == pytest.approx(0.0, abs=0.2)
    assert right[1].value == right[0].value
    low, high = right[1].interval or (np.nan, np.nan)
    assert high - low == pytest.approx(2 * right[1].budget.half_width)


def test_a_reflection_that_shows_another_count_is_told(tmp_path: Path) -> None:
    seen = film(Squat(), Camera())
    half = Motion(
        times=seen.times,
        points=np.where((seen.times < seen.times[-1] / 2)[:, None, None], seen.points, seen.points[-1]),
        confidence=seen.confidence,
        skeleton=seen.skeleton,
        size_px=seen.size_px,
        depth=seen.depth,
    )
    _, checked = _seen_twice(tmp_path, seen, half.mirrored())
    assert DISAGREES in [p.code for p in checked.clip.problems]
