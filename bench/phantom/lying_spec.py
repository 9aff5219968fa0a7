"""What can be asked of exercises done lying down, as plain data; see `bench.phantom.spec` for the rest of a clip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BridgeRep:
    """One single-leg bridge; ``side`` is the leg whose foot is on the floor.

    ``line_deg`` is how far shoulder, hip and knee are from one line when the hold begins (positive: hips too low);
    ``sink_deg`` what the hold loses of that until it ends. ``tilt_deg`` lets the hip over the planted foot drop.
    """

    side: str = "right"
    rest_s: float = 0.5
    up_s: float = 1.1
    hold_s: float = 2.5
    down_s: float = 1.3
    line_deg: float = 2.0
    sink_deg: float = 0.0
    tilt_deg: float = 0.0

    @property
    def planted_drop_deg(self) -> float:
        """How far the hip over the planted foot drops at the top."""
        return self.tilt_deg


@dataclass(frozen=True)
class BridgeSpec:
    """Bridges one by one, and the person's manner on the back.

    ``free`` is where the free leg goes: "parallel" to the working thigh, "up" to the ceiling, or "bent" like a chair.
    ``knee_flexion_deg`` is the working knee's with the hips on the floor.
    """

    kind: str = "single_leg_bridge"
    reps: tuple[BridgeRep, ...] = (BridgeRep(), BridgeRep(), BridgeRep())
    free: str = "parallel"
    knee_flexion_deg: float = 105.0
    free_flexion_deg: float = 10.0
    arms_out_deg: float = 15.0
    before_s: float = 0.8
    after_s: float = 0.6
    unrest: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class BridgingRep(BridgeRep):
    """A bridge in which the free hip drops by ``free_drop_deg``, as it usually does; ``side`` may be "both" feet."""

    free_drop_deg: float = 0.0

    @property
    def planted_drop_deg(self) -> float:
        """How far the hip over the planted foot drops at the top: the free one dropping lifts it."""
        return -self.free_drop_deg


@dataclass(frozen=True)
class BridgingSpec(BridgeSpec):
    """Bridges as in `BridgeSpec`, of `BridgingRep`; either both feet are on the floor in all of them, or in none."""

    kind: str = "bridging"
    reps: tuple[BridgingRep, ...] = (BridgingRep(), BridgingRep(), BridgingRep())


@dataclass(frozen=True)
class ClamRep:
    """One clam shell: how far the top knee opens, and what goes wrong meanwhile.

    ``opening_deg`` is the knee's turn about the line from hip to ankle. ``heel_gap_pct`` is how far the top heel leaves
    the other, in % of leg length; ``roll_back_deg`` how far the pelvis rolls back.
    """

    rest_s: float = 0.4
    open_s: float = 0.9
    hold_s: float = 0.4
    close_s: float = 1.0
    opening_deg: float = 50.0
    heel_gap_pct: float = 0.0
    roll_back_deg: float = 0.0


@dataclass(frozen=True)
class ClamSpec:
    """Clam shells one by one, and how the person lies: ``top`` is the leg that works."""

    kind: str = "clam_shell"
    top: str = "left"
    reps: tuple[ClamRep, ...] = (ClamRep(), ClamRep(), ClamRep())
    hip_flexion_deg: float = 45.0
    knee_flexion_deg: float = 90.0
    before_s: float = 0.8
    after_s: float = 0.6
    unrest: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class ClammingSpec:
    """Sets of clam shells one after the other, and how the person turns over in between, in ``turn_s``.

    ``way``: "round" by way of the back and half-way round on it, so that the front faces the phone again; "over" by way
    of the back alone, so that the back does.
    """

    kind: str = "clamming"
    sets: tuple[ClamSpec, ...] = (ClamSpec(), ClamSpec(top="right"))
    way: str = "round"
    turn_s: float = 4.0
