from __future__ import annotations

import io
import sys

import pytest

from evenstride.cli import progress
from evenstride.cli.progress import progress_bars


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nobody_watching_means_no_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bars() as bars:
        assert bars is None


def test_bars_show_each_stage_and_leave_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_DELAY_S", 0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bars() as bars:
        assert bars is not None
        bars("Finding the body", 0.0, 2.0)
        bars("Finding the body", 1.0, 2.0)
        bars("Finding the body", 2.0, 2.0)
        bars("Writing", 0.0, None)
        bars("Writing", 7.0, None)
    said = terminal.getvalue()
    assert "Finding the body:   0%" in said
    assert "Writing:" in said
    assert said.endswith("\r")


def test_what_is_soon_over_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bars() as bars:
        assert bars is not None
        bars("Finding the body", 1.0, 2.0)
        bars("Finding the body", 2.0, 2.0)
    assert "Finding" not in terminal.getvalue()
