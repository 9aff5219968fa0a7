"""What a watch says of the runs: each number over time, its published bands, and what those are worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from evenstride.cli.saying import say
from evenstride.language import Told, tr

if TYPE_CHECKING:
    from evenstride.knowledge import RunningSign
    from evenstride.model import Run
    from evenstride.track import RunTrend

EVEN_PCT = 50.0


def figures_of(run: Run) -> Iterator[str]:
    """Yield a line for the run, and one for each number that the watch recorded."""
    from evenstride.knowledge import facts
    from evenstride.report.words import day

    yield f"A run of {run.duration_s / 60:.0f} minutes on {day(run.started)}."
    for sign in facts().running.values():
        value = getattr(run, sign.key)
        if value is not None:
            yield f"  {sign.title}: {_told(sign, value)}"
    if run.contact_left_pct is None:
        yield "  Nothing of left against right: that takes a chest strap or a pod with running dynamics."


def say_runs(place: str | None, athlete: str) -> None:
    """Say how what the watch tells went over the runs; nothing if there are none."""
    from evenstride.cli.store import opened_store
    from evenstride.knowledge import facts
    from evenstride.report.words import day
    from evenstride.track import run_trend

    with opened_store(place) as store:
        runs = store.runs(athlete)
    if not runs:
        return
    say(f"\nRuns with a watch: {len(runs)}, the last on {day(runs[-1].started)}.")
    for sign in facts().running.values():
        trend = run_trend(sign.key, runs)
        if trend is not None:
            say(f"  {sign.title}: {_told(sign, trend.values[-1])}")
            say(f"    {_change(sign, trend)}")
            say(Told(click.wrap_text(tr(sign.note), 100, "    ", "    ")))


def _told(sign: RunningSign, value: float) -> str:
    """Return a number of a run in words, with the published band it falls into."""
    number = f"{value:.{sign.decimals}f} {sign.unit}"
    if not sign.bands:
        return number
    share = max(value, 100 - value)
    side = "left" if value > EVEN_PCT else "right"
    band = sign.band(share)
    told = f"{share:.{sign.decimals}f} {sign.unit} on the {side} foot"
    if round(share, sign.decimals) == EVEN_PCT:
        told = f"{number}, even"
    return f"{told} (the maker's band: {band.label})" if band else told


def _change(sign: RunningSign, trend: RunTrend) -> str:
    from evenstride.track.running import FEWEST

    if trend.smallest_real is None:
        return f"Too few runs to say whether it changes: {2 * FEWEST} are needed, {len(trend.values)} are here."
    places = sign.decimals
    earlier, later = f"{trend.earlier:.{places}f}", f"{trend.later:.{places}f} {sign.unit}"
    whose = " (left foot)" if sign.bands else ""
    noise = f"{trend.smallest_real:.{max(places, 1)}f}"
    return f"Earlier runs {earlier}, later runs {later}{whose}: {trend.change}; {noise} or less is noise."
