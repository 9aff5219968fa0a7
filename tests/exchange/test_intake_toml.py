from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenstride.errors import IntakeError, UsageError
from evenstride.exchange.answers import AGE_BANDS, EQUIPMENT, SEXES, TRAINED, regions, screens
from evenstride.exchange.intake_toml import intake_of, read_intake, write_intake
from evenstride.knowledge import facts
from evenstride.model import Intake, SidePair
from evenstride.model.skeleton import SIDES

BAD = [
    ("shoe_size = 43", "shoe_size", "use age_band, sex"),
    ('age_band = "old"', "age_band", "under 18, 18-29"),
    ("sex = 1", "sex", "female, male"),
    ("weekly_km = 401", "weekly_km", "from 0 to 400"),
    ("weekly_km = nan", "weekly_km", "from 0 to 400"),
    ("weekly_km = true", "weekly_km", "from 0 to 400"),
    ('weekly_km = "far"', "weekly_km", "from 0 to 400"),
    ('cambered_road_low_side = "both"', "cambered_road_low_side", "left, right"),
    ('one_sided_training = "yes"', "one_sided_training", "left, right, one_pattern"),
    ("pain = 3", "pain", "left_knee = 3"),
    ("[pain]\nelbow = 3", "pain.elbow", "foot, ankle"),
    ("[pain]\nknee = 11", "pain.knee", "whole number from 0 to 10"),
    ("[pain]\nknee = 2.5", "pain.knee", "whole number from 0 to 10"),
    ('pain_during = "squat"', "pain_during", "a list of squat"),
    ('pain_during = ["dancing"]', "pain_during", "squat, squat_heels_raised, hurdle, bird_dog"),
    ("injuries = [3]", "injuries", "list of short texts"),
    ("[girths_cm]\nneck = {left = 1, right = 2}", "girths_cm.neck", "thigh, calf"),
    ("[girths_cm]\ncalf = 36", "girths_cm.calf", "left and right in cm"),
    ("[girths_cm]\ncalf = {left = 36}", "girths_cm.calf", "left and right in cm"),
    ("[girths_cm]\ncalf = {left = 3, right = 36}", "girths_cm.calf.left", "from 10 to 150"),
    ('equipment = ["rower"]', "equipment", "band, step, weight"),
    ('red_flags = ["bored"]', "red_flags", "point_bone_pain"),
]


@pytest.mark.parametrize(("text", "key", "allowed"), BAD)
def test_what_is_no_answer_is_refused_with_file_key_and_what_is_allowed(
    tmp_path: Path, text: str, key: str, allowed: str
) -> None:
    path = tmp_path / "me.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IntakeError) as caught:
        read_intake(path)
    assert caught.value.key == key
    assert allowed in caught.value.allowed
    assert str(caught.value).startswith(f"{path}: {key} ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"age_band = ", b"\xff\xfe", b"[pain]\n[pain]\n"])
def test_what_is_no_toml_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "me.toml"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"me\.toml is no TOML"):
        read_intake(path)


@pytest.mark.parametrize("place", ["nothing.toml", "."])
def test_what_cannot_be_read_is_named(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        read_intake(tmp_path / place)


def test_an_empty_file_is_no_answer_at_all(tmp_path: Path) -> None:
    (tmp_path / "me.toml").touch()
    assert read_intake(tmp_path / "me.toml") == Intake()


some = st.none()
girth = st.integers(100, 1500).map(lambda mm: mm / 10)
texts = st.text(max_size=20)
intakes = st.builds(
    Intake,
    age_band=some | st.sampled_from(AGE_BANDS),
    sex=some | st.sampled_from(SEXES),
    weekly_km=some | st.integers(0, 4000).map(lambda km: km / 10),
    cambered_road_low_side=some | st.sampled_from(SIDES),
    one_sided_training=some | st.sampled_from(TRAINED),
    pain=st.dictionaries(st.sampled_from(regions()), st.integers(0, 10), max_size=3),
    pain_during=st.lists(st.sampled_from(screens()), unique=True).map(tuple),
    injuries=st.lists(texts, max_size=3).map(tuple),
    girths_cm=st.dictionaries(st.sampled_from(sorted(facts().girths)), st.builds(SidePair, girth, girth)),
    equipment=st.lists(st.sampled_from(EQUIPMENT), unique=True).map(tuple),
    red_flags=st.lists(st.sampled_from(sorted(facts().red_flags)), unique=True).map(tuple),
)


@given(intakes)
def test_whatever_is_written_is_read_back(intake: Intake) -> None:
    assert intake_of(tomllib.loads(write_intake(intake))) == intake
