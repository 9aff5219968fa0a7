"""``evenstride coach EXERCISE --live``: count while it goes on, and say it aloud."""

from __future__ import annotations

import re
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from evenstride.cli.saying import say
from evenstride.errors import UnknownMovementError, UsageError
from evenstride.language import code, tr

if TYPE_CHECKING:
    from evenstride.capture import Frame
    from evenstride.cli.live.loop import Counted, Ended
    from evenstride.cli.live.server import Hub
    from evenstride.model import LiveState, Side

WORDS = {
    "sound_off": "Turn the sound on",
    "sound_on": "Sound is on",
    "done": "Done",
    "hold": "Hold",
    "left": "Left",
    "right": "Right",
    "none": "Side not known",
    "picture": "You before the camera, with your joints joined by lines",
    "waiting": "Waiting for the first picture.",
    "over": "That was it. You can close this page.",
    "lost": "The connection is lost: look at the terminal.",
}
"""What the page says by itself."""

ADDRESS = re.compile(r"(https?|rtsps?|rtmp|udp|tcp)://\S+")
"""What a stream's address looks like."""

GOODBYE_S = 1.0
"""How long the page is given to hear that it is over."""


def refuse_what_needs_a_clip(clip: Path | None, wants: Mapping[str, object]) -> None:
    """Refuse a clip, and options that speak of one, beside ``--live``.

    Parameters
    ----------
    wants
        Whether each option was given.

    Raises
    ------
    UsageError
        If there is a clip, or any option was given.
    """
    if clip is not None:
        raise UsageError("--live counts from a camera", f"to play a clip as if it were one: --live --from {clip}")
    for option, given in wants.items():
        if given:
            raise UsageError(f"--live does not go with {option}", "leave it out, or name a clip instead of --live")


def camera_of(named: str) -> int | str:
    """Return a camera as it was named: by its number, or by the address of its stream.

    Raises
    ------
    UsageError
        If it is neither.
    """
    if named.isdecimal():
        return int(named)
    if ADDRESS.match(named):
        return named
    advice = f"give its number or the address of its stream, or play a clip: --live --from {named}"
    raise UsageError(f"{named} is no camera", advice)


def run(
    exercise: str,
    camera: int | str,
    source: Path | None,
    *,
    side: Side | None,
    athlete: str | None,
    store: str | None,
    port: int,
    show: bool,
) -> None:
    """Serve the page, count until the source or the runner is done, say what was done, and keep it for an athlete.

    Raises
    ------
    UnknownMovementError
        If the exercise is unknown, or not counted from video.
    UsageError
        If the camera or the port cannot be had.
    ClipError
        If the file cannot be used.
    """
    from evenstride.capture.live import camera_frames, live_watcher, played
    from evenstride.capture.opening import check_file
    from evenstride.cli.live.loop import coach_live
    from evenstride.cli.store import refuse_unless_reachable
    from evenstride.pipeline import exercises

    key = exercise.lower().replace("-", "_")
    if key not in exercises():
        raise UnknownMovementError(exercise, exercises())
    if source is not None:
        check_file(source)
    refuse_unless_reachable(store, athlete)
    watcher, backend = live_watcher()
    frames: Iterator[Frame] = camera_frames(camera) if source is None else played(source)
    with _page(key, port, show) as hub:
        counted = coach_live(key, side, frames, watcher, backend, hub)
        told = [*_why_it_ended(counted.ended, filmed=source is None), *_done(key, counted)]
        told += _kept(key, counted.state, athlete, store)
        for line in told:
            say(line)
        hub.show(told=[tr(line) for line in told])


@contextmanager
def _page(key: str, port: int, show: bool) -> Iterator[Hub]:
    """Serve the page as long as it lasts, and tell it when that is over."""
    from evenstride.cli.live.server import HERE, Hub, serve

    hub = Hub(_first(key))
    try:
        server = serve(hub, port)
    except OSError as problem:
        raise UsageError(f"port {port} cannot be used ({problem.strerror})", "name another with --port") from problem
    address = f"http://{HERE}:{server.server_address[1]}/"
    say(f"Open {address} (this machine only). Press Ctrl-C, or Done on the page, to end.")
    if show:
        webbrowser.open(address)
    try:
        yield hub
    finally:
        hub.show(ended=True)
        sleep(GOODBYE_S)
        server.shutdown()
        server.server_close()


def _first(key: str) -> dict[str, Any]:
    """Return what the page shows before anything was seen."""
    from evenstride.cli.live.loop import BONES, SIDES_OF_POINTS
    from evenstride.knowledge import facts

    exercise = facts().exercises[key]
    dose = exercise.dose
    asked_s = dose.hold_s or dose.seconds_min
    return {
        "title": tr(exercise.title),
        "how": tr(exercise.how),
        "language": code(),
        "words": {name: tr(text) for name, text in WORDS.items()},
        "asked_words": "" if dose.reps_min is None else tr(f"of {dose.reps_min} asked for"),
        "hold_asked_s": asked_s,
        "hold_asked_words": tr(f"of {asked_s:g} s asked for") if asked_s else "",
        "bones": BONES,
        "sides": SIDES_OF_POINTS,
        "counts": {"left": 0, "right": 0},
        "done": [],
        "cue": "",
        "hold_s": None,
        "told": [],
        "ended": False,
    }


def _why_it_ended(ended: Ended, *, filmed: bool) -> Iterator[str]:
    """Yield why it ended, where the runner did not say so; `filmed`: by a camera, which ends only if it fails."""
    from evenstride.cli.live.loop import Ended

    if ended is Ended.SOURCE and filmed:
        yield "The camera stopped giving pictures. What was done until then:"
    elif ended is Ended.PAGE:
        yield "The page was closed, so counting ended. What was done until then:"


def _done(key: str, counted: Counted) -> Iterator[str]:
    """Yield what was done, or why nothing was counted."""
    from evenstride.knowledge import facts

    state, title = counted.state, facts().exercises[key].title
    sides = {side: n for side, n in state.counts.items() if n} if state else {}
    if state is None or not sides:
        yield from counted.why_nothing
        return
    told = ", ".join(f"{'side not known' if side == 'none' else side} {n}" for side, n in sides.items())
    yield f"{title}: {told}."
    why = dict.fromkeys(one.why_not for one in state.done if one.why_not)
    if why:
        yield f"Seen but not counted: {sum(one.number == 0 for one in state.done)} ({'; '.join(map(str, why))})."


def _kept(key: str, state: LiveState | None, athlete: str | None, store: str | None) -> Iterator[str]:
    """Keep what was counted for an athlete; yield where, or how to keep it."""
    from evenstride.cli.store import opened_store
    from evenstride.model import WorkSet
    from evenstride.track import place_in_words, usual_place

    counts = {side: n for side, n in state.counts.items() if n} if state else {}
    if state is None or not counts:
        return
    if athlete is None:
        yield "Not kept: with --athlete NAME the work is written down."
        return
    held = {side: [one.hold_s for one in state.done if one.side is side and one.hold_s] for side in counts}
    sets = [
        WorkSet(key, side, reps=n, hold_s=max(held[side], default=None), from_clip=True) for side, n in counts.items()
    ]
    with opened_store(store) as opened:
        opened.log(athlete, date.today().isoformat(), sets)  # noqa: DTZ011 -- the runner's own day
    yield f"Kept (work of {athlete}): {place_in_words(store or usual_place())}"
