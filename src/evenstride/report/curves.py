"""A measure's curve, cut into repetitions and laid over each other from 0 to 100 percent."""

from __future__ import annotations

import numpy as np

from evenstride.model import Assessment, Curve, Measure, Rep, Side
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES
from evenstride.report.charts import Trace
from evenstride.signal.walking import landing_level

STEPS = 51
"""Places on a repetition that a curve is drawn through."""


def sides_of(measure: Measure, assessment: Assessment) -> tuple[Side, ...]:
    """Return the sides of the body for which the clip has the curve of this measure."""
    every = (*SIDES, Side.BOTH, Side.NONE)
    return tuple(side for side in every if assessment.curve(measure.clip, measure.name, side) is not None)


def as_read(assessment: Assessment, measure: Measure, side: Side, rep: Rep) -> tuple[Floats, Floats] | None:
    """Return seconds and values of a repetition in which a measure says something, as the measure counts them.

    A curve from which something sinks is told against the turn of its repetition.
    """
    curve = assessment.curve(measure.clip, measure.name, side)
    if curve is None:
        return None
    values = curve.values
    if measure.moment == "sunk":
        values = values - landing_level(curve.times, values, rep.turn_s)
    inside = (curve.times >= rep.start_s) & (curve.times <= rep.end_s) & np.isfinite(values)
    return (curve.times[inside], values[inside]) if inside.any() else None


def value_at(assessment: Assessment, measure: Measure, side: Side, time_s: float) -> float | None:
    """Return what a measure says at one moment of the clip; None where it says nothing."""
    if measure.moment == "sunk":
        reps = (r for r in reps_for(assessment, measure, side) if r.start_s <= time_s <= r.end_s)
        found = next((as_read(assessment, measure, side, rep) for rep in reps), None)
        return None if found is None else float(found[1][np.argmin(np.abs(found[0] - time_s))])
    curve = assessment.curve(measure.clip, measure.name, side)
    if curve is None or len(curve.times) == 0:
        return None
    nearest = int(np.argmin(np.abs(curve.times - time_s)))
    value = float(curve.values[nearest])
    return value if np.isfinite(value) and abs(curve.times[nearest] - time_s) < 0.25 else None


def over_rep(assessment: Assessment, measure: Measure, side: Side, rep: Rep) -> Trace | None:
    """Return the curve of one side over one repetition; None if the clip has none there."""
    curve = assessment.curve(measure.clip, measure.name, side)
    if curve is None or rep.end_s <= rep.start_s:
        return None
    inside = (curve.times >= rep.start_s - 1e-9) & (curve.times <= rep.end_s + 1e-9)
    times, values = curve.times[inside], curve.values[inside]
    if np.isfinite(values).sum() < 3:
        return None
    moments = np.linspace(rep.start_s, rep.end_s, STEPS)
    known = np.isfinite(values)
    drawn = np.interp(moments, times[known], values[known])
    step = 1.5 * float(np.median(np.diff(times)))
    away = np.abs(moments[:, None] - times[known][None, :]).min(axis=1) > step
    return Trace(side, np.where(away, np.nan, drawn))


def reps_for(assessment: Assessment, measure: Measure, side: Side) -> tuple[Rep, ...]:
    """Return the counted repetitions of a clip that say something about one side."""
    fits = {side, Side.BOTH, Side.NONE}
    every, curve = side not in SIDES, assessment.curve(measure.clip, measure.name, side)
    counted = (r for r in assessment.reps_of(measure.clip) if r.counted and (every or r.side in fits))
    return tuple(rep for rep in counted if curve is None or _says_something(curve, rep))


def _says_something(curve: Curve, rep: Rep) -> bool:
    inside = (curve.times >= rep.start_s) & (curve.times <= rep.end_s)
    return bool(not inside.any() or np.isfinite(curve.values[inside]).any())


def mean_and_spread(assessment: Assessment, measure: Measure, side: Side) -> Trace | None:
    """Return the mean curve of one side over the counted repetitions, and their standard deviation if there are two."""
    reps = reps_for(assessment, measure, side)
    traces = [trace for rep in reps if (trace := over_rep(assessment, measure, side, rep)) is not None]
    if not traces:
        return None
    rows = np.array([trace.values for trace in traces])
    everywhere = np.isfinite(rows).all(axis=0)
    mean = np.full(STEPS, np.nan)
    mean[everywhere] = rows[:, everywhere].mean(axis=0)
    if len(rows) == 1:
        return Trace(side, mean)
    spread = np.full(STEPS, np.nan)
    spread[everywhere] = rows[:, everywhere].std(axis=0, ddof=1)
    return Trace(side, mean, spread)


def turn_percent(reps: tuple[Rep, ...]) -> float | None:
    """Return where repetitions turn, on average, in percent of their length."""
    shares = [100 * (r.turn_s - r.start_s) / (r.end_s - r.start_s) for r in reps if r.end_s > r.start_s]
    return float(np.mean(shares)) if shares else None
