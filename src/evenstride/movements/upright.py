"""Who starts from standing."""

from __future__ import annotations

from evenstride.measure.subject import Subject
from evenstride.signal.angles import lean_from_vertical

MOST_UPRIGHT_LEAN_DEG = 35.0


def stands_upright(subject: Subject) -> bool:
    """Tell whether trunk and legs are upright in the start pose."""
    leans = [
        lean_from_vertical(subject.motion.point(low, side), subject.motion.point(high, side), 1.0)
        for low, high in (("hip", "shoulder"), ("ankle", "hip"))
        for side in subject.trusted_sides
    ]
    return all(abs(subject.at_rest(lean)) < MOST_UPRIGHT_LEAN_DEG for lean in leans)
