"""Palettes and rooms to draw from, apart for the set that tunes and the set that judges."""

from __future__ import annotations

from dataclasses import dataclass

from bench.phantom.spec import Palette


@dataclass(frozen=True)
class Looks:
    """What clips of one set may look like."""

    palettes: tuple[Palette, ...]
    walls: tuple[str, ...]
    floors: tuple[tuple[str, str], ...]  # kind, colour
    furniture: tuple[tuple[str, ...], ...]
    mats: tuple[str, ...]


TUNE = Looks(
    palettes=(
        Palette("#e3b291", "#6b4a2b", "#3f6fa8", "#23262e", "#e8e6e1", "#3a3a3a", "#f2a33a"),
        Palette("#c68b6a", "#2a1d16", "#b5403a", "#2b2b2b", "#2f80c4", "#f4f4f2", "#f2a33a"),
        Palette("#8a5a3c", "#1a1412", "#e4e1d6", "#34405c", "#d9483b", "#f4f4f2", "#f2a33a"),
        Palette("#5a3a28", "#120e0c", "#4b8f5b", "#1f1f24", "#e6e6e6", "#222222", "#f2a33a"),
        Palette("#f0c8ad", "#c9a25c", "#222831", "#6d7480", "#f0863a", "#f4f4f2", "#f2a33a"),
        Palette("#b97c56", "#3b2a20", "#d8a13a", "#2d3b36", "#3a3f47", "#e8e8e8", "#f2a33a"),
        Palette("#d8a07c", "#4a2f1d", "#7a5aa0", "#c9c3b6", "#222222", "#f4f4f2", "#f2a33a"),
        Palette("#74492f", "#17110e", "#2c6f73", "#8d8a80", "#f2c14e", "#d0d0d0", "#f2a33a"),
    ),
    walls=("#d9d4c8", "#c7d0d6", "#e6e0d0", "#b9c4b4", "#efece6", "#9aa3ab"),
    floors=(("wood", "#b58a5c"), ("wood", "#7d5536"), ("tiles", "#b9b7b0"), ("carpet", "#8f8a80")),
    furniture=(
        ("door", "picture", "cabinet"),
        ("window", "plant"),
        ("sofa", "picture"),
        ("shelf", "door"),
        ("cabinet", "window"),
        (),
    ),
    mats=("", "", "#3f5d56", "#55748a"),
)

JUDGE = Looks(
    palettes=(
        Palette("#eac0a0", "#8a5a34", "#5b7fb8", "#3a2f2a", "#d0d4da", "#f0f0f0", "#d95f4b"),
        Palette("#d09a74", "#201814", "#2f8f83", "#22283a", "#e2604a", "#f2f2ef", "#d95f4b"),
        Palette("#a06c48", "#1d1512", "#c9577b", "#1e2a3a", "#f5f2ea", "#2a2a2a", "#d95f4b"),
        Palette("#6a442e", "#0f0c0a", "#e3c567", "#3b3f45", "#3c6e9e", "#f0f0f0", "#d95f4b"),
        Palette("#4a2f20", "#0d0a08", "#9fb8c8", "#45313f", "#e8e4da", "#e8e8e8", "#d95f4b"),
        Palette("#f3d2ba", "#b5502a", "#39424e", "#1c1c1f", "#7fae6a", "#f0f0f0", "#d95f4b"),
        Palette("#c08662", "#55402e", "#efefea", "#2a4a63", "#1f1f1f", "#bdbdbd", "#d95f4b"),
        Palette("#82553a", "#241a15", "#d9752f", "#27303a", "#ededed", "#f0f0f0", "#d95f4b"),
        Palette("#dba985", "#9a9a98", "#6c4e3b", "#59606a", "#b8342d", "#f0f0f0", "#d95f4b"),
        Palette("#b0774f", "#2e221b", "#1f2f57", "#a8a294", "#f4d35e", "#333333", "#d95f4b"),
    ),
    walls=("#dfd8d0", "#cfd8d2", "#d8cfc0", "#a9b5bd", "#f4f1ea", "#c4b8b0", "#b3a99a"),
    floors=(
        ("wood", "#a67848"),
        ("wood", "#c7a277"),
        ("concrete", "#9c9a95"),
        ("tiles", "#8f8378"),
        ("carpet", "#6f7a80"),
    ),
    furniture=(
        ("sofa", "window"),
        ("door", "plant"),
        ("shelf", "picture", "plant"),
        ("cabinet", "picture", "window"),
        ("door", "sofa"),
        ("picture", "picture"),
        ("shelf",),
    ),
    mats=("", "", "#7a4f63", "#4d5a45"),
)
