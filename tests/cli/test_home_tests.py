"""``evenstride test``: typed in or counted from clips, kept, and read back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenstride.capture import write_poses
from evenstride.cli import main
from evenstride.cli.app import evenstride
from evenstride.exchange.intake_json import to_json as intake_json
from evenstride.model import Intake, Rep, Side
from evenstride.model.skeleton import LEFT, RIGHT
from evenstride.pipeline.testing import until_the_form_goes
from evenstride.track import Store
from tests.fixtures.stick_lying import LOW_ON_THE_LEFT, Bridge, exchanged, film_bridge


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "store.sqlite")


def asked(place: str, *arguments: str) -> Result:
    return CliRunner().invoke(evenstride, ["test", *arguments, "--store", place], catch_exceptions=False)


def test_without_a_name_says_which_there_are_and_how_they_are_done(place: str) -> None:
    told = asked(place).output
    assert "side_plank (s): On one forearm" in told
    assert "single_leg_bridge_reps (reps): " in told
    assert "girth_calf (cm): Around the thickest part of the calf" in told
    counted = [line.split(" ")[0] for line in told.splitlines() if line.endswith("A clip is counted.")]
    assert {"single_leg_bridge_reps", "bridge_hold"} <= set(counted)
    assert "side_plank" not in counted


def test_a_difference_within_the_error_gets_no_verdict(place: str) -> None:
    told = asked(
        place, "calf-raise-to-failure", "--left", "23", "--right", "19", "--age", "34", "--sex", "female"
    ).output
    assert "neither can be called the weaker one" in told
    assert "lags" not in told
    assert "83 % of the larger" in told
    assert "Women of 30 to 39: 27 on average (566 people; Hébert-Losier" in told


def test_a_difference_beyond_it_names_the_side_and_asks_for_another_day(place: str) -> None:
    told = asked(place, "calf_raise_to_failure", "--left", "28", "--right", "14").output
    assert "the right lags. Test again on another day" in told
    assert "Say --age and --sex" in told


def test_what_is_tested_is_kept(place: str) -> None:
    asked(place, "side_plank", "--left", "60", "--right", "20", "--athlete", "Kim", "--day", "2026-02-03")
    asked(place, "girth_thigh", "--left", "54", "--right", "52", "--athlete", "Kim", "--day", "2026-02-04")
    asked(place, "bridge_hold", "--left", "30", "--athlete", "Kim")
    store = Store(place)
    tests = store.tests("Kim")
    store.close()
    assert [(t.key, t.day, t.left, t.right, t.unit) for t in tests] == [
        ("side_plank", "2026-02-03", 60.0, 20.0, "s"),
        ("girth_thigh", "2026-02-04", 54.0, 52.0, "cm"),
    ], "one side alone is kept, and compares nothing"


def test_age_and_sex_come_from_the_answers_that_are_kept(place: str) -> None:
    store = Store(place)
    answers = intake_json(Intake(age_band="40-49", sex="male"), "2026-01-01T08:00:00+00:00")
    store.add_document("Kim", answers, Path("intake.json"))
    store.close()
    told = asked(place, "side_plank", "--left", "30", "--right", "30", "--athlete", "Kim").output
    assert "Men of 40 to 49: 29 s on average" in told


def test_json_is_alone_on_standard_output(place: str) -> None:
    told = asked(place, "side_plank", "--left", "30", "--right", "31", "--json", "-")
    document = json.loads(told.stdout)
    assert document["schema"] == "evenstride.test/1"
    assert (document["key"], document["left"], document["right"], document["unit"]) == ("side_plank", 30.0, 31.0, "s")
    assert "Side plank" in told.stderr


def test_bridges_are_counted_from_a_clip_of_both_sides(place: str, tmp_path: Path) -> None:
    write_poses(film_bridge(Bridge(legs=(LEFT,) * 5 + (RIGHT,) * 3)), tmp_path / "both.json")
    told = asked(place, "single_leg_bridge_reps", str(tmp_path / "both.json"), "--pose", "replay").output
    assert told.startswith("Single-leg bridges until the form goes: left 5, right 3.")


def test_each_side_may_have_its_own_clip(place: str, tmp_path: Path) -> None:
    for side, hold_s in ((LEFT, 8.0), (RIGHT, 5.0)):
        bridge = Bridge(legs=(side,), hold_s=hold_s)
        write_poses(film_bridge(bridge), tmp_path / f"{side}.json")
    clips = [f"{side}={tmp_path / f'{side}.json'}" for side in (LEFT, RIGHT)]
    told = asked(place, "bridge_hold", *clips, "--pose", "replay", "--json", str(tmp_path / "test.json")).output
    document = json.loads((tmp_path / "test.json").read_text(encoding="utf-8"))
    assert document["left"] == pytest.approx(8.0, abs=0.5)
    assert document["right"] == pytest.approx(5.0, abs=0.5)
    assert "Bridge hold: left " in told


def test_a_hold_ends_when_the_hips_have_sunk_by_what_the_test_allows(place: str, tmp_path: Path) -> None:
    for name, sink_deg in (("firm", 0.0), ("sinking", 6.0)):
        write_poses(film_bridge(Bridge(legs=(LEFT,), hold_s=12.0, sink_deg=sink_deg)), tmp_path / f"{name}.json")
    held = {}
    for name in ("firm", "sinking"):
        told = asked(place, "bridge_hold", f"left={tmp_path / f'{name}.json'}", "--pose", "replay", "--json", "-")
        held[name] = json.loads(told.stdout)["left"]
    assert held["firm"] == pytest.approx(12.0, abs=0.5)
    assert 5.0 < held["sinking"] < 10.5


def rep(n: int, *, counted: bool, start_s: float | None = None) -> Rep:
    begin = 4.0 * n if start_s is None else start_s
    return Rep("c1", Side.LEFT, n, begin, begin + 1, begin + 2, counted=counted)


@pytest.mark.parametrize(("counted", "done"), [("+++", 3), ("++-+", 3), ("++--++", 2), ("--", 0), ("-+", 1), ("", 0)])
def test_two_in_a_row_without_form_end_a_test(counted: str, done: int) -> None:
    assert until_the_form_goes([rep(n, counted=mark == "+") for n, mark in enumerate(counted, 1)]) == done


def test_the_better_of_two_sets_is_the_result() -> None:
    first = [rep(n, counted=True) for n in (1, 2)]
    second = [rep(n, counted=True, start_s=40 + 4.0 * n) for n in (3, 4, 5)]
    assert until_the_form_goes([*first, *second]) == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["press_up"], "no test is called 'press_up'"),
        (["side_plank"], "nothing was done"),
        (["side_plank", "clip.mp4"], "not counted from video yet"),
        (["side_plank", "clip.mp4", "--left", "3"], "both clips and numbers"),
        (["girth_calf", "clip.mp4"], "a tape is not read from a clip"),
        (["side_plank", "--left", "-3"], "--left"),
        (["single_leg_hop", "--left", "130"], "130 m is more than anybody has"),
        (["girth_calf", "--right", "365"], "365 cm is more than anybody has"),
        (["single_leg_squat_reps", "--right", "7.5"], "7.5 is no number of repetitions"),
        (["side_plank", "--left", "3", "--day", "soon"], "'soon' is no day"),
    ],
)
def test_bad_words_are_one_line(
    arguments: list[str], says: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", *arguments, "--store", place]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_a_clip_without_a_bridge_ends_with_four(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_poses(film_bridge(Bridge(legs=(LEFT, LEFT), half=(0, 1))), tmp_path / "half.json")
    code = main(["test", "single_leg_bridge_reps", str(tmp_path / "half.json"), "--pose", "replay", "--store", place])
    assert code == 4
    assert "half.json: no complete repetition was seen" in capsys.readouterr().err


def test_a_clip_that_hides_whose_some_bridges_are_is_refused_until_its_side_is_named(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bridge = Bridge(legs=(LEFT, LEFT, RIGHT, RIGHT))
    second_s = bridge.rest_s + bridge.period_s
    clip = tmp_path / "clip.json"
    filmed = film_bridge(bridge, replace(LOW_ON_THE_LEFT, distance_m=6.0))
    write_poses(exchanged(filmed, second_s - 0.5, second_s + bridge.period_s - 0.5), clip)
    code = main(["test", "single_leg_bridge_reps", str(clip), "--pose", "replay", "--store", place])
    told = capsys.readouterr()
    assert code == 4
    assert "clip.json: which leg worked could not be told in 1 of 4 repetitions" in told.err
    assert "left=CLIP right=CLIP" in told.err
    named = asked(place, "single_leg_bridge_reps", f"left={clip}", "--pose", "replay").output
    assert named.startswith("Single-leg bridges until the form goes: left 2"), (
        "those that the clip told stay what they are"
    )
