"""Pictures in, the count out: one thread poses, one judges, and the page shows what both say."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
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


LEFT_ALONE_S = 30.0
"""Who closes the page and does not open it again for so long is done: no camera films on that nobody knows of."""


class Ended(Enum):
    """Why it ended."""

    DONE = "done"
    """The runner said so."""

    SOURCE = "source"
    """There are no more pictures."""

    PAGE = "page"
    """The page was closed."""


@dataclass(frozen=True)
class Counted:
    """What was counted in the end, why it ended, and where nothing was counted what that is due to."""

    state: LiveState | None
    ended: Ended
    why_nothing: tuple[str, ...]


def coach_live(
    exercise: str, side: Side | None, frames: Iterator[Frame], watcher: Watcher, backend: BackendInfo, hub: Hub
) -> Counted:
    """Pose and judge every picture that there is time for, until it ends."""
    import cv2

    cv2.setNumThreads(1)
    counter = LiveCounter(exercise, side, backend)
    counter.warm_up()
    pictures, judge = Newest(frames), _Judge(counter, hub)
    judge.start()
    ended = Ended.DONE
    try:
        while not hub.over.is_set() and judge.is_alive():
            if pictures.over or hub.alone_s > LEFT_ALONE_S:
                ended = Ended.SOURCE if pictures.over else Ended.PAGE
                break
            frame = pictures.next()
            if frame is None:
                continue
            seen = watcher.see(frame.time_s, frame.image)
            counter.see(frame.time_s, seen, (frame.image.shape[1], frame.image.shape[0]))
            judge.fresh.set()
            hub.show(**shown_picture(frame, seen))
    except KeyboardInterrupt:  # the runner is done; what was counted is not lost
        pass
    finally:
        pictures.stop()
        judge.stop()
    if judge.error is not None:
        raise judge.error
    state = counter.judge() or judge.state
    return Counted(state, ended, () if state and any(state.counts.values()) else counter.why_nothing())


class _Judge(threading.Thread):
    """Judges whenever there is something new, and shows it; what to call out is looked for after the count is shown."""

    def __init__(self, counter: LiveCounter, hub: Hub) -> None:
        super().__init__(daemon=True, name="judge")
        self._counter, self._hub = counter, hub
        self._over = threading.Event()
        self.fresh = threading.Event()
        self.state: LiveState | None = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Judge until it is over, or goes wrong."""
        try:
            self._judge()
        except Exception as error:  # noqa: BLE001 -- raised again where the pictures are posed
            self.error = error

    def _judge(self) -> None:
        while not self._over.is_set():
            self.fresh.wait()
            self.fresh.clear()
            state = self._counter.judge()
            if state is None:
                continue
            self.state = state
            self._hub.show(**_told(state))
            if self._counter.cue_is_due:
                self._counter.find_cue()

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self._over.set()
        self.fresh.set()
        self.join()


def _told(state: LiveState) -> dict[str, Any]:
    """Return a state as the page takes it."""
    done = [
        {"side": str(one.side), "number": one.number, "words": tr(_line(one)), "end_s": round(one.end_s, 3)}
        for one in state.done
    ]
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
