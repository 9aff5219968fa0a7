from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from evenstride.errors import MissingExtraError
from evenstride.exchange.c3d import write_c3d
from evenstride.exchange.extras import load_extra
from evenstride.exchange.parquet import write_parquet
from evenstride.exchange.trc import Markers
from tests.exchange import samples


def markers() -> Markers:
    positions = np.arange(18, dtype=np.float64).reshape(3, 2, 3) / 10
    positions[1, 0] = np.nan
    return Markers(("LKnee", "RKnee"), np.arange(3) / 25.0, positions, 25.0)


def test_c3d_comes_back_in_millimetres_with_sides_rate_and_gaps(tmp_path: Path) -> None:
    ezc3d = load_extra("ezc3d", "lab")
    write_c3d(tmp_path / "x.c3d", markers())
    back = ezc3d.c3d(str(tmp_path / "x.c3d"))
    point = back["parameters"]["POINT"]
    assert point["LABELS"]["value"] == ["LKnee", "RKnee"]
    assert point["UNITS"]["value"] == ["mm"]
    assert point["RATE"]["value"][0] == 25.0
    places = np.moveaxis(back["data"]["points"][:3], (0, 1, 2), (2, 1, 0))
    np.testing.assert_allclose(places, markers().positions * 1000, rtol=1e-6)
    unseen = back["data"]["meta_points"]["residuals"][0] < 0
    assert unseen.T.tolist() == [[False, False], [True, False], [False, False]]


def test_parquet_holds_every_measure_and_repetition(tmp_path: Path) -> None:
    parquet = load_extra("pyarrow.parquet", "lab")
    assessment = samples.assessment()
    measures, reps = (parquet.read_table(p).to_pylist() for p in write_parquet(tmp_path, assessment))
    assert [row["value"] for row in measures] == [m.value for m in assessment.measures]
    assert [row["per_rep"] for row in measures] == [list(m.per_rep) for m in assessment.measures]
    assert [bool(row["undetermined"]) for row in measures] == [m.value is None for m in assessment.measures]
    assert [row["turn_s"] for row in reps] == [r.turn_s for r in assessment.reps]


def test_a_missing_library_is_one_line_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ezc3d", None)
    with pytest.raises(MissingExtraError, match=r"needs ezc3d.*pip install 'evenstride\[lab\]'"):
        write_c3d(tmp_path / "x.c3d", markers())
