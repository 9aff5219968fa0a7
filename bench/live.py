"""Live counting against the count of the finished clip: ``python -m bench.live [--real]``.

Shows judging phantoms, on which nothing was set, to what stands behind ``evenstride coach --live``, picture by picture,
and writes the first part of ``docs/live.md``. What posing and judging take of a core is measured; when each picture is
posed and each judgement shown on two cores that nothing else uses follows from it. So the figures do not depend on what
the machine does meanwhile. ``--real`` plays the clips in real time to the very command instead, listens as its page
does, and writes the second part. That asks for a machine at rest; the page says how busy it was.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from time import monotonic, thread_time
from typing import Any

import numpy as np

from bench.exercises import SETS as EXERCISES
from bench.phantom.sets import rendered
from evenstride.capture import Frame, stream_frames
from evenstride.capture.backends.watching import Seen
from evenstride.capture.live import live_watcher
from evenstride.cli.live.loop import shown_picture
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
PICTURE_S = 0.02
"""What passes at the least between a picture and its being on the page: posing and drawing it."""

_COMMON = (
    "Exercise",
    "Clips",
    "Repetitions",
    "Counts as of the clip",
    "Shown after the end: earliest, median, latest (s)",
    "Within 0.3 s, either way",
)
COMPUTED_COLUMNS = (
    *_COMMON,
    "Pictures posed a second, of those that came",
    "Core for a picture, posed and drawn (ms)",
    "Core for a judgement (ms)",
)
REAL_COLUMNS = (
    *_COMMON,
    "Pictures on the page a second, of those in the clip",
    "The same, in the slowest second",
)
_INTRODUCTION = """# Live counting: how fast, how late

`evenstride coach EXERCISE --live` on rendered clips. Written by `python -m bench.live`. The clips are judging clips:
nothing was set on them. *The end* of a repetition is what `evenstride coach CLIP` says once it has the whole clip;
*shown* is when the page is told; it may be a little before that end, which then is told from what comes after. Asked
for: at least 15 posed pictures a second on two cores, and the count within 0.3 s. A hold that a hop or a hand
ends is shown then, the foot still up. A step ends as the foot is put down."""

_COMPUTED = """## On two cores that nothing else uses, computed

What posing and judging take of a processor core was measured picture by picture; when each is done on two cores that
nothing else uses follows from it."""

_REAL = """## In real time, by the clock

Written by `python -m bench.live --real`: the command itself, a clip as its camera, and a listener in the place of its
page that takes the time of what it is told.
{load}"""

LOAD = (
    "The machine has {cores} cores; its load was {load:.1f} with all this in it, of which everything else took "
    "{share:.0f} % of the cores."
)


@dataclass
class Shown:
    """How one clip went: seconds of the clip at which repetitions were shown, beside the ends of those of the clip.

    `told` is (end of the repetition, when it was shown); `slowest` are the pictures of the slowest second.
    """

    ends_s: tuple[float, ...]
    duration_s: float
    live: int = 0
    told: list[tuple[float, float]] = field(default_factory=list)
    came: int = 0
    posed: int = 0
    posing_s: float = 0.0
    judged: int = 0
    judging_s: float = 0.0
    slowest: int = 0

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
        if counter.cue_is_due:
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
    """Return how a clip goes that is played in real time to the command, by what its page is told and when."""
    session, _ = coach(exercise, clip)
    shown = Shown(_ends_s(exercise, session), session.clip.duration_s, came=sum(1 for _ in stream_frames(clip)))
    command = [sys.executable, "-m", "evenstride", "coach", exercise, "--live", "--from", str(clip), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as live:
        assert live.stdout is not None
        address = re.search(r"http://\S+/", live.stdout.readline())
        if address is None:
            raise SystemExit(f"{' '.join(command)} told no address")
        heard = list(_heard(address.group()))
        live.communicate()
    pictures = {news["time_s"]: at_s for at_s, news in reversed(heard) if "time_s" in news}
    begun_s = min(at_s - time_s for time_s, at_s in pictures.items()) - PICTURE_S
    shown.posed = len(pictures)
    shown.slowest = _slowest(pictures.values())
    shown.live = sum(heard[-1][1]["counts"].values())
    known = 0
    for at_s, news in heard:
        shown.told += [(one["end_s"], at_s - begun_s) for one in news["done"][known:]]
        known = len(news["done"])
    return shown


def _heard(address: str) -> Iterator[tuple[float, dict[str, Any]]]:
    """Yield what a page at that address is told until it is over, and when by this machine's clock."""
    with urllib.request.urlopen(f"{address}events") as events:
        for line in events:
            if line.startswith(b"data: "):
                at_s = monotonic()
                yield at_s, json.loads(line.removeprefix(b"data: "))


def _slowest(at_s: Iterable[float]) -> int:
    """Return how many pictures came in the whole second in which the fewest came."""
    times = np.sort(np.fromiter(at_s, float))
    begins = times[times <= times[-1] - 1.0]
    return int((np.searchsorted(times, begins + 1.0) - np.searchsorted(times, begins)).min(initial=len(times)))


def _others_s() -> float:
    """Return what everything else on a Linux machine has taken of its cores since it was started."""
    spent = [int(n) for n in Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:9]]
    busy_s = (sum(spent) - spent[3] - spent[4]) / os.sysconf("SC_CLK_TCK")
    ours = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return busy_s - sum(used.ru_utime + used.ru_stime for used in ours)


def row(exercise: str, clips: Sequence[Shown], *, real: bool) -> str:
    """Return the line of one exercise."""
    delays = np.array([d for one in clips for d in one.delays_s])

    def total(name: str) -> float:
        return float(sum(getattr(one, name) for one in clips))

    lasted_s = total("duration_s")
    cells = [
        facts().exercises[exercise].title,
        len(clips),
        sum(len(one.ends_s) for one in clips),
        f"{sum(one.live == len(one.ends_s) for one in clips)} of {len(clips)}",
        f"{delays.min():.2f}, {np.median(delays):.2f}, {delays.max():.2f}" if len(delays) else "-",
        f"{(np.abs(delays) <= ALLOWED_S).sum()} of {sum(len(one.ends_s) for one in clips)}",
        f"{total('posed') / lasted_s:.1f} of {total('came') / lasted_s:.1f}",
    ]
    if real:
        cells += [min(one.slowest for one in clips)]
    else:
        cells += [f"{1e3 * total(s) / total(n):.0f}" for s, n in (("posing_s", "posed"), ("judging_s", "judged"))]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def page(computed: str | None, real: str | None, before: str = "") -> str:
    """Return the page with what is given made anew; each part that is not stays as it was `before`."""
    old = {part.split("\n", 1)[0]: part.strip() for part in before.split("\n## ")[1:]}
    parts = [_INTRODUCTION]
    for given, text in ((computed, _COMPUTED), (real, _REAL)):
        heading = text.split("\n", 1)[0].removeprefix("## ")
        if given is not None:
            parts.append(given)
        elif heading in old:
            parts.append(f"## {old[heading]}")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Show what is rendered, and write one part of the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--clips", type=int, default=CLIPS, help="how many of each set, at most")
    parser.add_argument("--real", action="store_true", help="play every clip in real time to the command itself")
    given = parser.parse_args()
    one_clip, columns = (in_real_time, REAL_COLUMNS) if given.real else (on_two_cores, COMPUTED_COLUMNS)
    rows, loads = [f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}"], []
    others_s, begun_s = -_others_s(), monotonic()
    for exercise, name in SETS.items():
        clips = []
        for spec, folder in rendered(name)[: given.clips] if exercise in exercises() else ():
            clips.append(one_clip(exercise, folder / "clip.mp4"))
            loads.append(os.getloadavg()[0])
            print(spec.name, flush=True)
        rows += [row(exercise, clips, real=given.real)] if clips else []
    share = (_others_s() + others_s) / (monotonic() - begun_s) / (os.cpu_count() or 1)
    load = LOAD.format(cores=os.cpu_count(), load=np.mean(loads), share=100 * share)
    made = f"{_REAL.format(load=load) if given.real else _COMPUTED}\n\n" + "\n".join(rows)
    before = TARGET.read_text("utf-8")
    TARGET.write_text(page(None, made, before) if given.real else page(made, None, before), encoding="utf-8")


if __name__ == "__main__":
    main()
