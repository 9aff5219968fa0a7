"""Pictures in, the count out: one thread poses, one judges, and the page shows what both say."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic, thread_time
from typing import Any

import numpy as np

from evenstride.capture import BackendInfo, Frame
from evenstride.capture.backends.watching import Seen, Watcher
from evenstride.capture.live import Newest
from evenstride.cli.live.server import Hub
from evenstride.language import tr
from evenstride.model import Done, LiveState, Side
from evenstride.model.skeleton import BODY
from evenstride.pipeline.live import LiveCounter

SHOWN_PX = 640
JPEG_QUALITY = 70
BONES = [[BODY.index(k.part, k.side) for k in bone] for bone in BODY.bones]
SIDES_OF_POINTS = [str(keypoint.side) for keypoint in BODY.keypoints]


@dataclass
class Report:
    """How a run went: pictures that came and were posed, how often it was judged, and when repetitions were shown.

    `posing_s` and `judging_s` are what both took of a core; `lasted_s` is by the clock. `shown` is (end of the
    repetition, when the page was told), both in seconds of the source.
    """

    came: int = 0
    posed: int = 0
    posing_s: float = 0.0
    judged: int = 0
    judging_s: float = 0.0
    lasted_s: float = 0.0
    state: LiveState | None = None
    shown: list[tuple[float, float]] = field(default_factory=list)


def coach_live(
    exercise: str, side: Side | None, frames: Iterator[Frame], watcher: Watcher, backend: BackendInfo, hub: Hub
) -> Report:
    """Pose and judge every picture that there is time for, until the source or the runner is done."""
    import cv2

    cv2.setNumThreads(1)
    counter = LiveCounter(exercise, side, backend)
    counter.warm_up()
    report, pictures, fresh, over = Report(), Newest(frames), threading.Event(), threading.Event()
    clock = _SourceClock()
    judge = threading.Thread(target=_judge, args=(counter, hub, report, clock, fresh, over), daemon=True, name="judge")
    judge.start()
    begun = monotonic()
    try:
        while not hub.over.is_set() and (frame := pictures.next()) is not None:
            clock.at(frame.time_s)
            before = thread_time()
            seen = watcher.see(frame.time_s, frame.image)
            counter.see(frame.time_s, seen, (frame.image.shape[1], frame.image.shape[0]))
            report.posed += 1
            fresh.set()
            hub.show(**shown_picture(frame, seen))
            report.posing_s += thread_time() - before
    except KeyboardInterrupt:  # the runner is done; what was counted is not lost
        pass
    finally:
        pictures.stop()
        report.came, report.lasted_s = pictures.came, monotonic() - begun
        over.set()
        fresh.set()
        judge.join()
    report.state = counter.judge() or report.state
    return report


class _SourceClock:
    """What time it is now in the source, which runs as the clock on the wall does."""

    def __init__(self) -> None:
        self._offset = 0.0

    def at(self, time_s: float) -> None:
        """Take note that a picture of that time has just come; the earliest of them tells best."""
        offset = monotonic() - time_s
        self._offset = offset if self._offset == 0.0 else min(self._offset, offset)

    @property
    def now_s(self) -> float:
        return monotonic() - self._offset


def _judge(
    counter: LiveCounter,
    hub: Hub,
    report: Report,
    clock: _SourceClock,
    fresh: threading.Event,
    over: threading.Event,
) -> None:
    """Judge whenever there is something new, and show it; what to call out is looked for after the count is shown."""
    while not over.is_set():
        fresh.wait()
        fresh.clear()
        begun = thread_time()
        state = counter.judge()
        report.judged, report.judging_s = report.judged + 1, report.judging_s + thread_time() - begun
        if state is None:
            continue
        before = report.state.done if report.state else ()
        report.state = state
        hub.show(**_told(state))
        if len(state.done) > len(before):
            report.shown += [(one.end_s, clock.now_s) for one in state.done[len(before) :]]
            counter.find_cue()


def _told(state: LiveState) -> dict[str, Any]:
    """Return a state as the page takes it."""
    done = [{"side": str(one.side), "number": one.number, "words": tr(_line(one))} for one in state.done]
    return {
        "counts": {str(side): count for side, count in state.counts.items()},
        "done": done,
        "side": None if state.side is None else str(state.side),
        "hold_s": None if state.hold_s is None else round(state.hold_s, 2),
        "cue": tr(state.cue),
    }


def _line(one: Done) -> str:
    """Return a repetition that is over in a few words."""
    if one.why_not:
        return f"Does not count: {one.why_not}."
    return f"Repetition {one.number}" if one.hold_s is None else f"Repetition {one.number}, held {one.hold_s:.1f} s"


def shown_picture(frame: Frame, seen: Seen) -> dict[str, Any]:
    """Return a picture, made small, and the body in it as the page takes them: places in shares of its size."""
    import cv2

    height, width = frame.image.shape[:2]
    scale = min(1.0, SHOWN_PX / max(width, height))
    small = cv2.resize(frame.image, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    places = seen.points / (width, height)
    known = np.isfinite(places).all(axis=1) & (seen.confidence >= 0.3)
    points = [
        [round(float(x), 4), round(float(y), 4)] if ok else None for (x, y), ok in zip(places, known, strict=True)
    ]
    return {
        "time_s": round(frame.time_s, 3),
        "picture": "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode("ascii"),
        "points": points,
    }
