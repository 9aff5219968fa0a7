"""Whether the repetitions went as far as the exercise asks."""

from __future__ import annotations

from collections.abc import Sequence

from evenstride.detect.verdicts import judge
from evenstride.knowledge import Aim, facts
from evenstride.model.finding import Verdict
from evenstride.model.measure import Measure
from evenstride.model.session import Reach, Reached
from evenstride.model.skeleton import Side

REACHES = {
    Verdict.PRESENT: Reach.REACHED,
    Verdict.ABSENT: Reach.NOT_REACHED,
    Verdict.POSSIBLE: Reach.UNDETERMINED,
}


def aims_of(exercise: str, sides: Sequence[Side], measures: Sequence[Measure]) -> tuple[Reached, ...]:
    """Return for each of `sides` whether each aim of the exercise was reached, beyond the error of what tells it.

    Parameters
    ----------
    sides
        The legs that did repetitions which count.
    measures
        Of one clip.
    """
    return tuple(_reached(aim, side, measures) for side in sides for aim in facts().exercises[exercise].aims)


def _reached(aim: Aim, side: Side, measures: Sequence[Measure]) -> Reached:
    wanted = (aim.measure, aim.at, side)
    found = next((m for m in measures if (m.name, m.moment, m.side) == wanted), None)
    if found is None or found.value is None or found.interval is None:
        refusal = found.undetermined if found else None
        why = aim.refused.format(reason=refusal.reason) if refusal else aim.unseen
        return Reached(aim.key, side, Reach.UNDETERMINED, why)
    reach, words = REACHES[judge(aim, found.interval)], facts().measures[aim.measure]
    number, interval = words.number(found.value), words.spoken_interval(*found.interval)
    return Reached(aim.key, side, reach, aim.said[reach.value].format(number=number, interval=interval), found.id)
