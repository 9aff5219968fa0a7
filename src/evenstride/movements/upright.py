"""Who starts from standing."""

from __future__ import annotations

from evenstride.measure.subject import Subject
from evenstride.model.skeleton import SIDES, Side
from evenstride.signal.angles import lean_from_vertical

MOST_UPRIGHT_LEAN_DEG = 35.0


def stands_upright(subject: Subject) -> bool:
    """Tell whether trunk and legs are upright in the start pose; on one foot, one leg is enough."""
    trunk, legs = (
        [_lean_deg(subject, low, high, side) < MOST_UPRIGHT_LEAN_DEG for side in sides]
        for low, high, sides in (
            ("hip", "shoulder", subject.trusted_sides),
            ("ankle", "hip", SIDES if subject.on_one_foot else subject.trusted_sides),
        )
    )
    return all(trunk) and (any(legs) if subject.on_one_foot else all(legs))


def _lean_deg(subject: Subject, low: str, high: str, side: Side) -> float:
    lean = lean_from_vertical(subject.motion.point(low, side), subject.motion.point(high, side), 1.0)
    return abs(subject.at_rest(lean))
