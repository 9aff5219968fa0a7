"""What runners and therapists read: plain, kind, and never more than was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenstride.knowledge import facts
from evenstride.knowledge.checks import one_sentence

ALARMING = re.compile(
    r"\b(injur\w*|risks?|danger\w*|abnormal\w*|dysfunction\w*|deficits?|patholog\w*|diagnos\w*|bad|poor|fail\w*|wrong)\b",
    re.IGNORECASE,
)
MEASURES = sorted(facts().measures)


def told_to_runners() -> Iterator[tuple[str, str]]:
    """Yield (where, words) for everything said about a runner's own movement."""
    for fault in facts().faults:
        for words in (
            fault.title,
            fault.suggests,
            *((fault.settles,) if fault.settles else ()),
            *fault.seen.values(),
            *fault.retest_outcomes.values(),
        ):
            yield fault.key, words
    for movement in facts().movements.values():
        for words in (movement.how, *movement.film.values(), *movement.adds.values()):
            yield movement.key, words
    for problem in facts().problems.values():
        yield problem.code, problem.title
        yield problem.code, problem.advice
    for measure in facts().measures.values():
        for words in (measure.title, measure.definition, measure.how_to_read):
            yield measure.key, words
    for exercise in facts().exercises.values():
        yield exercise.key, exercise.how


def test_nothing_alarms_and_nothing_is_diagnosed() -> None:
    found = [(where, m.group()) for where, words in told_to_runners() if (m := ALARMING.search(words))]
    assert found == []


def test_everything_said_starts_large_and_ends_in_a_full_stop() -> None:
    titles = {e.title for table in (facts().movements, facts().measures, facts().problems) for e in table.values()}
    titles |= {f.title for f in facts().faults}
    for where, words in told_to_runners():
        assert words[0].isupper() or words[0].isdigit(), (where, words)
        assert words in titles or words.endswith("."), (where, words)
        assert "  " not in words


def test_how_to_film_and_what_a_view_adds_are_one_sentence_each() -> None:
    for movement in facts().movements.values():
        for words in (*movement.film.values(), *movement.adds.values()):
            assert one_sentence(words), (movement.key, words)


def test_every_fault_keeps_the_reading_and_the_objection_apart_and_cites_the_objection() -> None:
    for fault in facts().faults:
        assert "article" in fault.suggests
        assert re.search(r"\(\w+ (20\d\d)\)", fault.objection), fault.key
        names = {
            f"{s.citation.split()[0].strip(',').lower()}{y}"
            for s in facts().sources.values()
            for y in re.findall(r"20\d\d", s.citation)
        }
        for author, year in re.findall(r"\((\w+) (20\d\d)\)", fault.objection):
            assert f"{author.lower()}{year}" in names
            assert any(s.startswith(author.lower()) and s.endswith(year) for s in fault.sources), (fault.key, author)


@pytest.mark.parametrize(
    ("measure", "value", "words"),
    [
        ("knee_medial_shift_pct", 6.13, "6.1 % of leg length inward"),
        ("knee_medial_shift_pct", -2.0, "2.0 % of leg length outward"),
        ("thigh_below_horizontal_deg", -15.4, "thighs 15° short of level"),
        ("thigh_below_horizontal_deg", 3.0, "thighs 3° past level"),
        ("knee_flexion_deg", 96.6, "97° of knee bend"),
        ("hip_shift_pct", -5.04, "5.0 % of leg length to the left"),
        ("trunk_lean_deg", -0.4, "0° forward"),
    ],
)
def test_values_are_spoken_with_their_direction(measure: str, value: float, words: str) -> None:
    assert facts().measures[measure].spoken(value) == words


@pytest.mark.parametrize(
    ("measure", "low", "high", "words"),
    [
        ("knee_medial_shift_pct", 4.4, 7.8, "4.4 to 7.8"),
        ("thigh_below_horizontal_deg", -22.0, -18.0, "18 to 22"),
        ("hip_shift_pct", -1.0, 2.0, "between 1.0 % of leg length to the left and 2.0 % of leg length to the right"),
    ],
)
def test_intervals_are_spoken(measure: str, low: float, high: float, words: str) -> None:
    assert facts().measures[measure].spoken_interval(low, high) == words


@given(measure=st.sampled_from(MEASURES), ends=st.tuples(st.floats(-90, 90), st.floats(-90, 90)))
def test_no_spoken_number_carries_a_minus_and_intervals_run_upward(measure: str, ends: tuple[float, float]) -> None:
    words = facts().measures[measure]
    low, high = sorted(ends)
    said = words.spoken_interval(low, high)
    assert "-" not in said
    if not said.startswith("between"):
        first, last = (float(n) for n in said.split(" to "))
        assert first <= last


def test_a_sentence_is_one_sentence() -> None:
    assert one_sentence("Film from 2.5 m away.")
    assert not one_sentence("Film again. Use more light.")
    assert not one_sentence("Film again")


def test_what_is_counted_is_told_whole() -> None:
    touches = facts().measures["touch_downs"]
    assert touches.spoken(0.0) == "balance lost 0× each time"
    assert touches.spoken(1.5) == "balance lost 1.5× each time"
    assert touches.spoken_interval(0.0, 0.2) == "0 to 0.2"
