"""The plan through the command line: kept, taken on, changed by a coach, and ticked off."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evenstride.cli import main
from evenstride.exchange.assessment_json import to_json
from evenstride.model import Confidence, Imbalance, ImbalanceKind, Intake, Side
from evenstride.track import Store
from tests.exchange.samples import assessment

KIM = ("--athlete", "Kim")


def weak(group: str, side: Side, confidence: Confidence = Confidence.LIKELY) -> Imbalance:
    kind = ImbalanceKind.WEAKNESS
    return Imbalance("i1", kind, group, (), side, confidence, "It may need more strength.", (), (), (), "", "", (), ())


def results(folder: Path, day: str, *seen: Imbalance, intake: Intake | None = None) -> str:
    """Write what `assess` would have, and return the folder's name."""
    made = replace(assessment(), created=f"{day}T08:00:00+00:00", imbalances=seen, findings=(), intake=intake)
    (folder / day).mkdir()
    (folder / day / "assessment.json").write_text(to_json(made), encoding="utf-8")
    return str(folder / day)


def lines(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, dict[str, object]]:
    capsys.readouterr()
    assert main(["plan", *KIM, "--json", "-", *more]) == 0
    return {line["exercise"]: line for line in json.loads(capsys.readouterr().out)["lines"]}


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    first = results(tmp_path, "2026-01-05", weak("hip_stabilisers", Side.RIGHT))
    assert main(["plan", first, *KIM]) == 0
    return tmp_path


@pytest.mark.usefixtures("planned")
def test_the_plan_is_kept_and_goes_on_from_the_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys)["clam_shell"]["level"] == 0
    for day in ("2026-01-06", "2026-01-08"):
        for side in ("left", "right"):
            assert main(["log", "clam_shell", "--side", side, "--reps", "12", "--day", day, *KIM]) == 0
    assert lines(capsys)["clam_shell"]["level"] == 1
    assert lines(capsys)["clam_shell"]["level"] == 1, "the same work does not bring a second step"


def test_a_plan_remade_from_an_older_screen_holds(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newer = results(planned, "2026-03-02", weak("hip_stabilisers", Side.LEFT))
    assert main(["plan", newer, *KIM]) == 0
    assert lines(capsys)["clam_shell"]["first"] == "left"
    assert main(["plan", str(planned / "2026-01-05"), *KIM]) == 0
    store = Store(str(planned / "own-store" / "store.sqlite"))
    kept = json.loads(store.documents("Kim", "plan")[-1])
    store.close()
    assert kept["created"][:10] >= "2026-01-05"
    assert "clam_shell" in lines(capsys)


def test_what_a_retest_shows_anew_gets_lines_and_what_was_there_stays(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lines(capsys)
    both = (weak("hip_stabilisers", Side.RIGHT), weak("calves", Side.LEFT))
    assert main(["store", "add", results(planned, "2026-02-16", *both) + "/assessment.json", *KIM]) == 0
    after = lines(capsys)
    assert list(after)[: len(before)] == list(before)
    assert after["single_leg_calf_raise"]["first"] == "left"
    assert str(after["single_leg_calf_raise"]["why"]).startswith("New since the last screens.")
    assert lines(capsys) == after


def test_what_only_may_be_new_waits_for_a_second_day(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day, there in (("2026-02-16", False), ("2026-02-18", True)):
        maybe = weak("calves", Side.LEFT, Confidence.POSSIBLE)
        assert main(["store", "add", results(planned, day, maybe) + "/assessment.json", *KIM]) == 0
        assert ("single_leg_calf_raise" in lines(capsys)) is there


def test_a_coach_changes_a_line_and_it_stays_changed(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change = ["--override", "clam-shell", "--reps", "8", "--author", "Robin", "--reason", "sore hip"]
    assert lines(capsys, *change)["clam_shell"]["reps"] == 8
    assert lines(capsys)["clam_shell"]["reps"] == 8
    assert main(["plan", *KIM]) == 0
    assert "Changed by Robin: clam_shell" in capsys.readouterr().out
    out = ["--override", "clam_shell", "--left-sets", "0", "--right-sets", "0", "--author", "Robin", "--reason", "no"]
    assert "clam_shell" not in lines(capsys, *out)
    again = results(planned, "2026-02-16", weak("hip_stabilisers", Side.RIGHT))
    assert main(["store", "add", f"{again}/assessment.json", *KIM]) == 0
    assert "clam_shell" not in lines(capsys)


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (["--override", "clam_shell", "--reps", "8", "--author", "Robin"], "who makes it and why"),
        (["--override", "heel_walk", "--author", "Robin", "--reason", "x"], "the plan has no line 'heel_walk'"),
    ],
)
def test_a_change_without_a_reason_or_a_line_is_refused(
    change: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", *KIM, *change]) == 2
    assert says in capsys.readouterr().err


def test_nothing_to_plan_from_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan"]) == 2
    assert "name the folder that assess wrote, or --athlete" in capsys.readouterr().err
    assert main(["log", "clam_shell", "--reps", "3", *KIM]) == 0
    assert main(["plan", *KIM]) == 2
    assert "nothing is kept of Kim" in capsys.readouterr().err


@pytest.mark.usefixtures("planned")
def test_the_checklist_says_what_is_still_to_do_and_when_all_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    today = ["--day", "2026-01-07", *KIM]
    capsys.readouterr()
    assert main(["log", *today]) == 0
    told = capsys.readouterr().out
    assert "Kim, Wednesday, 7 January 2026: about" in told
    clam = next(line for line in told.splitlines() if "Clam shell" in line)
    assert clam.startswith("[ ]")
    assert "(still: left 2, right 3)" in clam
    assert main(["log", "clam_shell", "--side", "left", "--reps", "10", "--sets", "2", *today]) == 0
    assert main(["log", "clam_shell", "--side", "right", "--reps", "10", "--sets", "2", *today]) == 0
    capsys.readouterr()
    assert main(["log", *today]) == 0
    assert "(still: right 1)" in capsys.readouterr().out
    for exercise in lines(capsys):
        assert main(["log", exercise, "--side", "both", "--reps", "10", "--sets", "3", *today]) == 0
    capsys.readouterr()
    assert main(["log", *today]) == 0
    told = capsys.readouterr().out
    assert "[x] Clam shell" in told
    assert "[ ]" not in told
    assert "All done for today." in told


def test_without_a_plan_the_checklist_says_how_to_make_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "clam_shell", "--reps", "3", *KIM]) == 0
    capsys.readouterr()
    assert main(["log", *KIM]) == 0
    assert "There is no plan yet" in capsys.readouterr().out


@pytest.mark.usefixtures("planned")
def test_strong_pain_stops_the_plan_and_the_checklist_says_whom_to_see(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "clam_shell", "--reps", "9", "--pain", "7", "--day", "2026-01-06", *KIM]) == 0
    assert main(["log", "--day", "2026-01-07", *KIM]) == 0
    assert "see a doctor" in capsys.readouterr().out
    assert lines(capsys) == {}


@pytest.mark.usefixtures("planned")
def test_progress_writes_a_page_and_says_where_and_a_folder_that_cannot_be_is_refused(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["progress", "Kim", "--day", "2026-01-20", "--out", str(planned / "page")]) == 0
    assert "progress.html" in capsys.readouterr().out
    assert "Kim" in (planned / "page" / "progress.html").read_text(encoding="utf-8")
    (planned / "taken").write_text("", encoding="utf-8")
    assert main(["progress", "Kim", "--out", str(planned / "taken")]) == 2
    assert "name another folder with --out" in capsys.readouterr().err
