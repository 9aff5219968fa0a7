"""Clam shells of both sides in one clip: a set on one side, turning over, a set on the other one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.spatial.transform import Rotation

from bench.phantom.body import Floats
from bench.phantom.clam import Clam
from bench.phantom.lying_spec import ClammingSpec, ClamSpec
from bench.phantom.rig import Performance, Rig, about
from bench.phantom.tempo import RepTimes, minimum_jerk

_ONTO_BACK_DEG = 90.0
_ROLLS = np.linspace(0.0, 1.0, 7)
"""Shares of the way onto the back at which it is looked up how high the body lies."""


class Clamming:
    """Sets of clam shells bound to a body; see `ClammingSpec` for how one follows the other."""

    screen = "clam_shell"

    def __init__(self, spec: ClammingSpec, rig: Rig) -> None:
        self.spec, self.rig = spec, rig
        self._sets = [Clam(one, rig) for one in spec.sets]
        self._begins = [0.0]
        for before in self._sets[:-1]:
            self._begins.append(round(self._begins[-1] + before.duration_s + spec.turn_s, 3))
        self.duration_s = self._begins[-1] + self._sets[-1].duration_s
        self._lifts = [self._lift(one) for one in self._sets]
        self.reps = [
            RepTimes(round(rep.start_s + begin, 3), rep.turn_s + begin, round(rep.end_s + begin, 3), rep.side)
            for one, begin in zip(self._sets, self._begins, strict=True)
            for rep in one.reps
        ]

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""
        done = self._of_set(0, times_s)
        for (n, before), (_, begin) in pairwise(enumerate(self._begins)):
            share = (times_s - before - self._sets[n].duration_s) / (begin - before - self._sets[n].duration_s)
            done = _blended(done, self._of_set(n + 1, times_s), minimum_jerk(3 * share - 1))
        return done

    def _of_set(self, number: int, times_s: Floats) -> Performance:
        """Return one set, lying on its side; before and after it the body rolls onto it and off it."""
        clam, begin = self._sets[number], self._begins[number]
        end = begin + clam.duration_s
        done = clam.perform(np.clip(times_s, begin, end) - begin)
        turn_s = self.spec.turn_s
        off = minimum_jerk(3 * (times_s - end) / turn_s) if number + 1 < len(self._sets) else np.zeros(len(times_s))
        on = minimum_jerk(3 * (begin - times_s) / turn_s) if number else np.zeros(len(times_s))
        rolled = about("x", -_ONTO_BACK_DEG * (on + off))
        turned = about("z", self._round(number, times_s)) @ rolled
        lifted = np.zeros((len(times_s), 3))
        lifted[:, 2] = np.interp(on + off, _ROLLS, self._lifts[number])
        root = np.einsum("tij,tj->ti", turned, done.root_m) + lifted
        return Performance(times_s, {bone: turned @ one for bone, one in done.rotations.items()}, root)

    def _round(self, number: int, times_s: Floats) -> Floats:
        """Return (T,) deg the body has gone round on its back, feet past the phone, before or after one set."""
        clam, begin = self._sets[number], self._begins[number]
        feet = 1.0 if clam.spec.top == "left" else -1.0
        if self.spec.way == "over":
            return np.full(len(times_s), 180.0 * (number % 2))
        after = minimum_jerk(3 * (times_s - begin - clam.duration_s) / self.spec.turn_s - 1)
        before = minimum_jerk(3 * (begin - times_s) / self.spec.turn_s - 1)
        last = number + 1 == len(self._sets)
        return np.asarray(-180.0 * feet * (after * (not last) + before * (number > 0)))

    def _lift(self, clam: Clam) -> Floats:
        """Return how far the rolling body has to be lifted to lie on the floor, at each of `_ROLLS`."""
        resting = clam.perform(np.zeros(1))
        body = self.rig.body
        trunk = np.flatnonzero(body.share("spine", "root", "pelvis", "upperleg", "clavicle", "shoulder") > 0.6)
        posed = self.rig.bone_transforms(self.rig.pose(resting))[0][body.weight_bones[trunk]]
        carried = np.einsum("vbij,vj->vbi", posed[..., :3], body.vertices[trunk]) + posed[..., 3]
        skin = np.einsum("vbi,vb->vi", carried, body.weights[trunk])
        lowest = np.array([(skin @ about("x", -_ONTO_BACK_DEG * share).T)[:, 2].min() for share in _ROLLS])
        return np.asarray(lowest[0] - lowest)


def clams_of(spec: ClamSpec | ClammingSpec, rig: Rig) -> Clam | Clamming:
    """Return clam shells of one side or of both."""
    return Clamming(spec, rig) if isinstance(spec, ClammingSpec) else Clam(spec, rig)


def _blended(before: Performance, after: Performance, share: Floats) -> Performance:
    """Return the one going over into the other."""
    rotations = {}
    for bone, start in before.rotations.items():
        first = Rotation.from_matrix(start)
        step = (first.inv() * Rotation.from_matrix(after.rotations[bone])).as_rotvec() * share[:, None]
        rotations[bone] = np.asarray((first * Rotation.from_rotvec(step)).as_matrix())
    root = before.root_m + share[:, None] * (after.root_m - before.root_m)
    return Performance(before.times_s, rotations, root)
