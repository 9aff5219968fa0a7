"""What Evenstride knows and where it knows it from: cited facts as data, checked when they are loaded."""

from evenstride.knowledge.conclusions import Conclusion, Girth, OtherReading, PainRule, RedFlag, Rule, Weigh
from evenstride.knowledge.entries import (
    MOMENTS,
    Aim,
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
    RunningSign,
    Source,
)
from evenstride.knowledge.loader import facts, load
from evenstride.knowledge.store import Knowledge
from evenstride.knowledge.titles import within

__all__ = [
    "MOMENTS",
    "Aim",
    "Conclusion",
    "Criterion",
    "Dose",
    "Exercise",
    "Fault",
    "Girth",
    "Knowledge",
    "MeasureWords",
    "MovementWords",
    "Muscle",
    "MuscleGroup",
    "Norm",
    "NormBand",
    "NormError",
    "NormRow",
    "OtherReading",
    "PainRule",
    "ProblemWords",
    "RedFlag",
    "Rule",
    "RunningSign",
    "Source",
    "Weigh",
    "facts",
    "load",
    "within",
]
