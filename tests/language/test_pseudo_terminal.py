"""What the commands say, in the language of brackets."""

from __future__ import annotations

import ast
import json
import platform
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from io import StringIO
from pathlib import Path

import click
import pytest

from evenstride.capture import write_poses
from evenstride.capture.view import calibration
from evenstride.cli import doctor, main
from evenstride.cli.app import evenstride
from evenstride.cli.running import in_words
from evenstride.exchange.answers import AGE_BANDS, EQUIPMENT, SEXES, TRAINED, regions, screens
from evenstride.knowledge import facts
from evenstride.language import choice, speaking, speech
from tests.fixtures.stick import Camera, Squat, film
from tests.fixtures.stick_lying import Bridge, film_bridge
from tests.language.pseudo import OPEN, outside, pseudo
from tests.report.test_session_page import L, R

NAMES = (
    "Ana",
    "Kim",
    "evenstride",
    "Evenstride",
    "squat=",
    "replay",
    "mp4",
    "H.264",
    "HEVC",
    "VP",
    "AV",
    "GIF",
    "PyAV",
)
CLICKS = ("Show the version and exit.", "Confirm the action without prompting.")
"""What click says by itself."""


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``--language xx`` be the language of brackets."""
    real = choice.catalogue_of
    monkeypatch.setattr(speech, "catalogue_of", lambda language: pseudo() if language == "xx" else real(language))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results of a lopsided squat, assessed by the command itself, in English."""
    folder = tmp_path_factory.mktemp("results")
    figure = Squat(medial_right_pct=14, heel_lift_deg=45, flexion_deg=80)
    clips = []
    for name, camera in (("front", Camera()), ("side", Camera(yaw_deg=-90))):
        motion = film(figure, camera)
        assert motion.depth is not None
        write_poses(replace(motion, depth=motion.depth * calibration()["depth_exaggeration"]), folder / f"{name}.json")
        clips.append(f"squat={folder / name}.json")
    assert (
        main(["assess", *clips, "--pose", "replay", "--no-cache", "--no-annotate", "--out", str(folder / "out")]) == 0
    )
    return folder


def left_over(capsys: pytest.CaptureFixture[str], *arguments: str, names: tuple[str, ...] = ()) -> list[str]:
    """Run a command in brackets; return the words outside them that are no names, ids, publications or keys."""
    main(["--language", "xx", *arguments])
    told = capsys.readouterr()
    assert told.out + told.err
    known = (text for s in facts().sources.values() for text in (s.citation, s.key, s.url_or_id) if text)
    said = re.sub(r"\b[fim]\d+\b", " ", told.out + told.err)
    return outside(said, *NAMES, *names, *known, *facts().exercises)


def test_an_assessment_is_said_and_explained(results: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = str(results / "out")
    clips = [f"squat={results / name}.json" for name in ("front", "side")]
    options = ("--pose", "replay", "--no-cache", "--no-annotate", "--out", str(tmp_path / "again"), "--athlete", "Ana")
    assert left_over(capsys, "assess", *clips, *options) == []
    for key in ("i1", "f1", "f2", "f3", "m1", "m12"):
        assert left_over(capsys, "explain", key, "--from", out) == []
    kept = json.loads((tmp_path / "again" / "assessment.json").read_text(encoding="utf-8"))
    english = json.loads((results / "out" / "assessment.json").read_text(encoding="utf-8"))
    assert kept["findings"] == english["findings"]  # data are the same in every language
    assert kept["summary"] == english["summary"]
    tables = [(folder / "measures.csv").read_text(encoding="utf-8") for folder in (tmp_path / "again", results / "out")]
    assert tables[0] == tables[1]


def test_what_is_handed_on_and_brought_back(results: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out, archive = str(results / "out"), str(tmp_path / "all.zip")
    for kind, target in (("csv", "m.csv"), ("fhir", "f.json"), ("trc", "markers"), ("all", "all.zip")):
        assert left_over(capsys, "export", kind, out, "--out", str(tmp_path / target)) == []
    assert left_over(capsys, "import", archive, "--out", str(tmp_path / "back")) == []


def test_a_plan_its_work_and_the_progress(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(results / "out")
    change = ("--override", "single_leg_squat", "--author", "Kim", "--reason", "because", "--reps", "8")
    assert left_over(capsys, "plan", out, "--athlete", "Ana") == []
    assert left_over(capsys, "plan", out, *change, names=("because",)) == []
    assert left_over(capsys, "log", "clam_shell", "--side", "left", "--reps", "12", "--athlete", "Ana") == []
    assert left_over(capsys, "log", "--athlete", "Ana") == []
    assert left_over(capsys, "progress", "--athlete", "Ana") == []
    typed = ("side_plank", "--left", "40", "--right", "31", "--age", "30", "--sex", "female")
    assert left_over(capsys, "test", *typed, "--athlete", "Ana") == []
    assert left_over(capsys, "test", names=tuple(facts().norms)) == []


def test_what_the_store_says(results: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    backup = str(tmp_path / "backup.sqlite")
    assert left_over(capsys, "store", "add", str(results / "out" / "assessment.json"), "--athlete", "Ana") == []
    for command in (("list",), ("check",), ("note", "new shoes", "--athlete", "Ana"), ("backup", backup)):
        assert left_over(capsys, "store", *command) == []
    assert left_over(capsys, "store", "restore", backup) == []
    assert left_over(capsys, "store", "delete", "Ana", "--yes") == []


def test_an_exercise_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_poses(film_bridge(Bridge(legs=(L, L, L, L, R, R, R), half=(2,))), tmp_path / "bridge.json")
    options = ("--pose", "replay", "--no-cache", "--no-annotate", "--out", str(tmp_path / "out"))
    assert left_over(capsys, "coach", "single_leg_bridge", str(tmp_path / "bridge.json"), *options) == []


def test_the_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    keys = (*EQUIPMENT, *TRAINED, *AGE_BANDS, *SEXES, *screens(), *regions(), "band", "left", "right", "y/N")
    monkeypatch.setattr("sys.stdin", StringIO("30-39\nnobody\nfemale\n30\n" + "\n" * 60))
    assert left_over(capsys, "intake", "--out", str(tmp_path / "intake.toml"), names=keys) == []


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        (("assess", "nope=x.mp4"), ("nope", "squat_heels_raised", "squat", "hurdle")),
        (("assess", "squat=x.mp4"), ("x.mp4",)),
        (("assess", "squat="), ()),
        (("assess", "squat:up=x.mp4"), ("up", "front", "side", "oblique", "rear")),
        (("assess", "--pose", "nobody", "squat=x.json"), ("nobody", "blazepose", "rtmpose", "x.json")),
        (("plan",), ()),
        (("log", "nonsense", "--reps", "1"), ("nonsense",)),
        (("progress", "--athlete", "Kim"), ()),
        (("explain", "x9", "--from", "nowhere"), ("No such file or directory", "nowhere")),
        (("export", "ics", "nowhere"), ("No such file or directory", "nowhere")),
        (("export", "all", "nowhere"), ("nowhere",)),
        (("export", "all"), ()),
        (("import", "nowhere"), ("nowhere",)),
        (("import", "x.trc"), ("x.trc",)),
        (("import", "x.zip"), ("x.zip", "No such file or directory")),
        (("import", "x.fit"), ("x.fit", "No such file or directory")),
        (("doctor",), (platform.system(), platform.machine(), *doctor._EXTRAS)),
    ],
)
def test_what_went_wrong(command: tuple[str, ...], typed: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert left_over(capsys, *command, names=typed) == []


def helps(command: click.Command) -> Iterator[str]:
    """Yield every help text of a command and what stands under it."""
    yield command.help or ""
    yield from (option.help for option in command.params if isinstance(option, click.Option) and option.help)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from helps(one)


def test_every_help_is_in_words() -> None:
    with speaking(pseudo()):
        told = list(helps(in_words(evenstride)))
    assert len(told) > 60
    assert [text for text in told if outside(text, *CLICKS)] == []
    assert OPEN not in (evenstride.help or "")  # the command itself stays as it was written


def test_nothing_is_said_past_the_door() -> None:
    """Commands speak through `say`, `ask` and `ask_whether`; what goes to click itself is data, or a name alone."""
    past = []
    for file in sorted(Path(str(files("evenstride.cli"))).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in ("print", "click.echo", "click.secho", "click.prompt", "click.confirm"):
                past.append(f"{file.name}: {ast.unparse(node)}")
    data = [line for line in past if ".encode('utf-8'), nl=False" in line]
    assert [line for line in past if line not in data and not line.startswith("saying.py")] == [
        "store.py: click.echo(name)"
    ]
