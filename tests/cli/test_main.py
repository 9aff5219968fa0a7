from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from evenstride import __version__
from evenstride.cli import main
from evenstride.cli.app import evenstride as group
from evenstride.errors import (
    BackendError,
    EvenstrideError,
    KnowledgeError,
    MissingClipError,
    NothingJudgedError,
    UnknownBackendError,
)
from evenstride.exchange.assessment_json import load, to_document
from tests.cli.fakes import FakePipeline, install

HEAVY = ("av", "cv2", "numpy", "scipy", "ai_edge_litert", "jinja2", "tqdm", "msgspec")


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakePipeline:
    monkeypatch.chdir(tmp_path)
    return install(monkeypatch, FakePipeline())


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("module", ["evenstride", "evenstride.cli", "evenstride.cli.app"])
def test_importing_the_command_loads_nothing_heavy(module: str) -> None:
    code = f"import {module}, sys; print([m for m in {HEAVY} if m in sys.modules])"
    assert python("-c", code).stdout == "[]\n"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["demo", "--help"], ["assess", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    heavy = tuple(m for m in HEAVY if m != "msgspec")  # small, and reads the names of the movements
    code = f"""
import sys
from evenstride.cli import main
main({arguments})
print([m for m in {heavy} if m in sys.modules])
"""
    assert python("-c", code).stdout.splitlines()[-1] == "[]"


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"evenstride {__version__}\n"


def test_the_module_runs_as_the_command() -> None:
    done = python("-m", "evenstride", "assess")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("evenstride: ")


def test_help_of_a_command_names_its_movements(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "-h"]) == 0
    out = capsys.readouterr().out
    assert "Movements:" in out
    assert "squat_heels_raised" in out


def test_without_a_command_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Usage: evenstride" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["assess"],
        ["assess", "--nonsense", "a.mp4"],
        ["assess", "jump=a.mp4"],
        ["assess", "a.mp4", "a.mp4"],
        ["assess", "a.mp4", "--out"],
        ["assess", "a.mp4", "--out", "/proc/results"],
        ["assess", "a.mp4", "--json", "/proc/a.json"],
        ["demo", "extra"],
    ],
)
def test_bad_usage_is_one_line_and_2(
    pipeline: FakePipeline, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("evenstride: ")
    assert said.err.count("\n") == 1
    assert pipeline.requests == (), "refused before any work"
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (MissingClipError(Path("a.mp4")), 3),
        (BackendError("blazepose", "the model is missing", "install again"), 3),
        (NothingJudgedError("no squat was found", "film again"), 4),
        (UnknownBackendError("opnepose", ("blazepose",)), 2),
        (KnowledgeError("faults.toml", "squat", "is odd"), 1),
        (EvenstrideError("something\nover two lines"), 1),
    ],
)
@pytest.mark.parametrize("stage", ["assess", "write_results"])
def test_every_error_has_its_code_and_one_line(
    pipeline: FakePipeline, problem: EvenstrideError, code: int, stage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.problem, pipeline.fails_in = problem, stage
    assert main(["assess", "squat=a.mp4"]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"evenstride: {' '.join(str(problem).split())}\n"
    assert list(Path.cwd().iterdir()) == [], "nothing half-written is left"


@pytest.mark.parametrize("stage", ["assess", "write_results"])
def test_ctrl_c_is_one_line_and_130(pipeline: FakePipeline, stage: str, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.problem, pipeline.fails_in = KeyboardInterrupt(), stage
    assert main(["assess", "squat=a.mp4"]) == 130
    assert capsys.readouterr().err == "evenstride: stopped; nothing was left behind\n"
    assert list(Path.cwd().iterdir()) == []


def test_ctrl_c_before_the_command_runs_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("evenstride.cli.running.run", interrupted)
    assert main([]) == 130
    assert capsys.readouterr().err == "evenstride: stopped\n"


def test_ctrl_c_inside_an_exec_does_not_change_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text("""
import sys
from evenstride import cli
from evenstride.cli import running

def run(arguments):
    exec("raise KeyboardInterrupt")

running.run = run
sys.exit(cli.main([]))
""")
    command = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (130, "evenstride: stopped\n")


def test_a_polite_kill_leaves_no_debris(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed_while_writing(stage: str) -> None:
        if stage == "write_results":
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(pipeline, "_maybe_fail", killed_while_writing)
    assert main(["assess", "squat=a.mp4"]) == 143
    assert list(Path.cwd().iterdir()) == []


def test_a_defect_is_one_line_and_asks_for_a_report(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.problem = ZeroDivisionError("division\nby zero")
    assert main(["assess", "squat=a.mp4"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError: division by zero" in said
    assert "--debug" in said


def test_debug_shows_the_traceback(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline.problem = MissingClipError(Path("a.mp4"))
    assert main(["assess", "squat=a.mp4", "--debug"]) == 3
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.splitlines()[-1].startswith("evenstride: a.mp4")


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"'{sys.executable}' -m evenstride doctor | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 141)
    assert done.stderr == ""


def test_a_terminal_that_lacks_a_letter_is_no_error() -> None:
    code = "import sys; from evenstride.cli import main; main(['assess', 'no-such-clip-±.mp4'])"
    environment = {**os.environ, "PYTHONIOENCODING": "iso8859-5"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env=environment)
    assert done.stderr == "evenstride: no-such-clip-?.mp4: there is no such file; check the name and the folder\n"


def test_assess_passes_on_what_was_asked(pipeline: FakePipeline) -> None:
    command = ["assess", "squat:front=a.mp4", "b.mp4", "--athlete", "Kim", "--pose", "replay", "--no-cache"]
    assert main([*command, "--no-annotate", "--out", "results", "--day", "2026-01-05"]) == 0
    assert pipeline.options.day == "2026-01-05"
    assert [(str(r.path), r.movement, r.view) for r in pipeline.requests] == [
        ("a.mp4", "squat", "front"),
        ("b.mp4", None, None),
    ]
    assert (pipeline.options.athlete, pipeline.options.pose, pipeline.options.use_cache) == ("Kim", "replay", False)
    assert pipeline.annotated is False
    assert pipeline.blurred is True
    assert Path("results/report.html").is_file()
    assert main([*command, "--faces", "shown", "--out", "results"]) == 0
    assert pipeline.blurred is False


def test_results_go_to_a_folder_named_after_the_first_clip(
    pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", "squat=clips/front.mp4", "squat=clips/side.mp4"]) == 0
    assert [p.name for p in Path.cwd().iterdir()] == ["front_evenstride"]
    assert capsys.readouterr().out.endswith(f"report: {Path('front_evenstride/report.html')}\n")
    assert pipeline.annotated is True


def test_what_was_found_is_said(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "squat=front.mp4"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[0] == pipeline.result.summary[0]
    assert "fault side verdict measured threshold" in lines
    caves_in = next(line for line in lines if "present" in line)
    assert "right present 6.1 ± 1.7 % leg length over" in caves_in
    assert "not judged: Heel lifts (left)" in lines
    assert "the left foot is hidden film the other side" in lines


def test_json_to_standard_output_is_alone_there(pipeline: FakePipeline, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "squat=front.mp4", "--json", "-"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == to_document(pipeline.result)
    assert "report: " in said.err


def test_json_to_a_file_is_read_back(pipeline: FakePipeline) -> None:
    assert main(["assess", "squat=front.mp4", "--json", "found.json"]) == 0
    assert to_document(load("found.json")) == to_document(pipeline.result)


def test_every_command_says_what_it_does_and_has_a_page() -> None:
    pages = [p.read_text(encoding="utf-8") for p in (Path(__file__).parents[2] / "docs").glob("*.md")]
    for name, command in group.commands.items():
        assert command.help, name
        assert any(f"evenstride {name}" in page for page in pages), f"docs/ has no page on 'evenstride {name}'"
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, f"{name} {option.name}"
