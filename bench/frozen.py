"""A small frozen set of clips as poses, with their truth: ``python -m bench.frozen`` writes tests/fixtures/frozen.

Continuous integration replays them and compares the figures with those frozen beside them, so that a change that makes
one worse is seen at once, without rendering or posing anything. Clips are chosen by their index, never by their result.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.accuracy.bars import SETS, is_judging
from bench.accuracy.summary import FEWEST, by_key, summary_of
from bench.accuracy.verdicts import false_sides
from bench.observe import Filmed, Observed, filmed, observe
from bench.phantom.sets import rendered
from evenstride.capture import CaptureOptions, capture, write_poses
from evenstride.model.motion import Motion
from evenstride.movements.registry import movements
from evenstride.pipeline import AssessOptions

FOLDER = Path(__file__).parents[1] / "tests/fixtures/frozen"
FIGURES = FOLDER / "figures.json"
EVERY = {"judge": 8, "judge-real": 6}
OTHER_SETS_EVERY = 10
PX = 0.1
"""Keypoints are kept to a tenth of a pixel, far below their trembling."""

REPLAYED = AssessOptions(pose="replay", use_cache=False)


def main() -> None:
    """Freeze every so many of the judging clips, and the figures they give now."""
    parser = argparse.ArgumentParser(prog="python -m bench.frozen", description=__doc__)
    parser.add_argument("--figures-only", action="store_true", help="keep the clips, freeze the figures anew")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not given.figures_only:
        _freeze_clips()
    scratch = FOLDER / "scratch"
    scratch.mkdir(exist_ok=True)
    try:
        figures = figures_of([observe(thawed(path, scratch), REPLAYED) for path in frozen_clips()])
    finally:
        for file in scratch.iterdir():
            file.unlink()
        scratch.rmdir()
    FIGURES.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def frozen_clips() -> list[Path]:
    """Return the frozen clips, in order of their name."""
    return sorted(FOLDER.glob("*.npz"))


def _freeze_clips() -> None:
    for path in frozen_clips():
        path.unlink()
    names = [n for family, sets in SETS.items() if family in movements() for n in sets if is_judging(n)]
    for name in names:
        for spec, folder in rendered(name)[:: EVERY.get(name, OTHER_SETS_EVERY)]:
            shown = filmed(folder)
            motion = capture(shown.clip, CaptureOptions()).motion
            arrays = {f"curve_{key}": curve.astype(np.float16) for key, curve in shown.curves.items()}
            arrays |= {"times_s": shown.times.astype(np.float32), "pose_times_s": motion.times.astype(np.float32)}
            arrays |= {"points": _whole(motion.points), "depth": _whole(_depth(motion))}
            arrays["confidence"] = np.round(100 * motion.confidence).astype(np.uint8)
            kept = {"spec": {**shown.spec, "name": spec.name}, "truth": shown.truth, "size_px": motion.size_px}
            np.savez_compressed(FOLDER / f"{spec.name}.npz", told=np.array(json.dumps(kept)), **arrays)


def _depth(motion: Motion) -> np.ndarray[Any, np.dtype[np.float64]]:
    return motion.points[..., 0] * np.nan if motion.depth is None else motion.depth


def _whole(values: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.int16]]:
    """Return tenths of a pixel as whole numbers; the smallest stands for nothing seen."""
    tenths = np.clip(np.round(values / PX), -32000, 32000)
    return np.where(np.isfinite(values), tenths, -32768).astype(np.int16)


def thawed(path: Path, folder: Path) -> Filmed:
    """Return a frozen clip as something the product can assess: its poses, written into `folder`, and its truth."""
    with np.load(path) as kept:
        told = json.loads(str(kept["told"]))
        arrays = {name: kept[name].astype(np.float64) for name in kept.files if name != "told"}
    points, depth = (np.where(arrays[n] == -32768, np.nan, arrays[n] * PX) for n in ("points", "depth"))
    confidence = arrays["confidence"] / 100
    motion = Motion(arrays["pose_times_s"], points, confidence, tuple(told["size_px"]), depth)
    if not np.isfinite(depth).any():
        motion = replace(motion, depth=None)
    clip = folder / f"{path.stem}.json"
    write_poses(motion, clip)
    curves = {n.removeprefix("curve_"): a for n, a in arrays.items() if n.startswith("curve_")}
    return Filmed(path.stem, clip, told["spec"], told["truth"], arrays["times_s"], curves)


def figures_of(clips: Sequence[Observed]) -> dict[str, Any]:
    """Return the figures to guard: errors and coverage by measure, repetitions, and legs wrongly named."""
    measures = {
        key: {"mae": round(s.mae, 3), "coverage": round(s.coverage, 3), "half_width": round(s.half_width, 3)}
        for key, s in ((k, summary_of(rows)) for k, rows in by_key(clips).items() if len(rows) >= FEWEST)
    }
    wrong = {
        family: sum(t.wrong + t.on_clean for t in false_sides(family, [c for c in clips if c.clip.movement == family]))
        for family in SETS
        if family in movements()
    }
    return {
        "clips": len(clips),
        "counted_right": sum(c.counted_right for c in clips),
        "wrongly_named": wrong,
        "measures": measures,
    }


if __name__ == "__main__":
    main()
