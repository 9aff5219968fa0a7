from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure; speed is measured in bench/
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test keeps anything in the store of whoever runs it."""
    monkeypatch.setenv("EVENSTRIDE_STORE", str(tmp_path / "own-store" / "store.sqlite"))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine of whoever runs them speaks, the tests hear English unless they ask for more."""
    monkeypatch.setenv("LANGUAGE", "en")
