"""The body figure: front and back, with the muscle groups that imbalances speak of shaded by side and confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from evenstride.knowledge import facts
from evenstride.language import tr
from evenstride.model import Confidence, Side
from evenstride.model.skeleton import SIDES
from evenstride.report import words
from evenstride.report.body_shape import LINES, OUTLINE, REGIONS, middle_of, path_of
from evenstride.report.palette import COLOURS, INK

WIDTH, HEIGHT = 440, 458
MIDDLES = {"front": 112.0, "back": 328.0}
TOP, BADGE_ACROSS, BADGE_RADIUS, BADGE_APART = 26.0, 94.0, 12.0, 27.0
FACES = {"front": "Front", "back": "Back"}
SURENESS = (Confidence.LIKELY, Confidence.POSSIBLE, Confidence.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Shade:
    """A muscle group to be shaded: `number` is that of the imbalance it belongs to, `anchor` where that is told."""

    group: str
    side: Side
    confidence: Confidence
    number: int
    anchor: str
    says: str

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides it is drawn on: its own, or both where it has none."""
        return (self.side,) if self.side in SIDES else SIDES


@dataclass(frozen=True, slots=True)
class _Badge:
    """The numbers beside one region, and the region they lead to; x and y in the whole drawing."""

    shades: tuple[Shade, ...]
    x: float
    y: float
    to_x: float
    to_y: float


def svg(shades: Sequence[Shade]) -> str:
    """Return both figures; the front one faces the reader, so that its left is on the reader's right."""
    told = " ".join(f"{s.number}: {s.says}" for s in shades) or "No muscle group is shaded."
    faces = "".join(_face(face, shades) for face in FACES)
    return (
        f'<svg class="body" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" aria-labelledby="body-title body-told">'
        f'<title id="body-title">{tr("A body from the front and from the back")}</title>'
        f'<desc id="body-told">{escape(tr(told))}</desc><defs>{_patterns()}</defs>{faces}</svg>'
    )


def key_svg(confidence: Confidence, side: Side = Side.NONE) -> str:
    """Return a small square shaded as a region of that confidence and side is."""
    shading = _shading(confidence, side if side in SIDES else Side.NONE)
    return (
        '<svg class="swatch" viewBox="0 0 26 16" aria-hidden="true" focusable="false">'
        f'<path class="region {confidence}" {shading} d="M1 1H25V15H1Z"/></svg>'
    )


def _patterns() -> str:
    parts = []
    for side in (*SIDES, Side.NONE):
        colour = COLOURS[side]
        parts.append(
            f'<pattern id="shade-possible-{side}" width="5" height="5" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/>'
            f'<rect width="2.3" height="5" fill="{colour}"/></pattern>'
            f'<pattern id="shade-unclear-{side}" width="5" height="5" patternUnits="userSpaceOnUse">'
            f'<rect width="5" height="5" fill="#fff"/><circle cx="2.5" cy="2.5" r="0.85" fill="{colour}"/></pattern>'
        )
    return "".join(parts)


def _shading(confidence: Confidence, side: Side) -> str:
    colour = COLOURS[side]
    fill = colour if confidence is Confidence.LIKELY else f"url(#shade-{confidence}-{side})"
    dashes = ' stroke-dasharray="3 2.2"' if confidence is Confidence.UNCLEAR else ""
    return f'fill="{fill}" stroke="{colour}"{dashes}'


def _picture_sign(face: str, side: Side) -> int:
    """Return on which half of the picture a side of the body lies: 1 right, -1 left."""
    return (1 if side is Side.LEFT else -1) * (1 if face == "front" else -1)


def _face(face: str, shades: Sequence[Shade]) -> str:
    drawn = [_region(group, face, side, shades) for group in REGIONS[face] for side in SIDES]
    outline = "".join(f'<path class="skin" d="{path_of(OUTLINE, mirrored)}"/>' for mirrored in (False, True))
    strokes = "".join(
        f'<path class="stroke" d="{path_of((line,), mirrored)}"/>' for line in LINES[face] for mirrored in (False, True)
    )
    middle = MIDDLES[face]
    names = "".join(_side_name(middle, _picture_sign(face, side), side) for side in SIDES)
    return (
        f'<g data-face="{face}"><g transform="translate({middle:g} {TOP:g})">{outline}{strokes}{"".join(drawn)}</g>'
        f'{names}<text class="face" x="{middle:g}" y="{HEIGHT - 8}" text-anchor="middle">{tr(FACES[face])}</text>'
        f"{''.join(_draw_badge(b) for b in _badges(face, shades))}</g>"
    )


def _side_name(middle: float, sign: int, side: Side) -> str:
    return (
        f'<text class="own" x="{middle + sign * 62:g}" y="20" text-anchor="middle" fill="{COLOURS[side]}">'
        f"{tr(f'Your {side}')}</text>"
    )


def _region(group: str, face: str, side: Side, shades: Sequence[Shade]) -> str:
    own = _of(group, side, shades)
    place = (
        f'data-group="{group}" data-side="{side}" d="{path_of(REGIONS[face][group], _picture_sign(face, side) < 0)}"'
    )
    if not own:
        return f'<path class="region idle" {place}/>'
    surest = own[0]
    colour = surest.side if surest.side in SIDES else Side.NONE
    name = escape(tr(f"{words.SIDES[side]}, {facts().groups[group].name}: {surest.confidence}"))
    return (
        f'<path class="region {surest.confidence}" {_shading(surest.confidence, colour)} {place}>'
        f"<title>{name}</title></path>"
    )


def _of(group: str, side: Side, shades: Sequence[Shade]) -> list[Shade]:
    """Return what is said of a group on a side, the surest first."""
    own = [s for s in shades if s.group == group and side in s.sides]
    return sorted(own, key=lambda s: SURENESS.index(s.confidence))


def _badges(face: str, shades: Sequence[Shade]) -> list[_Badge]:
    """Return the numbers of a figure, at its outer edges and clear of each other."""
    badges: list[_Badge] = []
    for sign in (-1, 1):
        lowest = 0.0
        side = next(s for s in SIDES if _picture_sign(face, s) == sign)
        regions = [(middle_of(REGIONS[face][g]), own) for g in REGIONS[face] if (own := _of(g, side, shades))]
        for (across, down), own in sorted(regions, key=lambda r: r[0][1]):
            y = max(TOP + down, lowest + BADGE_APART)
            x = MIDDLES[face] + sign * BADGE_ACROSS
            badges.append(_Badge(tuple(own), x, y, MIDDLES[face] + sign * across, TOP + down))
            lowest = y
    return badges


def _draw_badge(badge: _Badge) -> str:
    inward = 1 if badge.to_x > badge.x else -1
    ascending = sorted(badge.shades, key=lambda s: s.number, reverse=inward < 0)
    ends = f'x1="{badge.x:g}" y1="{badge.y:.1f}" x2="{badge.to_x:.1f}" y2="{badge.to_y:.1f}"'
    parts = [
        f'<line class="leader-halo" {ends}/>',
        f'<line class="leader" {ends}/>',
        f'<circle class="leader-end" cx="{badge.to_x:.1f}" cy="{badge.to_y:.1f}" r="2.2"/>',
    ]
    for n, shade in enumerate(ascending):
        x = badge.x + inward * n * (2 * BADGE_RADIUS - 1)
        parts.append(
            f'<a href="#{shade.anchor}"><circle cx="{x:g}" cy="{badge.y:.1f}" r="{BADGE_RADIUS}" fill="{INK}"/>'
            f'<text class="number" x="{x:g}" y="{badge.y + 5.1:.1f}" text-anchor="middle">{shade.number}</text></a>'
        )
    return "".join(parts)
