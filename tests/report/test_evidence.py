from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from evenstride.model import Evidence, Side, Verdict, View
from evenstride.report import lettering, pictures_needed, write_page
from evenstride.report.burn import burn
from evenstride.report.cutouts import SHAPE, WIDEST_PX, cut_out
from evenstride.report.drawings import Crop
from evenstride.report.evidence import draw_figures, reading_at, sides_shown
from evenstride.report.marks import Dot, Line, Mark, Role, Tag
from evenstride.report.palette import side_rgb
from evenstride.report.pose import Track
from tests.report.squatting import motion_from, picture, pictures_for, squat_assessment


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    code = "import sys, evenstride.report; print({'av', 'cv2', 'jinja2', 'scipy'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert ran.stdout.strip() == "set()"


def test_each_frame_is_asked_for_once_in_the_order_of_the_clips() -> None:
    assert pictures_needed(squat_assessment()) == (("c1", 2.0), ("c1", 4.6), ("c2", 2.0), ("c2", 2.1))


def test_nothing_is_asked_for_that_cannot_be_shown() -> None:
    assessment = squat_assessment()
    assert pictures_needed(replace(assessment, signals={"c1": assessment.signals["c1"]})) == (("c1", 2.0), ("c1", 4.6))
    unsure = tuple(replace(f, verdict=Verdict.UNDETERMINED) for f in assessment.findings)
    assert pictures_needed(replace(assessment, findings=unsure)) == ()


def test_two_findings_in_one_frame_share_a_figure(tmp_path: Path) -> None:
    assessment = squat_assessment()
    named, figures = draw_figures(assessment, tmp_path, pictures_for(assessment, pictures_needed(assessment)))
    assert figures[0].findings == ("f1", "f2")
    assert "L\u202f" in figures[0].overlay
    assert "R\u202f" in figures[0].overlay
    assert [f.id for f in named.findings if f.evidence[:1] and f.evidence[0].picture] == [
        "f1",
        "f2",
        "f3",
        "f5",
        "f6",
        "f7",
    ]


def test_a_second_moment_has_a_picture_of_its_own(tmp_path: Path) -> None:
    assessment = squat_assessment()
    twice = replace(assessment.findings[1], evidence=(Evidence("c1", 2.0), Evidence("c1", 4.6)))
    assessment = replace(assessment, findings=(twice,))
    named = write_page(assessment, tmp_path, pictures_for(assessment, pictures_needed(assessment)))
    assert [e.picture for e in named.findings[0].evidence] == ["figures/f2.jpg", "figures/f2-2.jpg"]


def test_left_is_shown_beside_right() -> None:
    assessment = squat_assessment()
    assert sides_shown(assessment, assessment.measure("m2")) == (Side.LEFT, Side.RIGHT)
    assert sides_shown(assessment, assessment.measure("m6")) == (Side.RIGHT,), "the far heel was not measured"
    assert sides_shown(assessment, None) == ()


def test_a_tag_says_what_the_curve_says_in_that_frame() -> None:
    assessment = squat_assessment()
    reading = reading_at(assessment, assessment.measure("m2"), Side.RIGHT, 2.0)
    assert reading is not None
    assert reading.text == "R\u202f7.4\u202f%"
    assert reading.value == pytest.approx(7.4, abs=0.05)
    assert reading_at(assessment, assessment.measure("m2"), Side.BOTH, 2.0) is None


@pytest.mark.parametrize("crop", list(Crop))
@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_a_cutout_shows_the_person_at_any_size_of_picture(crop: Crop, scale: float) -> None:
    motion = motion_from(View.FRONT)
    frame = picture(motion, 2.0)
    sized = np.asarray(cv2.resize(frame, None, fx=scale, fy=scale), np.uint8)
    cutout = cut_out(sized, Track(motion), 2.0, crop, (Side.LEFT, Side.RIGHT))
    width, height = cutout.size_px
    assert width <= WIDEST_PX
    assert width / height == pytest.approx(SHAPE[crop], rel=0.15)
    needed = [cutout.pose.at(part, side) for part in ("ankle", "toe") for side in (Side.LEFT, Side.RIGHT)]
    assert all(0 < x < width and 0 < y < height for x, y in needed)


def test_a_cutout_of_nobody_is_the_whole_picture_hidden() -> None:
    motion = motion_from(View.FRONT)
    lost = Track(replace(motion, points=np.full_like(motion.points, np.nan)))
    frame = picture(motion, 2.0)
    cutout = cut_out(frame, lost, 2.0, Crop.PERSON, ())
    assert cutout.size_px[1] / cutout.size_px[0] == pytest.approx(frame.shape[0] / frame.shape[1], rel=0.01)
    assert not (cutout.image == 20).all(axis=2).any()


def test_faces_can_be_left_alone() -> None:
    motion = motion_from(View.FRONT)
    shown = cut_out(picture(motion, 2.0), Track(motion), 2.0, Crop.PERSON, (), blur_faces=False)
    hidden = cut_out(picture(motion, 2.0), Track(motion), 2.0, Crop.PERSON, ())
    assert (shown.image < 40).all(axis=2).sum() > (hidden.image < 40).all(axis=2).sum()


def test_marks_are_burnt_in_their_sides_colour() -> None:
    image = np.full((200, 200, 3), 90, np.uint8)
    marks: list[Mark] = [
        Line((20, 20), (180, 20), Role.MEASURE, Side.LEFT),
        Line((20, 60), (180, 60), Role.GUIDE, Side.RIGHT),
        Dot((100, 120), Side.RIGHT),
        Tag((20, 160), "R 5°", Side.RIGHT),
    ]
    burn(image, marks, 1.0)
    assert tuple(image[20, 100]) == side_rgb(Side.LEFT)
    assert tuple(image[120, 100]) == side_rgb(Side.RIGHT)
    row = image[60, 20:180]
    assert (row == side_rgb(Side.RIGHT)).all(axis=1).any()
    assert (row == 255).all(axis=1).any(), "a guide is dashed"


@pytest.mark.parametrize("outline", [True, False])
def test_words_are_written_with_either_font(outline: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not outline:
        monkeypatch.delattr(cv2, "FontFace", raising=False)
    lettering._outline_font.cache_clear()
    image = np.zeros((60, 300, 3), np.uint8)
    width = lettering.width_of("R\u202f−5.5°", 24)
    lettering.write(image, "R\u202f−5.5°", 10, 40, 24, (255, 255, 255))
    columns = np.flatnonzero(image.any(axis=(0, 2)))
    assert 8 <= columns[0] < columns[-1] < 10 + width + 4
    assert width == pytest.approx(columns[-1] - columns[0], abs=14)
    lettering._outline_font.cache_clear()
