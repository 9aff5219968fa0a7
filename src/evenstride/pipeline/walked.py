"""How far a walk went, in metres: a clip has no scale, so lengths are told in legs."""

from __future__ import annotations

import numpy as np

from evenstride.exchange.trc import LEG_PER_HEIGHT
from evenstride.knowledge import facts
from evenstride.model.assessment import Assessment
from evenstride.model.clip import Estimate
from evenstride.model.skeleton import Side

LEG_M, LEG_DIFFERS_BY = 0.82, 0.15
"""From hip to ankle, and by what share of that all but one in twenty legs differ: as on the tuning phantoms, who are
as tall as adults are."""

OF_HEIGHT_DIFFERS_BY = 0.06
"""By what share all but one in twenty legs differ from what is usual at their owner's height. A default of ours."""


def walked_m(exercise: str, made: Assessment, height_m: float | None = None) -> dict[Side, Estimate]:
    """Return how far the steps of either foot went (m), for an exercise that asks for metres; none that is not told.

    The leg is taken for what is usual at a height, or for that of most adults.
    """
    if facts().exercises[exercise].dose.metres is None:
        return {}
    leg_m, differs_by = _leg(height_m)
    found = {}
    for measure in made.measures:
        if measure.name == "step_length_pct" and measure.value and measure.interval:
            steps = sum(rep.counted and rep.side is measure.side for rep in made.reps)
            metres = measure.value * steps * leg_m / 100
            share = float(np.hypot((measure.interval[1] - measure.value) / measure.value, differs_by))
            found[measure.side] = Estimate(metres, (metres * (1 - share), metres * (1 + share)))
    return found


def told_of(exercise: str, walked: dict[Side, Estimate], height_m: float | None = None) -> tuple[str, ...]:
    """Say how far both feet went together, where the scale is from, and whether that is what the dose asks for."""
    asked_m = facts().exercises[exercise].dose.metres
    if not walked or asked_m is None:
        return ()
    total, low, high = (sum(part) for part in zip(*((w.value, *w.interval) for w in walked.values()), strict=True))
    leg_cm = 100 * _leg(height_m)[0]
    scale = f"with a leg of {leg_cm:.0f} cm from hip to ankle, as is usual at your height"
    if height_m is None:
        scale = f"your leg is taken for {leg_cm:.0f} cm from hip to ankle; --height CM makes that surer"
    return (
        f"About {total:.1f} m walked (likely {low:.1f} to {high:.1f}): {scale}.",
        _against(asked_m, low, high),
    )


def _against(asked_m: float, low_m: float, high_m: float) -> str:
    if low_m >= asked_m:
        return f"That is all of the {asked_m:g} m asked for."
    if high_m >= asked_m:
        return f"That may be all of the {asked_m:g} m asked for; the clip cannot settle it."
    return f"Asked for are {asked_m:g} m in all, to and fro as often as it takes."


def _leg(height_m: float | None) -> tuple[float, float]:
    """Return the length of a leg from hip to ankle (m), and by what share it may differ."""
    return (LEG_M, LEG_DIFFERS_BY) if height_m is None else (LEG_PER_HEIGHT * height_m, OF_HEIGHT_DIFFERS_BY)
