from __future__ import annotations

import pytest

from evenstride.detect import findings_of, retests_of, summary_of
from evenstride.knowledge import facts
from evenstride.model import Clip, ErrorBudget, Estimate, Finding, Measure, Rep, Side, Undetermined, Verdict, View
from evenstride.model.skeleton import LEFT, RIGHT

FRONT_CLIP = Clip("c1", "f.mp4", "0", "squat", View.FRONT, Estimate(0, (-3, 3)), LEFT, 30, 9, (540, 960), 270)
SIDE_CLIP = Clip("c2", "s.mp4", "0", "squat", View.SIDE, Estimate(90, (80, 99)), LEFT, 30, 9, (540, 960), 270)
REASON = Undetermined("feet_out_of_frame", "the feet are outside the picture", "Step back.")


def _measure(name: str, value: float | None, side: Side, clip: Clip = FRONT_CLIP, half: float = 1.0) -> Measure:
    criteria = [c for f in facts().faults_of("squat") for c in f.criteria if (c.measure, c.view) == (name, clip.view)]
    words = facts().measures[name]
    return Measure(
        id=f"{name}-{side}-{clip.id}",
        name=name,
        side=side,
        clip=clip.id,
        value=value,
        unit=words.unit,
        interval=None if value is None else (value - half, value + half),
        per_rep=() if value is None else (value,),
        positive_means=words.positive_means,
        at="worst of the rep",
        moment=criteria[0].at,
        at_s=None if value is None else 2.0,
        budget=ErrorBudget(half / 1.96, 0, 0, 0),
        undetermined=REASON if value is None else None,
    )


def _knees(left: float | None, right: float | None) -> list[Measure]:
    return [_measure("knee_medial_shift_pct", v, s) for v, s in ((left, LEFT), (right, RIGHT))]


def _of(findings: list[Finding], fault: str, side: Side = Side.NONE) -> Finding:
    (found,) = [f for f in findings if f.fault == fault and f.side is side]
    return found


def test_each_knee_is_judged_by_itself_and_says_where_it_was_seen() -> None:
    findings = findings_of("squat", [FRONT_CLIP], _knees(left=-2.0, right=12.0))
    right = _of(findings, "knees_cave_in", RIGHT)
    assert right.verdict is Verdict.PRESENT
    assert right.measures == ("knee_medial_shift_pct-right-c1",)
    assert [(e.clip, e.time_s) for e in right.evidence] == [("c1", 2.0)]
    assert "right" in right.why
    assert "12" in right.why
    assert _of(findings, "knees_cave_in", LEFT).verdict is Verdict.ABSENT


def test_what_was_read_of_a_leg_that_nobody_can_name_is_judged_without_a_side() -> None:
    read = [*_knees(left=None, right=-2.0), _measure("knee_medial_shift_pct", 12.0, Side.NONE)]
    findings = findings_of("squat", [FRONT_CLIP], read)
    verdicts = {f.side: f.verdict for f in findings if f.fault == "knees_cave_in"}
    assert verdicts == {LEFT: Verdict.UNDETERMINED, RIGHT: Verdict.ABSENT, Side.NONE: Verdict.PRESENT}
    assert "working knee" in _of(findings, "knees_cave_in").why
    assert [f.side for f in findings_of("squat", [FRONT_CLIP], _knees(1.0, 1.0)) if f.fault == "knees_cave_in"] == [
        LEFT,
        RIGHT,
    ]


@pytest.mark.parametrize(("value", "side"), [(12.0, RIGHT), (-12.0, LEFT)])
def test_the_sign_names_the_side_the_hips_shift_to(value: float, side: Side) -> None:
    findings = findings_of("squat", [FRONT_CLIP], [_measure("hip_shift_pct", value, Side.NONE)])
    assert _of(findings, "hips_shift", side).verdict is Verdict.PRESENT


def test_a_side_is_not_named_inside_the_error() -> None:
    findings = findings_of("squat", [FRONT_CLIP], [_measure("hip_shift_pct", 3.0, Side.NONE, half=7.0)])
    assert _of(findings, "hips_shift").verdict is Verdict.POSSIBLE


def test_without_the_view_it_needs_a_fault_is_undetermined_with_advice() -> None:
    heels = _of(findings_of("squat", [FRONT_CLIP], []), "heels_lift", LEFT)
    assert heels.verdict is Verdict.UNDETERMINED
    assert "side" in heels.why
    assert heels.advice


def test_a_refused_measure_passes_its_reason_on() -> None:
    findings = findings_of("squat", [FRONT_CLIP], _knees(None, 0.0))
    left = _of(findings, "knees_cave_in", LEFT)
    assert left.verdict is Verdict.UNDETERMINED
    assert left.why == "The feet are outside the picture."
    assert left.advice == "Step back."


def test_only_the_nearer_foot_is_judged_and_the_other_one_asked_for() -> None:
    findings = findings_of("squat", [SIDE_CLIP], [_measure("heel_lift_deg", 30.0, LEFT, SIDE_CLIP)])
    assert _of(findings, "heels_lift", LEFT).verdict is Verdict.PRESENT
    far = _of(findings, "heels_lift", RIGHT)
    assert far.verdict is Verdict.UNDETERMINED
    assert "right side toward the camera" in (far.advice or "")


def test_the_better_view_decides_and_agreement_is_not_needed() -> None:
    deep = _measure("knee_flexion_deg", 125.0, LEFT, SIDE_CLIP)
    unsure = _measure("thigh_below_horizontal_deg", -16.0, LEFT, FRONT_CLIP, half=10.0)
    found = _of(findings_of("squat", [FRONT_CLIP, SIDE_CLIP], [unsure, deep]), "shallow_squat")
    assert found.verdict is Verdict.ABSENT
    assert found.measures[0] == deep.id


def test_clips_that_contradict_each_other_leave_it_open_and_say_so() -> None:
    deep = _measure("knee_flexion_deg", 125.0, LEFT, SIDE_CLIP)
    shallow = _measure("thigh_below_horizontal_deg", -50.0, LEFT, FRONT_CLIP)
    found = _of(findings_of("squat", [FRONT_CLIP, SIDE_CLIP], [shallow, deep]), "shallow_squat")
    assert found.verdict is Verdict.POSSIBLE
    assert "disagree" in found.why


def _retest(before: float, after: float, half: float = 1.0) -> str:
    raised = Clip("c3", "r.mp4", "0", "squat_heels_raised", View.FRONT, Estimate(0, (-3, 3)), LEFT, 30, 9, (1, 1), 9)
    plain = _measure("knee_medial_shift_pct", before, RIGHT, half=half)
    again = _measure("knee_medial_shift_pct", after, RIGHT, raised, half=half)
    first = findings_of("squat", [FRONT_CLIP], [plain])
    second = findings_of("squat_heels_raised", [raised], [again])
    return next(r.outcome for r in retests_of([*first, *second], [plain, again]) if r.side is RIGHT)


def test_the_retest_settles_the_branch_only_beyond_the_error() -> None:
    assert _retest(12.0, 0.0) == "improves"
    assert _retest(12.0, 12.0) == "persists"
    assert _retest(6.0, 4.0, half=3.0) == "unclear"


def test_no_retest_no_word_about_it() -> None:
    measures = _knees(12.0, 0.0)
    assert retests_of(findings_of("squat", [FRONT_CLIP], measures), measures) == []


def test_the_summary_has_at_most_three_sentences_and_names_what_stood_out() -> None:
    reps = [Rep("c1", Side.BOTH, n, n, n + 0.5, n + 0.9) for n in range(1, 4)]
    summary = summary_of([FRONT_CLIP], reps, findings_of("squat", [FRONT_CLIP], _knees(-5.0, 12.0)))
    assert len(summary) == 3
    assert "3 times, from the front" in summary[0]
    assert "right" in summary[1]
    assert summary[2].startswith("Still open")


def test_nothing_found_is_said_plainly() -> None:
    clip = Clip("c1", "x.mp4", "0", None, View.FRONT, Estimate(0, (-3, 3)), LEFT, 30, 9, (1, 1), 9)
    assert summary_of([clip], [], []) == ("No movement of ours was found in these clips.",)
