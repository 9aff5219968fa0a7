"""The facts of one folder, by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenstride.knowledge.conclusions import Conclusion, Girth, OtherReading, PainRule, RedFlag, Rule
from evenstride.knowledge.entries import (
    Exercise,
    Fault,
    MeasureWords,
    MovementWords,
    Muscle,
    MuscleGroup,
    Norm,
    ProblemWords,
    RunningSign,
    Source,
)


@dataclass(frozen=True)
class Knowledge:
    """Everything that was loaded; each mapping is keyed by the entry's own key.

    Faults are a row, not a mapping: two movements may each have a fault of the same name (a trunk that leans in the
    hurdle step and in the bird dog) with words of its own.
    """

    sources: Mapping[str, Source]
    movements: Mapping[str, MovementWords]
    measures: Mapping[str, MeasureWords]
    problems: Mapping[str, ProblemWords]
    faults: tuple[Fault, ...]
    muscles: Mapping[str, Muscle]
    groups: Mapping[str, MuscleGroup]
    exercises: Mapping[str, Exercise]
    norms: Mapping[str, Norm]
    conclusions: Mapping[str, Conclusion]
    alternatives: Mapping[str, OtherReading]
    girths: Mapping[str, Girth]
    rules: Mapping[str, Rule]
    pain_rules: Mapping[str, PainRule]
    red_flags: Mapping[str, RedFlag]
    running: Mapping[str, RunningSign]

    def faults_of(self, movement: str) -> tuple[Fault, ...]:
        """Return the faults that a movement is judged for, in the order they are told."""
        return tuple(f for f in self.faults if movement in f.movements)

    def fault(self, movement: str, key: str) -> Fault:
        """Return one fault of one movement.

        Raises
        ------
        KeyError
            If that movement has no fault of that key.
        """
        found = next((f for f in self.faults_of(movement) if f.key == key), None)
        if found is None:
            raise KeyError(f"{movement} has no fault {key!r}")
        return found

    def cited(self, keys: Iterable[str]) -> tuple[Source, ...]:
        """Return the sources of those keys, in order, each once."""
        return tuple(self.sources[key] for key in dict.fromkeys(keys))
