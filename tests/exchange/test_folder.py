from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from evenstride.errors import OutputFolderError, UsageError
from evenstride.exchange.folder import MANIFEST, probe, probe_file, results_folder, write_file


def write(out: Path, **files: str) -> None:
    """Write results as the pipeline does; double underscores stand for a folder, a trailing extension is added."""
    with results_folder(out) as folder:
        for name, text in files.items():
            path = folder / (name.replace("__", "/") + ".txt")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)


def stopped(out: Path, stop: type[BaseException]) -> None:
    with results_folder(out) as folder:
        (folder / "a.txt").write_text("half")
        raise stop


def content(folder: Path) -> dict[str, str]:
    """Every file under a folder, hidden ones too, without our own list."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    return {p.relative_to(folder).as_posix(): p.read_text() for p in files}


def test_results_appear_whole_and_leave_nothing_beside(tmp_path: Path) -> None:
    out = tmp_path / "new" / "deep" / "results"
    write(out, a="1", figures__b="2")
    assert content(tmp_path) == {"new/deep/results/a.txt": "1", "new/deep/results/figures/b.txt": "2"}


def test_nothing_stands_in_the_target_while_results_are_made(tmp_path: Path) -> None:
    out = tmp_path / "results"
    with results_folder(out) as folder:
        (folder / "a.txt").write_text("1")
        assert not out.exists()
    assert (out / "a.txt").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError, SystemExit])
@pytest.mark.parametrize("before", [False, True])
def test_a_stop_halfway_leaves_everything_as_it_was(tmp_path: Path, stop: type[BaseException], before: bool) -> None:
    out = tmp_path / "some" / "results"
    if before:
        write(out, a="old")
    was = sorted(tmp_path.rglob("*"))
    with pytest.raises(stop):
        stopped(out, stop)
    assert sorted(tmp_path.rglob("*")) == was
    assert not before or content(out) == {"a.txt": "old"}


def test_our_earlier_results_are_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "results"
    write(out, a="1", figures__gone="2")
    write(out, a="3")
    assert content(tmp_path) == {"results/a.txt": "3"}
    assert not (out / "figures").exists()


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    out = tmp_path / "results"
    out.mkdir()
    write(out, a="1")
    assert content(tmp_path) == {"results/a.txt": "1"}


def test_files_of_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "clips"
    (out / "figures").mkdir(parents=True)
    (out / "holiday.txt").write_text("sun")
    (out / "figures" / "mine.txt").write_text("my figure")
    write(out, a="1", figures__b="2", figures__gone="3")
    write(out, a="4", figures__b="5")
    assert content(tmp_path) == {
        "clips/holiday.txt": "sun",
        "clips/figures/mine.txt": "my figure",
        "clips/a.txt": "4",
        "clips/figures/b.txt": "5",
    }


def test_a_note_left_in_our_results_stays(tmp_path: Path) -> None:
    out = tmp_path / "results"
    write(out, a="1", b__c="2")
    (out / "note.txt").write_text("ask the coach")
    (out / "kept").mkdir()
    write(out, a="3")
    assert content(tmp_path) == {"results/a.txt": "3", "results/note.txt": "ask the coach"}
    assert (out / "kept").is_dir()
    assert not (out / "b").exists()


def test_a_list_that_points_outside_deletes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "results"
    out.mkdir()
    (tmp_path / "dear.txt").write_text("dear")
    (out / MANIFEST).write_text(f"../dear.txt\n{tmp_path / 'dear.txt'}\n")
    write(out, a="1")
    assert (tmp_path / "dear.txt").read_text() == "dear"


def test_a_folder_in_the_place_of_a_file_is_refused_untouched(tmp_path: Path) -> None:
    out = tmp_path / "clips"
    (out / "b.txt").mkdir(parents=True)
    with pytest.raises(OutputFolderError, match=r"b\.txt"):
        write(out, a="1", b="2")
    assert content(tmp_path) == {}
    assert [p.name for p in tmp_path.iterdir()] == ["clips"]


def test_the_current_folder_is_merged_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path(), a="1")
    write(Path(), a="2")
    assert content(tmp_path) == {"a.txt": "2"}
    assert Path.cwd() == tmp_path


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", a="1")
    write(tmp_path / "link", a="2")
    assert (tmp_path / "link").is_symlink()
    assert content(tmp_path / "real") == {"a.txt": "2"}


def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputFolderError, match="no space left"), results_folder(tmp_path / "results"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert list(tmp_path.iterdir()) == []


def test_other_errors_of_the_system_are_not_blamed_on_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ConnectionResetError), results_folder(tmp_path / "results"):
        raise ConnectionResetError
    assert list(tmp_path.iterdir()) == []


def test_a_failed_swap_puts_the_old_results_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "results"
    write(out, a="old")
    rename = Path.rename

    def refuse_second(self: Path, target: Path) -> Path:
        if target == out and self.name.endswith(".partial") and (self / MANIFEST).read_text() != "a.txt\n":
            raise OSError(errno.EBUSY, "busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_second)
    with pytest.raises(OSError, match="busy"):
        write(out, b="new")
    assert content(tmp_path) == {"results/a.txt": "old"}


def test_where_nothing_can_be_put_beside_it_is_put_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "results"
    out.mkdir()
    mkdir = Path.mkdir

    def refuse_beside(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if self.parent == tmp_path and not self.exists():
            raise PermissionError(errno.EACCES, "permission denied")
        mkdir(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", refuse_beside)
    write(out, a="1", figures__b="2")
    assert content(tmp_path) == {"results/a.txt": "1", "results/figures/b.txt": "2"}
    assert sorted(p.name for p in out.iterdir()) == [MANIFEST, "a.txt", "figures"]


@pytest.mark.parametrize("place", ["file.txt", "file.txt/below", "/proc/evenstride", "x" * 300])
def test_a_place_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path, place: str) -> None:
    (tmp_path / "file.txt").write_text("mine")
    worked = False
    with pytest.raises(OutputFolderError, match="--out"), results_folder(tmp_path / place):
        worked = True
    assert not worked
    assert content(tmp_path) == {"file.txt": "mine"}


def test_the_probe_leaves_no_trace(tmp_path: Path) -> None:
    probe(tmp_path / "a" / "b")
    probe(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    probe_file(path)
    assert not path.exists()
    write_file(path, "{}")
    probe_file(path)
    write_file(path, "[]")
    assert content(tmp_path) == {"a.json": "[]"}


def test_a_device_stays_a_device() -> None:
    probe_file(Path("/dev/null"))
    write_file(Path("/dev/null"), "{}")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("place", [".", "file.txt/a.json", "none/a.json"])
def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file.txt").write_text("mine")
    with pytest.raises(UsageError, match="--json"):
        probe_file(tmp_path / place)
    with pytest.raises(UsageError, match="--json"):
        write_file(tmp_path / place, "{}")
    assert content(tmp_path) == {"file.txt": "mine"}
