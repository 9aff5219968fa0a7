"""Every measure, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evenstride.measure.subject import Subject
from evenstride.model.clip import View
from evenstride.model.motion import Floats
from evenstride.model.skeleton import Side

Series = Callable[[Subject, Side], Floats]
Unshown = Callable[[Subject], bool]


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """A quantity that can be read off a motion at every moment.

    `sided` says whether left and right each have one; `views` from where it can be seen; `parts` which keypoints it
    needs; `source` names the definition. `per_degree_of_yaw` gives (T,) how much one degree of camera yaw changes it,
    where it does to first order. `lacks` is the problem of a clip that does not show it, and what tells such a clip.
    """

    name: str
    unit: str
    positive_means: str
    views: frozenset[View]
    sided: bool
    source: str
    parts: tuple[str, ...]
    series: Series
    per_degree_of_yaw: Series | None
    lacks: tuple[str, Unshown] | None = None


_MEASURES: dict[str, MeasureDefinition] = {}


def measure(
    name: str,
    *,
    unit: str,
    positive_means: str,
    views: tuple[View, ...],
    parts: tuple[str, ...],
    source: str,
    sided: bool = True,
    per_degree_of_yaw: Series | None = None,
    lacks: tuple[str, Unshown] | None = None,
) -> Callable[[Series], MeasureDefinition]:
    """Register the decorated function, ``(subject, side) -> (T,)``, as the measure `name`."""

    def register(series: Series) -> MeasureDefinition:
        if name in _MEASURES:
            raise ValueError(f"measure {name} is defined twice")
        _MEASURES[name] = MeasureDefinition(
            name, unit, positive_means, frozenset(views), sided, source, parts, series, per_degree_of_yaw, lacks
        )
        return _MEASURES[name]

    return register


def measures() -> dict[str, MeasureDefinition]:
    """Return every registered measure by name."""
    return dict(_MEASURES)
