"""Evenstride: find left-right and opposing-muscle imbalances from phone clips, with an error bar on every number.

>>> import evenstride
>>> result = evenstride.assess([evenstride.ClipRequest(Path("front.mp4"), "squat")])  # doctest: +SKIP
>>> [finding.fault for finding in result.findings]  # doctest: +SKIP
['knees_cave_in']

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from evenstride._version import __version__

if TYPE_CHECKING:
    from evenstride.errors import EvenstrideError
    from evenstride.exchange.assessment_json import load
    from evenstride.model import (
        Assessment,
        Clip,
        Curve,
        Estimate,
        Evidence,
        Finding,
        Measure,
        Motion,
        Problem,
        Rep,
        Session,
        Side,
        Undetermined,
        Verdict,
        View,
    )
    from evenstride.pipeline import AssessOptions, ClipRequest, assess, coach, write_results

__all__ = [
    "AssessOptions",
    "Assessment",
    "Clip",
    "ClipRequest",
    "Curve",
    "Estimate",
    "EvenstrideError",
    "Evidence",
    "Finding",
    "Measure",
    "Motion",
    "Problem",
    "Rep",
    "Session",
    "Side",
    "Undetermined",
    "Verdict",
    "View",
    "__version__",
    "assess",
    "coach",
    "load",
    "write_results",
]

_PIPELINE = ("AssessOptions", "ClipRequest", "assess", "coach", "write_results")
_ROOMS = {
    **dict.fromkeys(_PIPELINE, "evenstride.pipeline"),
    "EvenstrideError": "evenstride.errors",
    "load": "evenstride.exchange.assessment_json",
}


def __getattr__(name: str) -> object:
    """Load a public name from the room that owns it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOMS.get(name, "evenstride.model")), name)


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted(__all__)
