"""The shipped clips through the real command, pose model and all: what comes out is what was promised."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

import evenstride
from evenstride.exchange.assessment_json import schema, to_document
from evenstride.exchange.folder import MANIFEST
from evenstride.exchange.mot import read_mot
from evenstride.exchange.trc import read_trc


@dataclass(frozen=True)
class Done:
    """What one run of the command left."""

    folder: Path
    printed: str
    said: str
    document: dict[str, Any]


@pytest.fixture(scope="module")
def clips() -> Iterator[Path]:
    with as_file(files("evenstride") / "demo") as folder:
        yield folder


def command(place: Path, clips: Path, *more: str) -> subprocess.Popen[str]:
    asked = ["assess", f"squat={clips / 'front.mp4'}", str(clips / "side.mp4"), "--out", "results", *more]
    environment = {**os.environ, "EVENSTRIDE_CACHE": str(place / "cache")}
    return subprocess.Popen(
        [sys.executable, "-m", "evenstride", *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=place,
        env=environment,
    )


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Done:
    place = tmp_path_factory.mktemp("end_to_end")
    process = command(place, clips, "--json", "-")
    printed, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    return Done(place / "results", printed, said, json.loads(printed))


def test_standard_output_is_json_that_keeps_the_schema(done: Done) -> None:
    jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker()).validate(done.document)
    assert "report: results/report.html" in done.said
    assert "Traceback" not in done.said


def test_the_folder_holds_what_was_promised_and_nothing_else(done: Done) -> None:
    there = {path.name for path in done.folder.iterdir()}
    pictures = {name for clip in ("front", "side") for name in (f"{clip}_annotated.mp4", f"{clip}_pose.trc")}
    tables = {"front_angles.mot", "side_angles.mot", "measures.csv", "assessment.json", "report.html"}
    assert there == {*pictures, *tables, "figures", MANIFEST}
    assert {path.name for path in done.folder.parent.iterdir()} == {"results", "cache"}


def test_the_file_says_what_was_printed(done: Done) -> None:
    assert json.loads((done.folder / "assessment.json").read_text(encoding="utf-8")) == done.document
    assert to_document(evenstride.load(done.folder)) == done.document


def test_what_the_json_refers_to_is_there(done: Done) -> None:
    clips = {clip["id"] for clip in done.document["clips"]}
    measures = {measure["id"]: measure for measure in done.document["measures"]}
    assert {measure["clip"] for measure in measures.values()} <= clips
    assert {rep["clip"] for rep in done.document["reps"]} == clips
    for finding in done.document["findings"]:
        assert set(finding["measures"]) <= set(measures)
        for evidence in finding["evidence"]:
            assert evidence["clip"] in clips
            assert (done.folder / evidence["picture"]).is_file()


def test_the_movement_and_the_views_were_found(done: Done) -> None:
    assert [(clip["movement"], clip["view"]) for clip in done.document["clips"]] == [
        ("squat", "front"),
        ("squat", "side"),
    ]
    assert len(done.document["reps"]) == 6


def test_the_table_has_a_row_per_measure(done: Done) -> None:
    rows = list(csv.DictReader((done.folder / "measures.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["name"] for row in rows] == [measure["name"] for measure in done.document["measures"]]


def test_the_markers_are_a_person_in_metres(done: Done) -> None:
    markers = read_trc(done.folder / "front_pose.trc")
    standing = dict(zip(markers.names, np.nanmedian(markers.positions[:15], axis=0), strict=True))
    assert 1.4 < standing["Nose"][1] < 1.8
    assert 0.3 < standing["LKnee"][1] < 0.6
    assert standing["LHip"][0] > standing["RHip"][0], "facing the camera, the left side is on the right of the picture"


def test_the_motion_file_agrees_with_the_measures_up_to_their_correction(done: Done) -> None:
    angles = read_mot(done.folder / "side_angles.mot")
    assert angles.names == ("pelvis_tilt", "hip_flexion_r", "knee_angle_r", "ankle_angle_r")
    bend = next(m for m in done.document["measures"] if m["name"] == "knee_flexion_deg")
    assert np.nanmax(angles.column("knee_angle_r")) == pytest.approx(max(bend["per_rep"]), abs=12.0)
    assert np.nanmax(angles.column("hip_flexion_r")) > 60


def test_ctrl_c_halfway_leaves_nothing(tmp_path: Path, clips: Path) -> None:
    process = command(tmp_path, clips)
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)
    printed, said = process.communicate(timeout=60)
    assert (process.returncode, printed) == (130, "")
    assert said.splitlines() == ["evenstride: stopped; nothing was left behind"]
    assert {path.name for path in tmp_path.iterdir()} <= {"cache"}
