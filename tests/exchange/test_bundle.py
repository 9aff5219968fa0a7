from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from evenstride.errors import UsageError
from evenstride.exchange.bundle import MANIFEST, Bundle, files_of, write_bundle, write_folder

DOCUMENTS = {"a/one.json": b"{}", "two.bin": bytes(range(256)), "ü.txt": "schön".encode()}


def pack(documents: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    assert write_bundle(target, ((name, [content[:2], content[2:]]) for name, content in documents.items())) == len(
        documents
    )
    return target.getvalue()


def read_folder(folder: Path) -> dict[str, bytes]:
    return {name: b"".join(chunks) for name, chunks in files_of(folder)}


def packed(folder: Path) -> Path:
    path = folder / "athlete.zip"
    path.write_bytes(pack(DOCUMENTS))
    return path


def test_what_goes_in_comes_back(tmp_path: Path) -> None:
    with Bundle(packed(tmp_path)) as bundle:
        write_folder(tmp_path / "new", bundle)
        assert set(bundle.names) == set(DOCUMENTS)
        with pytest.raises(KeyError):
            bundle.chunks("another")
    assert read_folder(tmp_path / "new") == DOCUMENTS


def test_the_same_files_give_the_same_zip() -> None:
    assert pack(DOCUMENTS) == pack(dict(DOCUMENTS))


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a\\b", "c:x", "a//b", "", MANIFEST])
def test_no_name_leads_out(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name"):
        pack({name: b""})


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (files | {"two.bin": b"other"}).items():
            archive.writestr(name, content)
    with pytest.raises(UsageError, match=r"two\.bin is not what was packed"):
        Bundle(path)


def test_a_zip_whose_manifest_leads_out_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MANIFEST, '{"schema": "evenstride.bundle/1", "sha256": {"../x": "0"}}')
        archive.writestr("../x", b"")
    with pytest.raises(UsageError, match="not what was packed"):
        Bundle(path)


def test_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "later.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MANIFEST, '{"schema": "evenstride.bundle/9"}')
    with pytest.raises(UsageError, match="another version"):
        Bundle(path)


def test_what_is_no_zip_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(packed(tmp_path).read_bytes()[:60])
    with pytest.raises(UsageError, match="no bundle"):
        Bundle(tmp_path / "x.zip")
    with pytest.raises(UsageError, match="cannot read"):
        Bundle(tmp_path / "none.zip")
    with pytest.raises(UsageError, match="not a folder"):
        read_folder(tmp_path / "none")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/mine.txt").write_text("mine")
    with Bundle(packed(tmp_path)) as bundle:
        for target in (tmp_path / "mine", tmp_path / "mine/mine.txt"):
            with pytest.raises(UsageError, match="there already"):
                write_folder(target, bundle)
    assert read_folder(tmp_path / "mine") == {"mine.txt": b"mine"}
