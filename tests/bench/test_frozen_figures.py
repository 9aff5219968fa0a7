"""Frozen judging clips, replayed: a change that makes a figure worse fails here.

``python -m bench.frozen --figures-only`` freezes better figures; clips change only with the generator.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.frozen import FIGURES, REPLAYED, figures_of, frozen_clips, thawed
from bench.observe import observe

MAE_SLACK, COVERAGE_SLACK, WIDTH_SLACK = 1.03, 0.03, 1.05
"""Room for arithmetic on other machines, not for a worse product."""


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("frozen")
    return figures_of([observe(thawed(path, folder), REPLAYED) for path in frozen_clips()])


@pytest.fixture(scope="module")
def frozen() -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return figures


def test_every_frozen_clip_is_there(frozen: dict[str, Any]) -> None:
    assert len(frozen_clips()) == frozen["clips"]
    assert frozen["clips"] >= 24


def test_repetitions_are_found_as_before(now: dict[str, Any], frozen: dict[str, Any]) -> None:
    assert now["counted_right"] >= frozen["counted_right"]


def test_no_leg_is_wrongly_named(now: dict[str, Any]) -> None:
    assert set(now["wrongly_named"].values()) == {0}


def test_no_measure_is_lost_and_none_reads_worse(now: dict[str, Any], frozen: dict[str, Any]) -> None:
    assert set(frozen["measures"]) <= set(now["measures"])
    for key, before in frozen["measures"].items():
        after = now["measures"][key]
        assert after["mae"] <= MAE_SLACK * before["mae"] + 0.02, key
        assert after["coverage"] >= before["coverage"] - COVERAGE_SLACK, key
        assert after["half_width"] <= WIDTH_SLACK * before["half_width"] + 0.02, key
