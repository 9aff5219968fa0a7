"""The best and the weakest repetition of each side as pictures, with the angle drawn."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenstride.knowledge import Criterion
from evenstride.model import Assessment, Measure, Rep, Side
from evenstride.model.skeleton import SIDES
from evenstride.report import curves, drawings, overlay, scale, words
from evenstride.report.burn import burn
from evenstride.report.cutouts import cut_out, jpeg
from evenstride.report.evidence import Pictures, marks_on, reading_at
from evenstride.report.pose import Track

SAME_READING = 0.01
"""Moments whose curve lies this near to what was read, as a share of its range, show the reading equally well."""

BETWEEN = ("back_up", "change")
"""Moments at which a measure compares two frames, so that none shows what was read."""

SUNK = "sunk"
"""The moment at which a step is read for a forefoot that came down."""

NEAR_S = 0.5
"""Where nothing can be read at a repetition's furthest, what is read so near to it is shown instead."""

BY_RANGE = {"best": "It went furthest.", "weakest": "It went least far."}
BY_SECONDS = {"best": "It was held longest.", "weakest": "It was held for the shortest time."}
"""Why a repetition is the best or the weakest, where what is drawn in it does not say."""

ALIKE, ALIKE_OF_MORE = {1: "", 2: "The other one was much the same."}, "The others were much the same."
HOLDS_DIFFER_S, RANGES_DIFFER = 0.5, 0.1
"""Holds are read to 0.3 s, and repetitions that are meant to be alike differ in range by up to a tenth: what is nearer
together than this has no best and no weakest."""

KINDS = {"best": "Best", "weakest": "Weakest", "": ""}


@dataclass(frozen=True, slots=True)
class Shown:
    """A repetition to show: why (best, weakest or the only one), where to look, what is drawn, and what ranked it."""

    kind: str
    rep: Rep
    time_s: float
    measure: Measure | None
    ranked: str = ""


@dataclass(frozen=True, slots=True)
class RepPicture:
    """A repetition as the page shows it."""

    side: Side
    kind: str
    told: str
    alt: str
    image_uri: str
    overlay: str
    size_px: tuple[int, int]


def shown_reps(assessment: Assessment) -> tuple[Shown, ...]:
    """Return the best and the weakest counted repetition of each side, or one of those that are alike.

    Whose side is not known is shown only where no side is: there the drawn bones contradict themselves.
    """
    clip = assessment.clips[0]
    counted = [rep for rep in assessment.reps_of(clip.id) if rep.counted]
    found: list[Shown] = []
    sided = [rep for rep in counted if rep.side is not Side.NONE]
    for side in dict.fromkeys(rep.side for rep in sided or counted):
        found += _of_side(assessment, side, [rep for rep in counted if rep.side is side])
    return tuple(found)


def _of_side(assessment: Assessment, side: Side, own: Sequence[Rep]) -> list[Shown]:
    if not _drawable(assessment, side) and any(m.moment == SUNK and m.per_rep for m in assessment.measures):
        return []  # a far foot, of which nothing is judged
    own = _readable(assessment, side, own)
    judged = _deciding(assessment, side, len(own))
    if judged is not None:
        measure, criterion = judged
        badness = [_badness(criterion, value) for value in measure.per_rep]
        return [_shown(assessment, kind, own[n], measure, n) for kind, n in _ends(badness, 0.0)]
    done = [_done(assessment, rep) for rep in own]
    if _in_holds(assessment):
        told, apart = BY_SECONDS, HOLDS_DIFFER_S
    else:
        told, apart = BY_RANGE, RANGES_DIFFER * max(done)
    why = told | {"": ALIKE.get(len(own), ALIKE_OF_MORE)}
    return [_furthest(assessment, side, kind, own[n], why[kind]) for kind, n in _ends([-one for one in done], apart)]


def _ends(badness: Sequence[float], apart: float) -> list[tuple[str, int]]:
    """Return the best and the weakest one, or the best as one of many where they are no further apart than that."""
    best, weakest = int(np.argmin(badness)), int(np.argmax(badness))
    return [("best", best), ("weakest", weakest)] if badness[weakest] - badness[best] > apart else [("", best)]


def _readable(assessment: Assessment, side: Side, own: Sequence[Rep]) -> Sequence[Rep]:
    """Return the repetitions in which the first that is judged was read, as in steps of the nearer leg; else all."""
    for measure, _ in _drawable(assessment, side):
        read = [rep for rep in own if rep in curves.reps_for(assessment, measure, side)]
        if read:
            return read
    return own


def _deciding(assessment: Assessment, side: Side, count: int) -> tuple[Measure, Criterion] | None:
    """Return the measure that ranks a side's repetitions: the first that is judged, read in all, and can be drawn.

    In it they differ by more than its error; where they do not in any, how much was done ranks them. How long a step
    is says nothing of how well it was done.
    """
    read = [pair for pair in _drawable(assessment, side) if len(pair[0].per_rep) == count]
    found = [pair for pair in read if _differ(pair[0]) or pair[0].moment == SUNK]
    angles = [pair for pair in found if pair[0].unit != "s"]
    return next(iter(angles or found), None)


def _differ(measure: Measure) -> bool:
    low, high = measure.interval or (-np.inf, np.inf)
    return bool(np.ptp(measure.per_rep) > (high - low) / 2)


def _done(assessment: Assessment, rep: Rep) -> float:
    """Return how much was done: seconds where seconds are asked for, else how far the repetition went."""
    return (rep.hold_s if _in_holds(assessment) else rep.range_pct) or 0.0


def _in_holds(assessment: Assessment) -> bool:
    return words.in_holds(assessment.clips[0].movement)


def _drawable(assessment: Assessment, side: Side) -> list[tuple[Measure, Criterion]]:
    """Return what is judged on a side, and can be drawn in one frame: no change on the way, nothing that is counted."""
    view = assessment.clips[0].view
    judged = [(m, scale.criterion_for(assessment, m)) for m in assessment.measures if m.side is side and m.per_rep]
    return [
        (measure, criterion)
        for measure, criterion in judged
        if criterion is not None
        and measure.moment not in BETWEEN
        and measure.unit != "count"
        and drawings.has_drawing(measure.name, view)
    ]


def _badness(criterion: Criterion, value: float) -> float:
    return {"above": value, "below": -value, "beyond": abs(value)}[criterion.direction]


def _shown(assessment: Assessment, kind: str, rep: Rep, measure: Measure, n: int) -> Shown:
    return Shown(kind, rep, _moment_of(assessment, measure, rep, measure.per_rep[n], _middle_s(rep)), measure)


def _furthest(assessment: Assessment, side: Side, kind: str, rep: Rep, ranked: str) -> Shown:
    """Return a repetition at its furthest, or near it, with the first of what is judged that reads there as reported.

    Where everything reads something else there, as a knee does that moves in on the way only, nothing is drawn.
    """
    middle_s = _middle_s(rep)
    measures = [measure for measure, _ in _drawable(assessment, side) if measure.unit != "s"]
    moments = (middle_s, *(near for m in measures if (near := _read_near(assessment, m, rep, middle_s)) is not None))
    fitting = ((s, m) for s in moments for m in measures if _reads_as_reported(assessment, m, side, s))
    time_s, measure = next(fitting, (middle_s, None))
    return Shown(kind, rep, time_s, measure, ranked)


def _reads_as_reported(assessment: Assessment, measure: Measure, side: Side, time_s: float) -> bool:
    reading, likely = reading_at(assessment, measure, side, time_s), measure.interval
    return reading is not None and likely is not None and likely[0] <= reading.value <= likely[1]


def _read_near(assessment: Assessment, measure: Measure, rep: Rep, middle_s: float) -> float | None:
    """Return when a measure says something nearest to the middle of a repetition; None if not near it."""
    read = curves.as_read(assessment, measure, measure.side, rep)
    if read is None:
        return None
    nearest_s = float(read[0][np.argmin(np.abs(read[0] - middle_s))])
    return nearest_s if abs(nearest_s - middle_s) <= NEAR_S else None


def _middle_s(rep: Rep) -> float:
    return rep.turn_s if rep.hold_from_s is None else rep.hold_from_s + (rep.hold_s or 0.0) / 2


def _moment_of(assessment: Assessment, measure: Measure, rep: Rep, value: float, middle_s: float) -> float:
    """Return the second of a repetition at which a measure's curve says what was read in it, near its middle."""
    read = curves.as_read(assessment, measure, measure.side, rep)
    if read is None:
        return middle_s
    times, off = read[0], np.abs(read[1] - value)
    as_good = off <= off.min() + SAME_READING * float(np.ptp(read[1]))
    return float(times[as_good][np.argmin(np.abs(times[as_good] - middle_s))])


def draw_reps(
    assessment: Assessment, shown: Sequence[Shown], folder: Path, pictures: Pictures, blur_faces: bool = True
) -> tuple[RepPicture, ...]:
    """Write a picture of each repetition shown to ``folder/figures``, and return them for the page."""
    clip = assessment.clips[0]
    track = Track(assessment.signals[clip.id].motion)
    drawn = []
    for one in shown:
        picture = pictures.get((clip.id, one.time_s))
        if picture is None:
            continue
        sides = (one.rep.side,) if one.measure else ()
        cutout = cut_out(picture, track, one.time_s, drawings.Crop.PERSON, sides, blur_faces)
        marks = marks_on(assessment, one.measure, sides, one.time_s, cutout)
        drawn.append(_picture(assessment, one, jpeg(cutout.image), overlay.svg(marks, cutout.size_px), cutout.size_px))
        burn(cutout.image, marks, cutout.unit_px)
        path = folder / "figures" / f"rep-{one.rep.index}{f'-{one.kind}' if one.kind else ''}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jpeg(cutout.image))
    return tuple(drawn)


def _picture(assessment: Assessment, one: Shown, image: bytes, over: str, size_px: tuple[int, int]) -> RepPicture:
    kind = KINDS[one.kind]
    which = ", ".join(filter(None, (kind, words.SIDES[one.rep.side] if one.rep.side in SIDES else "")))
    clip = assessment.clips[0]
    name = words.rep_name(one.rep, assessment.reps_of(clip.id), clip.movement)
    told = f"{name[0].upper()}{name[1:]}, {words.seconds(one.time_s)} into the clip."
    told = f"{told} {one.ranked}".rstrip()
    if one.measure is not None:
        told += f" The number: {words.title_of_measure(one.measure.name).lower()}, in this one frame."
        told = f"{told} {words.in_pictures(one.measure.name)}".rstrip()
    uri = "data:image/jpeg;base64," + b64encode(image).decode("ascii")
    return RepPicture(one.rep.side, kind, told, f"{which}. {told}" if which else told, uri, over, size_px)
