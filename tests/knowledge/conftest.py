"""A copy of the shipped facts that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evenstride.errors import KnowledgeError
from evenstride.knowledge import load
from tests.knowledge.copies import FILES, SHIPPED, Breaking


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a copy of every file of facts."""
    for name in FILES:
        shutil.copy(SHIPPED / f"{name}.toml", tmp_path)
    return tmp_path


@pytest.fixture
def breaking(folder: Path) -> Breaking:
    """Return a function that replaces the first `old` of a file by `new` and returns the error that follows."""

    def break_it(file: str, old: str, new: str) -> KnowledgeError:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(KnowledgeError) as caught:
            load(folder)
        assert caught.value.file == file
        return caught.value

    return break_it
