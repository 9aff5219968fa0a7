"""Eight weeks of one runner through the command line, as they would live them: filmed, planned, logged, filmed again.

    .venv-bench/bin/python -m bench.eight_weeks render     # the four clips, rendered once and kept
    python -m bench.eight_weeks > docs/eight-weeks.md      # the eight weeks, as the terminal shows them

The runner is a rendered body whose right knee moves inward less and less, so that the truth of every retest is known.
Everything goes through `evenstride` itself in processes of its own, with a store of its own.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.phantom.cache import clip_folder, is_rendered
from bench.phantom.demo import demo_specs
from bench.phantom.spec import ClipSpec, SquatSpec

FIRST_DAY = date(2026, 1, 5)
RIGHT_KNEE_PCT = {0: 13.0, 28: 7.0, 42: 1.4, 49: 1.0}
"""How far the right knee truly moves inward, in % of leg length, by day of filming; the left one stays near 1."""

SORE_DAY, SHOWN_DAY = 16, 2
"""Days whose sessions are shown: a plain one, and one that hurts a little."""

SESSIONS = (0, 2, 4)
"""Days of the week with a session."""


def specs() -> dict[int, ClipSpec]:
    """Return the clip of each day of filming: the demo's runner in front of the phone, on a day of their own."""
    spec = demo_specs()["front"]
    squat = spec.movement
    assert isinstance(squat, SquatSpec)
    made = {}
    for day, right in RIGHT_KNEE_PCT.items():
        reps = tuple(replace(rep, knee_shift_right_pct=right, hip_shift_pct=0.0) for rep in squat.reps)
        scene = replace(spec.scene, seed=100 + day)
        moving = replace(squat, reps=reps, seed=100 + day)
        made[day] = replace(spec, movement=moving, scene=scene, name=f"day-{day}")
    return made


@dataclass
class Terminal:
    """A shell in a folder of its own: runs `evenstride` and writes down what it shows."""

    folder: Path

    def run(self, *words: str, shown: bool = True) -> str:
        """Run one command; return what it said."""
        environment = {**os.environ, "EVENSTRIDE_STORE": "kim.sqlite", "LANGUAGE": "en"}
        done = subprocess.run(
            [sys.executable, "-m", "evenstride", *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if shown or done.returncode:
            typed = " ".join(f'"{w}"' if " " in w else w for w in words)
            print(f"$ evenstride {typed}\n{done.stdout.rstrip()}{done.stderr.rstrip()}\n")
        if done.returncode:
            raise SystemExit(f"evenstride {words[0]} ended with {done.returncode}")
        return done.stdout

    def plan(self) -> dict[str, Any]:
        """Return the plan for now."""
        plan: dict[str, Any] = json.loads(self.run("plan", "--athlete", "Kim", "--json", "-", shown=False))
        return plan


def main() -> None:
    """Render the clips, or live the eight weeks and print them as a page."""
    clips = specs()
    if sys.argv[1:] == ["render"]:
        from bench.phantom.render import render

        for spec in clips.values():
            print(render(spec))
        return
    missing = [spec.name for spec in clips.values() if not is_rendered(clip_folder(spec))]
    if missing:
        raise SystemExit(f"not rendered yet: {', '.join(missing)} (python -m bench.eight_weeks render)")
    with tempfile.TemporaryDirectory() as folder:
        for day, spec in clips.items():
            shutil.copyfile(clip_folder(spec) / "clip.mp4", Path(folder) / f"day-{day}.mp4")
        live(Terminal(Path(folder)))


def live(terminal: Terminal) -> None:
    """Live day by day, in the words of the command line."""
    print(HEAD)
    for day in range(57):
        when = (FIRST_DAY + timedelta(days=day)).isoformat()
        if day in RIGHT_KNEE_PCT:
            _film(terminal, day, when)
        if day % 7 in SESSIONS:
            _train(terminal, day, when)
    end = (FIRST_DAY + timedelta(days=56)).isoformat()
    print("## The end\n\n```")
    last = terminal.run("plan", "--athlete", "Kim")
    terminal.run("progress", "Kim", "--day", end, "--out", "progress")
    terminal.run("export", "sheet", "--athlete", "Kim", "--out", "sheet.html")
    terminal.run("store", "check")
    print("```")
    if not re.search(r"even,\s+so\s+now\s+both\s+legs", last):
        raise SystemExit("the eight weeks did not end with both legs together")
    kept = os.environ.get("EVENSTRIDE_KEEP")
    if kept:
        shutil.copytree(terminal.folder, kept, dirs_exist_ok=True)


HEAD = """# Eight weeks from the command line

Written by `python -m bench.eight_weeks`: a rendered runner, so that the truth is known, is filmed on four days and
trains three times a week; every line below was said by `evenstride` itself.
"""


def _film(terminal: Terminal, day: int, when: str) -> None:
    right = RIGHT_KNEE_PCT[day]
    print(f"## Day {day}: filmed (the right knee truly moves inward by {right:g} %, the left by 1 %)\n\n```")
    filmed = ("--athlete", "Kim", "--day", when, "--out", f"day-{day}", "--no-annotate")
    terminal.run("assess", f"squat=day-{day}.mp4", *filmed)
    if day == 0:
        terminal.run("plan", "day-0", "--athlete", "Kim")
    else:
        terminal.run("plan", "--athlete", "Kim")
        terminal.run("progress", "Kim", "--day", when)
    print("```\n")


def _train(terminal: Terminal, day: int, when: str) -> None:
    """Log a session as the plan asks for it; the first one is shown, and the one that hurts."""
    shown = day in (SHOWN_DAY, SORE_DAY)
    if shown:
        print(f"## Day {day}: a session{' that hurts a little' if day == SORE_DAY else ''}\n\n```")
        terminal.run("log", "--athlete", "Kim", "--day", when)
    for line in terminal.plan()["lines"]:
        sides = ("both",) if line["mode"] == "two_legged" else ("left", "right")
        for side in sides:
            sets = line["sets"]["left" if side == "both" else side]
            amount = ("--reps", str(line["reps"] + day % 3)) if line["reps"] else ("--seconds", f"{line['seconds']:g}")
            pain = ("--pain", "4") if day == SORE_DAY and line["exercise"] == "clam_shell" else ()
            what = (line["exercise"], "--side", side, *amount, "--sets", str(sets), *pain)
            terminal.run("log", *what, "--athlete", "Kim", "--day", when, shown=shown)
    if shown:
        terminal.run("log", "--athlete", "Kim", "--day", when)
    if day == SORE_DAY:
        terminal.run("plan", "--athlete", "Kim")
    if shown:
        print("```\n")


if __name__ == "__main__":
    main()
