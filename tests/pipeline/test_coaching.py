from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from evenstride.capture import write_poses
from evenstride.cli import main
from evenstride.cli.app import evenstride
from evenstride.errors import UnknownMovementError
from evenstride.exchange.session_json import from_json, schema, to_document, to_json
from evenstride.model import Reach, Rep, Session, Side, SideTally, Verdict
from evenstride.pipeline import AssessOptions, coach, exercises
from evenstride.pipeline.coaching import session_of, sets_of
from evenstride.signal.alternation import leads_of
from evenstride.track.rows import measure_rows
from tests.fixtures.stick import Camera
from tests.fixtures.stick_calf import Calf, film_calf
from tests.fixtures.stick_heel_walk import HeelWalk, film_heel_walk
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg

DEMO = Path(str(files("evenstride") / "demo"))


def rep(index: int, side: Side, start_s: float, *, counted: bool = True) -> Rep:
    return Rep("c1", side, index, start_s, start_s + 1, start_s + 2, 3.0, counted, None if counted else "too short")


@pytest.fixture(scope="module")
def session() -> Session:
    return coach("bird_dog", DEMO / "bird_dog.mp4")[0]


def test_sides_in_turn_make_one_set_each_and_a_rest_begins_new_ones() -> None:
    reps = [rep(1, Side.LEFT, 0), rep(2, Side.RIGHT, 3), rep(3, Side.LEFT, 6), rep(4, Side.LEFT, 30)]
    found = sets_of(reps)
    assert [(one.side, one.reps) for one in found] == [(Side.LEFT, (1, 3)), (Side.RIGHT, (2,)), (Side.LEFT, (4,))]
    assert (found[0].from_s, found[0].to_s) == (0, 8)


def test_no_repetitions_make_no_set() -> None:
    assert sets_of([]) == ()


def test_the_demo_runner_is_counted_on_each_side_as_its_truth_has_it(session: Session) -> None:
    truth = json.loads((DEMO / "truth.json").read_text(encoding="utf-8"))["bird_dog"]["reps"]
    assert session.undetermined is None
    assert [str(r.side) for r in session.reps if r.counted] == [rep["side"] for rep in truth]
    for one in truth:
        assert session.sides[Side(one["side"])].best_hold_s == pytest.approx(one["hold_s"], abs=0.3)
    assert session.summary[0].startswith("Bird dog: left 1, longest hold ")


def test_what_stood_out_is_said(session: Session) -> None:
    present = [finding.why for finding in session.findings if finding.verdict is Verdict.PRESENT]
    assert present
    assert " ".join(present) in session.summary


def test_that_nothing_stood_out_is_said_only_where_every_repetition_counts(tmp_path: Path) -> None:
    whole, one_short = (_squats(OneLeg(legs=(Side.LEFT,), reps=3, half=half), tmp_path) for half in ((), (2,)))
    nothing = "Nothing stood out beyond the error of the measurement."
    assert nothing in whole.summary
    assert one_short.sides[Side.LEFT].reps == 2
    assert nothing not in one_short.summary


def _squats(one: OneLeg, folder: Path) -> Session:
    write_poses(film_one_leg(one, Camera(noise_px=0.5)), folder / "squats.json")
    return coach("single_leg_squat", folder / "squats.json", AssessOptions(pose="replay", use_cache=False))[0]


def test_a_side_that_was_not_asked_for_holds_no_numbers() -> None:
    one_side, _ = coach("bird_dog", DEMO / "bird_dog.mp4", side=Side.LEFT)
    assert one_side.sides[Side.RIGHT] == SideTally()
    assert one_side.sides[Side.LEFT].reps == 1
    assert one_side.side_stated is Side.LEFT


def test_how_deep_a_single_leg_squat_went_is_said_kept_and_read_back(tmp_path: Path) -> None:
    write_poses(film_one_leg(OneLeg(), Camera(yaw_deg=88, noise_px=0.5)), tmp_path / "squats.json")
    deep, _ = coach("single_leg_squat", tmp_path / "squats.json", AssessOptions(pose="replay", use_cache=False))
    thighs = {one.side: one.reach for one in deep.aims if one.aim == "thigh_level"}
    assert thighs == {Side.LEFT: Reach.NOT_REACHED, Side.RIGHT: Reach.NOT_REACHED}
    assert deep.summary[-1].endswith("is not level with the floor yet.")
    jsonschema.validate(to_document(deep), schema())
    assert from_json(to_json(deep), Path("session.json")).aims == deep.aims


def test_a_squat_on_both_legs_is_no_single_leg_squat_and_is_called_what_it_is() -> None:
    for clip in ("front.mp4", "side.mp4"):
        wrong, _ = coach("single_leg_squat", DEMO / clip)
        assert wrong.undetermined is not None
        assert "deep overhead squat" in wrong.undetermined.advice
        assert (wrong.sides[Side.LEFT].reps, wrong.aims) == (None, ())


def test_another_movement_is_named_and_nothing_is_counted() -> None:
    wrong, _ = coach("bird_dog", DEMO / "front.mp4")
    assert wrong.undetermined is not None
    assert "deep overhead squat" in wrong.undetermined.advice
    assert set(wrong.sides.values()) == {SideTally()}
    assert (wrong.sets, wrong.measures, wrong.findings) == ((), (), ())


def test_closed_eyes_are_said_kept_and_never_compared_with_open_ones() -> None:
    made = coach("bird_dog", DEMO / "bird_dog.mp4")[1]
    told = session_of("single_leg_balance", made, eyes_closed=True)
    assert told.summary[0].startswith("Single-leg balance, eyes closed: ")
    document = to_document(told)
    jsonschema.validate(document, schema())
    assert from_json(to_json(told), Path("session.json")).eyes_closed
    assert list(measure_rows(document)) == []
    assert list(measure_rows({**document, "eyes_closed": False})) != []


def test_what_ended_a_hold_too_early_is_said_and_kept(tmp_path: Path) -> None:
    write_poses(film_one_leg(OneLeg(legs=(Side.LEFT,), reps=0, alone_s=6.0, hop=4.0), Camera()), tmp_path / "hop.json")
    made, _ = coach("single_leg_balance", tmp_path / "hop.json", AssessOptions(pose="replay", use_cache=False))
    assert [one.ended_by for one in made.reps] == ["hop"]
    assert made.summary[-1] == f"Left leg: a hop ended the hold at {made.reps[0].end_s:.1f} s."
    document = to_document(made)
    jsonschema.validate(document, schema())
    assert from_json(to_json(made), Path("session.json")).reps[0].ended_by == "hop"


def test_eyes_are_closed_in_a_balance_alone(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["coach", "bird_dog", str(DEMO / "bird_dog.mp4"), "--eyes", "closed"]) == 2
    assert "bird_dog: the eyes stay open" in capfd.readouterr().err


def test_repetitions_that_do_not_count_are_no_zero() -> None:
    made = coach("bird_dog", DEMO / "bird_dog.mp4")[1]
    told = session_of("bird_dog", replace(made, reps=(rep(1, Side.LEFT, 0, counted=False),)))
    assert told.undetermined is not None
    assert told.undetermined.reason == "no complete repetition was seen (too short)"
    assert told.sides[Side.LEFT].reps is None


def test_raises_on_both_feet_are_shown_and_what_to_do_is_said(tmp_path: Path) -> None:
    write_poses(film_calf(Calf(both=True)), tmp_path / "calf.json")
    made, _ = coach("single_leg_calf_raise", tmp_path / "calf.json", AssessOptions(pose="replay", use_cache=False))
    assert [(one.side, one.counted) for one in made.reps] == [(Side.BOTH, False)] * 4
    assert made.undetermined is not None
    assert (made.undetermined.code, made.undetermined.reason) == ("both_feet", "both feet lifted the body")
    assert made.summary[0] == "Single-leg calf raise: both feet lifted the body, so nothing was counted."
    assert made.undetermined.advice.startswith("Lift one foot")


def test_steps_whose_number_could_be_another_one_are_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_poses(film_heel_walk(HeelWalk()), tmp_path / "walk.json")
    monkeypatch.setattr("evenstride.movements.heel_walk.leads_of", lambda tracks: (leads_of(tracks)[0], 0.5))
    made, _ = coach("heel_walk", tmp_path / "walk.json", AssessOptions(pose="replay", use_cache=False))
    assert made.reps
    assert not any(one.counted for one in made.reps)
    assert made.undetermined is not None
    assert made.undetermined.code == "steps_unsure"
    assert made.summary[0] == "Heel walk: how many steps these are could not be told, so nothing was counted."
    assert made.undetermined.advice.startswith("Walk in good light")


def test_steps_that_do_not_count_anyway_say_why_even_if_their_number_is_unsure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who walks as usual before the heels has done nothing whose number matters."""
    write_poses(film_heel_walk(HeelWalk(rolls_deg=30.0)), tmp_path / "walk.json")
    monkeypatch.setattr("evenstride.movements.heel_walk.leads_of", lambda tracks: (leads_of(tracks)[0], 0.5))
    made, assessed = coach("heel_walk", tmp_path / "walk.json", AssessOptions(pose="replay", use_cache=False))
    assert {one.why_not for one in made.reps} == {"the foot rolled from heel to toe"}
    assert "steps_unsure" not in {problem.code for problem in assessed.clips[0].problems}


def test_what_cannot_be_counted_is_refused_with_what_can() -> None:
    assert "bird_dog" in exercises()
    with pytest.raises(UnknownMovementError, match="bird_dog"):
        coach("heel_walking", DEMO / "bird_dog.mp4")


def test_the_file_keeps_its_schema_and_comes_back(session: Session) -> None:
    document = to_document(session)
    jsonschema.validate(document, schema())
    assert set(document["sides"]) == {"left", "right"}
    back = from_json(to_json(session), Path("session.json"))
    assert to_document(back) == document


def test_the_command_writes_the_session_beside_its_page(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = CliRunner().invoke(
        evenstride, ["coach", "bird-dog", str(DEMO / "bird_dog.mp4"), "--out", str(out), "--json", "-", "--no-annotate"]
    )
    assert told.exit_code == 0
    assert json.loads(told.stdout)["schema"] == "evenstride.session/1"
    assert {p.name for p in out.iterdir()} >= {"session.json", "report.html", "measures.csv"}
    assert json.loads((out / "session.json").read_text(encoding="utf-8")) == json.loads(told.stdout)


def test_nothing_counted_ends_with_four_and_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["coach", "bird_dog", str(DEMO / "front.mp4"), "--out", str(tmp_path / "out"), "--no-annotate"])
    assert code == 4
    assert "deep overhead squat" in capsys.readouterr().err
    assert (tmp_path / "out" / "session.json").exists()


def test_help_lists_exercises_with_their_faults() -> None:
    told = CliRunner().invoke(evenstride, ["coach", "--help"]).output
    assert "bird_dog" in told
    assert "hold_not_kept" in told


def test_repetitions_of_no_side_are_counted_and_the_side_is_asked_for(session: Session) -> None:
    made = coach("bird_dog", DEMO / "bird_dog.mp4")[1]
    unsided = tuple(replace(one, side=Side.NONE) for one in made.reps)
    told = session_of("bird_dog", replace(made, reps=unsided))
    assert told.sides[Side.NONE].reps == sum(one.counted for one in unsided)
    assert told.sides[Side.LEFT].reps is None
    assert "--side" in told.summary[1]
    jsonschema.validate(to_document(told), schema())


def test_an_exercise_without_metres_has_no_distance(session: Session) -> None:
    assert {tally.distance_m for tally in session.sides.values()} == {None}
