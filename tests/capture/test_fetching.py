"""Fetching a file by address and checksum."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from evenstride.capture import fetching
from evenstride.capture.fetching import FetchError, Source, fetched
from tests.capture.serving import served

CONTENT = b"weights" * 20_000
CHECKSUM = hashlib.sha256(CONTENT).hexdigest()


def test_an_address_is_taken_apart() -> None:
    source = Source.parse(f"https://example.org/a/model.zip?x=1#sha256={CHECKSUM.upper()}")
    assert source == Source("https://example.org/a/model.zip?x=1", CHECKSUM)


@pytest.mark.parametrize("text", ["model.zip", "ftp://example.org/m#sha256=" + "0" * 64, "file:///etc/passwd"])
def test_only_the_web_is_fetched_from(text: str) -> None:
    with pytest.raises(FetchError, match="not a web address"):
        Source.parse(text)


@pytest.mark.parametrize("fragment", ["", "#sha256=", "#sha256=12", "#md5=" + "0" * 32])
def test_a_checksum_is_asked_for(fragment: str) -> None:
    with pytest.raises(FetchError, match="checksum"):
        Source.parse("https://example.org/m" + fragment)


def test_a_file_is_fetched_once_and_kept(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "weights"
    with served({"/model.zip": CONTENT}) as address:
        source = Source(f"{address}/model.zip", CHECKSUM)
        path = fetched(source, folder)
    assert path.read_bytes() == CONTENT
    assert fetched(source, folder) == path
    assert list(folder.iterdir()) == [path]
    assert capfd.readouterr() == ("", "")  # no terminal, no bar


def test_a_damaged_copy_is_fetched_again(tmp_path: Path) -> None:
    with served({"/model.zip": CONTENT}) as address:
        source = Source(f"{address}/model.zip", CHECKSUM)
        fetched(source, tmp_path).write_bytes(b"rotten")
        assert fetched(source, tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("path", "checksum", "promised", "reason"),
    [
        ("/model.zip", "0" * 64, None, "served another file"),
        ("/none.zip", CHECKSUM, None, "could not be fetched.*404"),
        ("/model.zip", CHECKSUM, 10**6, "broke off"),
    ],
)
def test_a_failure_is_one_line_and_leaves_nothing(
    tmp_path: Path, path: str, checksum: str, promised: int | None, reason: str
) -> None:
    with served({"/model.zip": CONTENT}, promised) as address, pytest.raises(FetchError, match=reason) as raised:
        fetched(Source(address + path, checksum), tmp_path)
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_nobody_there(tmp_path: Path) -> None:
    with served({}) as address:
        pass
    with pytest.raises(FetchError, match="could not be fetched"):
        fetched(Source(f"{address}/model.zip", CHECKSUM), tmp_path)


def test_no_more_than_a_gigabyte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_MAX_BYTES", 1000)
    with served({"/model.zip": CONTENT}) as address, pytest.raises(FetchError, match="larger than"):
        fetched(Source(f"{address}/model.zip", CHECKSUM), tmp_path)
