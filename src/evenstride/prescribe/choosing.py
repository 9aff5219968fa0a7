"""Which of the eight exercises answer a set of imbalances, and which side begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenstride.knowledge import facts
from evenstride.model.imbalance import Confidence, Imbalance
from evenstride.model.skeleton import SIDES, Side

MOST_LINES = 5
"""More than this no runner keeps up three days a week."""

PER_IMBALANCE = 2
SUREST_FIRST = (Confidence.LIKELY, Confidence.POSSIBLE, Confidence.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An exercise and the imbalances it answers, the surest first."""

    exercise: str
    answers: tuple[Imbalance, ...]

    @property
    def weaker(self) -> Side | None:
        """The one side that all its imbalances with a side agree on; None if there is none, or they disagree."""
        named = {i.side for i in self.answers if i.side in SIDES}
        return named.pop() if len(named) == 1 else None

    @property
    def surest(self) -> Confidence:
        """How sure the surest imbalance behind it is."""
        return self.answers[0].confidence


def chosen_for(imbalances: Sequence[Imbalance]) -> tuple[Chosen, ...]:
    """Return the exercises that answer imbalances, surest first, at most `MOST_LINES`.

    Each imbalance brings the exercises that name its group first; an exercise already there answers it too.
    """
    ordered = sorted(imbalances, key=lambda i: SUREST_FIRST.index(i.confidence))
    wanted: dict[str, list[Imbalance]] = {}
    for imbalance in ordered:
        for key in _for_group(imbalance.group)[:PER_IMBALANCE]:
            wanted.setdefault(key, []).append(imbalance)
    return tuple(Chosen(key, tuple(answers)) for key, answers in list(wanted.items())[:MOST_LINES])


def _for_group(group: str) -> list[str]:
    """Return the exercises that train a muscle group, those that train it first of all first."""
    fitting = [e for e in facts().exercises.values() if group in e.mainly_for]
    return [e.key for e in sorted(fitting, key=lambda e: (e.mainly_for.index(group), e.number))]
