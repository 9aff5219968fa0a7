"""The body figure: every group has its place, on its declared face, on the right side, told without colour too."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from evenstride.knowledge import facts
from evenstride.model import Confidence, Side
from evenstride.model.skeleton import SIDES
from evenstride.report import body
from evenstride.report.body import Shade
from evenstride.report.body_shape import OUTLINE, REGIONS, middle_of, path_of
from tests.report.markup import Element, parsed

HIP = Shade("hip_stabilisers", Side.RIGHT, Confidence.LIKELY, 1, "imbalance-i1", "The right hip may be weak")


def regions(svg: str) -> list[Element]:
    return [e for e in parsed(svg).all("path") if "region" in e.attributes.get("class", "").split()]


def across(path: str) -> list[float]:
    return [float(x) for x, _ in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def test_every_group_is_drawn_left_and_right_on_its_declared_face() -> None:
    groups = facts().groups
    assert {(g, face) for face, own in REGIONS.items() for g in own} == {(k, g.region) for k, g in groups.items()}
    drawn = [(e.attributes["data-group"], e.attributes["data-side"]) for e in regions(body.svg(()))]
    assert sorted(drawn) == sorted((g, str(s)) for g in groups for s in SIDES)


@pytest.mark.parametrize(("face", "side", "sign"), [
    ("front", Side.LEFT, 1), ("front", Side.RIGHT, -1), ("back", Side.LEFT, -1), ("back", Side.RIGHT, 1),
])  # fmt: skip
def test_the_front_faces_the_reader_and_the_back_does_not(face: str, side: Side, sign: int) -> None:
    for element in regions(body.svg(())):
        group = element.attributes["data-group"]
        if group in REGIONS[face] and element.attributes["data-side"] == side:
            assert all(sign * x > 0 for x in across(element.attributes["d"]))


def test_labels_stand_over_the_half_they_name() -> None:
    owners = [e for e in parsed(body.svg(())).all("text") if e.attributes["class"] == "own"]
    told = {(e.text, float(e.attributes["x"])) for e in owners}
    front, back = body.MIDDLES["front"], body.MIDDLES["back"]
    assert told == {
        ("Your right", front - 62), ("Your left", front + 62), ("Your left", back - 62), ("Your right", back + 62),
    }  # fmt: skip


def test_every_region_lies_within_the_outline() -> None:
    widest = max(x for run in OUTLINE[1:] for x, _ in run)
    for own in REGIONS.values():
        for shape in own.values():
            assert all(0 < x < widest and 100 < y < 390 for run in shape for x, y in run)
            assert all(one[-1] == other[0] for one, other in zip(shape, (*shape[1:], shape[0]), strict=True))


def test_only_the_named_side_is_shaded() -> None:
    shaded = [e for e in regions(body.svg([HIP])) if "idle" not in e.attributes["class"]]
    assert [(e.attributes["data-group"], e.attributes["data-side"]) for e in shaded] == [("hip_stabilisers", "right")]
    both = [e for e in regions(body.svg([replace(HIP, side=Side.BOTH)])) if "idle" not in e.attributes["class"]]
    assert [e.attributes["data-side"] for e in both] == ["left", "right"]


def test_confidence_is_told_by_pattern_and_outline_as_well_as_tone() -> None:
    looks = []
    for confidence in Confidence:
        shaded = next(
            e for e in regions(body.svg([replace(HIP, confidence=confidence)])) if "idle" not in e.attributes["class"]
        )
        looks.append((shaded.attributes["fill"], "stroke-dasharray" in shaded.attributes))
    fills, dashed = zip(*looks, strict=True)
    assert len(set(fills)) == len(Confidence)
    assert [f.startswith("url(#") for f in fills] == [False, True, True]
    assert dashed == (False, False, True)
    ids = {e.attributes["id"] for e in parsed(body.svg([HIP])).all("pattern")}
    assert {f[5:-1] for f in fills if f.startswith("url")} <= ids


def test_the_surest_shades_a_group_that_two_speak_of_and_both_are_numbered() -> None:
    doubt = replace(HIP, confidence=Confidence.UNCLEAR, number=2, anchor="imbalance-i2")
    svg = body.svg([doubt, HIP])
    shaded = [e for e in regions(svg) if "idle" not in e.attributes["class"]]
    assert [e.attributes["class"] for e in shaded] == ["region likely"]
    links = [(e.attributes["href"], e.text) for e in parsed(svg).all("a")]
    assert sorted(links) == [("#imbalance-i1", "1"), ("#imbalance-i2", "2")]


def test_numbers_keep_clear_of_each_other_and_within_the_drawing() -> None:
    every = [Shade(g, Side.NONE, Confidence.POSSIBLE, n, f"i{n}", "x") for n, g in enumerate(facts().groups, 1)]
    discs = [
        (float(e.attributes["cx"]), float(e.attributes["cy"]))
        for e in parsed(body.svg(every)).all("circle")
        if "a" in e.parents
    ]
    assert len(discs) == 2 * len(every)
    assert all(body.BADGE_RADIUS <= x <= body.WIDTH - body.BADGE_RADIUS for x, _ in discs)
    apart = [abs(a[1] - b[1]) for n, a in enumerate(discs) for b in discs[n + 1 :] if a[0] == b[0]]
    assert min(apart) >= 2 * body.BADGE_RADIUS


def test_is_told_in_words() -> None:
    markup = parsed(body.svg([replace(HIP, says="A <hip> & more.")]))
    figure = markup.all("svg")[0]
    assert figure.attributes["role"] == "img"
    labels = figure.attributes["aria-labelledby"].split()
    assert [e.attributes["id"] for e in markup.elements if e.attributes.get("id") in labels] == labels
    assert markup.all("desc")[0].text == "1: A <hip> & more."
    assert markup.unbalanced == []


def test_a_mirrored_path_is_the_same_path_on_the_other_side() -> None:
    shape = REGIONS["back"]["calves"]
    assert across(path_of(shape, mirrored=True)) == pytest.approx([-x for x in across(path_of(shape))])
    x, y = middle_of(shape)
    assert 10 < x < 32
    assert 300 < y < 352
