"""Where the feet of a walk on the heels go, and when: lengths of a room one after the other, and turns on the spot."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bench.phantom.body import Floats
from bench.phantom.heel_walk_spec import HeelLap, HeelLapsSpec, HeelStep, HeelWalkSpec
from bench.phantom.tempo import minimum_jerk

RAISE_S = 0.4
OTHER = {"left": "right", "right": "left"}
OUTWARD = {"left": 1.0, "right": -1.0}
_SWING_SHARE, _CLOSING_SHARE = 0.72, 0.8
_TURNED_DEG = (45.0, 90.0, 135.0, 180.0, 180.0)
"""How far the feet, one after the other, have come round."""


@dataclass(frozen=True)
class Footfall:
    """One foot set down elsewhere, on the clip's clock (s): it leaves, lands, and the next one leaves.

    ``start``, ``end`` (2,) metres on the floor; headings in deg about the upright, 0 along -y. ``lap`` is which length
    of the room it is a step of; None for one that closes a length or turns.
    """

    step: HeelStep
    leaves_s: float
    lands_s: float
    next_s: float
    start: Floats
    end: Floats
    start_deg: float
    end_deg: float
    lap: int | None

    @property
    def side(self) -> str:
        """Whose foot it is."""
        return self.step.side

    def moved(self, times_s: Floats) -> Floats:
        """Return how far the foot is on its way, 0..1."""
        return minimum_jerk((times_s - self.leaves_s) / (self.lands_s - self.leaves_s))


@dataclass(frozen=True)
class Lap:
    """From when to when a length of the room lasts, and which way it goes."""

    begins_s: float
    ends_s: float
    heading_deg: float


def laps_of(spec: HeelWalkSpec | HeelLapsSpec) -> tuple[HeelLap, ...]:
    """Return the lengths of the room; a walk one way is one, on forefeet kept as high as each was first raised."""
    if isinstance(spec, HeelLapsSpec):
        return spec.laps
    first = {step.side: step.up_deg for step in reversed(spec.steps)}
    kept = (
        replace(s, up_deg=first[s.side], least_up_deg=first[s.side] - (s.up_deg - s.least_up_deg)) for s in spec.steps
    )
    return (HeelLap(tuple(kept)),)


def ahead_of(heading_deg: float) -> Floats:
    """Return the unit vector (2,) on the floor that a heading looks along."""
    angle = np.radians(heading_deg)
    return np.array([np.sin(angle), -np.cos(angle)])


class Path:
    """All footfalls of a walk, made in order of time."""

    def __init__(self, spec: HeelWalkSpec | HeelLapsSpec) -> None:
        self._spec, laps = spec, laps_of(spec)
        self._heading = 0.0
        self._clock = spec.before_s + RAISE_S + 0.1
        middle = np.array([0.0, sum(step.length_m for step in laps[0].steps) / 2])
        self._places = {side: middle + self._beside(side) for side in OTHER}
        self._headings = dict.fromkeys(OTHER, 0.0)
        self.homes = dict(self._places)
        self.footfalls: list[Footfall] = []
        self.laps: list[Lap] = []
        self.turns: list[tuple[float, float, float]] = []
        for number, lap in enumerate(laps):
            if number:
                self._turn(lap.steps[0])
            self._walk(number, lap)
        self.duration_s = self._clock + spec.after_s

    def heading_deg(self, times_s: Floats) -> Floats:
        """Return (T,) which way the walker faces."""
        faced = np.zeros(len(times_s))
        for start_s, end_s, by_deg in self.turns:
            faced += by_deg * minimum_jerk((times_s - start_s) / (end_s - start_s))
        return faced

    def _beside(self, side: str) -> Floats:
        forward = ahead_of(self._heading)
        return np.asarray(OUTWARD[side] * self._spec.stance_m / 2 * np.array([-forward[1], forward[0]]))

    def _put(self, step: HeelStep, place: Floats, stands_s: float = 0.0, lap: int | None = None) -> None:
        side, leaves = step.side, self._clock
        self._clock += step.step_s + stands_s
        lands = leaves + _SWING_SHARE * step.step_s
        start, start_deg = self._places[side], self._headings[side]
        self.footfalls.append(
            Footfall(step, leaves, lands, leaves + step.step_s, start, place, start_deg, self._heading, lap)
        )
        self._places[side], self._headings[side] = place, self._heading

    def _walk(self, number: int, lap: HeelLap) -> None:
        begins, forward = self._clock, ahead_of(self._heading)
        middle = (self._places["left"] + self._places["right"]) / 2
        for n, step in enumerate(lap.steps):
            reached = float((self._places[OTHER[step.side]] - middle) @ forward) + step.length_m
            place = middle + self._beside(step.side) + reached * forward
            self._put(step, place, lap.stands_s[n] if lap.stands_s else 0.0, number)
        self.laps.append(Lap(begins, self._clock, self._heading))
        if lap.closes:
            last = lap.steps[-1]
            behind = replace(last, side=OTHER[last.side], step_s=_CLOSING_SHARE * last.step_s)
            reached = float((self._places[last.side] - middle) @ forward)
            self._put(behind, middle + self._beside(behind.side) + reached * forward)

    def _turn(self, next_step: HeelStep) -> None:
        spec = self._spec
        assert isinstance(spec, HeelLapsSpec)
        side, begins, before = OTHER[self.footfalls[-1].side], self._clock, self._heading
        middle = (self._places["left"] + self._places["right"]) / 2
        way = 1.0 if spec.turns_left else -1.0
        for turned in _TURNED_DEG:
            self._heading = before + way * turned
            step = replace(next_step, side=side, step_s=spec.turn_s / len(_TURNED_DEG))
            self._put(step, middle + self._beside(side))
            side = OTHER[side]
        self.turns.append((begins, self._clock, way * 180.0))
