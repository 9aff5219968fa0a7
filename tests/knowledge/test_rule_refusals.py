"""Rules and stops that contradict the other facts, or themselves, are refused by name."""

from __future__ import annotations

import pytest

from tests.knowledge.copies import Breaking

KNEE = "knee_in_weak_hip"
BROKEN = [
    ('concludes = "weak_hip_stabilisers"', 'concludes = "laziness"', KNEE, "unknown conclusion 'laziness'"),
    ('alternatives = ["stiff_ankle"]', 'alternatives = ["new_shoes"]', KNEE, "unknown alternative 'new_shoes'"),
    ('sources = ["article", "bell2008"', 'sources = ["nobody1999", "bell2008"', KNEE, "unknown source 'nobody1999'"),
    ('movement = "squat"', 'movement = "handstand"', KNEE, "unknown movement 'handstand'"),
    ('effect = "raises"', 'effect = "doubles"', KNEE, "Invalid enum value 'doubles'"),
    ('retest = "persists"\nsays', "says", KNEE, "one of finding, retest, answer and variant"),
    ('finding = "hurdle.balance_lost"', 'finding = "hurdle.pelvis_tilts"', KNEE, "would count twice"),
    ('group = "hip_stabilisers"', 'group = "earlobes"', "weak_hip_stabilisers", "unknown muscle group 'earlobes'"),
    ('muscles = ["gluteus_medius"', 'muscles = ["earlobe"', "weak_hip_stabilisers", "unknown muscle 'earlobe'"),
    ("side of your {side} hip", "side of your hip", "weak_hip_stabilisers", "must name the {side}"),
    (
        'settled_by = "squat_heels_raised"',
        'settled_by = "handstand"',
        "stiff_ankle",
        "unknown movement or home test 'handstand'",
    ),
    ('side = "both"\nsays = "A squat that stops', 'side = "same"\nsays = "A squat that stops', "shallow_weak_thighs",
     "names a side, and shallow_squat has none"),
    ('side = "same"\nonly_after', 'side = "same"\ntoward = "same"\nonly_after', "knee_in_tight_calf", "points nowhere"),
    ("error_cm = 1.5", "error_cm = 0.0", "thigh", "> 0"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "entry", "problem"), BROKEN)
def test_a_broken_rule_is_refused_by_name(breaking: Breaking, old: str, new: str, entry: str, problem: str) -> None:
    error = breaking("imbalances.toml", old, new)
    assert error.entry == entry
    assert problem in error.problem


@pytest.mark.parametrize(
    ("old", "new", "entry", "problem"),
    [
        ("the {movement} hurts", "it hurts", "pain_on_screen", "says must name movement"),
        ("from_rating = 6\n", "", "strong_pain", "from_rating belongs"),
        ("from_rating = 6", "from_rating = 11", "strong_pain", "<= 10"),
        ('sources = ["stop_signs"]', 'sources = ["hearsay"]', "point_bone_pain", "unknown source 'hearsay'"),
    ],
)
def test_a_broken_stop_is_refused_by_name(breaking: Breaking, old: str, new: str, entry: str, problem: str) -> None:
    error = breaking("safety.toml", old, new)
    assert error.entry == entry
    assert problem in error.problem
