from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evenstride.model import Assessment, StrengthTest
from evenstride.prescribe import first_plan, overridden
from evenstride.report.sheet import Room, sheet_html
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
    page = sheet_html(samples.assessment(), room=Room(rows=0))
    assert "<tbody>" not in page


@pytest.mark.skipif(find_browser() is None, reason="no Chromium")
def test_it_prints_on_exactly_one_page() -> None:
    printed = print_sheet(samples.assessment(), str(find_browser()))
    assert printed is not None
    assert printed[1].startswith(b"%PDF")
    assert pages_in(printed[1]) == 1


TESTS = tuple(
    StrengthTest(key, f"2026-01-{day:02d}", left, right, unit, sd)
    for day, (key, left, right, unit, sd) in enumerate(
        (
            ("side_plank", 41.0, 12.0, "s", 4.0),
            ("side_plank", 44.0, 40.0, "s", 4.0),
            ("calf_raise_to_failure", 20.0, 25.0, "reps", 1.5),
            ("hamstring_bridge", 22.0, 24.0, "reps", 1.5),
            ("single_leg_bridge_reps", 15.0, 12.0, "reps", 1.2),
            ("one_leg_stance_eyes_open", 40.0, 39.0, "s", 5.0),
        ),
        start=1,
    )
)


def full() -> Assessment:
    assessment = samples.assessment()
    made = first_plan("2026-01-05T08:00:00+00:00", "Ana", assessment.imbalances)
    changed = overridden(
        made, made.lines[0].exercise, "Jo", "It pinched at twelve, so eight until it does not.", reps=8
    )
    return replace(assessment, athlete="Ana", plan=changed)


def test_the_plan_and_the_newest_test_of_each_kind_are_on_it() -> None:
    page = sheet_html(full(), TESTS)
    plan = full().plan
    assert plan is not None
    assert page.count("<tr>") >= len(plan.lines) + 5
    assert "Changed by Jo" in page
    assert "44\u00a0s" in page
    assert "12 s" not in page
    assert page.count("right less, beyond its error") + page.count("left less, beyond its error") == 1
    assert "no difference beyond its error" in page


def test_a_stopped_plan_says_whom_to_see_instead() -> None:
    stopped = replace(full().plan, lines=(), overrides=(), says=("See a doctor before you go on.",))  # type: ignore[type-var]
    page = sheet_html(replace(full(), plan=stopped))
    assert "See a doctor before you go on." in page
    assert 'class="plan"' not in page


@pytest.mark.skipif(find_browser() is None, reason="no Chromium")
def test_with_plan_and_tests_it_still_prints_on_exactly_one_page() -> None:
    printed = print_sheet(full(), str(find_browser()), TESTS)
    assert printed is not None
    page, pdf = printed
    assert pages_in(pdf) == 1
    plan = full().plan
    assert plan is not None
    assert page.count('class="plan"') == 1
    assert all(words in page for words in ("The plan", "Home tests", "What could not be judged"))


def test_pages_are_counted() -> None:
    assert pages_in(b"<</Type /Pages /Count 2>> <</Type /Page >> <</Type/Page>>") == 2


def test_a_browser_that_fails_gives_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    false = shutil.which("false")
    assert false
    assert to_pdf("<p>", false) is None
    assert print_sheet(samples.assessment(), false) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() is None
