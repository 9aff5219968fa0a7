"""The exercises' sets are drawn as their notes say: every kind of clip in them, and nobody in two."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from bench.exercises import SETS
from bench.observe import SHAPE
from bench.phantom.draw import ON_THE_FLOOR_M
from bench.phantom.sets import clips
from bench.phantom.spec import ClipSpec

DRAWN_ALIKE = [key for key in SETS if key not in ("bird_dog", "heel_walk")]
"""Those whose clips are tagged with one fault each."""


@pytest.mark.parametrize("exercise", SETS)
def test_nobody_is_in_the_tuning_and_in_the_judging_set(exercise: str) -> None:
    tune, judge = (_all(names) for names in SETS[exercise])
    assert len(tune) >= 20
    assert len(judge) >= 20
    assert not _people(tune) & _people(judge)


@pytest.mark.parametrize("exercise", DRAWN_ALIKE)
def test_judging_clips_are_clean_or_tire_or_rest_or_go_half_way_or_are_at_fault(exercise: str) -> None:
    judge = _all(SETS[exercise][1])
    kinds = {clip.tags[1] for clip in judge}
    others = {"short", "touch", "hop"} if exercise == "single_leg_balance" else {"half_reps", "tired", "pause"}
    assert {"clean", *others} <= kinds
    assert sum(clip.tags[2] == "twice" for clip in judge) >= 3


@pytest.mark.parametrize("exercise", DRAWN_ALIKE)
def test_some_phones_stand_on_the_floor(exercise: str) -> None:
    heights = [clip.camera.height_m for clip in _all(SETS[exercise][1])]
    low = [height for height in heights if height <= ON_THE_FLOOR_M[1]]
    assert 2 <= len(low) <= len(heights) / 2
    assert min(low) >= ON_THE_FLOOR_M[0]


def test_free_feet_are_held_in_every_way_and_low_ones_never_touch_the_floor() -> None:
    drawn = clips("calf-free-tune") + clips("calf-free-judge")
    assert {clip.tags[5] for clip in drawn} == {"back", "hooked", "ahead", "low"}
    pointed = [clip.movement.free_foot_deg for clip in drawn]
    assert min(pointed) < -5 < 35 < max(pointed)
    assert all((clip.movement.hover_m >= 0.02) == (clip.tags[5] == "low") for clip in drawn)


def _all(names: tuple[str, ...]) -> list[ClipSpec]:
    return [clip for name in names for clip in clips(name)]


def _people(drawn: list[ClipSpec]) -> set[str]:
    return {json.dumps([asdict(clip.body)[name] for name in SHAPE]) for clip in drawn}
