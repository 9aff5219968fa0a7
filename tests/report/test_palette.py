from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from evenstride.model import Side
from evenstride.report import charts, overlay, palette, scale
from evenstride.report.charts import Frame, Trace
from evenstride.report.marks import Dot
from evenstride.report.scale import Axis
from tests.report.conftest import Written
from tests.report.squatting import measures


def luminance(colour: str) -> float:
    parts = [v / 255 for v in palette.rgb(colour)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_a_side_has_the_same_colour_everywhere(side: Side, report: Written) -> None:
    colour = palette.COLOURS[side]
    frame = Frame(Axis(0, 1), "deg", None, 90)
    assert f'stroke="{colour}"' in charts.svg([Trace(side, np.linspace(0, 1, 5))], frame, "", None)
    assert f'fill="{colour}"' in overlay.svg([Dot((5, 5), side)], (10, 10))
    measure = next(m for m in measures() if m.side is side and m.value is not None)
    assert f'fill="{colour}"' in scale.svg([measure], None)
    assert f"--{side}: {colour};" in report.html
    assert "#%02X%02X%02X" % palette.side_rgb(side) == colour  # noqa: UP031


def test_sides_are_told_apart_without_colour() -> None:
    assert palette.DASHES[Side.LEFT] != palette.DASHES[Side.RIGHT]
    one, other = measures()[:2]
    assert "<circle" in scale.svg([one], None)
    assert "<circle" not in scale.svg([other], None)


def test_sides_are_okabe_and_ito() -> None:
    assert palette.COLOURS[Side.LEFT] == "#0072B2"
    assert palette.COLOURS[Side.RIGHT] == "#D55E00"


def test_lines_and_words_stand_out(report: Written) -> None:
    grounds = ["#ffffff", "#f5f6f4"]
    for colour in palette.COLOURS.values():
        assert contrast(colour, "#ffffff") >= 3
    quiet = re.search(r"--quiet: (#\w+);", report.html)
    assert quiet
    for word, ground in [(w, g) for w in (palette.INK, quiet[1], "#00507d") for g in grounds]:
        assert contrast(word, ground) >= 4.5
    zones = re.findall(r"\.zone\.\w+ \{ fill: (#\w+);", report.html)
    assert len(zones) == 2
    assert all(contrast(palette.INK, zone) >= 4.5 for zone in zones)
    assert all(a != b for a, b in combinations(zones, 2))
