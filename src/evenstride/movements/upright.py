"""Who starts from standing."""

from __future__ import annotations

from evenstride.measure.subject import Subject
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.angles import lean_from_vertical

MOST_UPRIGHT_LEAN_DEG = 35.0


def stands_upright(subject: Subject) -> bool:
    """Tell whether trunk and legs are upright in the start pose; on one foot, one leg is enough."""
    if not all(_is_upright(subject, "hip", "shoulder", side) for side in subject.trusted_sides):
        return False
    if subject.on_one_foot:
        return any(_is_upright(subject, "ankle", "hip", side) for side in SIDES)
    return all(_is_upright(subject, "ankle", "hip", side) for side in subject.trusted_sides)


def _is_upright(subject: Subject, low: str, high: str, side: Side) -> bool:
    lean = lean_from_vertical(subject.motion.point(low, side), subject.motion.point(high, side), 1.0)
    return abs(subject.at_rest(lean)) < MOST_UPRIGHT_LEAN_DEG
