"""Numbers, sides and verdicts as a runner reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from evenstride.knowledge import facts
from evenstride.knowledge.entries import COUNTED
from evenstride.model import ErrorBudget, Measure, Rep, Side, Verdict, View
from evenstride.model.clip import Problem

MINUS = "−"
NARROW = "\u202f"

VERDICTS = {
    Verdict.PRESENT: "Present",
    Verdict.POSSIBLE: "Possible",
    Verdict.ABSENT: "Not seen",
    Verdict.UNDETERMINED: "Cannot tell",
}
SIDES = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.BOTH: "Both", Side.NONE: "Whole body"}
NOBODY_KNOWS = "Side not known"
LETTERS = {Side.LEFT: f"L{NARROW}", Side.RIGHT: f"R{NARROW}"}
"""What a tag on a picture begins with."""

VIEWS = {
    View.FRONT: "from the front",
    View.SIDE: "from the side",
    View.OBLIQUE: "at an angle",
    View.REAR: "from behind",
}

_UNITS = {
    "deg": "°",
    "% leg length": f"{NARROW}%",
    "%": f"{NARROW}%",
    "s": f"{NARROW}s",
    "m": f"{NARROW}m",
    "reps": "",
    "count": "",
}
_LONG_UNITS = {"% leg length": f"{NARROW}%" + " of leg length"}
_CAUSES = {
    "pose_model": "how well the pose model finds joints",
    "view": "the camera’s angle",
    "keypoint_noise": "jitter of the tracked points",
    "repetitions": "your repetitions differing from each other",
    "mirror": "what a mirrored look read differently",
}


def side_beside(side: Side, others: Iterable[Side]) -> str:
    """Return what a side is called beside others; one that nobody can name is said to be so only beside a named one."""
    if side in (Side.LEFT, Side.RIGHT):
        return SIDES[side]
    return NOBODY_KNOWS if side is Side.NONE and {Side.LEFT, Side.RIGHT} & set(others) else ""


def decimals(measure: str, at_least: int = 0) -> int:
    """Return how many decimals a measure is told with."""
    known = facts().measures.get(measure)
    return max(known.decimals if known else 1, at_least)


def number(value: float, places: int) -> str:
    """Return a number with a true minus sign, and no minus before a zero."""
    text = f"{value:.{places}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", MINUS)


def _told(value: float, unit: str, places: int) -> str:
    """Return a number of a unit; what is counted is whole where it is whole."""
    return number(value, places).removesuffix(".0") if unit == COUNTED else number(value, places)


def quantity(value: float, unit: str, places: int, long: bool = False) -> str:
    """Return a number with its unit: ``6 %``, in full ``6 % of leg length``."""
    short = _UNITS.get(unit, f"{NARROW}{unit}")
    return _told(value, unit, places) + (_LONG_UNITS.get(unit, short) if long else short)


def unit_words(unit: str) -> str:
    """Return a unit by itself, as an axis is labelled: ``°``, ``% of leg length``."""
    return _LONG_UNITS.get(unit, _UNITS.get(unit, unit)).strip()


def value_of(measure: Measure, long: bool = False) -> str:
    """Return the value of a measure with its unit, or the words for not knowing."""
    if measure.value is None:
        return "not measured"
    return quantity(measure.value, measure.unit, decimals(measure.name), long)


def interval_of(measure: Measure) -> str:
    """Return both ends of the 95 % interval, without unit: ``4 to 8``."""
    if measure.interval is None:
        return ""
    places = decimals(measure.name)
    low, high = (_told(end, measure.unit, places) for end in measure.interval)
    return f"{low} to {high}"


def give_or_take(measure: Measure) -> str:
    """Return half the interval's width: ``± 2 %``."""
    if measure.interval is None:
        return ""
    half = (measure.interval[1] - measure.interval[0]) / 2
    return "±" + NARROW + quantity(half, measure.unit, decimals(measure.name, 1))


def largest_cause(budget: ErrorBudget) -> str:
    """Return the cause behind most of an interval, in words."""
    name = max(_CAUSES, key=lambda cause: float(getattr(budget, cause)))
    return _CAUSES[name]


def title_of_measure(name: str) -> str:
    """Return the name of a measure in words."""
    known = facts().measures.get(name)
    return known.title if known else name.replace("_", " ")


def in_pictures(name: str) -> str:
    """Return what has to be said where a measure's number stands in a picture; "" where it is what is drawn."""
    known = facts().measures.get(name)
    return known.in_pictures if known else ""


def title_of_movement(key: str | None) -> str:
    """Return the name of a movement in words."""
    known = facts().movements.get(key or "")
    return known.title if known else (key or "Unknown movement").replace("_", " ").capitalize()


def title_of_problem(problem: Problem) -> str:
    """Return what is wrong with a clip, in a few words."""
    known = facts().problems.get(problem.code)
    return known.title if known else problem.code.replace("_", " ").capitalize()


def seconds(value: float) -> str:
    """Return a time with a tenth of a second."""
    return f"{value:.1f}{NARROW}s"


def day(created: str) -> str:
    """Return the day of an ISO 8601 time as ``23 November 2026``; what cannot be read is returned as it is."""
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return created
    return f"{moment.day} {moment:%B %Y}"


def in_holds(movement: str | None) -> bool:
    """Tell whether an exercise is done in seconds, so that a runner speaks of holds, not of repetitions."""
    exercise = facts().exercises.get(movement or "")
    return exercise is not None and exercise.dose.seconds_min is not None


def rep_name(rep: Rep, reps: tuple[Rep, ...], movement: str | None = None) -> str:
    """Return which of how many counted repetitions, or holds, of its side this is."""
    alike = [r for r in reps if r.side is rep.side and r.counted]
    if in_holds(movement):
        if not rep.counted:
            return f"hold {rep.index}, not counted"
        return f"hold {alike.index(rep) + 1} of {len(alike)}" if len(alike) > 1 else "the only hold"
    if not rep.counted:
        return f"repetition {rep.index}, not counted"
    return f"repetition {alike.index(rep) + 1} of {len(alike)}" if len(alike) > 1 else "the one repetition"
