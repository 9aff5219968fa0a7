"""What Evenstride knows and where it knows it from: cited facts as data, checked when they are loaded."""

from evenstride.knowledge.entries import (
    MOMENTS,
    Criterion,
    Dose,
    Exercise,
    Fault,
    MeasureWords,
    MovementWords,
    Muscle,
    MuscleGroup,
    Norm,
    NormBand,
    NormError,
    NormRow,
    ProblemWords,
    Source,
)
from evenstride.knowledge.loader import facts, load
from evenstride.knowledge.store import Knowledge

__all__ = [
    "MOMENTS",
    "Criterion",
    "Dose",
    "Exercise",
    "Fault",
    "Knowledge",
    "MeasureWords",
    "MovementWords",
    "Muscle",
    "MuscleGroup",
    "Norm",
    "NormBand",
    "NormError",
    "NormRow",
    "ProblemWords",
    "Source",
    "facts",
    "load",
]
