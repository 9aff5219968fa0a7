from __future__ import annotations

from pathlib import Path

import pytest

from evenstride.cli.clips import assessable_movements, clip_requests
from evenstride.errors import UnknownMovementError, UsageError
from evenstride.movements.registry import movements
from evenstride.pipeline import ClipRequest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clip.mp4", ClipRequest(Path("clip.mp4"))),
        ("squat=clip.mp4", ClipRequest(Path("clip.mp4"), "squat")),
        ("squat:front=clip.mp4", ClipRequest(Path("clip.mp4"), "squat", "front")),
        ("Squat:SIDE=clip.mp4", ClipRequest(Path("clip.mp4"), "squat", "side")),
        ("squat-heels-raised=clip.mp4", ClipRequest(Path("clip.mp4"), "squat_heels_raised")),
        ("squat=a=b.mp4", ClipRequest(Path("a=b.mp4"), "squat")),
        ("squat=folder/squat=1.mp4", ClipRequest(Path("folder/squat=1.mp4"), "squat")),
        ("./squat=clip.mp4", ClipRequest(Path("squat=clip.mp4"))),
        ("takes/day=1.mp4", ClipRequest(Path("takes/day=1.mp4"))),
        ("C:=clip.mp4", None),
        ("jump=clip.mp4", None),
        ("squat=", None),
        ("squat:above=clip.mp4", None),
        ("squat:=clip.mp4", None),
        ("=clip.mp4", ClipRequest(Path("=clip.mp4"))),
    ],
)
def test_a_clip_is_understood_or_refused(text: str, expected: ClipRequest | None) -> None:
    if expected is None:
        with pytest.raises(UsageError):
            clip_requests([text])
    else:
        assert clip_requests([text]) == (expected,)


@pytest.mark.parametrize("name", ["jump=clip.mp4", "squat=clip.mp4", "day=1.mp4"])
def test_a_file_that_is_there_is_a_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).touch()
    assert clip_requests([name]) == (ClipRequest(Path(name)),)


def test_a_stated_movement_wins_when_both_files_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("squat=clip.mp4", "clip.mp4"):
        Path(name).touch()
    assert clip_requests(["squat=clip.mp4"]) == (ClipRequest(Path("clip.mp4"), "squat"),)


@pytest.mark.parametrize("second", ["squat=clip.mp4", "squat:side=./clip.mp4", "clip.mp4"])
def test_a_clip_given_twice_is_refused(second: str) -> None:
    with pytest.raises(UsageError, match="twice"):
        clip_requests(["squat=clip.mp4", second])


def test_several_clips_of_one_movement_are_several_requests() -> None:
    assert [r.movement for r in clip_requests(["squat=a.mp4", "squat=b.mp4"])] == ["squat", "squat"]


def test_an_unknown_movement_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownMovementError, match=r"'jump'.*squat"):
        clip_requests(["jump=clip.mp4"])


def test_help_lists_exactly_the_movements_that_can_be_assessed() -> None:
    assert {movement.key for movement in assessable_movements()} == set(movements())
