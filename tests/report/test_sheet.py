from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evenstride.report.sheet import sheet_html
from evenstride.report.sheet_pdf import find_browser, pages_in, print_sheet, to_pdf
from tests.exchange import samples


def test_the_sheet_says_what_is_open_and_fetches_nothing() -> None:
    assessment = samples.assessment()
    page = sheet_html(replace(assessment, athlete="<Ana>"))
    assert "&lt;Ana&gt;" in page
    assert "<Ana>" not in page
    assert all(m.undetermined.reason in page for m in assessment.measures if m.undetermined)
    assert "not a diagnosis" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert "<img" not in page


def test_each_imbalance_comes_with_its_confidence() -> None:
    assessment = samples.assessment()
    page = sheet_html(assessment)
    assert ("Nothing seen points" in page) == (not assessment.imbalances)
    assert page.count('class="imbalance"') == min(4, len(assessment.imbalances))


def test_fewer_rows_are_told() -> None:
    page = sheet_html(samples.assessment(), rows=0)
    assert "<tbody>" not in page


@pytest.mark.skipif(find_browser() is None, reason="no Chromium")
def test_it_prints_on_exactly_one_page() -> None:
    printed = print_sheet(samples.assessment(), str(find_browser()))
    assert printed is not None
    assert printed[1].startswith(b"%PDF")
    assert pages_in(printed[1]) == 1


def test_pages_are_counted() -> None:
    assert pages_in(b"<</Type /Pages /Count 2>> <</Type /Page >> <</Type/Page>>") == 2


def test_a_browser_that_fails_gives_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    false = shutil.which("false")
    assert false
    assert to_pdf("<p>", false) is None
    assert print_sheet(samples.assessment(), false) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() is None
