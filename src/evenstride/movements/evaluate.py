"""A declared movement and a subject -> measures with intervals, by one mechanism for all movements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evenstride.knowledge import facts, within
from evenstride.knowledge.accuracy import Accuracy, accuracy_table
from evenstride.measure.moments import Reading
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model.assessment import Curve
from evenstride.model.clip import View
from evenstride.model.measure import STANDARD_ERRORS_IN_INTERVAL, ErrorBudget, Measure, Undetermined
from evenstride.model.motion import Floats
from evenstride.model.skeleton import SIDES, Side
from evenstride.movements.registry import Movement, Sided, Use
from evenstride.signal.uncertainty import noise, standard_error

OFF_SQUARE_PER_DEG = 0.011
"""What a sagittal angle is unsure of, deg per squared degree that the camera stood off square: knees also travel
outwards, which an oblique view cannot tell from forwards. From the oblique tuning phantoms, whose knee angles were off
by 3 deg at 27 deg, 8 at 38, and 25 at 42."""

LEG = frozenset({"hip", "knee", "ankle", "heel", "toe"})
MOSTLY = 0.8
"""A leg that is seen for this share of the repetitions is in plain sight: what cannot be read of it is not hidden."""


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What one clip yields: measures (ids still empty) and the curves behind them."""

    measures: tuple[Measure, ...]
    curves: tuple[Curve, ...]


def evaluate(
    movement: Movement,
    subject: Subject,
    raw: Subject,
    reps: tuple[Performed, ...],
    clip_id: str,
    refusals: Mapping[str, Undetermined],
) -> Evaluation:
    """Return every measure the movement declares for the view of this clip.

    Parameters
    ----------
    subject, raw
        The runner in the filtered motion, and in the same motion before the low-pass (for the keypoints' noise).
    reps
        Where the legs are taken for each other, only what neither leg has a part in is read.
    refusals
        Why measures are withdrawn, by body part (``"heel"``, ``"*"`` for all): what the quality gate said.
    """
    measures: list[Measure] = []
    curves: dict[tuple[str, Side], Curve] = {}
    counted = tuple(rep for rep in reps if rep.counted)
    readable = tuple(rep for rep in counted if rep.unread is None)
    for use in movement.uses:
        if subject.view not in use.views:
            continue
        known = accuracy_of(movement, use, subject.view)
        for side, own in use.sided.parts(subject, readable if use.measure.sided else counted):
            values = use.measure.series(subject, side)
            jitter = noise(use.measure.series(raw, side), values) if use.at.averaged else 0.0
            refusal = (
                _refusal(use, refusals)
                or _not_readable(use, subject, side, counted, own)
                or _not_performed(use, side, own, counted)
                or _not_shown(use, subject)
            )
            measures.append(_measure(use, known, subject, side, values, jitter, own, clip_id, refusal))
            drawn = known.corrected(values, movement.reach(subject, side)) if use.at.averaged else values
            if use.sided is Sided.NEAR_WORKING:
                drawn = _where_read(use, subject, side, drawn, counted, own)
            curve = Curve(use.measure.name, side, use.measure.unit, subject.motion.times, drawn)
            curves.setdefault((use.measure.name, side), curve)
    return Evaluation(tuple(measures), tuple(curves.values()))


def _where_read(
    use: Use, subject: Subject, side: Side, values: Floats, counted: tuple[Performed, ...], own: tuple[Performed, ...]
) -> Floats:
    """Return a side's curve (T,) without those of its repetitions in which it is not read: its leg was the far one."""
    read, times = values.copy(), subject.motion.times
    for rep in counted:
        if rep.side is side and (rep not in own or use.at.read(subject, side, values, rep) is None):
            read[(times >= rep.start_s) & (times <= rep.end_s)] = np.nan
    return read


def _not_readable(
    use: Use, subject: Subject, side: Side, counted: tuple[Performed, ...], readable: tuple[Performed, ...]
) -> Undetermined | None:
    """Return why a measure is missing when there were repetitions to read it in, and none of them can be read."""
    own = next(reps for one, reps in use.sided.parts(subject, counted) if one is side)
    if readable or not own or own[0].unread is None:
        return None
    return Undetermined("legs_swapped", own[0].unread, facts().problems["legs_swapped"].advice)


def _not_performed(
    use: Use, side: Side, reps: tuple[Performed, ...], counted: tuple[Performed, ...]
) -> Undetermined | None:
    """Return why a measure of one leg at a time is missing when that leg did nothing, or nobody can tell which did."""
    if reps or use.sided not in (Sided.WORKING, Sided.ANY_WORKING, Sided.NEAR_WORKING, Sided.SUPPORT, Sided.ARM):
        return None
    if any(rep.side is Side.NONE for rep in counted):
        return Undetermined(
            "side_not_told",
            "the clip does not show which side worked",
            "say which side worked, with --side left or --side right",
        )
    if use.sided is Sided.ARM:
        return Undetermined(
            "side_not_performed",
            f"no repetition with the {side} arm stretched out could be counted",
            f"film the same movement with the {side} arm as well",
        )
    worked = side.mirror() if use.sided is Sided.SUPPORT else side
    return Undetermined(
        "side_not_performed",
        f"no repetition with the {worked} leg at work could be counted",
        f"film the same movement with the {worked} leg as well",
    )


def _not_shown(use: Use, subject: Subject) -> Undetermined | None:
    """Return why a measure is missing of a clip that leaves out what it is read against."""
    if use.measure.lacks is None or not use.measure.lacks[1](subject):
        return None
    code = use.measure.lacks[0]
    words = facts().problems[code]
    return Undetermined(code, within(words.title), words.advice)


def _refusal(use: Use, refusals: Mapping[str, Undetermined]) -> Undetermined | None:
    return next((refusals[part] for part in ("*", *use.measure.parts) if part in refusals), None)


def _measure(
    use: Use,
    known: Accuracy,
    subject: Subject,
    side: Side,
    values: Floats,
    jitter: float,
    reps: tuple[Performed, ...],
    clip_id: str,
    refusal: Undetermined | None,
) -> Measure:
    read = [(rep, use.at.read(subject, side, values, rep)) for rep in reps]
    seen = [(rep, reading) for rep, reading in read if reading is not None]
    readings = [reading for _, reading in seen]
    if refusal is None and not readings:
        refusal = _not_read(use, subject, side, reps)
    if refusal is not None:
        return _undetermined(use, side, clip_id, refusal)
    per_rep = np.array([known.corrected(reading.value, rep.reach) for rep, reading in seen])
    budget = ErrorBudget(
        pose_model=known.sd,
        view=_view_error(use, subject, side, readings),
        keypoint_noise=jitter / float(np.sqrt(len(readings))),
        repetitions=standard_error(per_rep),
    )
    # What is counted or is the length of something is never below zero.
    value, reach = float(per_rep.mean()) if use.at.averaged else max(float(per_rep.mean()), 0.0), budget.half_width
    clearest = readings[int(np.argmax(np.abs(per_rep)))]
    return Measure(
        id="",
        name=use.measure.name,
        side=side,
        clip=clip_id,
        value=value,
        unit=use.measure.unit,
        interval=(value - reach if use.at.averaged else max(value - reach, 0.0), value + reach),
        per_rep=tuple(float(v) for v in per_rep),
        positive_means=use.measure.positive_means,
        at=f"{use.at.words}, {_form(reps)}{clearest.at_s:.1f} s",
        moment=use.at.key,
        at_s=clearest.at_s,
        budget=budget,
    )


def _not_read(use: Use, subject: Subject, side: Side, reps: tuple[Performed, ...]) -> Undetermined:
    """Return why nothing could be read: a body that is in plain sight and yet cannot be read has its legs mixed up."""
    motion, parts = subject.motion, [part for part in use.measure.parts if part in LEG]
    during = np.any([(motion.times >= rep.start_s) & (motion.times <= rep.end_s) for rep in reps], axis=0)
    sides = (side,) if side in SIDES else SIDES
    clear = [np.isfinite(motion.point(part, one)[during]).all(axis=1).mean() for part in parts for one in sides]
    if clear and min(clear) >= MOSTLY:
        advice = facts().problems["legs_swapped"].advice
        return Undetermined("legs_swapped", f"the legs could not be told apart at the {use.at.words}", advice)
    return Undetermined(
        "not_seen",
        f"the keypoints needed were not seen at the {use.at.words}",
        "film again with the whole body in the picture and nothing in front of it",
    )


def _form(reps: tuple[Performed, ...]) -> str:
    """Return in words which form of the movement was done, where there are several: "same-side, "."""
    forms = dict.fromkeys(rep.variant.replace("_", "-") for rep in reps if rep.variant)
    return f"{' and '.join(forms)}, " if forms else ""


def _undetermined(use: Use, side: Side, clip_id: str, reason: Undetermined) -> Measure:
    return Measure(
        id="",
        name=use.measure.name,
        side=side,
        clip=clip_id,
        value=None,
        unit=use.measure.unit,
        interval=None,
        per_rep=(),
        positive_means=use.measure.positive_means,
        at=use.at.words,
        moment=use.at.key,
        undetermined=reason,
    )


def accuracy_of(movement: Movement, use: Use, view: View) -> Accuracy:
    """Return what the tuning phantoms say of a movement's measure in this view."""
    return accuracy_table()[movement.accuracy_key(use, view)]


def _view_error(use: Use, subject: Subject, side: Side, readings: list[Reading]) -> float:
    """Return the standard error (unit of the measure) that the uncertainty of the camera's angle leaves."""
    if use.measure.per_degree_of_yaw is None:
        return OFF_SQUARE_PER_DEG * subject.off_square_deg**2 if use.measure.unit == "deg" else 0.0
    sensitivity = use.measure.per_degree_of_yaw(subject, side)
    at = np.searchsorted(subject.motion.times, [r.at_s for r in readings])
    mean = float(np.nanmean(np.abs(sensitivity[np.minimum(at, len(sensitivity) - 1)])))
    return mean * subject.yaw.half_width / STANDARD_ERRORS_IN_INTERVAL
