from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test keeps anything in the store of whoever runs it."""
    monkeypatch.setenv("EVENSTRIDE_STORE", str(tmp_path / "own-store" / "store.sqlite"))
