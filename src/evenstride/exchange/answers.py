"""What may be answered in the intake, and the one line that says so where an answer is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from evenstride.knowledge import facts
from evenstride.model.intake import SidePair
from evenstride.model.skeleton import SIDES, Side

AGE_BANDS = ("under 18", "18-29", "30-39", "40-49", "50-59", "60-69", "70 and over")
SEXES = ("female", "male")
TRAINED = ("left", "right", "one_pattern")
EQUIPMENT = ("band", "step", "weight")
REGIONS = ("foot", "ankle", "shin", "calf", "knee", "thigh", "hip", "groin", "back")
MOST_KM, MOST_CM, MOST_PAIN = 400, 150, 10
LEAST_CM = 10


class NoAnswerError(ValueError):
    """Something that is no answer: where, what is the matter, and what is allowed."""

    def __init__(self, key: str, problem: str, allowed: str) -> None:
        self.key = key
        self.problem = problem
        self.allowed = allowed
        super().__init__(f"{key} {problem}: {allowed}")


def regions() -> tuple[str, ...]:
    """Return where it may hurt: a region, or one side of it."""
    return (*REGIONS, *(f"{side}_{region}" for side in SIDES for region in REGIONS if region != "back"))


def screens() -> tuple[str, ...]:
    """Return the movements that may hurt while they are filmed."""
    return tuple(key for key, words in facts().movements.items() if words.kind != "exercise")


def chosen(key: str, value: Any, known: tuple[str, ...]) -> str:
    """Return one of a few words."""
    if value not in known:
        raise NoAnswerError(key, f"is {_shown(value)}", f"use one of {', '.join(known)}")
    return str(value)


def several(key: str, value: Any, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return words out of a few, each once."""
    if not isinstance(value, list):
        raise NoAnswerError(key, f"is {_shown(value)}", f"use a list of {', '.join(known)}")
    return tuple(dict.fromkeys(chosen(key, item, known) for item in value))


def number(key: str, value: Any, low: float, high: float, *, whole: bool = False) -> float:
    """Return a number within its range."""
    kinds = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        noun = "a whole number" if whole else "a number"
        raise NoAnswerError(key, f"is {_shown(value)}", f"use {noun} from {low:g} to {high:g}")
    return value


def texts(key: str, value: Any) -> tuple[str, ...]:
    """Return short texts in the runner's own words."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise NoAnswerError(
            key, f"is {_shown(value)}", 'use a list of short texts, such as ["sprained left ankle, 2023"]'
        )
    return tuple(value)


def _side(key: str, value: Any) -> Side:
    return Side(chosen(key, value, tuple(str(side) for side in SIDES)))


def _pain(key: str, value: Any) -> dict[str, int]:
    table = _table(key, value, regions(), "left_knee = 3")
    return {place: int(number(f"{key}.{place}", told, 0, MOST_PAIN, whole=True)) for place, told in table.items()}


def _girths(key: str, value: Any) -> dict[str, SidePair]:
    known = tuple(facts().girths)
    return {place: _pair(f"{key}.{place}", told) for place, told in _table(key, value, known, known[0]).items()}


def _pair(key: str, value: Any) -> SidePair:
    if not isinstance(value, dict) or set(value) != {"left", "right"}:
        raise NoAnswerError(
            key, f"is {_shown(value)}", "use left and right in cm, such as { left = 37.5, right = 36.0 }"
        )
    return SidePair(*(number(f"{key}.{side}", value[side], LEAST_CM, MOST_CM) for side in ("left", "right")))


def _table(key: str, value: Any, known: tuple[str, ...], example: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise NoAnswerError(key, f"is {_shown(value)}", f"use a table [{key}] with lines such as {example}")
    for place in value:
        if place not in known:
            raise NoAnswerError(f"{key}.{place}", "is not known", f"use one of {', '.join(known)}")
    return value


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


READERS: Mapping[str, Callable[[str, Any], Any]] = MappingProxyType(
    {
        "age_band": lambda key, value: chosen(key, value, AGE_BANDS),
        "sex": lambda key, value: chosen(key, value, SEXES),
        "weekly_km": lambda key, value: number(key, value, 0, MOST_KM),
        "cambered_road_low_side": _side,
        "one_sided_training": lambda key, value: chosen(key, value, TRAINED),
        "pain": _pain,
        "pain_during": lambda key, value: several(key, value, screens()),
        "injuries": texts,
        "girths_cm": _girths,
        "equipment": lambda key, value: several(key, value, EQUIPMENT),
        "red_flags": lambda key, value: several(key, value, tuple(facts().red_flags)),
    }
)
"""How each answer is read, by its key; in the order they are asked and written."""
