"""Which movement a clip shows, and its repetitions."""

from __future__ import annotations

from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.movements.registry import Movement, movements


def repetitions(movement: Movement, subject: Subject) -> tuple[Performed, ...]:
    """Return the repetitions of `movement` in the clip; none if what repeats there is something else."""
    found = movement.find(subject)
    return found if found and movement.fits(subject, found) else ()


def recognise(subject: Subject) -> Movement | None:
    """Return the movement whose repetitions the clip shows, or None if it shows none that is known."""
    fitting = (m for m in movements().values() if not m.stated_only and repetitions(m, subject))
    return next(fitting, None)
