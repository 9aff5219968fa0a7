"""The page of an athlete's progress: every number drawn is one that was read, and nothing is fetched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evenstride.language import speaking
from evenstride.model import Adherence, Apart, DayValue, HomeTest, Review, RunTrend, Side, StrengthTest
from evenstride.model.skeleton import SIDES
from evenstride.prescribe import first_plan
from evenstride.report import review_words
from evenstride.report.progress_page import render_progress, write_progress_page
from evenstride.track import Reading, courses_of
from tests.report.markup import parsed

DAYS = ("2026-01-05", "2026-02-16", "2026-02-23")


def reading(day: str, side: str, value: float) -> Reading:
    knee = ("squat", "front", "knee_medial_shift_pct", side, "worst", "% leg length")
    return Reading(f"{day}T08:00:00", *knee, value, value - 1.5, value + 1.5)


def review() -> Review:
    values = {"left": (1.0, 0.5, 0.8), "right": (9.0, 2.0, 1.4)}
    courses = courses_of(reading(day, s, v) for s, own in values.items() for day, v in zip(DAYS, own, strict=True))
    apart = tuple(DayValue(day, r - le, 2.5) for day, le, r in zip(DAYS, values["left"], values["right"], strict=True))
    test = StrengthTest("calf_raise_to_failure", "2026-01-06", 24.0, 15.0, "reps", 2.0)
    return Review(
        athlete="Kim <b>",
        day="2026-02-24",
        courses=courses,
        apart=(Apart("squat", "knee_medial_shift_pct", "front", "worst", "% leg length", apart),),
        tests=(HomeTest(test, Side.RIGHT),),
        adherence=Adherence("2026-01-05", "2026-02-24", 21, 4, (3, 1, 0, 0, 0, 0, 0, 0), 3),
        plan=first_plan("2026-01-05", "Kim", ()),
        retest_on="2026-04-06",
        retest_why="6 weeks after the last screen: strength takes that long to show.",
    )


@pytest.fixture(scope="module")
def page() -> str:
    return render_progress(review())


def test_the_page_tells_what_changed_by_how_much_and_what_is_noise(page: str) -> None:
    assert "Changed for the better, from 9.0" in page
    assert "to 1.7" in page, "the two last days stand together"
    assert page.count("no clear change. Two clips") == 1
    assert "4 of 21 planned sessions were logged since 5 January 2026." in page
    assert "6 April 2026" in page
    assert "the right lags" in page


def test_every_value_read_is_drawn_in_its_side_and_nothing_else_is(page: str) -> None:
    drawn = {(side, float(value)) for side, value in _points(page)}
    assert {("left", v) for v in (1.0, 0.5, 0.8)} <= drawn
    assert {("right", v) for v in (9.0, 2.0, 1.4)} <= drawn
    assert ("none", 1.5) in drawn, "apart by no more than the error: no side"
    assert ("right", 8.0) in drawn
    assert {side for side, _ in drawn} == {"left", "right", "none"}


def _points(page: str) -> list[tuple[str, str]]:
    found = []
    for part in page.split('class="value" data-side="')[1:]:
        side, rest = part.split('"', 1)
        found.append((side, rest.split('data-value="', 1)[1].split('"', 1)[0]))
    return found


def test_the_page_needs_nothing_else_and_a_name_is_no_markup(page: str) -> None:
    assert "http" not in page.replace("http://www.w3.org", "")
    assert "Kim &lt;b&gt;" in page
    assert "Kim <b>" not in page
    assert parsed(page).unbalanced == []


def test_without_a_screen_the_page_says_so(tmp_path: Path) -> None:
    bare = replace(review(), courses=(), apart=(), tests=(), adherence=None, plan=None, retest_on=None)
    told = write_progress_page(bare, tmp_path / "new").read_text(encoding="utf-8")
    assert "No screens are kept yet" in told
    assert "<svg" not in told


def test_the_page_is_told_in_the_language_in_force() -> None:
    with speaking("de"):
        assert '<html lang="de">' in render_progress(review())


def test_what_changed_since_the_last_retest_takes_three_sentences_at_most() -> None:
    told = review_words.since_last(review())
    assert len(told) == 3
    assert told[0].startswith("Changed most since the last retest: Knee shift, inward, right, 9.0")
    assert {course.side for course in review().courses} == set(SIDES)


def test_runs_of_a_watch_stand_beside_the_screens_with_their_bands() -> None:
    days = tuple(f"2026-02-0{n}T07:00:00+00:00" for n in range(1, 7))
    balance = RunTrend("contact_left_pct", days, (51.4, 51.2, 51.3, 50.6, 50.5, 49.1), 51.3, 50.1, 1.9)
    cadence = RunTrend("cadence_spm", days[:2], (170.0, 172.0), 170.0, 172.0, None)
    page = render_progress(review(), (balance, cadence)).replace("\u00a0", " ")
    assert "Runs with a watch" in page
    assert "Earlier runs 51.3, later runs 50.1 % (left foot): no clear change" in page
    assert "Too few runs to say whether it changes: 6 are needed, 2 are here." in page
    assert "did no harm" in page
    drawn = _points(page)
    for value in balance.values:
        assert ("left" if value > 50 else "right", f"{value:g}") in drawn
    assert ("none", "170") in drawn
    assert page.count('class="zone fault"') >= 2
    assert "Shaded is the maker&#39;s orange band, darker the red one." in page
    assert "Runs with a watch" not in render_progress(review())
