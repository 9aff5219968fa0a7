from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evenstride.capture.model_files import ModelFile
from evenstride.cli import doctor, main


def test_a_sound_installation_has_one_line_per_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(doctor.CHECKS)
    assert all(line.startswith(("ok  ", "--  ")) for line in lines)


def test_a_damaged_model_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Damaged(ModelFile):
        def fault(self, folder: Path = tmp_path) -> str | None:
            return f"{self.name} is missing"

    monkeypatch.setattr("evenstride.capture.model_files.FILES", (Damaged("pose.tflite", "pose.tflite", ""),))
    assert main(["doctor"]) == 3
    assert "FAIL  pose model: pose.tflite is missing; install Evenstride again" in capsys.readouterr().out


def test_a_cache_that_cannot_be_written_is_a_remark(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EVENSTRIDE_CACHE", "/proc/evenstride")
    assert main(["doctor"]) == 0
    assert "--    pose cache: /proc/evenstride cannot be written" in capsys.readouterr().out


def test_a_missing_codec_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_DECODERS", {"H.264": "h264", "Sepia": "sepia"})
    check = doctor.codecs()
    assert not check.well
    assert check.needed
    assert "lacks Sepia" in check.line


def test_a_missing_video_library_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av.codec", None)
    assert "PyAV cannot be loaded" in doctor.codecs().line


def test_missing_extras_are_a_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_EXTRAS", {"rtmpose": ("no_such_module_here",), "xarray": ("json",)})
    check = doctor.extras()
    assert check.line == "--    optional: rtmpose not installed (pip install 'evenstride[rtmpose]')"


@pytest.mark.parametrize("version", [(3, 10), (3, 13)])
def test_a_foreign_python_fails(version: tuple[int, int]) -> None:
    assert doctor.python(version).line.startswith("FAIL")
