"""What can be asked of a bird dog, as plain data; see `bench.phantom.spec` for the rest of a clip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BirdDogRep:
    """One leg back and one arm forward, held, and back. Faults are what the truth should read, in its units and signs.

    ``side`` is the leg's; ``variant`` "diagonal" stretches the other arm, "same_side" the arm above that leg.
    ``arm_later_s`` > 0: the arm follows the leg. ``hip_shift_pct`` None = over the knee and hand that carry, as far as
    balance asks. ``limb_drop_deg`` lets ``drop_limb`` ("leg" or "arm") sink evenly from the hold's start to its end.
    ``pelvis_drop_pct`` None = only as far as roll and shift take the hips; more slides them back, for the thigh they
    rest on is stiff. ``sway_pct`` None = as steady as the person is. ``touch_downs``: how often ``touch_limb`` comes
    down to the floor during the hold.
    """

    side: str = "right"
    variant: str = "diagonal"
    rest_s: float = 0.6
    shift_s: float = 0.45
    lift_s: float = 1.0
    hold_s: float = 4.0
    lower_s: float = 0.9
    arm_later_s: float = 0.1
    leg_elevation_deg: float = 0.0
    arm_elevation_deg: float = 0.0
    trunk_roll_deg: float = 0.0
    hip_shift_pct: float | None = None
    sway_pct: float | None = None
    limb_drop_deg: float = 0.0
    drop_limb: str = "leg"
    pelvis_drop_pct: float | None = None
    touch_downs: int = 0
    touch_limb: str = "leg"


@dataclass(frozen=True)
class BirdDogSpec:
    """Bird dogs one by one, and the person's manner on all fours.

    ``hands_share`` and ``knees_share`` are how far apart hands and knees are, as shares of the shoulders' and the hips'
    width. ``elbow_flexion_deg`` is the carrying arms', ``look_up_deg`` how far the face is lifted from straight down.
    ``unrest`` scales every small wander; 0 = none.
    """

    kind: str = "bird_dog"
    reps: tuple[BirdDogRep, ...] = (BirdDogRep(), BirdDogRep("left"))
    hands_share: float = 0.9
    knees_share: float = 1.0
    elbow_flexion_deg: float = 15.0
    foot_pitch_deg: float = 62.0
    free_plantar_deg: float = 25.0
    look_up_deg: float = 12.0
    before_s: float = 0.9
    after_s: float = 0.7
    unrest: float = 1.0
    seed: int = 0
