"""Runs from a watch: read, kept as rows, and told of beside the screens."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evenstride.cli import main
from evenstride.errors import UsageError
from evenstride.exchange.fit import read_fit
from evenstride.exchange.run_json import to_json
from evenstride.model import Change, Run
from evenstride.track import Store, run_trend
from tests.exchange.watch import CYCLING, RUNNING, Second, write_fit

BEGUN = datetime(2026, 2, 1, 7, 30, tzinfo=UTC)
PLAIN = Second()


def run(day: int, left_pct: float | None) -> Run:
    return Run((BEGUN + timedelta(days=day)).isoformat(), 1800.0, 1790.0, contact_left_pct=left_pct, cadence_spm=171.0)


def test_a_run_is_averaged_over_the_time_that_was_run(tmp_path: Path) -> None:
    seconds = [
        *[PLAIN] * 60,
        *[replace(PLAIN, left_pct=50.2, oscillation_mm=87.0)] * 60,
        *[Second(55, None, None, None)] * 200,
        Second(None, None, None, None),
        replace(PLAIN, left_pct=None),
    ]
    found = read_fit(write_fit(tmp_path / "run.fit", BEGUN, seconds))
    assert found.started == "2026-02-01T07:30:00+00:00"
    assert (found.duration_s, found.running_s, found.distance_m) == (322.0, 121.0, 966.0)
    assert found.contact_left_pct == pytest.approx(50.7)
    assert found.cadence_spm == pytest.approx(171.0)
    assert found.contact_ms == pytest.approx(245.0)
    assert found.oscillation_cm == pytest.approx(8.5, abs=0.02)


def test_what_a_plain_watch_does_not_record_is_not_made_up(tmp_path: Path) -> None:
    found = read_fit(write_fit(tmp_path / "run.fit", BEGUN, [Second(86, None, None, None)] * 90))
    assert (found.contact_left_pct, found.contact_ms, found.oscillation_cm) == (None, None, None)
    assert found.cadence_spm == 172.0


@pytest.mark.parametrize(
    ("sports", "seconds", "said"),
    [
        ((CYCLING,), [PLAIN] * 9, "holds cycling and not one run"),
        ((RUNNING, CYCLING), [PLAIN] * 9, "holds running, cycling and not one run"),
        ((), [PLAIN] * 9, "holds no activity and not one run"),
        ((RUNNING,), [Second(50, None, None, None)] * 9, "a run without steps"),
    ],
)
def test_what_is_no_run_is_one_line(sports: tuple[int, ...], seconds: list[Second], said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said):
        read_fit(write_fit(tmp_path / "x.fit", BEGUN, seconds, sports))


def test_files_that_are_none_or_damaged_are_one_line(tmp_path: Path) -> None:
    whole = write_fit(tmp_path / "run.fit", BEGUN, [PLAIN] * 60).read_bytes()
    flipped = bytearray(whole)
    flipped[400] ^= 0xFF
    for name, content in (("junk", b"hello"), ("cut", whole[: len(whole) // 2]), ("flipped", flipped)):
        (tmp_path / f"{name}.fit").write_bytes(bytes(content))
        with pytest.raises(UsageError, match=r"no FIT file, or a damaged one") as told:
            read_fit(tmp_path / f"{name}.fit")
        assert "\n" not in str(told.value)
    with pytest.raises(UsageError, match="cannot read"):
        read_fit(tmp_path / "none.fit")


def test_runs_are_rows_of_the_store_each_once(tmp_path: Path) -> None:
    source = write_fit(tmp_path / "run.fit", BEGUN, [PLAIN] * 90)
    text = to_json(read_fit(source), source)
    store = Store(tmp_path / "store.sqlite")
    try:
        assert [store.add_document("Kim", text, source) for _ in range(2)] == ["run", "run"]
        assert store.runs("Kim") == (read_fit(source),)
    finally:
        store.close()
    assert json.loads(text)["file"] == "run.fit"


def test_a_change_between_runs_has_to_exceed_what_runs_differ_by() -> None:
    noisy = [run(day, 51.0 + 0.3 * (-1) ** day) for day in range(8)]
    shifted = [run(day, 51.5 + 0.1 * (-1) ** day if day < 4 else 50.3 + 0.1 * (-1) ** day) for day in range(8)]
    for runs, change in ((noisy, Change.NOISE), (shifted, Change.CHANGED), (shifted[:5], Change.CANNOT_TELL)):
        trend = run_trend("contact_left_pct", runs)
        assert trend is not None
        assert trend.change is change
    assert run_trend("oscillation_cm", noisy) is None


def test_progress_tells_of_runs_with_the_bands_and_what_they_are_worth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--athlete", "Kim", "--store", str(tmp_path / "store.sqlite")]
    files = [
        write_fit(
            tmp_path / f"{day}.fit", BEGUN + timedelta(days=day), [replace(PLAIN, left_pct=48.4 + day % 2 / 5)] * 90
        )
        for day in range(6)
    ]
    assert main(["import", *map(str, files), *place]) == 0
    assert "51.6 % on the right foot (the maker's band: orange)" in capsys.readouterr().out
    assert main(["progress", *place]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Runs with a watch: 6" in said
    assert "Earlier runs 48.5, later runs 48.5 % (left foot): no clear change" in said
    assert "did no harm" in said
    assert "Cadence: 171 steps a minute" in said


@pytest.mark.parametrize(
    ("left_pct", "told"), [(50.0, "50.0 %, even"), (50.7, "green"), (52.2, "orange"), (52.3, "red")]
)
def test_the_bands_are_those_published(left_pct: float, told: str) -> None:
    from evenstride.report.run_words import run_figures

    assert told in list(run_figures(run(0, left_pct)))[1]
