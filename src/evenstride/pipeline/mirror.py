"""The mirror check: a clip seen again as a mirror shows it, where every side must swap.

A pose model that favours one leg reads the two pictures differently. What does not swap is its own left-right bias;
half of it is how far either reading is off, and that widens the interval.
"""

from __future__ import annotations

from dataclasses import replace

from evenstride.capture import Recording
from evenstride.knowledge import facts
from evenstride.model.clip import Problem, View
from evenstride.model.measure import Measure
from evenstride.model.skeleton import Side
from evenstride.pipeline.requests import ClipRequest
from evenstride.pipeline.study import Study, study_of

DISAGREES = "mirror_disagrees"


def mirror_checked(study: Study, request: ClipRequest, reflected: Recording) -> Study:
    """Return a study whose intervals also hold what its reflection reads.

    Parameters
    ----------
    study
        What the clip shows.
    reflected
        The same clip, posed as a mirror shows it.
    """
    turned_back = replace(reflected, motion=reflected.motion.mirrored())
    other = study_of(study.clip.id, request, turned_back)
    read = {(m.name, m.side, m.moment): m for m in other.measures}
    measures = tuple(_widened(m, read.get((m.name, m.side, m.moment))) for m in study.measures)
    if _in_short(other) == _in_short(study):
        return replace(study, measures=measures)
    problem = Problem(DISAGREES, 0.0, study.clip.duration_s, facts().problems[DISAGREES].advice)
    return replace(study, measures=measures, clip=replace(study.clip, problems=(*study.clip.problems, problem)))


def _in_short(study: Study) -> tuple[int, View, Side]:
    """Return the repetitions, the view and, where one was nearer, the side."""
    clip = study.clip
    return len(study.reps), clip.view, Side.NONE if clip.view in (View.FRONT, View.REAR) else clip.near_side


def _widened(measure: Measure, reflection: Measure | None) -> Measure:
    if measure.value is None or measure.budget is None or reflection is None or reflection.value is None:
        return measure
    budget = replace(measure.budget, mirror=abs(measure.value - reflection.value) / 2)
    reach = budget.half_width
    return replace(measure, budget=budget, interval=(measure.value - reach, measure.value + reach))
