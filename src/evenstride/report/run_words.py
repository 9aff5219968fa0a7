"""What a watch says of the runs, in words: each number with its published band, and whether it changes."""

from __future__ import annotations

from collections.abc import Iterator

from evenstride.knowledge import RunningSign, facts
from evenstride.model import FEWEST_RUNS, Run, RunTrend
from evenstride.report.words import day

EVEN_PCT = 50.0


def run_figures(run: Run) -> Iterator[str]:
    """Yield a line for the run, and one for each number that the watch recorded."""
    yield f"A run of {run.duration_s / 60:.0f} minutes on {day(run.started)}."
    for sign in facts().running.values():
        value = getattr(run, sign.key)
        if value is not None:
            yield f"  {sign.title}: {run_number(sign, value)}"
    if run.contact_left_pct is None:
        yield "  Nothing of left against right: that takes a chest strap or a pod with running dynamics."


def run_number(sign: RunningSign, value: float) -> str:
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


def run_change(sign: RunningSign, trend: RunTrend) -> str:
    """Return whether the later runs differ from the earlier by more than runs differ anyhow."""
    if trend.smallest_real is None:
        return f"Too few runs to say whether it changes: {2 * FEWEST_RUNS} are needed, {len(trend.values)} are here."
    places = sign.decimals
    earlier, later = f"{trend.earlier:.{places}f}", f"{trend.later:.{places}f} {sign.unit}"
    whose = " (left foot)" if sign.bands else ""
    noise = f"{trend.smallest_real:.{max(places, 1)}f}"
    return f"Earlier runs {earlier}, later runs {later}{whose}: {trend.change}; runs differ by up to {noise} anyhow."
