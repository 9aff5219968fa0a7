"""Faults that contradict the other facts, or themselves, are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenstride.errors import KnowledgeError
from evenstride.knowledge import facts, load
from tests.knowledge.copies import Breaking

FAULT = "squat.knees_cave_in"
CRITERION = facts().fault("squat", "knees_cave_in").criteria[0]
THRESHOLD = f"threshold = {CRITERION.threshold}"
UNCERTAINTY = f"uncertainty = {CRITERION.uncertainty}"
BROKEN_FAULTS = [
    ('sources = ["mauntel2014"]', 'sources = ["nobody1999"]', "unknown source 'nobody1999'"),
    (THRESHOLD, "threshold = 4000.0", "<= 180"),
    (THRESHOLD, "threshold = 60.0", "plausible range"),
    (THRESHOLD, "threshold = nan", "not finite"),
    (THRESHOLD, "threshold = inf", "not finite"),
    (THRESHOLD, 'threshold = "four"', "Expected `float`"),
    (UNCERTAINTY, "uncertainty = 0.0", "> 0"),
    (UNCERTAINTY + "\n", "", "missing required field `uncertainty`"),
    ('unit = "% leg length"\n', "", "missing required field `unit`"),
    ('unit = "% leg length"', 'unit = "deg"', "is in deg, the measure in % leg length"),
    ('unit = "% leg length"', 'unit = "furlong"', "Invalid enum value 'furlong'"),
    ('origin = "ours"\nnote', 'origin = "ours"\ncolour = "red"\nnote', "unknown field `colour`"),
    ('measure = "knee_medial_shift_pct"', 'measure = "knee_wobble_pct"', "no such measure"),
    ('view = "front"', 'view = "side"', "cannot be made from the side"),
    ('at = "worst"', 'at = "whenever"', "Invalid enum value 'whenever'"),
    ('sided = "each"', 'sided = "direction"', "whose sign names the side"),
    ('sided = "each"', 'sided = "near"', "only a side view has a near leg"),
    ('sided = "each"', 'sided = "none"', "names a side, and the fault has none"),
    (
        'movements = ["squat", "squat_heels_raised"]',
        'movements = ["squat", "handstand"]',
        "unknown movement 'handstand'",
    ),
    ('movements = ["squat", "squat_heels_raised"]', 'movements = ["squat_heels_raised"]', "not among its movements"),
    ('muscles = ["hip_stabilisers"', 'muscles = ["earlobes"', "unknown muscle group 'earlobes'"),
    ('settled_by = ["squat_heels_raised"]', 'settled_by = ["squat"]', "is not a retest"),
    ('settled_by = ["squat_heels_raised"]', "settled_by = []", "come together"),
    ("{value} at its furthest", "{weight} at its furthest", "unknown field 'weight'"),
    ("Your {side} knee moves", "Your knee moves", "must name the side"),
    ("{value} at its furthest", "{value at its furthest", "unknown field '?'"),
    ('possible = "Your {side} knee may', 'perhaps = "Your {side} knee may', "Invalid enum value 'perhaps'"),
    ("raised the {side} knee keeps", "raised by {value} the {side} knee keeps", "may name a side and no number"),
]


def test_a_fault_without_a_side_has_no_furthest_to_either_side(breaking: Breaking) -> None:
    error = breaking("faults.toml", 'sided = "direction"', 'sided = "none"')
    assert "only a fault with a side" in error.problem


@pytest.mark.parametrize(("old", "new", "problem"), BROKEN_FAULTS)
def test_a_broken_fault_is_refused_by_name(breaking: Breaking, old: str, new: str, problem: str) -> None:
    error = breaking("faults.toml", old, new)
    assert error.entry == FAULT
    assert problem in error.problem
    assert str(error).startswith(f"faults.toml: [{FAULT}] ")


def test_a_verdict_without_a_sentence_is_refused(folder: Path, breaking: Breaking) -> None:
    text = (folder / "faults.toml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("absent = "))
    assert "no sentence for the verdict absent" in breaking("faults.toml", line + "\n", "").problem


def test_a_retest_without_all_its_outcomes_is_refused(folder: Path, breaking: Breaking) -> None:
    text = (folder / "faults.toml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("unclear = "))
    assert "retest_outcomes must be improves, persists" in breaking("faults.toml", line + "\n", "").problem


@pytest.mark.parametrize("confidence", ["M", "D"])
def test_a_threshold_cannot_be_published_by_a_figure_nobody_read(folder: Path, confidence: str) -> None:
    path = folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    for key in ("squat_depth_review", "article"):
        start = text.index(f"[{key}]")
        rest = text[start:]
        old = '"R2"' if key == "squat_depth_review" else '"R"'
        text = text[:start] + rest.replace(f"figure_confidence = {old}", f'figure_confidence = "{confidence}"', 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=r"\[squat.shallow_squat\] criterion on knee_flexion_deg: is called published"
    ):
        load(folder)


def test_a_threshold_cannot_be_published_by_nobody(breaking: Breaking) -> None:
    error = breaking("faults.toml", 'origin = "ours"\nnote = "Worked', 'origin = "published"\nnote = "Worked')
    assert error.entry == "squat.shallow_squat"
    assert "is called published" in error.problem


def test_the_same_fault_twice_for_one_movement_is_refused(folder: Path) -> None:
    path = folder / "faults.toml"
    text = path.read_text(encoding="utf-8")
    again = text[text.index("[squat.heels_lift]") : text.index("[squat.hips_shift]")]
    path.write_text(text + again.replace("squat.heels_lift", "squat_heels_raised.heels_lift"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="stands twice for the same movement"):
        load(folder)


def test_two_movements_may_each_have_a_fault_of_the_same_name(folder: Path) -> None:
    path = folder / "faults.toml"
    text = path.read_text(encoding="utf-8")
    again = text[text.index("[squat.knees_cave_in]") : text.index("[squat.shallow_squat]")]
    again = again.replace("[squat.", "[single_leg_balance.").replace(
        '"squat", "squat_heels_raised"', '"single_leg_balance"'
    )
    path.write_text(text + again, encoding="utf-8")
    loaded = load(folder)
    assert loaded.fault("single_leg_balance", "knees_cave_in") is not loaded.fault("squat", "knees_cave_in")
