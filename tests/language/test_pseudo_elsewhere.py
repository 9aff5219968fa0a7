"""What is said elsewhere: of a watch's runs, and on the page that counts live."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenstride.cli.live.command import WORDS
from evenstride.cli.runs import run_trends, say_runs
from evenstride.exchange.run_json import to_json
from evenstride.knowledge import facts
from evenstride.language import speaking, tr
from evenstride.model import Run
from evenstride.report.progress_page import render_progress
from evenstride.report.run_words import run_figures
from evenstride.track import Store
from tests.language.pseudo import outside, pseudo, seen_in
from tests.report.test_progress_page import review


def runs(count: int) -> list[Run]:
    return [
        Run(f"2026-03-{day + 1:02d}T07:00:00+00:00", 1800, 1750, 5000.0, 50.0 + 0.4 * day, 240.0, 170.0 + day, 9.0)
        for day in range(count)
    ]


def test_a_run_and_its_numbers() -> None:
    with speaking(pseudo()):
        told = [
            tr(line) for run in (*runs(2), Run("2026-03-01T07:00:00+00:00", 1800, 1750)) for line in run_figures(run)
        ]
    assert outside("\n".join(told)) == []
    assert len(told) > 8


@pytest.mark.parametrize("count", [2, 12])
def test_runs_over_time(count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "store.sqlite")
    store = Store(place)
    for run in runs(count):
        source = tmp_path / f"{run.started[:10]}.fit"
        source.write_text(run.started)
        store.add_document("Ana", to_json(run, source), source)
    store.close()
    with speaking(pseudo()):
        say_runs(run_trends(place, "Ana"))
    said = capsys.readouterr().out
    assert said
    assert outside(said) == []


def test_the_live_page_and_what_it_calls_out() -> None:
    cues = [fault.cue for fault in facts().faults if fault.cue]
    with speaking(pseudo()):
        told = [
            tr(text) for text in (*WORDS.values(), *cues, "Repetition 3, held 2.6 s", "Does not count: not complete.")
        ]
    assert cues
    assert outside("\n".join(told)) == []


def test_the_page_of_progress() -> None:
    with speaking(pseudo()):
        page = render_progress(review())
    assert 'lang="xx"' in page
    assert outside(seen_in(page), "Kim <b>", "Evenstride") == []
