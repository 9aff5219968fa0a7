"""The pose model itself, looked at anew: a shipped clip, decoded, posed and measured, beside its truth.

The frozen figures replay poses that were made before; this is what notices a pose model that sees otherwise.
"""

from __future__ import annotations

import json
from importlib.resources import as_file, files

import pytest

from evenstride.cli.demo import true_value
from evenstride.knowledge.judged import judged
from evenstride.model import Assessment
from evenstride.pipeline import AssessOptions, ClipRequest, assess

SEEN_WELL = ("knee_medial_shift_pct.front.worst", "hip_shift_pct.front.bottom", "trunk_lateral_lean_deg.front.bottom")
MOST_MEAN_ERRORS = 2.0
"""One clip may be off by this many times what the judging sets are off on average."""


@pytest.fixture(scope="module")
def front() -> Assessment:
    with as_file(files("evenstride") / "demo" / "front.mp4") as clip:
        return assess([ClipRequest(clip, "squat")], AssessOptions(use_cache=False))


def test_the_pose_model_reads_a_shipped_squat_near_its_truth(front: Assessment) -> None:
    truth = json.loads((files("evenstride") / "demo" / "truth.json").read_text(encoding="utf-8"))
    compared = []
    for measure in front.measures:
        key = f"{measure.name}.front.{measure.moment}"
        true = true_value(truth, "front.mp4", measure)
        if key not in SEEN_WELL or measure.value is None or true is None:
            continue
        compared.append((key, measure.side))
        assert abs(measure.value - true) <= MOST_MEAN_ERRORS * judged()[f"squat.{key}"].mae, (key, measure.side)
    assert len(compared) == len(SEEN_WELL) + 1, "the knees are two"
    assert len(front.reps) == len(truth["front"]["reps"])
