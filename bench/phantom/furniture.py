"""Furniture out of boxes, so that a runner is filmed in a room and not before a grey card.

Room axes: x right as the nominal view sees it, y toward the back wall, z up; metres; the runner stands at the origin.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.phantom.body import Floats
from bench.phantom.spec import SceneSpec

PLAIN, WOODEN, PICTURE, WINDOW, BOOKS, ROUND = range(6)
_TONES = ("#8a5a3a", "#c9b79c", "#56616b", "#e9e4da", "#3d3a38", "#7b8f7a")
_BRIGHTS = ("#c7563f", "#2f5d73", "#d9a441", "#5b7f5c", "#8d6a9f", "#e3ddd0")
_COLUMNS = 10
STEP_HIGH_M, STEP_LONG_M = 0.15, 0.42


def linear(colour: str) -> Floats:
    """Return the linear RGB of #rrggbb."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.asarray(srgb**2.2)


def furnish(scene: SceneSpec) -> Floats:
    """Return the boxes (N, 10: centre, half size, colour, pattern) of the scene's furniture."""
    rng = np.random.default_rng(scene.seed)
    boxes: list[list[float]] = []
    for name in scene.furniture:
        boxes += _Piece(scene, rng).boxes(name)
    return np.asarray(boxes).reshape(-1, _COLUMNS)


class _Piece:
    """One piece of furniture being put against the back wall, left or right, in colours drawn for it."""

    def __init__(self, scene: SceneSpec, rng: np.random.Generator) -> None:
        self.rng, self.back, self.trim = rng, scene.wall_distance_m, linear(scene.trim)
        self.side = float(rng.choice([-1, 1]))
        self.tone = linear(str(rng.choice(list(_TONES))))
        self.bright = linear(str(rng.choice(list(_BRIGHTS))))
        self.made: list[list[float]] = []

    def boxes(self, name: str) -> list[list[float]]:
        """Return the boxes of the named piece."""
        makers: dict[str, Callable[[], None]] = {
            "door": self._door,
            "picture": self._picture,
            "cabinet": self._cabinet,
            "sofa": self._sofa,
            "shelf": self._shelf,
            "window": self._window,
            "plant": self._plant,
            "step_left": lambda: self._step(-1.0),
            "step_right": lambda: self._step(1.0),
        }
        makers[name]()
        return self.made

    def _put(
        self, place: tuple[float, float, float], size: tuple[float, float, float], colour: Floats, kind: int = PLAIN
    ) -> None:
        """Add a box: x, distance from the back wall, z of its centre; width, depth, height."""
        x, off_wall, z = place
        self.made.append([x, self.back - off_wall, z, *(s / 2 for s in size), *colour, kind])

    def _door(self) -> None:
        x = self.side * self.rng.uniform(0.9, 1.5)
        self._put((x, 0.01, 1.02), (0.98, 0.05, 2.08), self.trim * 0.92)
        self._put((x, 0.03, 1.0), (0.84, 0.05, 2.0), self.trim * 0.80)
        self._put((x - 0.34, 0.08, 1.02), (0.10, 0.03, 0.03), linear("#555555"))

    def _picture(self) -> None:
        x, w, h = self.rng.uniform(-1.2, 1.2), self.rng.uniform(0.4, 0.9), self.rng.uniform(0.4, 0.8)
        self._put((x, 0.01, 1.65), (w, 0.04, h), linear("#2a2724"))
        self._put((x, 0.015, 1.65), (w - 0.06, 0.05, h - 0.06), self.bright, PICTURE)

    def _cabinet(self) -> None:
        x, h = -self.side * self.rng.uniform(1.0, 1.7), self.rng.uniform(0.5, 0.9)
        self._put((x, 0.22, h / 2 + 0.06), (1.1, 0.42, h), self.tone, WOODEN)
        self._put((x, 0.22, h + 0.075), (1.16, 0.46, 0.03), self.tone * 0.8)
        self._put((x + 0.25, 0.22, h + 0.20), (0.14, 0.14, 0.24), self.bright)

    def _sofa(self) -> None:
        x = self.side * self.rng.uniform(1.0, 1.5)
        self._put((x, 0.45, 0.26), (1.7, 0.8, 0.36), self.bright * 0.7)
        self._put((x, 0.14, 0.55), (1.7, 0.24, 0.55), self.bright * 0.6)
        for arm in (-0.78, 0.78):
            self._put((x + arm, 0.45, 0.38), (0.18, 0.8, 0.55), self.bright * 0.62)

    def _shelf(self) -> None:
        x = self.side * self.rng.uniform(1.1, 1.8)
        self._put((x, 0.17, 0.95), (0.86, 0.34, 1.9), self.tone, WOODEN)
        for level in range(5):
            self._put((x, 0.19, 0.25 + 0.36 * level), (0.78, 0.34, 0.26), self.bright, BOOKS)

    def _window(self) -> None:
        x = self.side * self.rng.uniform(0.9, 1.4)
        self._put((x, 0.01, 1.5), (1.2, 0.05, 1.3), self.trim)
        self._put((x, 0.02, 1.5), (1.08, 0.05, 1.18), linear("#dfeaf2") * 1.6, WINDOW)

    def _step(self, toward: float) -> None:
        """Put a step under the ball of a foot that points to the picture's left (-1) or right (1)."""
        self._put(
            (toward * (STEP_LONG_M / 2 - 0.01), self.back, STEP_HIGH_M / 2),
            (STEP_LONG_M, 0.60, STEP_HIGH_M),
            self.tone,
            WOODEN,
        )

    def _plant(self) -> None:
        x = self.side * self.rng.uniform(0.9, 1.4)
        self._put((x, 0.3, 0.16), (0.3, 0.3, 0.32), self.bright * 0.8)
        for _ in range(60):
            angle, r = self.rng.uniform(0, 2 * np.pi), self.rng.uniform(0.03, 0.30)
            leaf = linear("#3f6b3a") * self.rng.uniform(0.5, 1.3)
            z, w, h = self.rng.uniform(0.4, 1.2), self.rng.uniform(0.05, 0.16), self.rng.uniform(0.05, 0.20)
            self._put((x + r * np.cos(angle), 0.3 - 0.8 * r * np.sin(angle), z), (w, 0.05, h), leaf, ROUND)
