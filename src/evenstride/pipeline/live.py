"""Counting while it goes on: the same finder as for a clip, over what the last minute and a half has shown.

A finder looks at a whole clip; live, the clip ends now. So it is shown how it would go on. If the runner kept still,
the last pose held for a moment: what is over then, and lies behind by `SETTLED_S`, is counted. And if the runner who is
up came down: what is found then beyond what is over is under way.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenstride.capture import BackendInfo, Recording, VideoFacts
from evenstride.capture.backends.mirroring import blended
from evenstride.capture.backends.watching import Seen
from evenstride.errors import ClipError
from evenstride.knowledge import facts, within
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model.assessment import Assessment
from evenstride.model.finding import Verdict
from evenstride.model.live import Done, LiveState
from evenstride.model.motion import Floats, Motion
from evenstride.model.skeleton import BODY, SIDES, Side
from evenstride.movements.recognise import repetitions
from evenstride.movements.registry import movement_of
from evenstride.pipeline.assessing import assess_recordings
from evenstride.pipeline.coaching import session_of
from evenstride.pipeline.continued import STILL_S, brought_down, kept_still, without_stutter
from evenstride.pipeline.requests import ClipRequest
from evenstride.pipeline.study import SHORTEST_CLIP_S, seen_in, sided, title_of
from evenstride.signal.posture import Posture

WINDOW_S = 90.0
SETTLED_S = 0.1
BACK_SHARE = 0.35
"""A repetition is over once its end lies behind by the first and no more than the second of its reach is left; one that
a hop or a hand ended, whatever is left."""

UP_SHARE = 0.5
"""Who has gone this share of the furthest is up."""


PATIENCE_S = 1.0
"""A repetition that was counted is taken back if the finder has not seen it for so long."""

CUE_STAYS_S = 6.0
OUT_OF_SIGHT_S = 1.0
WARM_UP_STEP_S = 0.04
STEP_BACK = "Step back until your whole body is in the picture."

CUE_EVERY_S = 2.0
"""What to call out is looked for no more often: that takes 0.2 s, in which nothing is counted."""

AT_A_LOSS_S = 15.0
"""Who has been seen for so long and did nothing that counts is told what may be in the way."""

HINTS = (
    "feet_out_of_frame",
    "person_leaves_frame",
    "foot_end_view",
    "side_view",
    "front_view",
    "rear_view",
    "oblique_view",
)
"""The first of these that is wrong is called out then."""

FEWEST_HZ, BUSY_OVER_S = 4.0, 3.0
"""With fewer pictures than the first a second, over the second, repetitions get lost: at 2.5 the demo's bird dogs still
count on both sides, at 1.7 no longer."""

TOO_BUSY = "Too few pictures to count surely: close other programs."


@dataclass(slots=True)
class _Counted:
    """A repetition that was called over, and since when the finder has doubted it."""

    rep: Performed
    doubted_s: float | None = None

    def confirm(self, rep: Performed) -> None:
        """Take over what the finder says of it now."""
        self.rep, self.doubted_s = rep, None

    def doubt(self, now: float) -> bool:
        """Doubt it; return whether that has gone on for too long."""
        if self.doubted_s is None:
            self.doubted_s = now
        return now - self.doubted_s > PATIENCE_S


class LiveCounter:
    """Counts one exercise as pictures come; `see` and `judge` may be called from two threads.

    Parameters
    ----------
    exercise
        A movement that is counted from video.
    side
        Whose repetitions those are that no camera can tell a side of.
    """

    def __init__(self, exercise: str, side: Side | None, backend: BackendInfo) -> None:
        self._movement = movement_of(exercise)
        self._side = side
        self._backend = backend
        self._lock = threading.Lock()
        self._seen: deque[tuple[float, Seen]] = deque()
        self._slides = False
        self._size_px = (1, 1)
        self._counted: list[_Counted] = []
        self._cue, self._cue_s = "", -CUE_STAYS_S
        self._looked_at = 0
        self._puzzled_s = 0.0

    def warm_up(self) -> None:
        """Load what judging needs, so that the first repetition does not wait for it."""
        rows = 2 * round(SHORTEST_CLIP_S / WARM_UP_STEP_S)
        nobody = LiveCounter(self._movement.key, self._side, self._backend)
        count = len(BODY.keypoints)
        for n in range(rows):
            points = np.random.default_rng(n).uniform(0, 100, (count, 2))
            seen = Seen(points, np.ones(count), np.zeros(count), 1, mirrored=False)
            nobody.see(n * WARM_UP_STEP_S, seen, (100, 100))
        nobody.judge()
        facts()

    def see(self, time_s: float, seen: Seen, size_px: tuple[int, int]) -> None:
        """Take in what was seen in the next picture."""
        with self._lock:
            self._seen.append((time_s, seen))
            self._size_px = size_px
            while time_s - self._seen[0][0] > WINDOW_S:
                self._seen.popleft()
                self._slides = True

    def judge(self) -> LiveState | None:
        """Return what is known now; None before enough was seen to say anything."""
        motion = self._motion()
        if motion is None or motion.times[-1] - motion.times[0] < SHORTEST_CLIP_S:
            return None
        now = float(motion.times[-1])
        if not _in_sight(motion, now):
            return LiveState(now, self._counts(), self._done(), cue=STEP_BACK)
        _, _, subject = seen_in(kept_still(motion), self._movement)
        found = sided(repetitions(self._movement, subject) or self._first_step(subject), self._side)
        self._update(subject, found, now)
        under_way = next((rep for rep in found if self._done_s(rep) > now - SETTLED_S), None)
        if under_way is None and not self._walks:
            under_way = self._begun(motion, subject)
        cue = self._cue if now - self._cue_s < CUE_STAYS_S else self._busy_cue(now)
        side = under_way.side if under_way else None
        return LiveState(now, self._counts(), self._done(), side, _held_s(under_way, now), cue)

    def _first_step(self, subject: Subject) -> tuple[Performed, ...]:
        """Return the step with which a walk begins, before it shows that it is one; none of several in one place."""
        found = self._movement.find(subject) if self._walks else ()
        return found if len(found) == 1 else ()

    def _begun(self, motion: Motion, subject: Subject) -> Performed | None:
        """Return the repetition that it would be if the runner, who is up, came down now; None if there is none."""
        now = float(motion.times[-1])
        reach = self._reach(subject, Side.NONE)
        reach = reach[: int(np.searchsorted(subject.motion.times, now)) + 1]
        if not np.isfinite(reach[-1]) or reach[-1] < UP_SHARE * np.nanmax(reach):
            return None
        lowest_s = float(subject.motion.times[int(np.nanargmin(reach))])
        _, _, down = seen_in(brought_down(motion, lowest_s), self._movement)
        found = sided(repetitions(self._movement, down), self._side)
        return next((rep for rep in found if rep.start_s < now < rep.end_s), None)

    @property
    def cue_is_due(self) -> bool:
        """Whether it is time to look for what to call out: something new is over, or nothing was for long."""
        with self._lock:
            now = self._seen[-1][0] if self._seen else 0.0
        if not self._counted:
            return now - self._puzzled_s > AT_A_LOSS_S
        return len(self._counted) != self._looked_at and now - self._cue_s > CUE_EVERY_S

    def find_cue(self) -> None:
        """Look for what to call out: why nothing is counted, why the last one does not count, or what is wrong with it.

        This measures the whole window, and takes longer than counting.
        """
        motion = self._motion()
        if motion is None:
            return
        now, self._looked_at = float(motion.times[-1]), len(self._counted)
        if not self._counted:
            self._puzzled_s, cue = now, _hint(self._assessed(motion))
        elif (why_not := self._counted[-1].rep.why_not) is not None:
            cue = f"Does not count: {why_not}."
        else:
            cue = self._fault_cue(self._assessed(motion), self._counted[-1].rep)
        self._cue, self._cue_s = cue, now

    def why_nothing(self) -> tuple[str, ...]:
        """Return what to say of a set in which nothing was counted: that, why, and what to do."""
        motion = self._motion()
        made = None if motion is None else self._assessed(motion)
        title = facts().exercises[self._movement.key].title
        if made is None:
            return f"{title}: nobody could be seen, so nothing was counted.", STEP_BACK
        session = session_of(self._movement.key, made, self._side)
        if session.undetermined is None:
            return (f"{title}: no complete repetition was seen, so nothing was counted.",)
        return session.summary

    def _busy_cue(self, now: float) -> str:
        """Return what to say where this machine has no time for enough of the pictures; "" where it has."""
        with self._lock:
            begun_s = self._seen[0][0]
            lately = sum(time_s > now - BUSY_OVER_S for time_s, _ in self._seen)
        return TOO_BUSY if now - begun_s > BUSY_OVER_S and lately < FEWEST_HZ * BUSY_OVER_S else ""

    def _assessed(self, motion: Motion) -> Assessment | None:
        """Return what a clip of just this would yield; None if it could not be used."""
        shown = VideoFacts(motion.size_px, motion.rate_hz, float(motion.times[-1]), "live")
        recording = Recording(Path("live"), "", shown, motion, None, self._backend)
        request = ClipRequest(Path("live"), self._movement.key, side=self._side)
        try:
            return assess_recordings([request], [recording])
        except ClipError:
            return None

    def _fault_cue(self, made: Assessment | None, last: Performed) -> str:
        findings = made.findings if made else ()
        present = [f for f in findings if f.verdict is Verdict.PRESENT and f.side in (last.side, Side.NONE)]
        order = {key: n for n, key in enumerate(self._movement.faults)}
        first = min(present, key=lambda f: order.get(f.fault, len(order)), default=None)
        if first is None:
            return ""
        fault = facts().fault(first.movement, first.fault)
        return f"{fault.cue or fault.title}."

    def _motion(self) -> Motion | None:
        """Return everything in the window as a raw motion; None for fewer than three pictures."""
        with self._lock:
            rows, size_px = list(self._seen), self._size_px
        if len(rows) < 3:
            return None
        looks = np.array([seen.mirrored for _, seen in rows], dtype=np.bool_)
        motion = Motion(
            times=np.array([time_s for time_s, _ in rows]),
            points=blended(np.array([seen.points for _, seen in rows]), looks),
            confidence=np.array([seen.confidence for _, seen in rows]),
            size_px=size_px,
            depth=blended(np.array([seen.depth for _, seen in rows]), looks),
        )
        return without_stutter(motion)

    def _update(self, subject: Subject, found: Sequence[Performed], now: float) -> None:
        """Count what is newly over, and take back what the finder has not confirmed for a while."""
        seen: list[_Counted] = []
        for rep in found:
            alike = (one for one in self._counted if _same(one.rep, rep))
            known = min(alike, key=lambda one: abs(one.rep.turn_s - rep.turn_s), default=None)
            if known is None:
                if self._is_over(subject, rep, now):
                    self._counted.append(_Counted(rep))
                    seen.append(self._counted[-1])
                continue
            seen.append(known)
            if rep.counted or not known.rep.counted or known.doubt(now):
                known.confirm(rep)
        kept_from_s = float(subject.motion.times[0]) + PATIENCE_S if self._slides else -np.inf
        self._counted = [
            one
            for one in self._counted
            if one.rep.start_s < kept_from_s or any(one is known for known in seen) or not one.doubt(now)
        ]

    def _is_over(self, subject: Subject, rep: Performed, now: float) -> bool:
        if self._done_s(rep) > now - SETTLED_S:
            return False
        if self._walks or rep.ended_by is not None:
            return True
        reach = self._reach(subject, rep.side)
        last = float(reach[min(int(np.searchsorted(subject.motion.times, now)), len(reach) - 1)])
        return rep.reach <= 0 or not np.isfinite(last) or last <= BACK_SHARE * rep.reach

    @property
    def _walks(self) -> bool:
        return self._movement.posture is Posture.WALKING

    def _done_s(self, rep: Performed) -> float:
        """Return when a repetition is done: a step once the foot is put down, all else once the runner is back."""
        return rep.turn_s if self._walks else rep.end_s

    def _reach(self, subject: Subject, side: Side) -> Floats:
        """Return (T,) how far the movement has gone: on one side, or on the one that has gone further."""
        sides = (side,) if side in SIDES else SIDES
        return np.asarray(np.fmax.reduce([self._movement.reach(subject, one) for one in sides]))

    def _counts(self) -> dict[Side, int]:
        counted = [one.rep.side for one in self._counted if one.rep.counted]
        return {side: counted.count(side) for side in (*SIDES, Side.NONE) if side in SIDES or side in counted}

    def _done(self) -> tuple[Done, ...]:
        numbers: dict[Side, int] = {}
        done = []
        for rep in (one.rep for one in self._counted):
            if rep.counted:
                numbers[rep.side] = numbers.get(rep.side, 0) + 1
            number = numbers[rep.side] if rep.counted else 0
            done.append(Done(rep.side, number, rep.start_s, self._done_s(rep), rep.hold_s, rep.why_not))
        return tuple(done)


def _hint(made: Assessment | None) -> str:
    """Return what may keep a clip from being counted, told to somebody who stands before the camera; "" if unknown."""
    if made is None:
        return STEP_BACK
    clip = made.clips[0]
    codes = [problem.code for problem in clip.problems]
    turned = facts().problems["picture_turned"].advice if "picture_turned" in codes else ""
    if clip.looks_like:
        title = within(title_of(clip.looks_like))
        return f"This looks like the {title}. {turned}".rstrip()
    if turned:
        return turned
    return next((facts().problems[code].advice for code in HINTS if code in codes), "")


def _same(one: Performed, other: Performed) -> bool:
    """Tell whether two findings are the same repetition: each holds the other's turn."""
    return one.start_s <= other.turn_s <= one.end_s or other.start_s <= one.turn_s <= other.end_s


def _in_sight(motion: Motion, now: float) -> bool:
    lately = motion.times >= now - OUT_OF_SIGHT_S
    return bool(np.isfinite(motion.points[lately, :, 0]).any())


def _held_s(rep: Performed | None, now: float) -> float | None:
    """Return how long the hold under way has lasted, or the one just over; None where none has begun."""
    if rep is None or rep.hold is None or rep.hold[0] > now - STILL_S:
        return None
    return min(rep.hold[1], now) - rep.hold[0]
