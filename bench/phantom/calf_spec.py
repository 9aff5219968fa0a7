"""What can be asked of single-leg calf raises, as plain data; see `bench.phantom.spec` for the rest of a clip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CalfRep:
    """One raise: the heel sinks, comes up, is held and sinks again; ``top_deg`` and ``drop_deg`` pitch the sole.

    ``knee_bend_deg`` is how much further than standing the knee is bent at the top.
    """

    rest_s: float = 0.15
    rise_s: float = 0.8
    hold_s: float = 0.3
    lower_s: float = 0.9
    top_deg: float = 38.0
    drop_deg: float = 18.0
    knee_bend_deg: float = 0.0


@dataclass(frozen=True)
class CalfSpec:
    """Calf raises one by one on the ``side`` that stands, on a step of ``step_m`` (0: on the floor).

    ``free`` is where the other leg is: its shank "back" behind the standing one, or the foot "ahead". ``arms`` hang, or
    one is at a "wall". The clip begins and ends with the sole level.
    """

    kind: str = "single_leg_calf_raise"
    side: str = "left"
    reps: tuple[CalfRep, ...] = (CalfRep(), CalfRep(), CalfRep())
    step_m: float = 0.15
    free: str = "back"
    free_thigh_deg: float = 8.0
    free_knee_deg: float = 80.0
    standing_flexion_deg: float = 5.0
    turn_out_deg: float = 6.0
    arms: str = "wall"
    before_s: float = 0.8
    after_s: float = 0.7
    unrest: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class CalfRaisingSpec(CalfSpec):
    """Calf raises on ``feet`` "one" as in `CalfSpec`, or on "both", ``stance_m`` between the ankles.

    On both feet the hips are ``shift_m`` off their middle, toward ``side``, whose foot is ``ahead_m`` ahead. On one
    foot, a ``hover_m`` above 0 has the free one beside it, kept level, that far above the step when it is lowest.
    ``begins``: the clip begins with the sole "level", or "sunk" already.
    """

    kind: str = "calf_raising"
    feet: str = "one"
    stance_m: float = 0.2
    shift_m: float = 0.0
    ahead_m: float = 0.0
    hover_m: float = 0.0
    begins: str = "level"


@dataclass(frozen=True)
class CalfFreeSpec(CalfRaisingSpec):
    """Calf raises with the free leg held in a way of its own.

    Its foot is pointed by ``free_foot_deg`` (negative: drawn up) from square to its shank, or, where it hovers, from
    level; its toes are turned out by ``free_turn_deg``, and the whole leg is swung out by ``free_out_deg``. Where the
    foot hovers, ``free_thigh_deg`` swings the leg forward.
    """

    kind: str = "calf_free"
    free_foot_deg: float = 12.0
    free_turn_deg: float = 0.0
    free_out_deg: float = 0.0
