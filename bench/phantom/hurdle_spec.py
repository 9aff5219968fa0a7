"""What can be asked of a hurdle step, as plain data; see `bench.phantom.spec` for the rest of a clip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HurdleStep:
    """One step over the string and back. Faults are what the truth should read, in its units and signs.

    ``turn_out_deg`` turns the whole swing leg out at the hip, ``foot_turn_out_deg`` is how far the foot then points
    beyond the thigh. ``clearance_pct`` < 0: the foot stays below knee height. ``heel_tap_gap_pct`` > 0: the heel stops
    that far above the floor. ``knee_shift_pct`` is the stance knee's (None = it follows the toes), ``sway_pct`` the
    hips' (None = as steady as the person is). ``touch_downs``: how often the swing foot comes down again before it is
    over; ``hops``: how often the stance foot leaves the floor.
    """

    side: str = "right"
    stand_s: float = 0.4
    shift_s: float = 0.45
    lift_s: float = 0.9
    over_s: float = 0.7
    tap_s: float = 0.15
    back_s: float = 1.4
    turn_out_deg: float = 4.0
    foot_turn_out_deg: float = 4.0
    clearance_pct: float = 6.0
    heel_tap_gap_pct: float = 0.0
    trunk_lateral_lean_deg: float = 0.0
    pelvic_tilt_deg: float = 0.0
    knee_shift_pct: float | None = None
    sway_pct: float | None = None
    touch_downs: int = 0
    hops: int = 0


@dataclass(frozen=True)
class HurdleSpec:
    """Hurdle steps one by one, and the person's manner.

    ``stance_m`` is between the ankles, ``turn_out_deg`` how far both feet point outward while standing. The string
    hangs ``string_ahead_m`` before the toes. ``hip_beside_ankle_m``: how far inside the stance ankle the hips come to
    rest. ``arms``: "stick" across the shoulders, or "hang". ``unrest`` scales every small wander; 0 = none.
    """

    kind: str = "hurdle"
    steps: tuple[HurdleStep, ...] = (HurdleStep(), HurdleStep("left"))
    stance_m: float = 0.16
    turn_out_deg: float = 6.0
    string_ahead_m: float = 0.03
    hip_beside_ankle_m: float = 0.03
    standing_flexion_deg: float = 6.0
    stance_flexion_deg: float = 9.0
    arms: str = "stick"
    before_s: float = 0.8
    after_s: float = 0.6
    unrest: float = 1.0
    seed: int = 0
