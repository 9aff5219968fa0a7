"""Which movement a clip shows, and its repetitions."""

from __future__ import annotations

import numpy as np

from evenstride.measure.subject import Subject
from evenstride.movements.registry import Movement, movements
from evenstride.signal.repetitions import Excursion, excursions


def repetitions(movement: Movement, subject: Subject) -> tuple[Excursion, ...]:
    """Return the repetitions of `movement` in the clip; none if what repeats there is something else."""
    wanted = movement.repetition
    signal = wanted.signal(subject)
    if not np.isfinite(signal).any():
        return ()
    found = tuple(
        rep
        for rep in excursions(subject.motion.times, signal, wanted.smallest)
        if wanted.shortest_s <= rep.duration_s <= wanted.longest_s
    )
    return found if found and movement.fits(subject, found) else ()


def recognise(subject: Subject) -> Movement | None:
    """Return the movement whose repetitions the clip shows, or None if it shows none that is known."""
    fitting = (m for m in movements().values() if not m.stated_only and repetitions(m, subject))
    return next(fitting, None)
