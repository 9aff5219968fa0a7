from __future__ import annotations

import json
from pathlib import Path

import pytest

from evenstride.cli import main
from evenstride.exchange.assessment_json import to_json
from evenstride.exchange.mot import to_columns, write_mot
from evenstride.exchange.trc import to_markers, write_trc
from tests.exchange import samples


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    folder.mkdir()
    assessment = samples.assessment()
    (folder / "assessment.json").write_text(to_json(assessment), encoding="utf-8")
    signals = samples.side_signals()
    write_trc(folder / "side_pose.trc", to_markers(signals.motion))
    columns = to_columns(assessment.clips[1], signals)
    assert columns is not None
    write_mot(folder / "side_angles.mot", columns)
    return folder


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("trc", ["side_pose.trc"]),
        ("mot", ["side_angles.mot"]),
        ("c3d", ["side_pose.c3d"]),
        ("parquet", ["measures.parquet", "reps.parquet"]),
    ],
)
def test_kinds_that_make_a_folder(kind: str, files: list[str], results: Path, tmp_path: Path) -> None:
    assert main(["export", kind, str(results), "--out", str(tmp_path / "out")]) == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == files


def test_trc_goes_through_unchanged(results: Path, tmp_path: Path) -> None:
    assert main(["export", "trc", str(results / "assessment.json"), "--out", str(tmp_path / "out")]) == 0
    name = "side_pose.trc"
    assert (tmp_path / "out" / name).read_text() == (results / name).read_text()


def test_csv_and_fhir(results: Path, tmp_path: Path) -> None:
    assert main(["export", "csv", str(results), "--out", str(tmp_path / "m.csv")]) == 0
    assert len((tmp_path / "m.csv").read_text().splitlines()) == 1 + len(samples.assessment().measures)
    assert main(["export", "fhir", str(results), "--out", str(tmp_path / "f.json")]) == 0
    assert json.loads((tmp_path / "f.json").read_text())["resourceType"] == "Bundle"


def test_everything_goes_out_and_comes_back(results: Path, tmp_path: Path) -> None:
    zipped, back = tmp_path / "a.zip", tmp_path / "back"
    assert main(["export", "all", str(results), "--out", str(zipped)]) == 0
    assert main(["import", str(zipped), "--out", str(back)]) == 0
    assert {p.name: p.read_bytes() for p in back.iterdir()} == {p.name: p.read_bytes() for p in results.iterdir()}
    assert main(["import", str(zipped), "--out", str(back)]) == 2


def test_the_sheet_without_a_browser(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["export", "sheet", str(results), "--out", str(tmp_path / "s.pdf")]) == 0
    assert (tmp_path / "s.html").exists()
    assert not (tmp_path / "s.pdf").exists()
    assert "no PDF" in capsys.readouterr().err


def test_what_cannot_be_exported_is_one_line(results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (results / "side_pose.trc").unlink()
    assert main(["export", "c3d", str(results)]) == 2
    assert "holds no .trc file" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["export", "csv", str(results), "--out", str(tmp_path / "file" / "x.csv")]) == 2
    assert "cannot write" in capsys.readouterr().err
