"""The result: every link of it holds what caused it, down to the frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evenstride.model.clip import Clip, Rep
from evenstride.model.finding import Finding, Retest
from evenstride.model.imbalance import Imbalance
from evenstride.model.intake import Intake, Stop
from evenstride.model.measure import Measure
from evenstride.model.motion import Floats, Motion
from evenstride.model.plan import Plan
from evenstride.model.skeleton import Side


@dataclass(frozen=True, slots=True)
class PoseProvenance:
    """Which pose model made the keypoints."""

    backend: str
    model: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that was not filmed or could not be judged, and what it would add."""

    what: str
    adds: str


@dataclass(frozen=True, eq=False)
class Curve:
    """A measure over the whole clip: `values` (T,) at `times` (T,) s, NaN where it could not be read."""

    name: str
    side: Side
    unit: str
    times: Floats
    values: Floats


@dataclass(frozen=True, eq=False)
class Signals:
    """What lies behind the numbers of one clip: the filtered keypoints and the curves made of them."""

    motion: Motion
    curves: tuple[Curve, ...]


@dataclass(frozen=True, eq=False)
class Assessment:
    """Everything that was seen in a set of clips.

    `summary` is what was seen in at most three sentences; `plan` what to do about it, None where nothing could be
    judged. `signals`, by clip id, is for pictures and plots and stays in memory: it is no part of the JSON.
    """

    created: str
    software_version: str
    pose: PoseProvenance
    athlete: str | None
    clips: tuple[Clip, ...]
    reps: tuple[Rep, ...]
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]
    retests: tuple[Retest, ...] = ()
    imbalances: tuple[Imbalance, ...] = ()
    intake: Intake | None = None
    stops: tuple[Stop, ...] = ()
    missing: tuple[Missing, ...] = ()
    summary: tuple[str, ...] = ()
    plan: Plan | None = None
    signals: Mapping[str, Signals] = field(default_factory=dict)

    def clip(self, clip_id: str) -> Clip:
        """Return the clip of that id."""
        return next(c for c in self.clips if c.id == clip_id)

    def measure(self, measure_id: str) -> Measure:
        """Return the measure of that id."""
        return next(m for m in self.measures if m.id == measure_id)

    def reps_of(self, clip_id: str) -> tuple[Rep, ...]:
        """Return the repetitions of one clip, in order."""
        return tuple(r for r in self.reps if r.clip == clip_id)

    def curve(self, clip_id: str, name: str, side: Side) -> Curve | None:
        """Return the curve behind a measure, or None if that clip has none."""
        signals = self.signals.get(clip_id)
        found = (c for c in signals.curves if c.name == name and c.side is side) if signals else iter(())
        return next(found, None)
