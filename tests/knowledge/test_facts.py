"""The shipped facts say what the rest of the program and its contract expect."""

from __future__ import annotations

from string import Formatter

import msgspec
import pytest

from evenstride.knowledge import MOMENTS, Fault, facts
from evenstride.knowledge.entries import VerdictName, ViewName
from evenstride.model import Verdict, View

SQUATS = ("squat", "squat_heels_raised")
SQUAT_FAULTS = ("knees_cave_in", "shallow_squat", "heels_lift", "hips_shift", "trunk_falls_forward")
MOVEMENTS = (
    "squat",
    "squat_heels_raised",
    "hurdle",
    "bird_dog",
    "single_leg_bridge",
    "single_leg_balance",
    "single_leg_rdl",
    "single_leg_squat",
    "clam_shell",
    "single_leg_calf_raise",
    "heel_walk",
)
PROBLEMS = {
    "feet_out_of_frame",
    "hands_out_of_frame",
    "person_too_small",
    "person_leaves_frame",
    "nobody_seen_part",
    "several_people",
    "camera_moves",
    "camera_tilted",
    "picture_turned",
    "too_dark",
    "blurred",
    "oblique_view",
    "rear_view",
    "foot_end_view",
    "front_view",
    "side_view",
    "mirror_disagrees",
    "no_pictures",
    "too_few_reps",
    "both_feet",
    "steps_unsure",
    "no_level_start",
    "legs_close",
    "clip_too_short",
    "legs_swapped",
    "low_frame_rate",
    "wrong_movement",
    "view_disagrees",
}


def test_facts_are_loaded_once() -> None:
    assert facts() is facts()


def test_every_movement_of_the_contract_has_words() -> None:
    assert tuple(facts().movements) == MOVEMENTS


def test_every_problem_code_has_words() -> None:
    assert set(facts().problems) == PROBLEMS


@pytest.mark.parametrize(
    ("measure", "positive_means"),
    [
        ("knee_medial_shift_pct", "toward the midline"),
        ("fppa_deg", "valgus"),
        ("thigh_below_horizontal_deg", "hip joint below knee"),
        ("hip_shift_pct", "toward the runner's right"),
    ],
)
def test_signs_are_those_of_the_contract(measure: str, positive_means: str) -> None:
    assert facts().measures[measure].positive_means == positive_means


def test_a_measures_unit_is_the_one_in_its_name() -> None:
    endings = {"_deg": "deg", "_pct": "% leg length", "_s": "s", "touch_downs": "count"}
    for key, measure in facts().measures.items():
        assert measure.unit == next(unit for ending, unit in endings.items() if key.endswith(ending))


@pytest.mark.parametrize("movement", SQUATS)
def test_both_squats_are_judged_for_the_same_faults_in_the_same_order(movement: str) -> None:
    assert tuple(f.key for f in facts().faults_of(movement)) == SQUAT_FAULTS


def test_a_fault_is_found_by_its_movement_and_key() -> None:
    assert facts().fault("squat", "heels_lift").title == "Heel lifts"
    with pytest.raises(KeyError, match="hurdle has no fault 'heels_lift'"):
        facts().fault("hurdle", "heels_lift")


def test_depth_from_the_side_and_from_the_front_draw_the_same_line() -> None:
    from_side, from_front = facts().fault("squat", "shallow_squat").criteria
    shank_lean_deg = 25
    assert from_front.threshold == -90 + from_side.threshold - shank_lean_deg


def test_only_two_lines_are_called_published() -> None:
    published = [(f.key, c.measure) for f in facts().faults for c in f.criteria if c.origin == "published"]
    assert published == [("shallow_squat", "knee_flexion_deg"), ("hips_sink", "hip_sink_deg")]


def test_defaults_of_ours_are_labelled_so_for_readers() -> None:
    words = {c.origin: c.origin_words for f in facts().faults for c in f.criteria}
    assert words == {"ours": "a default of ours", "published": "published"}


def test_the_eight_exercises_are_numbered_and_are_movements() -> None:
    exercises = facts().exercises
    assert sorted(e.number for e in exercises.values()) == list(range(1, 9))
    assert set(exercises) <= set(facts().movements)


def test_exercises_that_repeat_are_asked_for_their_least_dose() -> None:
    for key, exercise in facts().exercises.items():
        assert facts().movements[key].reps_asked == exercise.dose.reps_min


def test_opposing_groups_oppose_each_other() -> None:
    pairs = {frozenset((g.key, g.opposing)) for g in facts().groups.values() if g.opposing}
    assert pairs == {
        frozenset({"quadriceps", "hamstrings"}),
        frozenset({"calves", "shins"}),
        frozenset({"hip_stabilisers", "fore_aft_movers"}),
    }


def test_norms_are_found_by_sex_and_age() -> None:
    calf_raises = facts().norms["calf_raise_to_failure"]
    row = calf_raises.row("female", 34)
    assert row is not None
    assert (row.mean, row.sd) == (27, None)
    assert calf_raises.row("male", 15) is None
    plank = facts().norms["side_plank"].row("male", 25)
    assert plank is not None
    assert (plank.mean, plank.sd) == (39, 9)


def test_sources_are_cited_in_order_and_once() -> None:
    keys = [s.key for s in facts().cited(["kim2015", "article", "kim2015"])]
    assert keys == ["kim2015", "article"]


def test_names_agree_with_the_model() -> None:
    views: tuple[ViewName, ...] = ("front", "side", "oblique", "rear")
    verdicts: tuple[VerdictName, ...] = ("present", "possible", "absent")
    assert set(views) == {v.value for v in View}
    assert {*verdicts, "undetermined"} == {v.value for v in Verdict}


def test_every_criterion_reads_its_measure_at_a_moment_that_has_words() -> None:
    assert all(MOMENTS[c.at] for f in facts().faults for c in f.criteria)


@pytest.mark.parametrize("fault", facts().faults, ids=lambda f: f.key)
def test_every_sentence_of_a_fault_can_be_said(fault: Fault) -> None:
    verdicts: tuple[VerdictName, ...] = ("present", "possible", "absent")
    said = [fault.sentence(v, side="left", value="12°", interval="9 to 15") for v in verdicts]
    said += [fault.outcome(o, side="left") for o in fault.retest_outcomes]
    for sentence in said:
        assert sentence.endswith(".")
        assert not [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    assert all("12°" in s and "9 to 15" in s for s in said[:3])


def test_an_outcome_names_the_side_and_is_empty_without_a_retest() -> None:
    fault = facts().fault("squat", "knees_cave_in")
    assert fault.outcome("improves", side="right").startswith("With your heels raised the right knee")
    assert msgspec.structs.replace(fault, retest_outcomes={}).outcome("improves", side="right") == ""


@pytest.mark.parametrize(
    ("key", "link"),
    [
        ("dingenen2014", "https://pubmed.ncbi.nlm.nih.gov/23891143/"),
        ("harper2021", "https://pmc.ncbi.nlm.nih.gov/articles/PMC8329316/"),
        ("bell2008", "https://doi.org/10.1016/j.apmr.2007.11.048"),
        ("ui_prmd", "https://www.mdpi.com/2306-5729/3/1/2"),
        ("fms_hurdle", ""),
        ("article", ""),
    ],
)
def test_a_source_leads_to_where_it_can_be_read(key: str, link: str) -> None:
    assert facts().sources[key].link == link


def test_nobody_is_left_to_guess_which_article_says_so() -> None:
    told = (str(getattr(fault, name)) for fault in facts().faults for name in ("suggests", "objection"))
    assert not [text for text in told if "he article " in text and "he article on runners' imbalances" not in text]
