from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenstride.cli import main
from evenstride.errors import UsageError
from evenstride.exchange.assessment_json import to_json as assessment_json
from evenstride.exchange.plan_json import from_json, schema, to_document, to_json
from evenstride.knowledge import facts
from evenstride.model import (
    Confidence,
    Imbalance,
    ImbalanceKind,
    Intake,
    Mode,
    Plan,
    SetsPerSide,
    Side,
    Stop,
    Workout,
    WorkSet,
)
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.pipeline import ClipRequest, assess
from evenstride.prescribe import Comparison, first_plan, next_plan, overridden

DAY = "2026-01-05T08:00:00+00:00"
STOP = Stop("limp", None, "A limp comes first.", "Please see a doctor.")


def imbalance(
    group: str = "hip_stabilisers", side: Side = RIGHT, confidence: str = "likely", key: str = "i1"
) -> Imbalance:
    kind, sure = ImbalanceKind.WEAKNESS, Confidence(confidence)
    return Imbalance(key, kind, group, (), side, sure, "It may need more strength.", (), (), (), "", "", (), ())


def plan_for(*imbalances: Imbalance, intake: Intake | None = None, stops: tuple[Stop, ...] = ()) -> Plan:
    return first_plan(DAY, "Kim", imbalances, intake, stops)


def workout(day: str, reps: tuple[int, int], pain: int = 0, exercise: str = "clam_shell") -> Workout:
    return Workout(
        day, tuple(WorkSet(exercise, s, reps=n, pain=pain) for s, n in zip((LEFT, RIGHT), reps, strict=True))
    )


GROUPS = sorted({g for e in facts().exercises.values() for g in e.mainly_for})
SEEN = st.lists(
    st.builds(
        imbalance,
        st.sampled_from(GROUPS),
        st.sampled_from(list(Side)),
        st.sampled_from([c.value for c in Confidence]),
        st.sampled_from(["i1", "i2", "i3"]),
    ),
    max_size=6,
)


@given(SEEN)
def test_the_weaker_side_begins_and_the_other_never_does_more(seen: list[Imbalance]) -> None:
    plan = first_plan(DAY, None, seen)
    assert plan == first_plan(DAY, None, seen)
    for line in plan.lines:
        assert min(line.sets.left, line.sets.right) >= 1
        ahead = line.sets.right - line.sets.left
        assert ahead == 0 or (line.first is (RIGHT if ahead > 0 else LEFT) and abs(ahead) == 1)
        named = {i.side for i in seen if i.id in line.because and i.group in line.groups and i.side in (LEFT, RIGHT)}
        assert line.first is Side.BOTH or line.first in named
        assert line.why


@given(SEEN)
def test_a_stop_leaves_no_line_and_says_whom_to_see(seen: list[Imbalance]) -> None:
    plan = first_plan(DAY, None, seen, None, (STOP,))
    assert (plan.lines, plan.days_per_week, plan.says) == ((), 0, (STOP.says, STOP.see))
    assert next_plan(plan, DAY, [workout("2026-01-06", (15, 15))]) == plan


@given(SEEN)
def test_a_plan_comes_back_from_its_file_and_keeps_its_schema(seen: list[Imbalance]) -> None:
    plan = first_plan(DAY, "Kim", seen)
    jsonschema.validate(to_document(plan), schema())
    assert from_json(to_json(plan), Path("plan.json")) == plan


def test_a_likely_weak_hip_gets_one_set_more_and_the_doses_of_the_article() -> None:
    plan = plan_for(imbalance())
    clam = next(line for line in plan.lines if line.exercise == "clam_shell")
    assert (clam.sets, clam.first, clam.reps, clam.mode) == (SetsPerSide(2, 3), RIGHT, 10, Mode.WEAKER_FIRST)
    assert "right side begins and does one set more" in clam.why


def test_sides_that_disagree_train_alike() -> None:
    plan = plan_for(imbalance(), imbalance(side=LEFT, key="i2"))
    assert {line.first for line in plan.lines} == {Side.BOTH}


def test_without_a_finding_both_legs_stay_as_they_are() -> None:
    plan = plan_for()
    assert {line.mode for line in plan.lines} == {Mode.BOTH_SIDES}
    assert "stay even" in plan.says[0]


def test_what_is_not_at_hand_is_left_away() -> None:
    plain, bare = plan_for(imbalance()), plan_for(imbalance(), intake=Intake(equipment=("step",)))
    how = {line.exercise: line.how for line in bare.lines}
    assert "Leave the band away" in how["clam_shell"]
    assert "Leave the band away" not in {line.exercise: line.how for line in plain.lines}["clam_shell"]


def test_two_more_on_two_days_on_both_sides_is_a_step_up() -> None:
    plan = plan_for(imbalance())
    days = ("2026-01-06", "2026-01-08")
    both = next_plan(plan, DAY, [workout(day, (12, 12)) for day in days])
    one_side = next_plan(plan, DAY, [workout(day, (14, 11)) for day in days])
    one_day = next_plan(plan, DAY, [workout(days[0], (12, 12))])
    assert [line.level for line in both.lines if line.exercise == "clam_shell"] == [1]
    assert one_side.lines == one_day.lines == plan.lines


@pytest.mark.parametrize(("pain", "level"), [(3, 0), (4, -1), (5, -1)])
def test_some_pain_is_a_step_down(pain: int, level: int) -> None:
    after = next_plan(plan_for(imbalance()), DAY, [workout("2026-01-06", (10, 10), pain)])
    assert [line.level for line in after.lines if line.exercise == "clam_shell"] == [level]


def test_much_pain_stops_the_plan() -> None:
    after = next_plan(plan_for(imbalance()), DAY, [workout("2026-01-06", (10, 10), 6)])
    assert after.lines == ()
    assert "6 of 10" in after.says[0]
    assert "see a doctor" in after.says[1]


def lagging(day: str, side: Side, days: int = 2, group: str = "hip_stabilisers") -> Comparison:
    return Comparison(day, group, side, names=side is not Side.NONE, days=days)


def test_even_on_two_days_is_both_legs_together_and_one_day_is_not() -> None:
    plan = plan_for(imbalance())
    even = [lagging(day, Side.NONE, min(n, 2)) for n, day in enumerate(("2026-02-01", "2026-02-20", "2026-02-25"), 1)]
    broken = [*even[:2], lagging("2026-02-22", RIGHT)]
    assert next_plan(plan, DAY, [], even[:1]) == next_plan(plan, DAY, [], broken) == plan
    twice = next_plan(plan, "2026-02-20", [], even[:2])
    assert {line.mode for line in twice.lines} == {Mode.TWO_LEGGED}
    assert {(line.sets.left, line.sets.right) for line in twice.lines} == {(2, 2)}
    assert "two separate days" in twice.lines[0].why
    assert twice.says[0] == "Left and right are even, so now both legs work together."
    assert next_plan(twice, DAY, [], even) == twice


def test_what_no_screen_compares_does_not_keep_both_legs_apart() -> None:
    plan = plan_for(imbalance(), imbalance("quadriceps", Side.BOTH, key="i2"))
    both = next_plan(plan, "2026-02-20", [], [lagging("2026-02-20", Side.NONE)])
    shared = [line for line in both.lines if set(line.groups) == {"hip_stabilisers", "quadriceps"}]
    assert shared
    assert {line.mode for line in shared} == {Mode.TWO_LEGGED}
    alone = [line for line in both.lines if line.groups == ("quadriceps",)]
    assert {line.mode for line in alone} <= {Mode.BOTH_SIDES}


def test_a_retest_that_names_the_other_side_makes_both_alike_and_two_that_name_one_let_it_begin() -> None:
    plan = plan_for(imbalance())
    other = [lagging(day, LEFT) for day in ("2026-02-01", "2026-02-20")]
    alike = next_plan(plan, "2026-02-01", [], other[:1])
    assert {(line.mode, line.sets) for line in alike.lines} == {(Mode.BOTH_SIDES, SetsPerSide(2, 2))}
    assert {line.first for line in next_plan(alike, "2026-02-20", [], other).lines} == {LEFT}


def test_what_was_done_before_a_step_does_not_bring_the_next_one() -> None:
    days = [workout(day, (12, 12)) for day in ("2026-01-06", "2026-01-08")]
    once = next_plan(plan_for(imbalance()), DAY, days)
    assert next_plan(once, DAY, days) == once
    more = [*days, workout("2026-01-10", (12, 12))]
    assert next_plan(once, DAY, more) == once
    again = next_plan(once, DAY, [*more, workout("2026-01-12", (12, 12))])
    clam = next(line for line in again.lines if line.exercise == "clam_shell")
    assert (clam.level, clam.why.count("Two more")) == (2, 1)


def test_a_red_flag_since_then_stops_the_plan() -> None:
    after = next_plan(plan_for(imbalance()), DAY, [], [], [STOP])
    assert (after.lines, after.stops) == ((), (STOP,))


def test_a_coach_may_change_a_line_or_take_it_out_and_it_stays_written() -> None:
    plan = plan_for(imbalance())
    fewer = overridden(plan, "clam_shell", "Robin", "sore hip", reps=8)
    assert [line.reps for line in fewer.lines if line.exercise == "clam_shell"] == [8]
    assert (fewer.overrides[0].author, fewer.overrides[0].reason) == ("Robin", "sore hip")
    out = overridden(fewer, "clam_shell", "Robin", "does it already", sets=SetsPerSide(0, 0))
    assert "clam_shell" not in {line.exercise for line in out.lines}
    assert len(out.overrides) == 2
    with pytest.raises(KeyError):
        overridden(out, "clam_shell", "Robin", "again", reps=9)


def test_another_file_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"notes\.json"):
        from_json('{"schema": "evenstride.session/1"}', Path("notes.json"))
    with pytest.raises(UsageError, match=r"notes\.json"):
        from_json("no JSON", Path("notes.json"))


def test_the_command_says_and_writes_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = Path(str(files("evenstride") / "demo" / "hurdle.mp4"))
    source = tmp_path / "assessment.json"
    source.write_text(assessment_json(assess([ClipRequest(clip, "hurdle")])), encoding="utf-8")
    assert main(["plan", str(source), "--json", str(tmp_path / "plan.json")]) == 0
    told = capsys.readouterr().out
    document = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert document["schema"] == "evenstride.plan/1"
    assert facts().exercises[document["lines"][0]["exercise"]].title in told
    assert "Why: " in told
    assert main(["plan", str(source), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == document
