"""How long everything takes, against a bare loop of the same pose model and against the bars.

    python -m bench.speed --peer-python PATH [--only whole pair stages start] [--repeats 5] [--clips DIR]

PATH is a Python with mediapipe and av (``pip install mediapipe==0.10.21 av``). What is compared runs in turn, A B A B,
so that both meet the same machine; every ratio is the median over the rounds. Processor time stands beside the clock's,
because it hardly depends on what else the machine is doing. The clips are made from real ones (`bench.long_clip`) into
DIR, or into a temporary folder.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from bench.long_clip import make, repeated
from evenstride.pipeline import AssessOptions, ClipRequest, assess, assessing, results, write_results

DATA = Path(__file__).parents[2] / "shared" / "data" / "squat_phone"
SIDE, FRONT = DATA / "good_IMG_7026.mov", DATA / "good_IMG_7027.mov"
DEMO = Path(__file__).parents[1] / "src" / "evenstride" / "demo" / "front.mp4"
SECONDS = 15

Command = Sequence[str]


@dataclass(frozen=True)
class Took:
    """What one run took, by the clock and of processors."""

    wall_s: float
    cpu_s: float

    def __add__(self, other: Took) -> Took:
        return Took(self.wall_s + other.wall_s, self.cpu_s + other.cpu_s)

    def __sub__(self, other: Took) -> Took:
        return Took(self.wall_s - other.wall_s, self.cpu_s - other.cpu_s)


class Desk:
    """Runs commands with an empty pose cache and results that nobody keeps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, command: Command, cache: Path | None = None) -> Took:
        """Run a command to its end; an exit code other than 0 is an error."""
        with tempfile.TemporaryDirectory(dir=self.folder) as scratch:
            environment = {**os.environ, "EVENSTRIDE_CACHE": str(cache or Path(scratch) / "cache")}
            said = Path(scratch) / "said"
            started = time.perf_counter()
            with (
                said.open("w") as file,
                subprocess.Popen(command, env=environment, cwd=scratch, stdout=file, stderr=file) as process,
            ):
                _, status, used = os.wait4(process.pid, 0)
                wall_s = time.perf_counter() - started
                process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise SystemExit(f"{command} ended with {process.returncode}: {said.read_text()}")
        return Took(wall_s, used.ru_utime + used.ru_stime)

    def assess(self, *clips: Path, cache: Path | None = None) -> Took:
        """Run the whole command, report and pictures included."""
        command = [sys.executable, "-m", "evenstride", "assess", "--no-annotate", "--out", "results"]
        return self.run([*command, *map(str, clips)], cache)

    def clip(self, source: Path, fps: int = 30) -> Path:
        """Return a clip of 15 s, made unless it is there."""
        target = self.folder / f"{source.stem}_{fps}.mp4"
        return target if target.exists() else make(source, target, SECONDS, fps)


def in_turn(runs: dict[str, Callable[[], Took]], repeats: int) -> dict[str, list[Took]]:
    """Run everything so many times, one after the other within each round."""
    took: dict[str, list[Took]] = {name: [] for name in runs}
    for _ in range(repeats):
        for name, run in runs.items():
            took[name].append(run())
    return took


def ratios(ours: list[Took], theirs: list[Took]) -> str:
    """Return the median ratio, the range over the rounds, and the median ratio of processor time."""
    wall = [a.wall_s / b.wall_s for a, b in zip(ours, theirs, strict=True)]
    cpu = [a.cpu_s / b.cpu_s for a, b in zip(ours, theirs, strict=True)]
    return f"{np.median(wall):.2f} ({min(wall):.2f}-{max(wall):.2f}), processor time {np.median(cpu):.2f}"


def medians(took: list[Took]) -> str:
    """Return the median times in words."""
    return f"{np.median([t.wall_s for t in took]):.3f} s ({np.median([t.cpu_s for t in took]):.3f} s of processors)"


def whole(desk: Desk, peer_python: Path, repeats: int) -> None:
    """Time the whole command against bare loops over the same file."""
    script = str(Path(__file__).with_name("bare_loop.py"))
    for clip, bar in ((desk.clip(SIDE), "1.1"), (desk.clip(SIDE, 60), "0.6"), (DEMO, "1.1")):
        took = in_turn(
            {
                "assess": partial(desk.assess, clip),
                "mediapipe": partial(desk.run, (str(peer_python), script, "mediapipe", str(clip))),
                "ours, bare": partial(desk.run, (sys.executable, script, "ours", str(clip))),
            },
            repeats,
        )
        say(f"{clip.name}: the whole command against a bare loop", *(f"{n}: {medians(t)}" for n, t in took.items()))
        say(f"  against mediapipe {ratios(took['assess'], took['mediapipe'])}; bar {bar}")
        say(f"  against our own model {ratios(took['assess'], took['ours, bare'])}")


def pair(desk: Desk, repeats: int) -> None:
    """Time two clips given together against one after the other."""
    front, side = desk.clip(FRONT), desk.clip(SIDE)
    took = in_turn(
        {
            "together": lambda: desk.assess(front, side),
            "in turn": lambda: desk.assess(front) + desk.assess(side),
        },
        repeats,
    )
    say("two clips", *(f"{name}: {medians(t)}" for name, t in took.items()))
    say(f"  together against in turn {ratios(took['together'], took['in turn'])}; bar 0.65")


STAGES = (
    (assessing, "capture"),
    (assessing, "study_of"),
    (assessing, "findings_of"),
    (results, "frames_at"),
    (results, "write_page"),
    (results, "to_json"),
    (results, "write_trc"),
    (results, "write_mot"),
)


@contextmanager
def clocked() -> Iterator[dict[str, Took]]:
    """Yield what each stage took while the block ran, in all threads, and what everything together did."""
    spent = {name: Took(0.0, 0.0) for name in (*(name for _, name in STAGES), "all")}

    def counting(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            before = now()
            try:
                return stage(*given, **named)
            finally:
                spent[name] += now() - before

        return run

    with ExitStack() as stack:
        for module, name in STAGES:
            stack.enter_context(patch.object(module, name, counting(name, getattr(module, name))))
        before = now()
        yield spent
        spent["all"] = now() - before


def now() -> Took:
    """Return the time, by the clock and of processors."""
    return Took(time.perf_counter(), time.process_time())


def stages(desk: Desk, repeats: int) -> None:
    """Time what comes after the pose model for a 30 s clip, in this process, poses from the cache."""
    long = repeated(desk.clip(SIDE), desk.folder / "long_30_s.mp4", 2)
    requests, out = [ClipRequest(long)], desk.folder / "out"

    def once() -> int:
        return len(write_results(assess(requests, AssessOptions()), requests, out, annotate=False).reps)

    with patch.dict(os.environ, {"EVENSTRIDE_CACHE": str(desk.folder / "poses")}):
        reps, rounds = once(), []
        for _ in range(repeats):
            with clocked() as spent:
                once()
            rounds.append(spent)
        profile = cProfile.Profile()
        profile.runcall(once)
    after = [spent["all"] - spent["capture"] for spent in rounds]
    say(f"after the pose model, 30 s clip with {reps} repetitions: {medians(after)}; bar 0.5 s")
    say(
        f"without decoding pictures {medians([a - spent['frames_at'] for a, spent in zip(after, rounds, strict=True)])}"
    )
    say("of this", *(f"{name:12} {medians([spent[name] for spent in rounds])}" for name in rounds[0]))
    pstats.Stats(profile).sort_stats("tottime").print_stats(12)


def start(desk: Desk, repeats: int) -> None:
    """Time the help, and a second look at a clip."""
    cached = desk.folder / "poses"
    clip = desk.clip(SIDE)
    desk.assess(clip, cache=cached)
    took = in_turn(
        {
            "--help": partial(desk.run, (sys.executable, "-m", "evenstride", "--help")),
            "Python itself": partial(desk.run, (sys.executable, "-c", "pass")),
            "a second look": partial(desk.assess, clip, cache=cached),
        },
        2 * repeats,
    )
    say("start (bars: help 0.3 s, second look 1 s)", *(f"{name}: {medians(t)}" for name, t in took.items()))


def say(*lines: str) -> None:
    """Print lines at once."""
    print("\n  ".join(lines), flush=True)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer-python", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=("whole", "pair", "stages", "start"))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--clips", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        desk = Desk(given.clips or Path(scratch))
        jobs: dict[str, Callable[[], None]] = {
            "whole": lambda: whole(desk, given.peer_python, given.repeats),
            "pair": lambda: pair(desk, given.repeats),
            "stages": lambda: stages(desk, given.repeats),
            "start": lambda: start(desk, given.repeats),
        }
        for name in given.only or jobs:
            say(f"-- {name}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            jobs[name]()


if __name__ == "__main__":
    main()
