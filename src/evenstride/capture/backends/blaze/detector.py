"""The person detector: a single-shot network over a fixed grid of anchors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenstride.capture.backends.blaze.interpreter import Network, Tensor
from evenstride.capture.backends.pose import Detection
from evenstride.capture.backends.region import Region
from evenstride.capture.model_files import DETECTOR
from evenstride.capture.recording import Image

_SIDE = 224
_STRIDES = (8, 16, 32, 32, 32)
_ANCHORS_PER_CELL = 2
_MIN_SCORE = 0.35
"""Low, because the landmark model looks again at everyone who is found."""

_PART = 0.6
"""Of the longer side of the picture: how large its parts are when it is searched closely."""

_MAX_OVERLAP = 0.3
_HIPS, _EDGE = 0, 1
"""Which of the detector's key points are the middle of the hips and the edge of the body's circle."""

Floats = NDArray[np.float64]


class Detector:
    """Finds people in a whole picture; one per thread."""

    def __init__(self) -> None:
        self._network = Network(DETECTOR, outputs=(0, 1))
        self._anchors = anchor_centres()

    def find(self, image: Image, *, closely: bool = False) -> list[Detection]:
        """Return the people found in an (H, W, 3) picture, surest first.

        The network sees the picture some 200 px wide, where a person far away has no face left. With `closely`, if
        nobody is found, the picture is searched again in overlapping parts.
        """
        people = self._find(image, 0, 0)
        if people or not closely:
            return people
        return [person for left, top, part in parts(image) for person in self._find(part, left, top)]

    def _find(self, image: Image, from_left: int, from_top: int) -> list[Detection]:
        """Return the people in a part of a picture, placed in the whole."""
        letterbox, scale, (left, top) = _letterboxed(image)
        boxes, logits = self._network.run(letterbox)
        corners, points, scores = self._decoded(boxes[0], logits[0, :, 0])
        people = []
        for keypoints, score in weighted_suppression(corners, points, scores):
            pixels = (keypoints * _SIDE - (left, top)) / scale + (from_left, from_top)
            people.append(Detection(score, Region.around(pixels[_HIPS], pixels[_EDGE])))
        return people

    def _decoded(self, boxes: Tensor, logits: Tensor) -> tuple[Floats, Floats, Floats]:
        """Return face boxes (N, 4) as corners, key points (N, 4, 2), both 0..1 of the letterbox, and scores (N,)."""
        scores = 1.0 / (1.0 + np.exp(-np.clip(logits.astype(np.float64), -100, 100)))
        likely = scores >= _MIN_SCORE
        anchors = self._anchors[likely]
        raw = boxes[likely].astype(np.float64) / _SIDE
        centre, extent = raw[:, :2] + anchors, raw[:, 2:4]
        corners = np.concatenate([centre - extent / 2, centre + extent / 2], axis=1)
        points = raw[:, 4:].reshape(-1, 4, 2) + anchors[:, None]
        return corners, points, scores[likely]


def anchor_centres() -> Floats:
    """Return the (2254, 2) centres of the anchors, 0..1; all have the size of the whole input."""
    layers = []
    for stride in sorted(set(_STRIDES)):
        cells = _SIDE // stride
        y, x = np.mgrid[:cells, :cells]
        centres = (np.stack([x.ravel(), y.ravel()], axis=1) + 0.5) / cells
        layers.append(np.repeat(centres, _ANCHORS_PER_CELL * _STRIDES.count(stride), axis=0))
    return np.concatenate(layers)


def weighted_suppression(corners: Floats, points: Floats, scores: Floats) -> list[tuple[Floats, float]]:
    """Return one (key points, score) per cluster of overlapping boxes: the mean, weighted by score; surest first."""
    found = []
    order = np.argsort(-scores, kind="stable")
    while order.size:
        best = order[0]
        together = overlap(corners[best], corners[order]) > _MAX_OVERLAP
        together[0] = True
        members = order[together]
        weights = scores[members] / scores[members].sum()
        found.append((np.tensordot(weights, points[members], axes=1), float(scores[best])))
        order = order[~together]
    return found


def parts(image: Image) -> list[tuple[int, int, Image]]:
    """Return the parts of a picture, each with its left and top edge: two along a long side, overlapping by a third."""
    height, width = image.shape[:2]
    side = round(max(height, width) * _PART)
    lefts = {0, max(0, width - side)}
    tops = {0, max(0, height - side)}
    return [(left, top, image[top : top + side, left : left + side]) for top in sorted(tops) for left in sorted(lefts)]


def overlap(box: Floats, boxes: Floats) -> Floats:
    """Return (N,) intersection over union of one box (4,) with others (N, 4), all as corners."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=1)
    union = np.prod(box[2:] - box[:2]) + np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) - shared
    return np.asarray(shared / np.maximum(union, 1e-12), dtype=np.float64)


def _letterboxed(image: Image) -> tuple[Tensor, float, tuple[int, int]]:
    """Return the picture fitted into the input, its scale, and the left and top border in px of the input."""
    import cv2

    height, width = image.shape[:2]
    scale = _SIDE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = (_SIDE - size[0]) // 2, (_SIDE - size[1]) // 2
    canvas = np.zeros((_SIDE, _SIDE, 3), dtype=np.uint8)
    canvas[top : top + size[1], left : left + size[0]] = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return (canvas.astype(np.float32) / 127.5 - 1.0)[None], scale, (left, top)
