"""Facts that contradict themselves are refused, and the error names the file and the entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenstride.errors import KnowledgeError
from evenstride.knowledge import facts, load
from tests.knowledge.copies import FILES, Breaking

IDLE_SOURCE = '[idle1999]\ncitation = "Idle, 1999"\nfigure_confidence = "R"\nwhat = "Nothing"\n\n'
THIRTIES = "age_min = 30, age_max = 39, mean = 32"


def test_an_untouched_copy_loads_and_equals_the_shipped_facts(folder: Path) -> None:
    assert load(folder) == facts()


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "problem"),
    [
        ("sources.toml", "[article]", IDLE_SOURCE + "[article]", "idle1999", "is cited nowhere"),
        (
            "sources.toml",
            'figure_confidence = "R"',
            'figure_confidence = "sure"',
            "article",
            "Invalid enum value 'sure'",
        ),
        ("sources.toml", "[article]\n", '[article]\nkey = "article"\n', "article", "the name of the table is its key"),
        ("sources.toml", "[article]", "[The-Article]", "The-Article", "Expected `str` matching"),
        ("sources.toml", "[article]", "stray = 1\n[article]", "stray", "is not a table"),
        ("movements.toml", 'side = "Stand exactly', 'rear = "Stand exactly', "squat", "film must have one sentence"),
        ("movements.toml", "reps_asked = 3", "reps_asked = 0", "squat", ">= 1"),
        ("movements.toml", 'sources = ["article"', 'sources = ["ours"', "squat", "unknown source 'ours'"),
        (
            "problems.toml",
            "with a hand's width of floor below them.",
            "with floor. Below them.",
            "feet_out_of_frame",
            "one sentence",
        ),
        (
            "problems.toml",
            'effect = "withdraws"',
            'effect = "hides"',
            "feet_out_of_frame",
            "Invalid enum value 'hides'",
        ),
        (
            "measures.toml",
            "plausible = [-20.0, 165.0]",
            "plausible = [165.0, -20.0]",
            "knee_flexion_deg",
            "low to high",
        ),
        ("measures.toml", 'unit = "deg"\n', "", "knee_flexion_deg", "missing required field `unit`"),
        ("measures.toml", "{value}° of knee bend", "bent", "knee_flexion_deg", "must hold {value}"),
        ("muscles.toml", '"rectus_femoris", "vastus', '"biceps", "vastus', "quadriceps", "unknown muscle 'biceps'"),
        ("muscles.toml", 'opposing = "hamstrings"', 'opposing = "calves"', "quadriceps", "does not oppose it"),
        (
            "muscles.toml",
            'opposing = "hamstrings"',
            'opposing = "earlobes"',
            "quadriceps",
            "unknown muscle group 'earlobes'",
        ),
        (
            "muscles.toml",
            '"fibulares", "tibialis_posterior"',
            '"fibulares"',
            "tibialis_posterior",
            "belongs to no group",
        ),
        ("muscles.toml", "[muscle.rectus_femoris]", "[tendon.achilles]\n[muscle.rectus_femoris]", "tendon", "neither"),
        ("exercises.toml", "number = 1", "number = 2", "single_leg_balance", "has the number of single_leg_bridge"),
        ("exercises.toml", "number = 1", "number = 9", "single_leg_bridge", "<= 8"),
        ("exercises.toml", '["glutes", "hip', '["glute", "hip', "single_leg_bridge", "unknown muscle group 'glute'"),
        ("exercises.toml", "reps_min = 15", "reps_min = 16", "single_leg_bridge", "least to a most"),
        ("exercises.toml", 'reached = "the knee', '# "the knee', "single_leg_squat", "says nothing for reached"),
        ("exercises.toml", "at {number}°", "of {side} {number}°", "single_leg_squat", "has a field that nothing fills"),
        ("exercises.toml", "threshold = 90.0", "threshold = 179.0", "single_leg_squat", "plausible range"),
        (
            "exercises.toml",
            "reps_min = 15\nreps_max = 15\n",
            "",
            "single_leg_bridge",
            "no repetitions, seconds or metres",
        ),
        ("norms.toml", THIRTIES, "age_min = 25, age_max = 39, mean = 32", "calf_raise_to_failure", "same people"),
        ("norms.toml", THIRTIES, "age_min = 39, age_max = 30, mean = 32", "calf_raise_to_failure", "run backwards"),
        ("norms.toml", "mean = 37", "mean = 3700", "calf_raise_to_failure", "<= 600"),
        ("norms.toml", ", about = 25", "", "hamstring_bridge", "no end"),
        ("norms.toml", "rows = [{ sex", "unused = [{ sex", "bridge_hold", "unknown field `unused`"),
    ],
)
def test_a_broken_entry_is_refused_by_name(
    breaking: Breaking, file: str, old: str, new: str, entry: str, problem: str
) -> None:
    error = breaking(file, old, new)
    assert error.entry == entry
    assert problem in error.problem


def test_an_exercise_that_is_no_movement_is_refused(folder: Path) -> None:
    path = folder / "exercises.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[single_leg_bridge", "[plank"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"exercises.toml: \[plank\] names an unknown movement 'plank'"):
        load(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / f"{name}.toml").unlink()
    with pytest.raises(KnowledgeError, match=rf"{name}\.toml: .* is missing"):
        load(folder)


@pytest.mark.parametrize("text", [b"[open", b"\xff\xfe", b"[a]\n[a]\n"])
def test_a_file_that_is_no_toml_is_named(folder: Path, text: bytes) -> None:
    (folder / "norms.toml").write_bytes(text)
    with pytest.raises(KnowledgeError, match=r"norms.toml: .* is no TOML"):
        load(folder)
