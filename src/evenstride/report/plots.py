"""The repetitions as small multiples, and their mean and spread: charts of one measure of one clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenstride.knowledge import Criterion
from evenstride.model import Assessment, Clip, Measure, Rep, Side
from evenstride.model.skeleton import SIDES
from evenstride.report import charts, curves, scale, words
from evenstride.report.charts import Frame, Trace

SMALL_PX, LARGE_PX = 92, 150
MOST_ACROSS = 4
"""More repetitions than this go to the next line, for the sake of a phone."""


@dataclass(frozen=True, slots=True)
class RepPlot:
    """One repetition: its chart, its name, and what was read in it on each side."""

    title: str
    svg: str
    values: tuple[tuple[Side, str], ...]
    not_counted: str = ""


@dataclass(frozen=True, slots=True)
class RepRow:
    """All repetitions of a clip, on one upright axis."""

    rows: tuple[tuple[RepPlot, ...], ...]

    @property
    def across(self) -> int:
        """How many stand beside each other; each row has room for as many."""
        return max(len(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class MeanPlot:
    """Mean and spread of one measure over the repetitions of one clip."""

    title: str
    svg: str
    caption: str
    turn_percent: float | None
    judged: bool


def rep_row(
    assessment: Assessment, measure: Measure, criterion: Criterion | None, sides: Sequence[Side]
) -> RepRow | None:
    """Return a small chart for each repetition of a measure's clip; None if there is nothing to draw."""
    reps = assessment.reps_of(measure.clip)
    drawn: list[tuple[Rep, list[Trace]]] = []
    for rep in reps:
        seen = [s for s in sides if rep in curves.reps_for(assessment, measure, s) or not rep.counted]
        traces = [t for s in seen if (t := curves.over_rep(assessment, measure, s, rep)) is not None]
        if traces:
            drawn.append((rep, traces))
    if not drawn:
        return None
    axis = charts.axis_around([t for _, traces in drawn for t in traces], criterion)
    frame = Frame(axis, measure.unit, criterion, SMALL_PX)
    across = min(len(drawn), MOST_ACROSS)
    plots = [
        _rep_plot(assessment, measure, rep, traces, frame, n % across == 0) for n, (rep, traces) in enumerate(drawn)
    ]
    return RepRow(tuple(tuple(plots[n : n + across]) for n in range(0, len(plots), across)))


def _rep_plot(
    assessment: Assessment, measure: Measure, rep: Rep, traces: list[Trace], frame: Frame, labelled: bool
) -> RepPlot:
    values = tuple(
        (trace.side, words.quantity(value, measure.unit, words.decimals(measure.name)))
        for trace in traces
        if (value := _value_of_rep(assessment, measure, trace.side, rep)) is not None
    )
    side = f", {rep.side}" if rep.side in SIDES else ""
    title = f"Rep {rep.index}{side}"
    told = "; ".join(f"{s} {v}" if s in SIDES else v for s, v in values)
    label = f"{title}: {words.title_of_measure(measure.name)}" + (f", {told}" if told else "")
    svg = charts.svg(traces, frame, label, curves.turn_percent((rep,)), labelled)
    return RepPlot(title, svg, values, "" if rep.counted else rep.why_not or "not counted")


def _value_of_rep(assessment: Assessment, measure: Measure, side: Side, rep: Rep) -> float | None:
    """Return what a measure read in one repetition; None unless it was read in all of them."""
    alike = (measure.clip, measure.name, measure.moment, side)
    own = next((m for m in assessment.measures if (m.clip, m.name, m.moment, m.side) == alike), None)
    counted = curves.reps_for(assessment, measure, side)
    if own is None or len(own.per_rep) != len(counted) or rep not in counted:
        return None
    return own.per_rep[counted.index(rep)]


def mean_plots(assessment: Assessment, clip: Clip) -> tuple[MeanPlot, ...]:
    """Return mean and spread over the repetitions for every measure of a clip, those that findings rest on first."""
    judged = {key for finding in assessment.findings for key in finding.measures}
    names: dict[str, Measure] = {}
    for measure in sorted(assessment.measures, key=lambda m: m.id not in judged):
        if measure.clip == clip.id and measure.value is not None:
            names.setdefault(measure.name, measure)
    plots = (_mean_plot(assessment, m, m.id in judged) for m in names.values())
    return tuple(plot for plot in plots if plot is not None)


def _mean_plot(assessment: Assessment, measure: Measure, judged: bool) -> MeanPlot | None:
    sides = curves.sides_of(measure, assessment)
    traces = [t for s in sides if (t := curves.mean_and_spread(assessment, measure, s)) is not None]
    if not traces:
        return None
    criterion = scale.criterion_for(assessment, measure)
    frame = Frame(charts.axis_around(traces, criterion), measure.unit, criterion, LARGE_PX, ticks=4)
    reps = tuple(dict.fromkeys(r for s in sides for r in curves.reps_for(assessment, measure, s)))
    title = words.title_of_measure(measure.name)
    count = "one repetition" if len(reps) == 1 else f"mean of {len(reps)} repetitions, band ± 1 standard deviation"
    turn = curves.turn_percent(reps)
    svg = charts.svg(traces, frame, f"{title} over the repetition: {count}", turn)
    unit = words.unit_words(measure.unit)
    told = f"{count[0].upper()}{count[1:]}. Upward: {measure.positive_means}."
    return MeanPlot(f"{title} ({unit})", svg, told, turn, judged)
