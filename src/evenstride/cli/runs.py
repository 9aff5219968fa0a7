"""What a watch says of the runs, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evenstride.cli.saying import say
from evenstride.language import Told, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evenstride.model import RunTrend


def run_trends(place: str | None, athlete: str) -> tuple[RunTrend, ...]:
    """Return how each number that a watch recorded went over the runs of somebody.

    Raises
    ------
    UnknownAthleteError
        If the store knows nobody of that name.
    """
    from evenstride.cli.store import opened_store
    from evenstride.knowledge import facts
    from evenstride.track import run_trend

    with opened_store(place) as store:
        runs = store.runs(athlete)
    found = (run_trend(name, runs) for name in facts().running)
    return tuple(trend for trend in found if trend is not None)


def say_runs(trends: Sequence[RunTrend]) -> None:
    """Say what the watch tells beside the screens; nothing if there are no runs."""
    from evenstride.knowledge import facts
    from evenstride.report.run_words import run_change, run_number
    from evenstride.report.words import day

    if not trends:
        return
    say(f"\nRuns with a watch: {max(len(t.days) for t in trends)}, the last on {day(max(t.days[-1] for t in trends))}.")
    for trend in trends:
        sign = facts().running[trend.name]
        say(f"  {sign.title}: {run_number(sign, trend.values[-1])}")
        say(f"    {run_change(sign, trend)}")
        say(Told(click.wrap_text(tr(sign.note), 100, "    ", "    ")))
