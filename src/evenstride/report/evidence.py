"""The frames that show a finding: which ones are needed, and what is drawn on them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenstride.model import Assessment, Evidence, Finding, Measure, Side, Verdict
from evenstride.model.skeleton import SIDES
from evenstride.report import curves, drawings, overlay, words
from evenstride.report.burn import burn
from evenstride.report.cutouts import Cutout, cut_out, jpeg
from evenstride.report.drawings import Reading
from evenstride.report.marks import Mark, Role
from evenstride.report.pose import Track

Pictures = Mapping[tuple[str, float], NDArray[np.uint8]]
SAME_MOMENT_S = 0.06
"""Two findings of one clip whose frames are this close share a picture."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as the page shows it: image and overlay, what they show in words, and whose finding it is."""

    findings: tuple[str, ...]
    clip: str
    time_s: float
    image_uri: str
    overlay: str
    size_px: tuple[int, int]
    alt: str
    caption: str
    moment: str

    @property
    def anchor(self) -> str:
        """Where the page shows it."""
        return f"picture-{self.findings[0]}-{self.clip}-{round(100 * self.time_s)}"


def pictures_needed(assessment: Assessment) -> tuple[tuple[str, float], ...]:
    """Return the frames a report wants, as (clip id, seconds), each once, in the order of the clips and of time."""
    wanted = {(e.clip, e.time_s) for f in assessment.findings for e in f.evidence if _can_show(assessment, f, e)}
    order = [clip.id for clip in assessment.clips]
    return tuple(sorted(wanted, key=lambda key: (order.index(key[0]), key[1])))


def _can_show(assessment: Assessment, finding: Finding, evidence: Evidence) -> bool:
    known = evidence.clip in assessment.signals and evidence.clip in {c.id for c in assessment.clips}
    return known and finding.verdict is not Verdict.UNDETERMINED


def measure_behind(assessment: Assessment, finding: Finding, clip_id: str) -> Measure | None:
    """Return the measure of a clip that a finding rests on first, or None if it rests on none of that clip."""
    measures = (assessment.measure(key) for key in finding.measures)
    return next((m for m in measures if m.clip == clip_id and m.value is not None), None)


def draw_figures(
    assessment: Assessment, folder: Path, pictures: Pictures, blur_faces: bool = True
) -> tuple[Assessment, tuple[Figure, ...]]:
    """Draw every evidence picture to ``folder/figures``; return the assessment that names them, and them for the page.

    Two findings seen in the same frame share one figure of the page, and have a file each.
    """
    figures: list[Figure] = []
    findings: list[Finding] = []
    for finding in assessment.findings:
        shown: list[Evidence] = []
        for number, evidence in enumerate(finding.evidence):
            picture = pictures.get((evidence.clip, evidence.time_s))
            if picture is None or not _can_show(assessment, finding, evidence):
                shown.append(evidence)
                continue
            name = f"{finding.id}.jpg" if number == 0 else f"{finding.id}-{number + 1}.jpg"
            shown.append(replace(evidence, picture=f"figures/{name}"))
            _draw(assessment, finding, evidence, picture, folder / "figures" / name, figures, blur_faces)
        findings.append(replace(finding, evidence=tuple(shown)))
    return replace(assessment, findings=tuple(findings)), tuple(figures)


def _draw(
    assessment: Assessment,
    finding: Finding,
    evidence: Evidence,
    picture: NDArray[np.uint8],
    path: Path,
    figures: list[Figure],
    blur_faces: bool,
) -> None:
    """Write one picture, and add it to `figures` or, if its moment is there already, its finding to that figure."""
    measure = measure_behind(assessment, finding, evidence.clip)
    sides = sides_shown(assessment, measure)
    view = assessment.clip(evidence.clip).view
    crop = drawings.crop_of(measure.name, view) if measure else drawings.Crop.PERSON
    track = Track(assessment.signals[evidence.clip].motion)
    cutout = cut_out(picture, track, evidence.time_s, crop, sides, blur_faces)
    marks = marks_on(assessment, measure, sides, evidence.time_s, cutout)
    twin = next((n for n, figure in enumerate(figures) if _same(assessment, figure, finding, evidence)), None)
    if twin is not None:
        figures[twin] = replace(figures[twin], findings=(*figures[twin].findings, finding.id))
    else:
        figures.append(_figure(assessment, finding, evidence, measure, cutout, marks))
    burn(cutout.image, marks, cutout.unit_px)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(jpeg(cutout.image))


def sides_shown(assessment: Assessment, measure: Measure | None) -> tuple[Side, ...]:
    """Return the sides to draw: all of which this clip has the same measure, so that left stands beside right.

    Where one leg works at a time, the other one rests or supports, and says nothing.
    """
    if measure is None:
        return ()
    if any(rep.side in SIDES for rep in assessment.reps_of(measure.clip)):
        return (measure.side,)
    alike = [
        m for m in assessment.measures if (m.clip, m.name, m.moment) == (measure.clip, measure.name, measure.moment)
    ]
    return tuple(dict.fromkeys(m.side for m in alike if m.value is not None))


def marks_on(
    assessment: Assessment, measure: Measure | None, sides: tuple[Side, ...], time_s: float, cutout: Cutout
) -> tuple[Mark, ...]:
    """Return what is drawn on a picture: the measure's drawing on each side, over thin bones."""
    marks = drawings.skeleton(cutout.pose, Role.FAINT)
    if measure is None:
        return marks
    view = assessment.clip(measure.clip).view
    drawn: list[Mark] = []
    for side in sides:
        reading = reading_at(assessment, measure, side, time_s)
        if reading is not None:
            drawn += drawings.draw(measure.name, view, cutout.pose, side, reading)
    return (*marks, *drawn)


def reading_at(assessment: Assessment, measure: Measure, side: Side, time_s: float) -> Reading | None:
    """Return what a measure reads in one frame, tagged with its side: ``R 6.1 %``; None if nothing."""
    value = curves.value_at(assessment, measure, side, time_s)
    if value is None:
        return None
    told = words.quantity(value, measure.unit, words.decimals(measure.name))
    return Reading(value, words.LETTERS.get(side, "") + told)


def _same(assessment: Assessment, figure: Figure, finding: Finding, evidence: Evidence) -> bool:
    if figure.clip != evidence.clip or abs(figure.time_s - evidence.time_s) > SAME_MOMENT_S:
        return False
    drawn_for = next(f for f in assessment.findings if f.id == figure.findings[0])
    return (drawn_for.movement, drawn_for.fault) == (finding.movement, finding.fault)


def _figure(
    assessment: Assessment,
    finding: Finding,
    evidence: Evidence,
    measure: Measure | None,
    cutout: Cutout,
    marks: tuple[Mark, ...],
) -> Figure:
    moment = _moment(assessment, evidence)
    return Figure(
        findings=(finding.id,),
        clip=evidence.clip,
        time_s=evidence.time_s,
        image_uri="data:image/jpeg;base64," + b64encode(jpeg(cutout.image)).decode("ascii"),
        overlay=overlay.svg(marks, cutout.size_px),
        size_px=cutout.size_px,
        alt=_alt(assessment, evidence, measure, moment),
        caption=f"{moment[0].upper()}{moment[1:]}. The numbers are of this one frame.",
        moment=moment,
    )


def _moment(assessment: Assessment, evidence: Evidence) -> str:
    reps = assessment.reps_of(evidence.clip)
    clip = assessment.clip(evidence.clip)
    view = words.VIEWS[clip.view]
    when = f"{words.seconds(evidence.time_s)} into the clip {view}"
    rep = next((r for r in reps if r.start_s <= evidence.time_s <= r.end_s), None)
    return f"{words.rep_name(rep, reps, clip.movement)}, {when}" if rep else when


def _alt(assessment: Assessment, evidence: Evidence, measure: Measure | None, moment: str) -> str:
    if measure is None:
        return f"The runner, {moment}."
    told = [
        (f"{side} " if side in SIDES else "") + words.quantity(value, measure.unit, words.decimals(measure.name))
        for side in sides_shown(assessment, measure)
        if (value := curves.value_at(assessment, measure, side, evidence.time_s)) is not None
    ]
    return f"The runner, {moment}. Drawn on: {words.title_of_measure(measure.name).lower()}: {', '.join(told)}."
