"""The page of a home test shows both sides, their error, the norm, and names a side only beyond the error."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from evenstride.cli import main
from evenstride.infer import strength_test, weaker
from evenstride.model import Side
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.report import strength_words as told
from evenstride.report.strength_page import StrengthStory, bars, render_test
from evenstride.report.strength_words import ASK, amount, norm_sentence

DAY = "2026-03-02"


def story(
    key: str, unit: str, left: float, right: float, sex: str | None = None, age: int | None = None
) -> StrengthStory:
    both = strength_test(key, DAY, left, right)
    return StrengthStory(key, DAY, unit, {LEFT: left, RIGHT: right}, both, weaker(both), sex, age, [])


def test_bars_are_as_long_as_what_was_done_and_stay_inside_the_picture() -> None:
    drawn = bars(story("calf_raise_to_failure", "reps", 24, 12))
    left, right = (float(width) for width in re.findall(r'<rect x="0"[^>]* width="([\d.]+)%"', drawn))
    assert left == pytest.approx(2 * right, abs=0.02)
    assert all(float(end) <= 100 for end in re.findall(r'x2="([\d.]+)%"', drawn))
    assert "Left: 24; Right: 12" in drawn


def test_whiskers_are_as_wide_as_the_error_of_one_side() -> None:
    told = story("side_plank", "s", 60, 50)
    assert told.both is not None
    low, high = re.findall(r'class="whisker" x1="([\d.]+)%" x2="([\d.]+)%"', bars(told))[0]
    bar = float(re.findall(r'<rect x="0"[^>]* width="([\d.]+)%"', bars(told))[0])
    assert (float(high) - float(low)) / 2 / bar == pytest.approx(1.96 * told.both.sd / 60, abs=0.01)


def test_a_difference_inside_the_error_names_no_side() -> None:
    page = render_test(story("side_plank", "s", 40, 31))
    assert "neither can be called the weaker one" in page
    assert "lags" not in page


def test_a_difference_beyond_the_error_names_the_side_and_asks_for_another_day() -> None:
    page = render_test(story("calf_raise_to_failure", "reps", 23, 14))
    assert "the right lags. Test again on another day" in page


def test_the_norm_is_drawn_for_those_who_say_who_they_are() -> None:
    known = story("calf_raise_to_failure", "reps", 23, 22, "female", 34)
    assert "Women of 30 to 39: 27 on average" in render_test(known)
    assert 'line class="usual"' in bars(known)
    nobody = replace(known, sex=None, age=None)
    assert 'line class="usual"' not in bars(nobody)
    assert "Say your age and sex with the test" in render_test(nobody)
    assert "--" not in re.sub(r"<style>.*?</style>", "", render_test(nobody), flags=re.DOTALL)


def test_one_side_alone_is_shown_and_asks_for_the_other() -> None:
    alone = StrengthStory("girth_calf", DAY, "cm", {LEFT: 36.0}, None, Side.NONE, None, None, [])
    page = render_test(alone)
    assert "Test the right as well" in page
    assert 'class="whisker"' not in bars(alone)


def test_the_tape_has_nothing_to_say_of_its_worth_and_hops_are_told_to_the_centimetre() -> None:
    tape = render_test(story("girth_calf", "cm", 36.0, 34.0))
    assert 'id="worth"' not in tape
    assert 'id="worth"' in render_test(story("side_plank", "s", 40, 31))
    assert amount(1.36, "m") == "1.36 m"


def test_the_command_writes_the_page(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    given = ["test", "side_plank", "--left", "61", "--right", "12", "--out", str(tmp_path / "out")]
    assert main([*given, "--store", str(tmp_path / "store.sqlite")]) == 0
    page = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert "<h1>Side plank</h1>" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "Page: " in capfd.readouterr().out


def test_the_smaller_side_is_never_likely_more_than_all_of_the_larger() -> None:
    close = "".join(re.findall(r"The smaller is [^<]*", render_test(story("side_plank", "s", 40, 31))))
    assert "or more, so they may be even" in close
    far = "".join(re.findall(r"The smaller is [^<]*", render_test(story("side_plank", "s", 90, 40))))
    assert re.search(r"likely \d+ to \d+\)", far)


@pytest.mark.parametrize(("key", "muscles"), [("calf_raise_to_failure", "calves"), ("side_plank", "side of the hip")])
def test_the_page_says_which_muscles_it_speaks_of(key: str, muscles: str) -> None:
    assert f"It speaks of: {muscles}." in render_test(story(key, "reps", 20, 19))
    tape = render_test(story("girth_calf", "cm", 36.0, 34.0))
    assert "how big a side is, not how strong" in tape
    assert "neither can be called the smaller one" in render_test(story("girth_calf", "cm", 36.0, 35.5))
    assert "neither can be called the weaker one" in render_test(story("side_plank", "s", 40, 38))
    assert "Stop when the form goes" not in tape
    assert "Stop when the form goes" in render_test(story("side_plank", "s", 40, 40))


def test_a_number_stays_with_its_unit_and_every_bar_has_a_name() -> None:
    page = render_test(story("girth_calf", "cm", 37.5, 36.0))
    told = "".join(re.findall(r"<p[^>]*>([^<]*)</p>", page))
    assert "1.5\u00a0cm apart" in told
    assert not re.search(r"\d cm", told)
    assert ">Left 37.5" in page
    alone = StrengthStory("bridge_hold", DAY, "s", {LEFT: 36.0}, None, Side.NONE, None, None, [])
    assert ">Left 36" in bars(alone)


def test_what_can_be_chance_is_told_in_whole_plain_sentences() -> None:
    page = render_test(story("calf_raise_to_failure", "reps", 23, 22))
    assert "The same leg does up to 6 more or fewer from one day to another (32 people)." in page
    for jargon in ("limits of agreement", "minimal detectable", "default of ours", "noise", "(read at"):
        assert jargon not in page


@pytest.mark.parametrize(
    ("left", "right", "likely"),
    [
        (4, 4, "(too little was done to say how alike they are)"),
        (47, 20, "(likely 92 or less)"),
        (90, 40, "(likely 18 to 71)"),
        (90, 85, "(likely 61 or more, so they may be even)"),
    ],
)
def test_how_alike_they_are_is_said_as_surely_as_it_is_known(left: float, right: float, likely: str) -> None:
    assert any(likely in said for said in told.test_sentences(strength_test("side_plank", DAY, left, right), Side.NONE))


def test_what_people_of_both_sexes_do_needs_the_age_alone() -> None:
    stance = "one_leg_stance_eyes_closed"
    assert norm_sentence(stance, None, 55).startswith("People of 50 to 59: 4.8 s on average")
    assert norm_sentence(stance, None, 15) == "No figure was found for people of 15."
    assert norm_sentence(stance, "male", None) == ASK
    assert norm_sentence("side_plank", None, 25) == ASK
