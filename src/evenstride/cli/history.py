"""What the store holds of an athlete, read into nouns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evenstride.errors import UnknownAthleteError

if TYPE_CHECKING:
    from evenstride.model import StrengthTest
    from evenstride.pipeline.looping import History


def history_of(place: str | None, athlete: str) -> History:
    """Return everything a plan goes on from.

    Raises
    ------
    UnknownAthleteError
        If the store knows nobody of that name.
    """
    from evenstride.cli.store import opened_store
    from evenstride.exchange import assessment_json, intake_json, plan_json
    from evenstride.pipeline.looping import History

    source = Path("store")
    with opened_store(place) as store:
        return History(
            assessments=tuple(assessment_json.from_json(t, source) for t in store.documents(athlete, "assessment")),
            tests=store.tests(athlete),
            workouts=store.workouts(athlete),
            intakes=tuple(intake_json.from_json(t, source) for t in store.documents(athlete, "intake")),
            plans=tuple(plan_json.from_json(t, source) for t in store.documents(athlete, "plan")),
        )


def tests_of(place: str | None, athlete: str | None) -> tuple[StrengthTest, ...]:
    """Return the home tests that are kept of an athlete; none of nobody, or of one who is new."""
    from evenstride.cli.store import opened_store

    if athlete is None:
        return ()
    with opened_store(place) as store:
        try:
            return store.tests(athlete)
        except UnknownAthleteError:
            return ()
