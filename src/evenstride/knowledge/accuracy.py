"""How far the pose model is off, per measure: set on the tuning phantoms by `python -m bench.calibrate`."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from evenstride.errors import KnowledgeError
from evenstride.knowledge.once import read_once

if TYPE_CHECKING:
    from evenstride.model.motion import Floats

Number = TypeVar("Number", float, "Floats")


class Accuracy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Correction and error of one measure in one view at one moment.

    The truth is best guessed by ``value + offset + slope * value + per_range * range``, the range being how far the
    repetition went (for a squat, how far the hips sank as a fraction of their standing height); `sd` is the standard
    deviation of what remains, on bodies that had no part in setting the correction; `unit` is that of the measure.
    `clips` is how many set it.
    """

    unit: str
    offset: float
    slope: Annotated[float, msgspec.Meta(ge=-0.6, le=0.6)]
    sd: Annotated[float, msgspec.Meta(gt=0)]
    clips: Annotated[int, msgspec.Meta(ge=1)]
    per_range: float = 0.0

    def corrected(self, value: Number, reach: Number) -> Number:
        """Return the best guess of the truth behind a raw value in a repetition that went as far as `reach`."""
        return value + self.offset + self.slope * value + self.per_range * reach


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    command: str
    set_on: str
    accuracy: dict[str, Accuracy]


@read_once
def accuracy_table() -> dict[str, Accuracy]:
    """Return the accuracy of every measure, by ``"movement.measure.view.moment"``.

    Raises
    ------
    KnowledgeError
        If the shipped table does not hold what it should.
    """
    text = resources.files(__package__).joinpath("accuracy.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=_File).accuracy
    except msgspec.DecodeError as problem:
        raise KnowledgeError("accuracy.toml", "accuracy", str(problem)) from problem
