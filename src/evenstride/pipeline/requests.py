"""What is asked of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from evenstride.model.intake import Intake
from evenstride.model.skeleton import Side
from evenstride.model.work import StrengthTest


class Progress(Protocol):
    """Hears how far a stage has come: `done` out of `total`, in any unit; `total` None when unknown."""

    def __call__(self, stage: str, done: float, total: float | None) -> None:
        """Take note."""


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """A clip to assess; what is not stated is found from the clip.

    `side` is whose repetitions those are that no camera can tell a side of.
    """

    path: Path
    movement: str | None = None
    view: str | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class AssessOptions:
    """How to assess: which pose backend, for whom, and whether poses may be kept for a second look.

    `mirror_check` has every clip looked at a second time as a mirror shows it: twice the work, and intervals that hold
    the pose model's own left-right bias. `pose_weights` is the model of a backend that ships without one: a file, or ``https://...#sha256=...``.
    `intake` is what the runner answered, `tests` what home tests have shown, `day` when it was filmed (ISO date; today
    unless given).
    """

    pose: str = "blazepose"
    pose_weights: str | None = None
    athlete: str | None = None
    use_cache: bool = True
    mirror_check: bool = False
    intake: Intake | None = None
    tests: tuple[StrengthTest, ...] = ()
    day: str | None = None
