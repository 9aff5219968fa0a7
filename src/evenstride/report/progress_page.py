"""The page of an athlete's progress: what changed or did not, how even the sides are, what was done, what next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import cast

from evenstride._version import __version__
from evenstride.knowledge import MOMENTS, Criterion, facts
from evenstride.knowledge.entries import MomentName
from evenstride.model import Change, Course, DayValue, HomeTest, Review, RunTrend, Side
from evenstride.model.skeleton import SIDES
from evenstride.report import palette, progress_charts, review_words, scale, words
from evenstride.report.environment import template
from evenstride.report.plan_words import plan_lines
from evenstride.report.progress_charts import DayLine
from evenstride.report.run_charts import runs_over_days
from evenstride.report.run_words import run_change, run_number
from evenstride.report.strength_words import test_sentences, title_of

FILE_NAME = "progress.html"
CHANGES = {Change.CHANGED: "present", Change.NOISE: "absent", Change.CANNOT_TELL: "undetermined"}
"""The shape of each verdict's mark, as those of findings."""

SHORT = {Change.CHANGED: "Changed", Change.NOISE: "No clear change", Change.CANNOT_TELL: "Cannot tell"}


@dataclass(frozen=True, slots=True)
class Said:
    """What can be said of one side of a measure."""

    side: Side
    mark: str
    short: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MeasureStory:
    """One measure over the days: left and right with their error, how far apart they are, a sentence for each side."""

    title: str
    movement: str
    svg: str
    ends: tuple[str, ...]
    upward: str
    threshold: str
    said: tuple[Said, ...]
    apart_svg: str
    apart_says: str


@dataclass(frozen=True, slots=True)
class TestStory:
    """One home test over the days."""

    title: str
    svg: str
    ends: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunStory:
    """One number of a watch's over the runs, with what its published bands are worth."""

    title: str
    svg: str
    ends: tuple[str, ...]
    says: tuple[str, ...]
    note: str


def write_progress_page(review: Review, folder: Path, runs: Sequence[RunTrend] = ()) -> Path:
    """Write ``progress.html`` into a folder, made if it is not there; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE_NAME
    file.write_text(render_progress(review, runs), encoding="utf-8")
    return file


def render_progress(review: Review, runs: Sequence[RunTrend] = ()) -> str:
    """Return the page as HTML; `runs` is what a watch told of the runs, shown beside the screens."""
    stories = [_measure(review, list(own)) for _, own in groupby(_in_order(review.courses), key=_key)]
    changed = [s for s in stories if any(one.mark == "present" for one in s.said)]
    done = review.adherence
    return template("progress.html.j2").render(
        review=review,
        day=words.day(review.day),
        lead=review_words.since_last(review) if review.courses else (),
        changed=changed,
        others=[s for s in stories if s not in changed],
        tests=[_test(list(own)) for _, own in groupby(sorted(review.tests, key=_test_key), key=lambda t: t.test.key)],
        work=review_words.work(done),
        weeks_svg=progress_charts.sessions_a_week(done) if done and any(done.weeks) else "",
        weeks_ends=progress_charts.week_days(done).labels() if done else (),
        runs=[_runs(trend) for trend in runs],
        plan_lines=plan_lines(review.plan),
        retest_on=words.day(review.retest_on) if review.retest_on else "",
        version=__version__,
        sides=SIDES,
        side_names=words.SIDES,
        Side=Side,
        palette=palette,
    )


def _runs(trend: RunTrend) -> RunStory:
    sign = facts().running[trend.name]
    svg, across = runs_over_days(sign, trend)
    shaded = ("Shaded is the maker's orange band, darker the red one.",) if sign.bands else ()
    says = (f"{run_number(sign, trend.values[-1])}.", run_change(sign, trend), *shaded)
    return RunStory(_titled(sign.title, sign.unit), svg, across.labels(), says, sign.note)


def _key(course: Course) -> tuple[str, ...]:
    return (course.movement, course.view, course.name, course.moment)


def _test_key(one: HomeTest) -> tuple[str, str]:
    return (one.test.key, one.test.day)


def _in_order(courses: Sequence[Course]) -> list[Course]:
    """Return courses with both sides of a measure together: those with a threshold first, by movement."""
    return sorted(courses, key=lambda c: (_criterion(c) is None, list(facts().movements).index(c.movement), *_key(c)))


def _criterion(course: Course) -> Criterion | None:
    every = (c for fault in facts().faults_of(course.movement) for c in fault.criteria)
    return next((c for c in every if (c.measure, c.at, c.view) == (course.name, course.moment, course.view)), None)


def _measure(review: Review, own: Sequence[Course]) -> MeasureStory:
    one, criterion = own[0], _criterion(own[0])
    places = words.decimals(one.name)
    across = progress_charts.days_of([day.day for course in own for day in course.days])
    lines = [DayLine(course.side, course.days) for course in own]
    apart = next((a.days for a in review.apart if (a.movement, a.view, a.name, a.moment) == _key(one)), ())
    known, moment = facts().measures.get(one.name), MOMENTS.get(cast("MomentName", one.moment), "")
    return MeasureStory(
        title=_titled(words.title_of_measure(one.name), one.unit),
        movement=", ".join(text for text in (words.title_of_movement(one.movement), moment) if text),
        svg=progress_charts.over_days(lines, across, criterion, one.unit, places),
        ends=across.labels(),
        upward=known.positive_means if known else "",
        threshold=scale.threshold_words(criterion) if criterion else "",
        said=tuple(Said(c.side, CHANGES[c.change], SHORT[c.change], review_words.verdict(c)) for c in own),
        apart_svg=progress_charts.apart_over_days(apart, across, one.unit, places) if apart else "",
        apart_says=review_words.apart_now(apart[-1], one) if apart else "",
    )


def _titled(title: str, unit: str) -> str:
    told = words.unit_words(unit)
    return f"{title} ({told})" if told else title


def _test(own: Sequence[HomeTest]) -> TestStory:
    last = own[-1]
    across = progress_charts.days_of([one.test.day for one in own])
    half = last.test.noise / 2**0.5
    sides = {Side.LEFT: [one.test.left for one in own], Side.RIGHT: [one.test.right for one in own]}
    days = [one.test.day for one in own]
    lines = [
        DayLine(side, tuple(DayValue(day, value, half) for day, value in zip(days, values, strict=True)))
        for side, values in sides.items()
    ]
    return TestStory(
        title=_titled(title_of(last.test.key), last.test.unit),
        svg=progress_charts.over_days(lines, across, None, last.test.unit, 0),
        ends=across.labels(),
        says=tuple(test_sentences(last.test, last.lags)),
    )
