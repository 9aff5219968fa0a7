"""The outline of a standing body and where its muscle groups lie: our own drawing, as places on half a figure.

Places are (across, down): across from the midline outward, down from the crown; a figure is 400 high. A shape is a row
of runs: within a run the line is smooth, where one run meets the next it has a corner. The other half mirrors it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

Place = tuple[float, float]
Run = tuple[Place, ...]
Shape = tuple[Run, ...]

HEIGHT = 400.0
OUTLINE: Shape = (
    (
        (0, 7), (9.5, 9), (15.5, 17), (16.5, 30), (14, 44), (10.5, 53), (11, 64), (17, 72), (32, 77.5), (43, 84),
        (50, 96), (52, 112), (54, 130), (57.5, 147), (60, 162), (64, 180), (66.5, 197), (68, 212), (72.5, 224),
        (73, 237), (69, 247), (64.5, 243), (61.5, 230), (60, 212), (55, 194), (50, 176), (46.5, 160), (42.5, 142),
        (38.5, 126), (36, 114),
    ),
    (
        (36, 114), (34, 130), (30, 148), (29, 160), (31.5, 175), (36, 190), (39, 206), (40, 224), (38.5, 248),
        (34.5, 274), (31, 294), (31, 306), (33, 322), (32.5, 342), (29, 362), (26.5, 378), (28, 387), (33.5, 394),
        (31, 399), (22, 400), (15, 398), (14, 388), (15, 377), (13.5, 360), (10.5, 342), (10, 324), (12, 307),
        (12.5, 295), (10, 275), (6, 249), (3, 229), (0, 213),
    ),
)  # fmt: skip
"""Half of the whole body, from crown to crotch."""

LINES: Mapping[str, tuple[Run, ...]] = MappingProxyType(
    {
        "front": (
            ((3, 84), (14, 82), (28, 83)),
            ((2, 113), (14, 114), (26, 109), (33, 100)),
            ((16, 301), (18, 308), (25, 308), (27, 301)),
        ),
        "back": (
            ((0, 74), (0, 120), (0, 176)),
            ((26, 92), (22, 108), (14, 122)),
            ((14, 301), (21, 299), (29, 301)),
        ),
    }
)
"""A few strokes that tell front from back; they mean nothing else."""

REGIONS: Mapping[str, Mapping[str, Shape]] = MappingProxyType(
    {
        "front": {
            "core": (
                ((1.5, 122), (13, 119), (25, 124), (29, 136), (26.5, 150), (26, 162), (28, 173)),
                ((28, 173), (20, 183), (11, 193), (1.5, 199)),
                ((1.5, 199), (1.5, 122)),
            ),
            "fore_aft_movers": (
                ((30.5, 176), (35, 190), (37.5, 206), (37.5, 222)),
                ((37.5, 222), (33, 232), (25, 238)),
                ((25, 238), (18, 226), (12, 212), (8, 199)),
                ((8, 199), (20, 188), (30.5, 176)),
            ),
            "quadriceps": (
                ((38, 227), (36.5, 248), (32.5, 272), (29, 290)),
                ((29, 290), (21.5, 284), (14.5, 291)),
                ((14.5, 291), (12, 275), (8.5, 250), (6.5, 234), (7, 217)),
                ((7, 217), (13, 229), (24, 242)),
                ((24, 242), (33, 236), (38, 227)),
            ),
            "shins": (
                ((21, 313), (28, 316), (30.5, 332), (28.5, 352), (24, 371)),
                ((24, 371), (21, 352), (19.5, 332), (21, 313)),
            ),
        },
        "back": {
            "hip_stabilisers": (
                ((12, 178), (22, 171), (31, 177), (36, 191), (38.5, 206)),
                ((38.5, 206), (30, 200), (20, 192), (12, 187)),
                ((12, 187), (12, 178)),
            ),
            "glutes": (
                ((1.5, 186), (10, 188.5), (20, 195), (30, 203), (38.5, 209.5)),
                ((38.5, 209.5), (37, 222), (29, 230), (17, 231), (5, 225), (1.5, 213)),
                ((1.5, 213), (1.5, 186)),
            ),
            "hamstrings": (
                ((5, 231), (17, 235), (30, 234), (38, 226)),
                ((38, 226), (36.5, 248), (32.5, 272), (29.5, 292)),
                ((29.5, 292), (26, 282), (21.5, 279), (17, 283), (14, 292)),
                ((14, 292), (12, 275), (8, 250), (5, 231)),
            ),
            "calves": (
                ((14, 307), (21.5, 304), (29, 307)),
                ((29, 307), (31.5, 322), (30.5, 340), (26, 352)),
                ((26, 352), (21.5, 346), (16, 351)),
                ((16, 351), (12, 339), (11.5, 324), (14, 307)),
            ),
            "ankle_steadiers": (
                ((15.5, 355), (21.5, 350), (28, 355.5)),
                ((28, 355.5), (26.5, 368), (24.5, 382)),
                ((24.5, 382), (21, 379), (17, 382)),
                ((17, 382), (16.5, 368), (15.5, 355)),
            ),
        },
    }
)  # fmt: skip
"""Where each muscle group of the knowledge is drawn, by the figure it is drawn on."""


def path_of(shape: Sequence[Run], mirrored: bool = False) -> str:
    """Return the SVG path of runs that follow each other, or of their mirror image."""
    sign = -1.0 if mirrored else 1.0
    turned = [[(sign * x, y) for x, y in run] for run in shape]
    start = turned[0][0]
    return f"M{_at(start)}" + "".join(_curve(run) for run in turned)


def middle_of(shape: Sequence[Run]) -> Place:
    """Return a place well inside a shape: the middle of its corners and bends."""
    places = [place for run in shape for place in run[:-1]]
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _curve(run: Sequence[Place]) -> str:
    """Return the pieces of a smooth line through places (Catmull and Rom's spline, as cubic Bezier curves)."""
    if len(run) == 2:
        return f"L{_at(run[1])}"
    padded = (run[0], *run, run[-1])
    pieces = []
    for before, here, there, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        first = here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6
        second = there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6
        pieces.append(f"C{_at(first)} {_at(second)} {_at(there)}")
    return "".join(pieces)


def _at(place: Place) -> str:
    return f"{place[0]:.1f} {place[1]:.1f}"
