"""When a bird dog's parts happen: the weight goes over, leg and arm rise, are held, and come down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.phantom.bird_dog_spec import BirdDogRep, BirdDogSpec
from bench.phantom.body import Floats
from bench.phantom.tempo import minimum_jerk

_DIP_S, _DOWN_S = 0.5, 0.12
"""How long a limb takes to come down in the hold, and stays on the floor."""
_FAULT_AFTER_S = 0.12


@dataclass(frozen=True)
class RepClock:
    """A repetition on the clip's clock (s)."""

    rep: BirdDogRep
    shift_s: float
    lift_s: float
    up_s: float
    lower_s: float
    down_s: float
    settled_s: float

    def weight(self, times_s: Floats) -> Floats:
        """Return how much of the body is over the knee and hand that carry, 0 (all fours) .. 1."""
        on = minimum_jerk((times_s - self.shift_s) / (self.lift_s + 0.1 - self.shift_s))
        return on - minimum_jerk((times_s - self.down_s + 0.1) / (self.settled_s - self.down_s + 0.1))

    def fault(self, times_s: Floats) -> Floats:
        """Return how far a fault of the trunk shows, 0..1: only while both limbs are off the floor."""
        begins, ends = self.lift_s + abs(self.rep.arm_later_s) + _FAULT_AFTER_S, self.down_s - _FAULT_AFTER_S
        ends -= abs(self.rep.arm_later_s)
        shown = minimum_jerk((times_s - begins) / (self.up_s - begins))
        return shown - minimum_jerk((times_s - self.lower_s) / (ends - self.lower_s))

    def lifted(self, limb: str, times_s: Floats) -> Floats:
        """Return how far the leg or the arm is on its way, 0 (on the floor) .. 1 (stretched out)."""
        later = self.rep.arm_later_s if limb == "arm" else -self.rep.arm_later_s
        later = max(later, 0.0)
        up = minimum_jerk((times_s - self.lift_s - later) / (self.up_s - self.lift_s - abs(self.rep.arm_later_s)))
        down = minimum_jerk((times_s - self.lower_s) / (self.down_s - later - self.lower_s))
        lifted = np.asarray(up - down)
        return lifted if limb != self.rep.touch_limb else lifted * (1.0 - self._dips(times_s))

    def _dips(self, times_s: Floats) -> Floats:
        dips = np.zeros(len(times_s))
        for number in range(self.rep.touch_downs):
            middle = self.up_s + (number + 0.7) / (self.rep.touch_downs + 0.4) * (self.lower_s - self.up_s)
            away = np.abs(times_s - middle) - _DOWN_S / 2
            dips += 1.0 - minimum_jerk(away / _DIP_S)
        return np.clip(dips, 0.0, 1.0)

    def held(self, times_s: Floats) -> Floats:
        """Return how much of the hold is over, 0..1."""
        return np.clip((times_s - self.up_s) / (self.lower_s - self.up_s), 0.0, 1.0)


def schedule(spec: BirdDogSpec) -> tuple[list[RepClock], float]:
    """Return the times of every repetition, and the clip's duration."""
    found, clock = [], spec.before_s
    for number, rep in enumerate(spec.reps):
        shift = clock + (rep.rest_s if number else 0.0)
        lift = shift + rep.shift_s
        up = lift + rep.lift_s + abs(rep.arm_later_s)
        lower = up + rep.hold_s
        down = lower + rep.lower_s + abs(rep.arm_later_s)
        found.append(RepClock(rep, shift, lift, up, lower, down, down + rep.shift_s))
        clock = down + rep.shift_s
    return found, clock + spec.after_s
