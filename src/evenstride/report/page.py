"""The page: one file that needs nothing else, not even a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evenstride.knowledge import facts
from evenstride.language import counted
from evenstride.model import Assessment, Clip, Retest, Side, Verdict
from evenstride.model.clip import Problem
from evenstride.model.skeleton import SIDES
from evenstride.report import body, palette, plots, words
from evenstride.report.differences import side_table
from evenstride.report.environment import template
from evenstride.report.evidence import Pictures, draw_figures
from evenstride.report.footnotes import Footnotes
from evenstride.report.imbalances import MEANINGS, ImbalanceStory, stories_of
from evenstride.report.plan_words import plan_lines
from evenstride.report.plots import MeanPlot
from evenstride.report.story import Section, is_stopped, sections_of

FILE_NAME = "report.html"


@dataclass(frozen=True, slots=True)
class ClipStory:
    """One clip as the page tells it."""

    clip: Clip
    title: str
    name: str
    view: str
    yaw: str
    reps: str
    plots: tuple[MeanPlot, ...]
    problems: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RetestStory:
    """One retest as the page tells it."""

    title: str
    side: str
    change: str
    settles: str


def write_page(assessment: Assessment, folder: Path, pictures: Pictures, blur_faces: bool = True) -> Assessment:
    """Write ``report.html`` and ``figures/`` into a folder, and return the assessment with its pictures named.

    Parameters
    ----------
    folder
        Where the results go; made if it is not there.
    pictures
        The frames that `pictures_needed` asked for: (clip id, seconds) to an RGB image of any size.
    blur_faces
        Whether heads are hidden, in the page and in the files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    named, figures = draw_figures(assessment, folder, pictures, blur_faces)
    notes = Footnotes()
    sections = sections_of(named, figures, notes)
    imbalances = stories_of(named, sections, notes)
    (folder / FILE_NAME).write_text(render(named, sections, imbalances, notes, blur_faces), encoding="utf-8")
    return named


def render(
    assessment: Assessment,
    sections: Sequence[Section],
    imbalances: Sequence[ImbalanceStory],
    notes: Footnotes,
    blur_faces: bool = True,
) -> str:
    """Return the page as HTML."""
    movements = list(dict.fromkeys(words.title_of_movement(f.movement) for f in assessment.findings))
    return template("report.html.j2").render(
        assessment=assessment,
        title=title_of(assessment),
        day=words.day(assessment.created),
        sections=sections,
        stopped_altogether=any(stop.movement is None for stop in assessment.stops),
        stops=[(stop, words.title_of_movement(stop.movement) if stop.movement else "") for stop in assessment.stops],
        imbalances=imbalances,
        body=body.svg([story.shade for story in imbalances]),
        swatch=body.key_svg,
        confidences=MEANINGS,
        plan_lines=plan_lines(assessment.plan),
        meant_by={s.id: [i for i in imbalances if s.id in {link.anchor for link in i.because}] for s in sections},
        side_table=side_table(assessment),
        glance=[(movement, [s for s in sections if s.movement == movement]) for movement in movements],
        judged=[s for s in sections if s.verdict is not Verdict.UNDETERMINED],
        open_questions=open_questions(assessment),
        clips=[clip_story(assessment, clip) for clip in assessment.clips],
        retest_title=_retest_title(assessment),
        faces_hidden=blur_faces,
        retests=_retests(assessment),
        notes=notes.notes,
        several_movements=len(movements) > 1,
        sides=SIDES,
        Side=Side,
        side_names=words.SIDES,
        palette=palette,
        verdicts=list(Verdict),
        verdict_words=words.VERDICTS,
    )


def title_of(assessment: Assessment) -> str:
    """Return the movements of an assessment as a title; a retest goes without saying beside what it repeats."""
    filmed = list(dict.fromkeys(c.movement for c in assessment.clips if c.movement))
    known = facts().movements
    first = [key for key in filmed if key not in known or known[key].kind != "retest"]
    return " · ".join(words.title_of_movement(key) for key in first or filmed) or "Movement screen"


def open_questions(assessment: Assessment) -> list[tuple[str, str, str, str]]:
    """Return (fault, side, why, how to film it) for everything that could not be judged."""
    return [
        (
            facts().fault(f.movement, f.fault).title,
            f"{f.side} side" if f.side in SIDES else "",
            f.why,
            f.advice or "",
        )
        for f in assessment.findings
        if f.verdict is Verdict.UNDETERMINED
    ]


def clip_story(assessment: Assessment, clip: Clip) -> ClipStory:
    """Return one clip as a page tells it."""
    low, high = clip.view_yaw_deg.interval
    reps = assessment.reps_of(clip.id)
    done = sum(r.counted for r in reps)
    left_out = len(reps) - done
    in_holds = words.in_holds(clip.movement)
    told = counted(done, "{n} hold", "{n} holds") if in_holds else counted(done, "{n} repetition", "{n} repetitions")
    return ClipStory(
        clip=clip,
        title=words.title_of_movement(clip.movement),
        name=Path(clip.file).name,
        view=words.VIEWS[clip.view],
        yaw=f"{words.number(clip.view_yaw_deg.value, 0)}° (likely {words.number(low, 0)} to {words.number(high, 0)})",
        reps=f"{told}, and {left_out} not counted" if left_out else told,
        plots=plots.mean_plots(assessment, clip),
        problems=tuple((words.title_of_problem(p), _when(p), p.advice) for p in clip.problems),
    )


def _when(problem: Problem) -> str:
    first, last = words.number(problem.from_s, 1), words.number(problem.to_s, 1)
    return f"at {words.seconds(problem.to_s)}" if first == last else f"{first} to {words.seconds(problem.to_s)}"


def _retest_title(assessment: Assessment) -> str:
    retested = {r.retest for r in assessment.retests}
    movements = dict.fromkeys(f.movement for f in assessment.findings if f.id in retested)
    return " · ".join(words.title_of_movement(key) for key in movements) or "With a change of set-up"


def _retests(assessment: Assessment) -> list[RetestStory]:
    movement = {f.id: f.movement for f in assessment.findings}
    told = (r for r in assessment.retests if not is_stopped(assessment, movement[r.retest]))
    return [_retest(assessment, r) for r in told]


def _retest(assessment: Assessment, retest: Retest) -> RetestStory:
    plain = next((f for f in assessment.findings if f.id == retest.plain), None)
    raised = next((f for f in assessment.findings if f.id == retest.retest), None)
    title = facts().fault(plain.movement, plain.fault).title if plain else retest.fault.replace("_", " ")
    change = ""
    if plain and raised and retest.change is not None and retest.change_interval is not None:
        before = next((assessment.measure(key) for key in plain.measures), None)
        unit, name = (before.unit, before.name) if before else ("", "")
        places = words.decimals(name)
        low, high = (words.number(v, places) for v in retest.change_interval)
        change = f"{words.quantity(retest.change, unit, places, long=True)} (likely {low} to {high})"
    return RetestStory(title, str(retest.side) if retest.side in SIDES else "", change, retest.settles)
