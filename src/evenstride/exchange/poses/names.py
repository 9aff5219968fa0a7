"""What others call our keypoints: Halpe-26, COCO, Body-25 and BlazePose, as labels and as places in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from evenstride.model.skeleton import BODY, Keypoint, Side

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_SIDES = {"l": Side.LEFT, "left": Side.LEFT, "r": Side.RIGHT, "right": Side.RIGHT}
_PARTS = {"bigtoe": "toe", "footindex": "toe"} | {k.part: k.part for k in BODY.keypoints}

_HEAD = "Nose LEye REye LEar REar"
_UPPER = "Nose Neck RShoulder RElbow RWrist LShoulder LElbow LWrist"
_LEGS = "RHip RKnee RAnkle LHip LKnee LAnkle REye LEye REar LEar"
_FACE = "Nose LEyeInner LEye LEyeOuter REyeInner REye REyeOuter LEar REar LMouth RMouth"
_HANDS = "LPinky RPinky LIndex RIndex LThumb RThumb"
_ARMS, _FROM_HIPS = "LShoulder RShoulder LElbow RElbow LWrist RWrist", "LHip RHip LKnee RKnee LAnkle RAnkle"
_LISTS = {
    "COCO-17": f"{_HEAD} {_ARMS} {_FROM_HIPS}",
    "COCO-18": f"{_UPPER} {_LEGS}",
    "Body-25": f"{_UPPER} MidHip {_LEGS} LBigToe LSmallToe LHeel RBigToe RSmallToe RHeel",
    "Halpe-26": f"{_HEAD} {_ARMS} {_FROM_HIPS} Head Neck Hip LBigToe RBigToe LSmallToe RSmallToe LHeel RHeel",
    "BlazePose": f"{_FACE} {_ARMS} {_HANDS} {_FROM_HIPS} LHeel RHeel LFootIndex RFootIndex",
}
SKELETONS = MappingProxyType({len(labels.split()): tuple(labels.split()) for labels in _LISTS.values()})
"""Labels of each skeleton by its number of keypoints, which is all that OpenPose's files say of it."""


def keypoint_of(label: str) -> Keypoint | None:
    """Return our keypoint behind a label such as ``LKnee``, ``right_foot_index`` or ``Kim:RBigToe``; None if none is.

    >>> str(keypoint_of("RBigToe"))
    'right_toe'
    """
    words = [word.lower() for word in _WORDS.findall(label.rsplit(":", 1)[-1])]
    if len(words) == 1 and words[0][:1] in ("l", "r") and words[0][1:] in _PARTS:
        words = [words[0][0], words[0][1:]]
    sides = [words.pop(place) for place in (0, -1) if len(words) > 1 and words[place] in _SIDES][:1]
    part = _PARTS.get("".join(words))
    found = Keypoint(part, _SIDES[sides[0]] if sides else Side.NONE) if part else None
    return found if found in BODY.keypoints else None


def columns_of(labels: Sequence[str]) -> dict[Keypoint, int]:
    """Return where each of our keypoints stands among labels; of two that mean the same the first counts."""
    columns: dict[Keypoint, int] = {}
    for column, label in enumerate(labels):
        keypoint = keypoint_of(label)
        if keypoint is not None:
            columns.setdefault(keypoint, column)
    return columns
