"""What a phantom clip is made of, as plain data that can be written, read, hashed and drawn at random."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from bench.phantom.bird_dog_spec import BirdDogSpec
from bench.phantom.calf_spec import CalfFreeSpec, CalfRaisingSpec, CalfSpec
from bench.phantom.heel_walk_spec import HeelLapsSpec, HeelWalkSpec
from bench.phantom.hurdle_spec import HurdleSpec
from bench.phantom.lying_spec import BridgeSpec, BridgingSpec, ClammingSpec, ClamSpec
from bench.phantom.one_leg_spec import OneLegSpec, SwayingSpec

GENERATOR_VERSION = 1
"""Raised by hand whenever the same spec would give another picture or another truth; part of every cache key."""


@dataclass(frozen=True)
class Sides:
    """One number for each side of the runner's own body."""

    left: float = 0.0
    right: float = 0.0

    def of(self, side: str) -> float:
        """Return the value of ``"left"`` or ``"right"``."""
        return self.left if side == "left" else self.right


@dataclass(frozen=True)
class Palette:
    """Colours of a person and their clothes, as #rrggbb."""

    skin: str = "#c68b6a"
    hair: str = "#3a2a20"
    shirt: str = "#3f6fa8"
    shorts: str = "#23262e"
    shoes: str = "#e8e6e1"
    socks: str = "#f4f4f2"
    accent: str = "#f2a33a"


@dataclass(frozen=True)
class BodySpec:
    """A person: anny's phenotype values in 0..1 (gender 0 male, 1 female; age 0.67 young, 1 old), and clothes.

    ``shirt_loose_m`` and ``shorts_loose_m`` are how far the cloth stands off the body at the hem (0 = tight).
    ``shorts_length`` and ``sleeve_length`` are fractions of the thigh and of the upper arm that are covered.
    """

    gender: float = 0.0
    age: float = 0.7
    muscle: float = 0.55
    weight: float = 0.45
    proportions: float = 0.6
    stature_m: float = 1.75
    shirt_loose_m: float = 0.015
    shorts_loose_m: float = 0.02
    shorts_length: float = 0.6
    sleeve_length: float = 0.5
    long_hair: bool = False
    palette: Palette = field(default_factory=Palette)


@dataclass(frozen=True)
class CameraSpec:
    """Where the phone stands and how it is held.

    ``view_deg`` is the nominal view, an azimuth about the runner: 0 = from the front, +90 = from the runner's left
    (the left side is nearer), -90 = from the right. ``yaw_deg`` is how far the phone is off that view, same sense.
    ``pitch_off_deg`` tilts it up from aiming at the runner's middle, ``roll_deg`` clockwise as the phone's owner sees
    it, ``pan_off_deg`` turns it to the right, so that the runner leaves the middle of the picture.
    ``fov_long_deg`` is the field of view along the picture's longer edge (a phone's main camera: 60-70).
    """

    view_deg: float = 0.0
    yaw_deg: float = 0.0
    distance_m: float = 3.0
    height_m: float = 0.9
    pitch_off_deg: float = 0.0
    pan_off_deg: float = 0.0
    roll_deg: float = 0.0
    fov_long_deg: float = 66.0
    width_px: int = 540
    height_px: int = 960
    fps: float = 30.0


@dataclass(frozen=True)
class SceneSpec:
    """The room and the film: everything that is in the picture and is not the runner.

    ``room_yaw_deg`` turns the room against the nominal view. ``light_deg`` is the key light's azimuth from the camera.
    ``shutter`` is the exposure as a fraction of the frame time (0 = frozen). ``noise_sd`` is in 8-bit steps.
    """

    seed: int = 0
    room_yaw_deg: float = 0.0
    wall: str = "#d9d4c8"
    floor: str = "#b58a5c"
    floor_kind: str = "wood"
    trim: str = "#f3f1ec"
    furniture: tuple[str, ...] = ("door", "picture", "cabinet")
    mat: str = ""
    wall_distance_m: float = 1.6
    light_deg: float = -35.0
    brightness: float = 1.0
    warmth: float = 0.0
    noise_sd: float = 2.0
    shutter: float = 0.5
    vignette: float = 0.15
    crf: int = 26


@dataclass(frozen=True)
class SquatRep:
    """One squat. Faults are what the truth should read at their worst, in the truth module's units and signs.

    ``knee_shift_pct`` None = knees follow the toes; ``knee_shift_phase`` says when the fault shows: early (on the way
    down), bottom, late (on the way up). ``step_m`` > 0: balance is lost on the way up and one foot hops this far out.
    """

    stand_s: float = 0.5
    down_s: float = 1.1
    hold_s: float = 0.2
    up_s: float = 1.0
    knee_flexion_deg: float = 115.0
    knee_shift_left_pct: float | None = None
    knee_shift_right_pct: float | None = None
    knee_shift_phase: str = "bottom"
    heel_lift_deg: Sides = field(default_factory=Sides)
    hip_shift_pct: float = 0.0
    trunk_lean_extra_deg: float = 0.0
    trunk_lateral_lean_deg: float = 0.0
    pelvic_tilt_deg: float = 0.0
    step_m: float = 0.0
    step_side: str = "right"


@dataclass(frozen=True)
class SquatSpec:
    """A set of squats: the stance, the person's manner, and the reps one by one.

    ``knees_follow_toes``: 1 = the knees bend straight over the toes, 0 = straight ahead. ``shank_share``: part of the
    knee's flexion that is the shank leaning forward. ``trunk_lean_most_deg``: the trunk leans as far as balance asks,
    but (softly) no further than this, before any fault is added. ``arms``: "overhead" in a Y, or "front".
    """

    kind: str = "squat"
    reps: tuple[SquatRep, ...] = (SquatRep(), SquatRep(), SquatRep())
    stance_m: float = 0.38
    turn_out_deg: Sides = field(default_factory=lambda: Sides(15.0, 15.0))
    knees_follow_toes: float = 0.9
    shank_share: float = 0.28
    trunk_lean_most_deg: float = 60.0
    standing_flexion_deg: float = 5.0
    arms: str = "overhead"
    arm_spread_deg: float = 28.0
    arm_fall_deg: float = 12.0
    broomstick: bool = False
    before_s: float = 0.7
    after_s: float = 0.8
    sway_m: float = 0.004
    seed: int = 0


@dataclass(frozen=True)
class MarkerSpec:
    """Recorded repetitions (UI-PRMD Vicon trials), chained, that drive a phantom body."""

    kind: str = "markers"
    movement: str = "squat"
    subject: int = 1
    correct: bool = True
    episodes: tuple[int, ...] = (1, 2, 3)
    blend_s: float = 0.5
    before_s: float = 0.5
    after_s: float = 0.5
    mirrored: bool = False


MOVEMENTS: dict[str, type[Any]] = {
    "squat": SquatSpec,
    "hurdle": HurdleSpec,
    "bird_dog": BirdDogSpec,
    "markers": MarkerSpec,
    "single_leg_bridge": BridgeSpec,
    "bridging": BridgingSpec,
    "clam_shell": ClamSpec,
    "clamming": ClammingSpec,
    "single_leg_calf_raise": CalfSpec,
    "calf_raising": CalfRaisingSpec,
    "calf_free": CalfFreeSpec,
    "heel_walk": HeelWalkSpec,
    "heel_laps": HeelLapsSpec,
    **dict.fromkeys(("single_leg_squat", "single_leg_rdl", "single_leg_balance"), OneLegSpec),
    "swaying_balance": SwayingSpec,
}
"""Every kind of movement by the name in its ``kind`` field; a new movement adds its dataclass here."""


@dataclass(frozen=True)
class ClipSpec:
    """Everything that decides a clip, to the pixel."""

    body: BodySpec = field(default_factory=BodySpec)
    camera: CameraSpec = field(default_factory=CameraSpec)
    scene: SceneSpec = field(default_factory=SceneSpec)
    movement: Any = field(default_factory=SquatSpec)
    name: str = "clip"
    tags: tuple[str, ...] = ()


def to_json(spec: ClipSpec) -> str:
    """Write a spec as JSON, keys in the order of the dataclasses."""
    return json.dumps(asdict(spec), indent=1)


def from_json(text: str) -> ClipSpec:
    """Read a spec back; unknown fields are an error, missing ones take their defaults."""
    data = json.loads(text)
    movement = data.get("movement")
    spec: ClipSpec = _build(ClipSpec, data)
    if movement is None:
        return spec
    kind = MOVEMENTS[movement.get("kind", "squat")]
    return ClipSpec(spec.body, spec.camera, spec.scene, _build(kind, movement), spec.name, spec.tags)


def content_hash(spec: ClipSpec) -> str:
    """Return 16 hex digits that name the clip's content: the spec without its name and tags, and the generator."""
    data = asdict(spec)
    del data["name"], data["tags"]
    text = json.dumps([GENERATOR_VERSION, data], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _build(kind: type[Any], data: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    unknown = set(data) - {f.name for f in fields(kind)}
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    return kind(**{name: _value(hints[name], value) for name, value in data.items()})


def _value(hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(value, dict):
        return _build(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_value(get_args(hint)[0], v) for v in value)
    return value
