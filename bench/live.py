"""Live counting against the count of the finished clip: ``python -m bench.live [--real]``.

Shows judging phantoms, on which nothing was set, to what stands behind ``evenstride coach --live``, picture by picture,
and writes ``docs/live.md``. What posing and judging take of a core is measured; when each picture is posed and each
judgement shown on two cores that nothing else uses follows from it. So the figures do not depend on what the machine
does meanwhile. With ``--real`` every clip is also played in real time through the very loop, which asks for a machine
at rest; the page says how busy it was.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from time import thread_time

import numpy as np

from bench.exercises import SETS as EXERCISES
from bench.phantom.sets import rendered
from evenstride.capture import Frame, stream_frames
from evenstride.capture.backends.watching import Seen
from evenstride.capture.live import live_watcher, played
from evenstride.cli.live.loop import coach_live, shown_picture
from evenstride.cli.live.server import Hub
from evenstride.knowledge import facts
from evenstride.model import Session
from evenstride.movements.registry import movement_of
from evenstride.pipeline import coach, exercises
from evenstride.pipeline.live import LiveCounter
from evenstride.signal.posture import Posture

TARGET = Path(__file__).parents[1] / "docs/live.md"
SETS = {exercise: judge for exercise, (_, (judge, *_)) in EXERCISES.items()}
"""The first judging set of every exercise that has phantoms."""

CLIPS = 8
ALLOWED_S = 0.3
SAME_END_S = 1.0
COLUMNS = (
    "Exercise",
    "Clips",
    "Repetitions",
    "Counts as of the clip",
    "Shown after the end: earliest, median, latest (s)",
    "Within 0.3 s, either way",
    "Pictures posed a second, of those that came",
    "Core for a picture, posed and drawn (ms)",
    "Core for a judgement (ms)",
)
_INTRODUCTION = """# Live counting: how fast, how late

`evenstride coach EXERCISE --live` on rendered clips. Written by `python -m bench.live`. The clips are judging clips:
nothing was set on them. *The end* of a repetition is what `evenstride coach CLIP` says once it has the whole clip;
*shown* is when the page is told; it may be a little before that end, which then is told from what comes after. Asked
for: at least 15 posed pictures a second on two cores, and the count within 0.3 s. A repetition that a hop or a hand
ends is shown once the foot is down. A step ends as the foot is put down, and the first one is shown with the second:
one step is no walk yet.

What posing and judging take of a processor core was measured picture by picture; when each is done on two cores that
nothing else uses follows from it."""


@dataclass
class Shown:
    """How one clip went: seconds of the clip at which repetitions were shown, beside the ends of those of the clip."""

    ends_s: tuple[float, ...]
    duration_s: float
    live: int = 0
    told: list[tuple[float, float]] = field(default_factory=list)
    came: int = 0
    posed: int = 0
    posing_s: float = 0.0
    judged: int = 0
    judging_s: float = 0.0

    @property
    def delays_s(self) -> list[float]:
        """How long after its end each repetition was shown; those that were not are left out."""
        nearest = [min(self.told, key=lambda one: abs(one[0] - end), default=None) for end in self.ends_s]
        pairs = zip(self.ends_s, nearest, strict=True)
        return [one[1] - end for end, one in pairs if one is not None and abs(one[0] - end) < SAME_END_S]


@dataclass(frozen=True)
class Posed:
    """A picture that was posed, and when that was done."""

    frame_s: float
    seen: Seen
    size_px: tuple[int, int]
    ready_s: float


def on_two_cores(exercise: str, clip: Path) -> Shown:
    """Return how a clip goes where one core poses and the other judges, by what both take."""
    session, _ = coach(exercise, clip)
    shown = Shown(_ends_s(exercise, session), session.clip.duration_s)
    _, backend = live_watcher()
    counter = LiveCounter(exercise, None, backend)
    counter.warm_up()
    posed = _posed(clip, shown)
    free_s, taken = 0.0, 0
    done: tuple[object, ...] = ()
    while taken < len(posed):
        start_s = max(free_s, posed[taken].ready_s)
        while taken < len(posed) and posed[taken].ready_s <= start_s:
            one = posed[taken]
            counter.see(one.frame_s, one.seen, one.size_px)
            taken += 1
        begun = thread_time()
        state = counter.judge()
        cost_s = thread_time() - begun
        shown.judged, shown.judging_s = shown.judged + 1, shown.judging_s + cost_s
        free_s = start_s + cost_s
        if state is None:
            continue
        shown.live = sum(state.counts.values())
        if len(state.done) > len(done):
            shown.told += [(one.end_s, free_s) for one in state.done[len(done) :]]
            begun = thread_time()
            counter.find_cue()
            free_s += thread_time() - begun
        done = state.done
    return shown


def _ends_s(exercise: str, session: Session) -> tuple[float, ...]:
    """Return when every repetition was done: a step once the foot was put down."""
    walks = movement_of(exercise).posture is Posture.WALKING
    return tuple(rep.turn_s if walks else rep.end_s for rep in session.reps if rep.counted)


def _posed(clip: Path, shown: Shown) -> list[Posed]:
    """Return the pictures that one core poses, the newest first whenever it is late."""
    watcher, _ = live_watcher()
    posed: list[Posed] = []
    free_s = 0.0
    waiting: Frame | None = None
    for frame in chain(stream_frames(clip), (None,)):
        shown.came += frame is not None
        if waiting is not None and (frame is None or frame.time_s > free_s):
            size_px = (waiting.image.shape[1], waiting.image.shape[0])
            begun = thread_time()
            seen = watcher.see(waiting.time_s, waiting.image)
            shown_picture(waiting, seen)
            cost_s = thread_time() - begun
            free_s = max(free_s, waiting.time_s) + cost_s
            shown.posing_s += cost_s
            posed.append(Posed(waiting.time_s, seen, size_px, free_s))
        waiting = frame
    shown.posed = len(posed)
    return posed


def in_real_time(exercise: str, clip: Path) -> Shown:
    """Return how a clip goes in real time, on the machine as it is."""
    session, _ = coach(exercise, clip)
    watcher, backend = live_watcher()
    report = coach_live(exercise, None, played(clip), watcher, backend, Hub({}))
    return Shown(
        ends_s=_ends_s(exercise, session),
        duration_s=report.lasted_s,
        live=sum(report.state.counts.values()) if report.state else 0,
        told=report.shown,
        came=report.came,
        posed=report.posed,
        posing_s=report.posing_s,
        judged=report.judged,
        judging_s=report.judging_s,
    )


def row(exercise: str, clips: Sequence[Shown]) -> str:
    """Return the line of one exercise."""
    delays = np.array([d for one in clips for d in one.delays_s])
    lasted_s = sum(one.duration_s for one in clips)
    posed, came = (sum(getattr(one, name) for one in clips) / lasted_s for name in ("posed", "came"))
    cells = (
        facts().exercises[exercise].title,
        len(clips),
        sum(len(one.ends_s) for one in clips),
        f"{sum(one.live == len(one.ends_s) for one in clips)} of {len(clips)}",
        f"{delays.min():.2f}, {np.median(delays):.2f}, {delays.max():.2f}" if len(delays) else "-",
        f"{(np.abs(delays) <= ALLOWED_S).sum()} of {sum(len(one.ends_s) for one in clips)}",
        f"{posed:.1f} of {came:.1f}",
        f"{1e3 * sum(one.posing_s for one in clips) / sum(one.posed for one in clips):.0f}",
        f"{1e3 * sum(one.judging_s for one in clips) / sum(one.judged for one in clips):.0f}",
    )
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def main() -> None:
    """Show what is rendered, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--clips", type=int, default=CLIPS, help="how many of each set, at most")
    parser.add_argument("--real", action="store_true", help="play every clip in real time as well")
    given = parser.parse_args()
    head = f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}"
    parts = [_INTRODUCTION]
    for real in (False, True) if given.real else (False,):
        rows, busy = [], [os.getloadavg()[0]]
        for exercise, name in SETS.items():
            clips = []
            for spec, folder in rendered(name)[: given.clips] if exercise in exercises() else ():
                one = (in_real_time if real else on_two_cores)(exercise, folder / "clip.mp4")
                clips.append(one)
                busy.append(os.getloadavg()[0])
                print(spec.name, one.live, "of", len(one.ends_s), [round(d, 2) for d in one.delays_s], flush=True)
            rows += [row(exercise, clips)] if clips else []
        if real:
            parts.append(f"The same in real time, on {os.cpu_count()} cores with a load of {np.mean(busy):.1f}:")
        parts.append("\n".join([head, *rows]))
    TARGET.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
