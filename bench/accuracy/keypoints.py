"""How far the pose model's keypoints lie from the true joints, by view and part, in % of leg length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from bench.observe import Observed
from evenstride.model.clip import View
from evenstride.model.skeleton import SIDES

PARTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")


def keypoint_table(clips: Sequence[Observed]) -> list[str]:
    """Return a table: per view, part and (from the side) near or far, the mean offset and the spread about it."""
    found: dict[tuple[str, str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for clip in clips:
        if clip.clip.view not in (View.FRONT, View.SIDE):
            continue
        for part in PARTS:
            for side in SIDES:
                which = "" if clip.clip.view is View.FRONT else "near" if side is clip.clip.near_side else "far"
                offset = _offset(clip, part, str(side))
                if offset is not None:
                    found[str(clip.clip.view), part, which].append(offset)
    lines = [
        "| view | part | outward or ahead | down | spread between clips | trembling within a clip |",
        "| --- " * 6 + "|",
    ]
    for (view, part, which), rows in sorted(found.items()):
        across, down, within = np.array(rows).T
        spread = float(np.hypot(across.std(), down.std()))
        cells = (f"{across.mean():+.1f}", f"{down.mean():+.1f}", f"{spread:.1f}", f"{np.median(within):.1f}")
        lines.append(f"| {view} | {part} {which} | " + " | ".join(cells) + " |")
    return lines


def _offset(clip: Observed, part: str, side: str) -> tuple[float, float, float] | None:
    """Return the median offset of one keypoint outward (side: ahead) and down, and its spread, % of leg length."""
    motion = clip.assessment.signals[clip.clip.id].motion
    times, joints = clip.shown.times, clip.shown.joints_px
    joint = joints[f"{side}_{part}"]
    legs = [joints[f"{side}_{p}"] for p in ("hip", "knee", "ankle")]
    middle = (joints["left_hip"][:, 0] + joints["right_hip"][:, 0]) / 2
    leg_px = float(np.median(sum(np.linalg.norm(a - b, axis=1) for a, b in ((legs[0], legs[1]), (legs[1], legs[2])))))
    true = np.stack([np.interp(motion.times, times, joint[:, axis]) for axis in (0, 1)], axis=1)
    seen = motion.points[:, [str(k) for k in motion.skeleton.keypoints].index(f"{side}_{part}")]
    error = 100 * (seen - true) / leg_px
    known = np.isfinite(error).all(axis=1)
    if known.sum() < len(error) / 2:
        return None
    if clip.clip.view is View.FRONT:
        sign = float(np.sign(np.median(joint[:, 0] - middle))) or 1.0
    else:
        sign = 1.0 if clip.clip.near_side == "right" else -1.0
    across, down = np.median(sign * error[known, 0]), np.median(error[known, 1])
    within = np.linalg.norm(error[known].std(axis=0))
    return float(across), float(down), float(within)
