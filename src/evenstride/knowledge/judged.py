"""How far each measure was off on rendered clips that set nothing: written by `python -m bench.accuracy`."""

from __future__ import annotations

from importlib import resources
from typing import Annotated

import msgspec

from evenstride.errors import KnowledgeError
from evenstride.knowledge.once import read_once

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Size = Annotated[float, msgspec.Meta(gt=0)]


class Judged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the judging clips say of one measure in one view at one moment, in its unit.

    `rows` legs and clips were judged; `mae` is the mean absolute error, `coverage` the share of truths inside their
    95 % interval, `half_width` half that interval on average, `mdc` the minimal detectable change between two clips of
    one person.
    """

    rows: Annotated[int, msgspec.Meta(ge=1)]
    mae: Size
    bias: float
    coverage: Share
    half_width: Size
    mdc: Size | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    command: str
    judged: dict[str, Judged]


@read_once
def judged() -> dict[str, Judged]:
    """Return what was judged, by ``"movement.measure.view.moment"``; what too few clips show is not there.

    Raises
    ------
    KnowledgeError
        If the shipped table does not hold what it should.
    """
    text = resources.files(__package__).joinpath("judged.toml").read_bytes()
    try:
        return msgspec.toml.decode(text, type=_File).judged
    except msgspec.DecodeError as problem:
        raise KnowledgeError("judged.toml", "judged", str(problem)) from problem
