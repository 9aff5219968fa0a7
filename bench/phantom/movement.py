"""The one thing every movement is: something a rig can perform at any set of times."""

from __future__ import annotations

from typing import Any, Protocol

from bench.phantom.body import Floats
from bench.phantom.rig import Performance, Rig
from bench.phantom.tempo import RepTimes


class Movement(Protocol):
    """A movement bound to a body. A new one is one file with such a class, and a line in `bind`.

    ``screen`` says whose measures its truth tells; see `truth.teller`.
    """

    screen: str
    duration_s: float
    reps: list[RepTimes]

    def perform(self, times_s: Floats) -> Performance:
        """Return the bones' rotations at these times."""


def bind(spec: Any, rig: Rig) -> Movement:
    """Return the movement of ``spec`` as this body does it."""
    if spec.kind == "squat":
        from bench.phantom.squat import Squat

        return Squat(spec, rig)
    if spec.kind == "hurdle":
        from bench.phantom.hurdle import Hurdle

        return Hurdle(spec, rig)
    if spec.kind == "bird_dog":
        from bench.phantom.bird_dog import BirdDog

        return BirdDog(spec, rig)
    if spec.kind == "markers":
        from bench.phantom.marker_driven import MarkerDriven

        return MarkerDriven(spec, rig)
    if spec.kind in ("single_leg_bridge", "bridging"):
        from bench.phantom.bridge import Bridge

        return Bridge(spec, rig)
    if spec.kind in ("clam_shell", "clamming"):
        from bench.phantom.clamming import clams_of

        return clams_of(spec, rig)
    if spec.kind in ("single_leg_calf_raise", "calf_raising", "calf_free"):
        from bench.phantom.calf_free import raises_of

        return raises_of(spec, rig)
    if spec.kind in ("single_leg_squat", "single_leg_rdl", "single_leg_balance", "swaying_balance"):
        from bench.phantom.one_leg import OneLeg

        return OneLeg(spec, rig)
    if spec.kind in ("heel_walk", "heel_laps"):
        from bench.phantom.heel_walk import HeelWalk

        return HeelWalk(spec, rig)
    raise ValueError(f"no movement of kind {spec.kind!r}")
