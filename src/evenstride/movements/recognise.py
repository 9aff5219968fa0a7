"""Which movement a clip shows, and its repetitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.movements.registry import Movement, movement_of, movements
from evenstride.signal.posture import Posture

Seeing = Callable[[Movement], Subject]
"""The runner as looked at by somebody who expects that movement."""

LEAST_SHARE = 0.5
"""A movement yields to one whose repetitions in the clip are more than this share of its own, by number or by time."""


def repetitions(movement: Movement, subject: Subject) -> tuple[Performed, ...]:
    """Return the repetitions of `movement` in the clip; none if what repeats there is something else."""
    found = movement.find(subject)
    return found if found and movement.fits(subject, found) else ()


def shown_instead(movement: Movement, found: tuple[Performed, ...], seeing: Seeing) -> Movement | None:
    """Return the movement to which one yields whose repetitions were `found`; None if it is what the clip shows.

    Steps before the first of them and after the last are no other name for them: who does them walks in and out.
    """
    number, lasting_s = _counted(found)
    from_s, to_s = min(rep.start_s for rep in found), max(rep.end_s for rep in found)
    for key in movement.yields_to:
        other = movement_of(key)
        shown = _well_seen(other, seeing(other))
        if other.posture is Posture.WALKING:
            shown = tuple(step for step in shown if from_s <= step.turn_s <= to_s)
        others, others_s = _counted(shown)
        if others > LEAST_SHARE * number or others_s > LEAST_SHARE * lasting_s:
            return other
    return None


def recognise(seeing: Seeing) -> Movement | None:
    """Return the movement whose repetitions the clip shows; None if it shows none that is known, or several.

    Looked at from where they are told best; failing that, from where the clip was filmed.
    """
    return _recognised(seeing, _well_seen) or _recognised(seeing, repetitions)


def _recognised(seeing: Seeing, look: Callable[[Movement, Subject], tuple[Performed, ...]]) -> Movement | None:
    fitting = []
    for one in movements().values():
        found = () if one.stated_only else look(one, seeing(one))
        if any(rep.counted for rep in found) and shown_instead(one, found, seeing) is None:
            fitting.append(one)
    return fitting[0] if len(fitting) == 1 else None


def _well_seen(movement: Movement, subject: Subject) -> tuple[Performed, ...]:
    """Return the repetitions, if the clip looks at the runner from where they can be told."""
    return repetitions(movement, subject) if subject.view in movement.views else ()


def _counted(found: Sequence[Performed]) -> tuple[int, float]:
    """Return how many repetitions count, and how long (s) they last together."""
    counted = [rep.duration_s for rep in found if rep.counted]
    return len(counted), sum(counted)
