"""When things happen: smooth tempo of repetitions, and the slow wander of a living body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.phantom.body import Floats


@dataclass(frozen=True)
class RepTimes:
    """One repetition on the clip's clock (s): leaves the start pose, turns, is back.

    ``side`` is whose it is, where a movement is done one leg at a time; empty where both legs work together.
    """

    start_s: float
    turn_s: float
    end_s: float
    side: str = ""


@dataclass(frozen=True)
class Phase:
    """Down, hold and up of one repetition as times on the clip's clock."""

    down_s: float
    bottom_s: float
    rise_s: float
    end_s: float

    @property
    def times(self) -> RepTimes:
        """The repetition's times as the truth tells them; the turn is the middle of the hold."""
        return RepTimes(self.down_s, (self.bottom_s + self.rise_s) / 2, self.end_s)

    def depth(self, times_s: Floats, skew: float = 0.0) -> Floats:
        """Return 0 standing .. 1 at the bottom, by minimum jerk; ``skew`` (-0.3..0.3) makes it front- or back-heavy."""
        down = minimum_jerk((times_s - self.down_s) / (self.bottom_s - self.down_s), skew)
        up = minimum_jerk((times_s - self.rise_s) / (self.end_s - self.rise_s), -skew)
        return np.asarray(down - up)

    def envelope(self, times_s: Floats, when: str) -> Floats:
        """Return how far a fault shows, 0..1: "early" (two thirds down), "bottom" or "late" (a third of the way up)."""
        down, up = self.bottom_s - self.down_s, self.end_s - self.rise_s
        middle, before, after = {
            "early": (self.down_s + 0.62 * down, 0.45 * down, 0.55 * down),
            "bottom": ((self.bottom_s + self.rise_s) / 2, 0.55 * down, 0.55 * up),
            "late": (self.rise_s + 0.40 * up, 0.45 * up, 0.50 * up),
        }[when]
        off = (times_s - middle) / np.where(times_s < middle, before, after)
        return np.asarray(np.where(np.abs(off) < 1, (1 - off**2) ** 2, 0.0))


def minimum_jerk(fraction: Floats, skew: float = 0.0) -> Floats:
    """Return the smooth step 0..1 of a minimum-jerk movement at a fraction of its duration."""
    x = np.clip(fraction, 0.0, 1.0)
    x = x + skew * x * (1 - x)
    return np.asarray(x**3 * (10 - 15 * x + 6 * x**2))


class Wander:
    """A slow, smooth, seeded wander around zero with unit spread: three sines of unrelated periods."""

    def __init__(self, rng: np.random.Generator, slowest_hz: float = 0.13, fastest_hz: float = 0.7) -> None:
        self.rates = rng.uniform(slowest_hz, fastest_hz, 3) * 2 * np.pi
        self.phases = rng.uniform(0, 2 * np.pi, 3)
        self.sizes = rng.uniform(0.5, 1.0, 3)
        self.sizes /= np.sqrt(0.5 * np.sum(self.sizes**2))

    def __call__(self, times_s: Floats) -> Floats:
        """Return the wander at the given times."""
        return np.asarray(np.sin(np.outer(times_s, self.rates) + self.phases) @ self.sizes)
