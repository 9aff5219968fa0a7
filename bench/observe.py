"""Phantom clips through the product, beside their truth: one row per measure, side and clip.

The rows are what `bench.calibrate` sets the error model from and `bench.accuracy` judges it by.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from evenstride.capture import Recording
from evenstride.measure.moments import SINKS_S, SUNK
from evenstride.model import Assessment, Clip, Measure, Rep, Side, View
from evenstride.movements.heel_walk_feet import SAME_WAY_S
from evenstride.movements.registry import Sided, movement_of
from evenstride.pipeline import AssessOptions, ClipRequest, assess, assess_recordings
from evenstride.signal.walking import under_way

Floats = NDArray[np.float64]
AROUND_S = 0.05
SHAPE = ("gender", "age", "muscle", "weight", "proportions", "stature_m")
"""What makes a body somebody, whatever they wear."""

AS_USUAL = AssessOptions()
UPSIDE_DOWN = {"drop_pct": "raise_height_pct"}
"""Measures that clips whose truth was told before tell as another one's curve, less of which is more."""

SAME_REP_S = 0.5
"""A repetition of ours is the true one that turns within this many seconds."""


@dataclass(frozen=True)
class Row:
    """One measure of one clip: what was said, what is true, and under which conditions."""

    clip: str
    tags: tuple[str, ...]
    person: str
    key: str
    side: str
    value: float
    reach: float
    low: float
    high: float
    truth: float
    yaw_off_deg: float
    off_square_deg: float
    budget: dict[str, float]


@dataclass(frozen=True)
class Observed:
    """One phantom clip as the product saw it."""

    shown: Filmed
    spec: dict[str, Any]
    assessment: Assessment
    rows: tuple[Row, ...]
    true_reps: tuple[dict[str, Any], ...]

    @property
    def counted_right(self) -> bool:
        """Whether every repetition was found, on its own side, and none that is not there."""
        ours = [r for r in self.assessment.reps if r.counted]
        sides = [t.get("side") or "both" for t in self.true_reps]
        return [str(r.side) for r in ours] == sides and len(list(_matched(ours, self.true_reps))) == len(ours)

    @property
    def clip(self) -> Clip:
        """The clip as it was understood."""
        return self.assessment.clips[0]


@dataclass(frozen=True)
class Filmed:
    """A phantom clip with its truth.

    `clip` is the file to assess, `curves` (T,) at `times` the true measures, `joints_px` (T, 2) the true joints in the
    picture; `recording` is what the pose model saw, where the clip was posed before.
    """

    name: str
    clip: Path
    spec: dict[str, Any]
    truth: dict[str, Any]
    times: Floats
    curves: dict[str, Floats]
    joints_px: dict[str, Floats] = field(default_factory=dict)
    recording: Recording | None = None


def filmed(folder: Path) -> Filmed:
    """Return a rendered clip and its truth."""
    spec = json.loads((folder / "spec.json").read_text())
    truth = json.loads((folder / "truth.json").read_text())
    with np.load(folder / "truth.npz") as arrays:
        curves = {name.removeprefix("curve_"): arrays[name] for name in arrays.files if name.startswith("curve_")}
        times = arrays["times_s"]
        joints_px = {str(name): arrays["pixels"][:, n].astype(np.float64) for n, name in enumerate(arrays["names"])}
    return Filmed(folder.name, folder / "clip.mp4", spec, truth, times, curves, joints_px)


def observe(shown: Filmed, options: AssessOptions = AS_USUAL, side: Side | None = None) -> Observed:
    """Assess one clip as the movement it is, its side stated or not, and put the truth beside every measure."""
    screen = shown.truth.get("screen", "squat")
    request = ClipRequest(shown.clip, screen, side=side)
    posed = shown.recording
    assessment = assess([request], options) if posed is None else assess_recordings([request], [posed], options)
    rows = []
    for measure in assessment.measures:
        reps = list(_matched(_read_in(measure, assessment), shown.truth["reps"]))
        if measure.value is None or not reps:
            continue
        truths = [_true(measure, r, shown.times, shown.curves) for r in reps]
        row = _row(shown.name, shown.spec, assessment, measure, truths)
        if row is not None:
            rows.append(row)
    return Observed(shown, shown.spec, assessment, tuple(rows), tuple(shown.truth["reps"]))


def observe_all(folders: Sequence[Path]) -> list[Observed]:
    """Assess every finished clip among `folders`, two at a time, with a progress bar."""
    return observe_shown([filmed(folder) for folder in folders if (folder / "truth.json").exists()])


def observe_shown(clips: Sequence[Filmed]) -> list[Observed]:
    """Assess every clip, two at a time, with a progress bar."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(tqdm(pool.map(observe, clips), total=len(clips), unit="clip"))


def _read_in(measure: Measure, made: Assessment) -> list[Rep]:
    """Return the repetitions a measure was read in: of one leg's, where legs work one at a time."""
    movement = movement_of(made.clips[0].movement or "squat")
    use = next(u for u in movement.uses if (u.measure.name, u.at.key) == (measure.name, measure.moment))
    counted = [rep for rep in made.reps if rep.counted]
    if use.at is SUNK:
        counted = [rep for rep in _under_way(made.reps) if rep.counted and rep.end_s - rep.turn_s >= SINKS_S]
    if use.sided in (Sided.WORKING, Sided.ANY_WORKING, Sided.NEAR_WORKING):
        return [rep for rep in counted if rep.side is measure.side]
    if use.sided is Sided.SUPPORT:
        return [rep for rep in counted if rep.side is measure.side.mirror()]
    return counted


def _under_way(steps: Sequence[Rep]) -> list[Rep]:
    """Return the steps in which the walker neither sets out nor stops."""
    ways: list[list[Rep]] = []
    for step in steps:
        if not ways or step.start_s - ways[-1][-1].end_s > SAME_WAY_S:
            ways.append([])
        ways[-1].append(step)
    return [step for way in ways for step in under_way(way)]


def _matched(ours: Sequence[Rep], true: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the true repetition behind each of ours, where there is one."""
    for rep in ours:
        nearest = min(true, key=lambda t: abs(t["turn_s"] - rep.turn_s))
        if nearest["start_s"] - SAME_REP_S <= rep.turn_s <= nearest["end_s"] + SAME_REP_S:
            yield nearest


def _true(measure: Measure, rep: dict[str, Any], times: Floats, curves: dict[str, Floats]) -> float | None:
    """Return the true value of a measure in one true repetition, at the moment ours was read."""
    told = rep.get(measure.name)
    if told is not None:
        value = told.get(measure.moment, told.get("value")) if isinstance(told, dict) else told
        return None if value is None else float(value)
    side = "" if measure.side == "none" else f"{measure.side}_"
    name, upside_down = f"{side}{measure.name}", f"{side}{UPSIDE_DOWN.get(measure.name)}"
    if name not in curves and upside_down not in curves:
        return None
    curve = curves[name].astype(np.float64) if name in curves else -curves[upside_down].astype(np.float64)
    if measure.moment == "at_60_deg":
        value = rep[str(measure.side)].get(f"{measure.name}_at_60")
        return None if value is None else float(value)
    inside = (times >= rep["start_s"]) & (times <= rep["end_s"])
    if measure.moment == "bottom":
        flexion = (curves["left_knee_flexion_deg"] + curves["right_knee_flexion_deg"]) / 2
        bottom_s = times[int(np.argmax(np.where(inside, flexion, -np.inf)))]
        return float(curve[np.abs(times - bottom_s) <= AROUND_S].mean())
    score = np.abs(curve) if measure.moment == "worst_abs" else curve
    return float(curve[int(np.argmax(np.where(inside, score, -np.inf)))])


def _row(name: str, spec: dict[str, Any], made: Assessment, measure: Measure, truths: list[float | None]) -> Row | None:
    known = [t for t in truths if t is not None]
    if not known or measure.value is None or measure.interval is None or measure.budget is None:
        return None
    movement = movement_of(made.clips[0].movement or "squat")
    key = f"{movement.family or movement.key}.{measure.name}.{made.clips[0].view}.{measure.moment}"
    reach = float(np.mean([rep.range_pct or 0.0 for rep in _read_in(measure, made)])) / 100
    return Row(
        clip=name,
        tags=tuple(spec.get("tags", ())),
        person=json.dumps([spec["body"][name] for name in SHAPE]),
        key=key,
        side=str(measure.side),
        value=measure.value,
        reach=reach,
        low=measure.interval[0],
        high=measure.interval[1],
        truth=float(np.mean(known)),
        yaw_off_deg=float(spec["camera"]["yaw_deg"]),
        off_square_deg=_off_square_deg(spec["camera"], made.clips[0].view),
        budget={
            "pose_model": measure.budget.pose_model,
            "view": measure.budget.view,
            "keypoint_noise": measure.budget.keypoint_noise,
            "repetitions": measure.budget.repetitions,
        },
    )


def _off_square_deg(camera: dict[str, Any], view: View) -> float:
    """Return how far the camera really stood from square to the side, if the view was taken for one; else 0."""
    return abs(abs(camera["view_deg"] + camera["yaw_deg"]) - 90.0) if view is View.SIDE else 0.0
