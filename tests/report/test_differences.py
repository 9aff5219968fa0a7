"""The table of left against right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evenstride.model import Assessment, Measure, Side
from evenstride.report.differences import side_table
from tests.report.conftest import written
from tests.report.markup import parsed
from tests.report.squatting import squat_assessment
from tests.report.test_page import text_of
from tests.report.whole_body import sided, three_screens

LEG = "% leg length"


def pair(clip: str, name: str, left: float, right: float, half: float, unit: str = "deg") -> tuple[Measure, ...]:
    return tuple(
        sided(f"{name}-{clip}-{side}", name, side, clip, value, half, "worst", unit)
        for side, value in ((Side.LEFT, left), (Side.RIGHT, right))
    )


def having(*measures: Measure) -> Assessment:
    return replace(squat_assessment(), measures=measures, findings=())


def test_the_furthest_beyond_its_error_comes_first() -> None:
    even, apart = pair("c1", "fppa_deg", 3.0, 9.0, 10.0), pair("c1", "knee_medial_shift_pct", 5.0, 1.0, 1.0, LEG)
    rows = side_table(having(*even, *apart)).rows
    assert [r.title for r in rows] == ["Knee shift, inward", "Knee angle from the front (FPPA)"]
    assert [r.verdict for r in rows] == ["left more, beyond the error", "no difference beyond the error"]
    assert [r.beyond for r in rows] == [True, False]


def test_one_row_tells_both_values_the_difference_and_its_error() -> None:
    row = side_table(squat_assessment()).rows[0]
    assert row.left == "−0.2\u202f% (−1.9 to 1.5)"
    assert row.right == "7.0\u202f% (5.3 to 8.7)"
    assert row.difference.startswith("7.1\u202f% ±\u202f")
    assert row.where == "Deep overhead squat, from the front, at its furthest"


def test_dots_and_whiskers_stand_where_the_numbers_are() -> None:
    row = side_table(having(*pair("c1", "fppa_deg", -5.0, 10.0, 2.0))).rows[0]
    whiskers = parsed(row.svg).all("line", class_="whisker")
    ends = [(float(e.attributes["data-low"]), float(e.attributes["data-high"])) for e in whiskers]
    assert ends == [(-7.0, -3.0), (8.0, 12.0)]
    xs = [float(e.attributes[x].rstrip("%")) for e in whiskers for x in ("x1", "x2")]
    scale = (xs[3] - xs[0]) / 19.0
    assert xs[1] - xs[0] == pytest.approx(4 * scale, abs=0.05)
    zero = float(parsed(row.svg).all("line", class_="zero")[0].attributes["x1"].rstrip("%"))
    assert zero == pytest.approx(xs[0] + 7 * scale, abs=0.05)


def test_a_difference_lies_beside_its_zero_only_if_it_exceeds_its_error() -> None:
    def crosses_zero(left: float, right: float) -> bool:
        whisker = parsed(side_table(having(*pair("c1", "fppa_deg", left, right, 3.0))).rows[0].difference_svg)
        line = whisker.all("line", class_="whisker")[0].attributes
        return float(line["x1"].rstrip("%")) < 50 < float(line["x2"].rstrip("%"))

    assert crosses_zero(4.0, 5.0)
    assert not crosses_zero(4.0, 24.0)


def test_what_one_side_alone_has_is_named() -> None:
    table = side_table(squat_assessment())
    assert table.one_side_only == ("knee bend (right)", "heel lift (right)")


def test_two_clips_of_one_view_are_compared_where_no_clip_has_both() -> None:
    clips = (*squat_assessment().clips, replace(squat_assessment().clips[1], id="c3", near_side=Side.LEFT))
    right = pair("c2", "knee_flexion_deg", 0.0, 110.0, 6.0)[1]
    left = pair("c3", "knee_flexion_deg", 96.0, 0.0, 6.0)[0]
    table = side_table(replace(having(right, left), clips=clips))
    assert [r.title for r in table.rows] == ["Knee bend"]
    assert table.one_side_only == ()


def test_movements_are_not_mixed() -> None:
    rows = side_table(three_screens()).rows
    assert any(r.where.startswith("Deep overhead squat") for r in rows)
    keys = [(r.title, r.where) for r in rows]
    assert len(keys) == len(set(keys))


def test_chance_is_spoken_of_in_a_long_table() -> None:
    names = ("fppa_deg", "knee_medial_shift_pct", "knee_flexion_deg", "heel_lift_deg", "shank_lean_deg")
    many = [m for name in names for m in pair("c1", name, 1.0, 2.0, 5.0)]
    assert "here are 5" in side_table(having(*many)).expected_by_chance
    assert side_table(having(*many[:2])).expected_by_chance == ""


def test_the_page_tells_every_row(tmp_path: Path) -> None:
    assessment = squat_assessment()
    text = text_of(written(assessment, tmp_path).html)
    for row in side_table(assessment).rows:
        assert f"{row.difference}: {row.verdict}" in text
    assert "Measured on one side only, so nothing to compare: knee bend (right), heel lift (right)." in text
