"""The page of a session: what was done on each side, shown, counted and plotted; one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from evenstride.knowledge import Criterion, facts
from evenstride.model import Assessment, FilmedSet, Rep, Session, Side, Trend, Verdict, ended_in_words, reached_in_words
from evenstride.model.skeleton import SIDES
from evenstride.report import palette, scale, session_charts, words
from evenstride.report import session_words as told
from evenstride.report.environment import template
from evenstride.report.evidence import Pictures, draw_figures, pictures_needed
from evenstride.report.footnotes import Footnotes
from evenstride.report.page import FILE_NAME, clip_story
from evenstride.report.session_pictures import RepPicture, draw_reps, shown_reps
from evenstride.report.story import Section, sections_of


@dataclass(frozen=True, slots=True)
class SetStory:
    """One set as the page tells it, (side, repetitions) of each that took part, and the pause before the next."""

    name: str
    sides: tuple[tuple[Side, int], ...]
    when: str
    rest: str


@dataclass(frozen=True, slots=True)
class SetChart:
    """One quantity over the repetitions of the set; `first` if it is what everybody looks for, or stood out."""

    title: str
    svg: str
    told: str
    threshold: str
    first: bool


def session_pictures_needed(assessment: Assessment) -> tuple[tuple[str, float], ...]:
    """Return the frames that a session's page wants, as (clip id, seconds), each once, in order of time."""
    clip = assessment.clips[0].id
    shown = {(clip, one.time_s) for one in shown_reps(assessment)}
    return tuple(sorted(shown | set(pictures_needed(assessment))))


def write_session_page(
    session: Session, assessment: Assessment, folder: Path, pictures: Pictures, blur_faces: bool = True
) -> Assessment:
    """Write ``report.html`` and ``figures/`` of a session; return its assessment with the pictures of findings named.

    Parameters
    ----------
    assessment
        The same clip as an assessment, with its signals.
    pictures
        The frames that `session_pictures_needed` asked for: (clip id, seconds) to an RGB image of any size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    named, figures = draw_figures(assessment, folder, pictures, blur_faces)
    photos = draw_reps(named, shown_reps(named), folder, pictures, blur_faces)
    notes, seen = Footnotes(), _of_filmed_sides(named)
    sections = sections_of(seen, figures, notes) if session.undetermined is None else ()
    page = render_session(session, seen, sections, photos, notes, blur_faces)
    (folder / FILE_NAME).write_text(page, encoding="utf-8")
    return named


def _of_filmed_sides(assessment: Assessment) -> Assessment:
    """Return the assessment without what it cannot say of a side that did nothing, and of too few repetitions.

    A set of one leg is no flaw of the clip, and the count stands in large figures.
    """
    sides = {rep.side for rep in assessment.reps}
    findings = tuple(f for f in assessment.findings if f.side not in SIDES or f.side in sides)
    clips = tuple(
        replace(clip, problems=tuple(p for p in clip.problems if p.code != "too_few_reps")) for clip in assessment.clips
    )
    return replace(assessment, findings=findings, clips=clips)


def render_session(
    session: Session,
    assessment: Assessment,
    sections: Sequence[Section],
    photos: Sequence[RepPicture],
    notes: Footnotes,
    blur_faces: bool = True,
) -> str:
    """Return the page as HTML."""
    brief = [replace(s, scales=tuple(replace(one, reps=None) for one in s.scales)) for s in sections]
    counted, charts = [rep for rep in session.reps if rep.counted], list(_charts(session, assessment))
    best = [one.rep for one in shown_reps(assessment) if one.kind == "best"]
    sides = [side for side in (*SIDES, Side.BOTH, Side.NONE) if any(rep.side is side for rep in counted)]
    return template("session.html.j2").render(
        session=session,
        assessment=assessment,
        title=facts().exercises[session.exercise].title,
        day=words.day(session.created),
        lead=told.lead(session),
        tiles=told.tiles(session),
        reached=(*reached_in_words(session.aims), *ended_in_words(session.reps)),
        photos=photos,
        strip=session_charts.strip(session, best) if session.reps else "",
        best_marked=bool(best),
        some_out=any(not rep.counted for rep in session.reps),
        sets=_sets(session),
        left_out=told.left_out(session),
        tempos=_tempos(counted, sides),
        holds=any(rep.hold_s is not None for rep in counted),
        charts=charts,
        few="" if any(chart.told for chart in charts) else told.TOO_FEW,
        next_time=told.next_time(session),
        how=facts().exercises[session.exercise].how,
        judged=[s for s in brief if s.verdict is not Verdict.UNDETERMINED],
        open_questions=_unjudged(assessment) if session.undetermined is None else [],
        troubles=_troubles(assessment),
        in_holds=words.in_holds(session.exercise),
        walks=facts().exercises[session.exercise].dose.metres is not None,
        done_sides=[side for side in sides if side in SIDES],
        clips=[clip_story(assessment, clip) for clip in assessment.clips],
        meant_by={s.id: () for s in brief},
        several_movements=False,
        stopped_altogether=False,
        faces_hidden=blur_faces,
        notes=notes.notes,
        sides=SIDES,
        Side=Side,
        side_names=words.SIDES,
        palette=palette,
        verdict_words=words.VERDICTS,
    )


def _unjudged(assessment: Assessment) -> list[tuple[tuple[str, ...], str, str, str]]:
    """Return (faults, side, why, how to film it) of what could not be judged, once for all of the same reason."""
    sides: dict[tuple[str, str, str], list[Side]] = {}
    for f in assessment.findings:
        if f.verdict is Verdict.UNDETERMINED:
            title = facts().fault(f.movement, f.fault).title
            sides.setdefault((title, f.why, f.advice or ""), []).append(f.side)
    same: dict[tuple[str, str, str], list[str]] = {}
    for (title, why, advice), of in sides.items():
        which = "both sides" if len(of) > 1 else f"{of[0]} side" if of[0] in SIDES else ""
        same.setdefault((which, why, advice), []).append(title)
    return [(tuple(titles), *reason) for reason, titles in same.items()]


def _troubles(assessment: Assessment) -> list[tuple[str, tuple[str, ...], str]]:
    """Return (what is wrong with the clip, when, what to do), once for all of the same kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for clip in assessment.clips:
        for name, when, advice in clip_story(assessment, clip).problems:
            found.setdefault((name, advice), []).append(when)
    return [(name, tuple(when), advice) for (name, advice), when in found.items()]


def _sets(session: Session) -> list[SetStory]:
    """Return the sets in order, with the rest after each; sides that take turns share one."""
    blocks: list[list[FilmedSet]] = []
    for one in session.sets:
        if blocks and one.from_s < max(b.to_s for b in blocks[-1]):
            blocks[-1].append(one)
        else:
            blocks.append([one])
    spans = [(block[0].from_s, max(one.to_s for one in block)) for block in blocks]
    rests = [f"{words.seconds(b[0] - a[1])} pause" if b[0] > a[1] else "" for a, b in pairwise(spans)]
    return [
        SetStory(
            f"Set {n}",
            tuple((one.side, len(one.reps)) for one in sorted(block, key=lambda one: one.side is not Side.LEFT)),
            f"{words.number(from_s, 0)} to {words.quantity(to_s, 's', 0)}",
            rest,
        )
        for n, (block, (from_s, to_s), rest) in enumerate(zip(blocks, spans, [*rests, ""], strict=False), 1)
    ]


def _tempos(counted: Sequence[Rep], sides: Sequence[Side]) -> list[tuple[Side, str]]:
    """Return a chart of each side's repetitions; one alone has none to be compared with."""
    longest = max((rep.end_s - rep.start_s for rep in counted), default=0.0)
    own = [(side, [rep for rep in counted if rep.side is side]) for side in sides]
    return [(side, session_charts.tempo(reps, longest)) for side, reps in own if len(reps) > 1]


def _charts(session: Session, assessment: Assessment) -> Iterator[SetChart]:
    """Yield a chart of every quantity that has a value in at least two repetitions of a side."""
    stood_out = {
        assessment.measure(key).name for f in assessment.findings if f.verdict is Verdict.PRESENT for key in f.measures
    }
    several = any(one.change is not None for one in session.trends)
    for name in dict.fromkeys(one.name for one in session.trends):
        own = [one for one in session.trends if one.name == name and one.side is not Side.NONE]
        if max((len(one.per_rep) for one in own), default=0) < 2:
            continue
        criterion = _criterion(assessment, own[0])
        places = words.decimals(name) if name in facts().measures else 0 if own[0].unit == "%" else 1
        yield SetChart(
            told.title_of_trend(name, session.exercise),
            session_charts.over_the_set(own, criterion, places),
            told.trend_sentence(own, places) if several else "",
            scale.threshold_words(criterion) if criterion else "",
            name in told.TITLES or name in stood_out or any(one.changed for one in own),
        )


def _criterion(assessment: Assessment, one: Trend) -> Criterion | None:
    measures = (m for m in assessment.measures if m.name == one.name and len(m.per_rep) == len(one.per_rep))
    return next((c for m in measures if (c := scale.criterion_for(assessment, m)) is not None), None)
