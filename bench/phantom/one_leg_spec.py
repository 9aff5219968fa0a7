"""What can be asked of exercises done standing on one leg, as plain data; see `bench.phantom.spec` for the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dip:
    """One repetition on one leg: a squat or a hinge, down, held and up again.

    Faults are what the truth should read at the bottom: ``knee_shift_pct`` of the standing knee (None = over the toes),
    ``pelvic_drop_deg`` of the free side, ``side_lean_deg`` of the trunk toward the standing leg, ``opening_deg`` of the
    pelvis about its long axis, the free hip coming up. ``line_deg`` is how far the free leg hangs below the trunk's
    line (hinge only). ``top_lean_deg`` is what the trunk keeps of its lean after coming up.
    """

    rest_s: float = 0.4
    down_s: float = 1.0
    hold_s: float = 0.2
    up_s: float = 0.9
    knee_flexion_deg: float = 75.0
    trunk_lean_deg: float = 25.0
    knee_shift_pct: float | None = None
    pelvic_drop_deg: float = 0.0
    side_lean_deg: float = 0.0
    opening_deg: float = 0.0
    line_deg: float = 0.0
    top_lean_deg: float = 0.0


@dataclass(frozen=True)
class Stance:
    """A spell on one leg, ``side``, from lifting the other foot to putting it down again.

    Without ``dips`` it is a balance that lasts ``alone_s``; after the last dip the foot stays up that long. ``ends`` is
    how it ends: "down" (the foot is put down), "hop" (the standing foot hops first) or "hand" (a hand reaches for a
    hold first). ``stand_s`` is the time on both feet before. What the body does meanwhile: ``sway_m`` to and fro
    sideways, the pelvis dropped and the trunk leaning by so much.
    """

    side: str = "right"
    stand_s: float = 0.8
    alone_s: float = 0.5
    dips: tuple[Dip, ...] = ()
    ends: str = "down"
    sway_m: float = 0.004
    pelvic_drop_deg: float = 0.0
    side_lean_deg: float = 0.0


@dataclass(frozen=True)
class OneLegSpec:
    """Spells on one leg, one by one, and the person's manner.

    ``kind`` is the exercise. ``free`` is where the free leg goes: "ahead" (straight, its foot just off the floor),
    "back" (bent, its foot behind), "raised" (its knee lifted before the hip) or "line" (in line with the trunk).
    ``arms``: "hang", "front", "hips" or "out". ``rest_flexion_deg`` is the standing knee's between repetitions.
    """

    kind: str = "single_leg_squat"
    stances: tuple[Stance, ...] = (Stance(dips=(Dip(), Dip(), Dip())),)
    free: str = "back"
    arms: str = "front"
    stance_m: float = 0.17
    turn_out_deg: float = 6.0
    hip_beside_ankle_m: float = 0.03
    rest_flexion_deg: float = 9.0
    shank_share: float = 0.40
    free_thigh_deg: float = 5.0
    free_knee_deg: float = 75.0
    before_s: float = 0.9
    after_s: float = 0.7
    unrest: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class SwayingSpec(OneLegSpec):
    """Balances that sway fore and aft: ``fore_m`` the hips over the foot, ``nod_deg`` the trunk (spreads)."""

    kind: str = "swaying_balance"
    fore_m: float = 0.004
    nod_deg: float = 0.0
