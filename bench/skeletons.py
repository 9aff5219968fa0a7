"""Correct against incorrect executions of recorded people: ``python -m bench.skeletons`` writes docs/skeletons.md.

The marker recordings (UI-PRMD; see the data index) are turned into joints, looked at by a virtual phone with trembling
keypoints, and go through the product as poses (the ``replay`` backend). That judges repetitions, geometry and verdicts,
not pose estimation.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bench.phantom import marker_driven as md
from bench.phantom.camera import camera
from bench.phantom.markers import chained
from bench.phantom.rig import about
from bench.phantom.spec import CameraSpec, MarkerSpec
from evenstride.capture import write_poses
from evenstride.capture.view import calibration
from evenstride.model.assessment import Assessment
from evenstride.model.finding import Verdict
from evenstride.model.motion import Motion
from evenstride.model.skeleton import BODY, SIDES
from evenstride.movements.registry import movements
from evenstride.pipeline import AssessOptions, ClipRequest, assess

Floats = NDArray[np.float64]
PAGE = Path(__file__).parents[1] / "docs/skeletons.md"
SUBJECTS = (1, 3, 4, 5, 7, 8, 10)
EPISODES = tuple(range(1, 11))
SCREENS = {"squat": "squat", "hurdle_step": "hurdle"}
VIEWS_DEG = {"front": 0.0, "side": -90.0}
NOISE_SHARE = 0.004
"""Keypoints tremble by this share of the body's height, about what BlazePose does on filmed squats."""

RATE_HZ = 30.0
FEWEST = 40


@dataclass(frozen=True)
class Seen:
    """One recorded set of ten repetitions as one virtual clip showed it."""

    screen: str
    view: str
    subject: int
    correct: bool
    assessment: Assessment
    episodes_s: tuple[tuple[float, float], ...]


def main() -> None:
    """Look at every recording from the front and the side, and write the page."""
    cases = [
        (movement, view, subject, correct)
        for movement, screen in SCREENS.items()
        if screen in movements()
        for view in VIEWS_DEG
        for subject in SUBJECTS
        for correct in (True, False)
    ]
    with tempfile.TemporaryDirectory() as folder:
        told = [_seen(Path(folder), *case) for case in tqdm(cases, unit="recording")]
    seen = [one for one in told if one is not None]
    print(f"{len(seen)} of {len(told)} recordings; the others lack a marker throughout")
    PAGE.write_text("\n".join(_page(seen)) + "\n", encoding="utf-8")


def _seen(folder: Path, movement: str, view: str, subject: int, correct: bool) -> Seen | None:
    """Return what the product makes of one recording; None if it lacks a marker throughout."""
    spec = MarkerSpec(movement=movement, subject=subject, correct=correct, episodes=EPISODES)
    try:
        trial = chained(spec)
    except ValueError:
        return None
    times = np.arange(0.0, trial.duration_s, 1.0 / RATE_HZ)
    markers = {name: place * 1.0 for name, place in trial.at(times).items()}
    turn = _facing(markers)
    joints = _joints({name: place @ turn.T for name, place in markers.items()})
    seed = [subject, correct, view == "front", movement == "squat"]
    path = folder / f"{movement}-{view}-{subject}-{correct}.json"
    write_poses(_filmed(times, joints, view, np.random.default_rng([int(s) for s in seed])), path)
    made = assess([ClipRequest(path, SCREENS[movement])], AssessOptions(pose="replay", use_cache=False))
    return Seen(SCREENS[movement], view, subject, correct, made, tuple(trial.episodes_s))


def _facing(markers: dict[str, Floats]) -> Floats:
    """Return the turn about the vertical that makes the person face the camera while standing."""
    across = (md.hip_centre(markers, "left") - md.hip_centre(markers, "right"))[:15].mean(axis=0)
    return np.asarray(about("z", -np.degrees(np.arctan2(across[1], across[0]))))


def _joints(markers: dict[str, Floats]) -> Floats:
    """Return (T, 19, 3) m of our skeleton: joint centres from the markers, the rest from the nearest marker."""
    joints = np.zeros((len(markers["C7"]), len(BODY.keypoints), 3))
    head, chest = md.head_frame(markers), md.chest_frame(markers)
    brow = (markers["LFHD"] + markers["RFHD"]) / 2
    joints[:, BODY.index("nose")] = brow + head @ np.array([0.0, -0.02, -0.09])
    for side in SIDES:
        letter = "L" if side == "left" else "R"
        wrist = (markers[f"{letter}WRA"] + markers[f"{letter}WRB"]) / 2
        places = {
            "ear": (markers[f"{letter}FHD"] + markers[f"{letter}BHD"]) / 2 + head @ np.array([0.0, 0.0, -0.08]),
            "shoulder": markers[f"{letter}SHO"] + chest @ np.array([0.0, 0.0, -0.05]),
            "elbow": markers[f"{letter}ELB"],
            "wrist": wrist,
            "hip": md.hip_centre(markers, side),
            "knee": md.knee_centre(markers, side),
            "ankle": md.ankle_centre(markers, side),
            "heel": markers[f"{letter}HEE"],
            "toe": markers[f"{letter}TOE"],
        }
        for part, place in places.items():
            joints[:, BODY.index(part, side)] = place
    return joints


def _filmed(times: Floats, joints: Floats, view: str, rng: np.random.Generator) -> Motion:
    """Return the joints as a phone sees them: three metres away, up to 5 deg off, trembling."""
    tall = float(np.ptp(joints[0, :, 2]))
    spec = CameraSpec(
        view_deg=VIEWS_DEG[view], yaw_deg=float(rng.uniform(-5, 5)), height_m=float(rng.uniform(0.6, 1.2))
    )
    seen = camera(replace(spec, distance_m=3.2), aim_height_m=0.57 * tall).project(joints)
    height_px = float(np.ptp(seen[0, :, 1]))
    points = seen[..., :2] + rng.normal(0.0, NOISE_SHARE * height_px, seen[..., :2].shape)
    hips = [BODY.index("hip", side) for side in SIDES]
    depth = (seen[..., 2] - seen[:, hips, 2].mean(axis=1, keepdims=True)) * height_px / tall
    return Motion(
        times,
        points,
        np.full(points.shape[:2], 0.95),
        (spec.width_px, spec.height_px),
        depth * calibration()["depth_exaggeration"],
    )


def _page(seen: list[Seen]) -> list[str]:
    lines = [
        "# Correct against incorrect: recorded people",
        "",
        "Written by `python -m bench.skeletons` from UI-PRMD's marker recordings: seven people, ten repetitions each,",
        "done correctly and acted incorrectly (nobody says which fault). Joints come from the markers, a virtual phone",
        f"looks at them (up to 5 deg off, keypoints trembling by {NOISE_SHARE:.1%} of body height), and the product",
        "gets poses instead of a video. So this judges repetitions, geometry and verdicts, not pose estimation; the",
        "corrections set for BlazePose are applied all the same, which moves all values of a measure alike.",
        "",
        "The area under the curve (AUC) says how often a repetition acted incorrectly reads higher (or lower, as the",
        "table says) than one done correctly: 0.5 is chance, 1 is always. In brackets the 95 % interval when people",
        "are drawn again (bootstrap).",
        "Subjects 1, 3, 4 and 5 also helped to set thresholds and corrections; the others did not.",
    ]
    for screen in SCREENS.values():
        for view in VIEWS_DEG:
            own = [s for s in seen if (s.screen, s.view) == (screen, view)]
            if not own:
                continue
            lines += ["", f"## {screen}, from the {view}", "", _reps(own), "", *_separation(own), "", *_verdicts(own)]
    return lines


def _reps(seen: list[Seen]) -> str:
    found = sum(_found(s) for s in seen)
    extra = sum(sum(r.counted for r in s.assessment.reps) - _found(s) for s in seen)
    asked = sum(len(s.episodes_s) for s in seen)
    return f"Repetitions: {found} of {asked} found, {extra} found that are not there."


def _found(seen: Seen) -> int:
    """Return how many recorded repetitions hold the turn of one of ours."""
    turns = [r.turn_s for r in seen.assessment.reps if r.counted]
    return sum(any(start <= turn <= end for turn in turns) for start, end in seen.episodes_s)


def _separation(seen: list[Seen]) -> list[str]:
    values: dict[str, list[tuple[int, bool, float]]] = defaultdict(list)
    for one in seen:
        for key, worst in _per_rep(one.assessment):
            values[key] += [(one.subject, one.correct, v) for v in worst]
    rows = []
    for key, found in sorted(values.items()):
        if len(found) >= FEWEST:
            subjects, correct, value = (np.array(c) for c in zip(*found, strict=True))
            area = _area(value[~correct], value[correct])
            low, high = _bootstrap(subjects, correct, value)
            means = f"{value[correct].mean():.1f} | {value[~correct].mean():.1f}"
            way = "higher" if area >= 0.5 else "lower"
            area, low, high = (area, low, high) if area >= 0.5 else (1 - area, 1 - high, 1 - low)
            rows.append((area, f"| {key} | {means} | {way} | {area:.2f} ({low:.2f} to {high:.2f}) |"))
    head = ["| measure, moment | mean, correct | mean, incorrect | incorrect reads | AUC |", "| --- " * 5 + "|"]
    return [*head, *(row for _, row in sorted(rows, reverse=True))]


def _per_rep(made: Assessment) -> Iterator[tuple[str, list[float]]]:
    """Yield each measure's values per repetition; of a measure with sides, the larger side where both were read."""
    families: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for measure in made.measures:
        if measure.value is not None:
            families[f"{measure.name}, {measure.moment}"].append(measure.per_rep)
    for key, sides in families.items():
        if len(sides) == 2 and len(sides[0]) == len(sides[1]):
            yield key, [max(pair) for pair in zip(*sides, strict=True)]
        else:
            yield key, [abs(v) if key.endswith("abs") else v for side in sides for v in side]


def _area(positive: Floats, negative: Floats) -> float:
    """Return how often one of `positive` is larger than one of `negative`; ties count half."""
    above = (positive[:, None] > negative[None]).mean()
    return float(above + (positive[:, None] == negative[None]).mean() / 2)


def _bootstrap(subjects: NDArray[np.int64], correct: NDArray[np.bool_], value: Floats) -> tuple[float, float]:
    rng = np.random.default_rng(0)
    people = np.unique(subjects)
    areas = []
    for _ in range(500):
        drawn = np.concatenate([np.flatnonzero(subjects == s) for s in rng.choice(people, len(people))])
        good = correct[drawn]
        if good.any() and not good.all():
            areas.append(_area(value[drawn][~good], value[drawn][good]))
    low, high = np.percentile(areas, (2.5, 97.5))
    return float(low), float(high)


def _verdicts(seen: list[Seen]) -> list[str]:
    counts: dict[tuple[str, bool], dict[Verdict, int]] = defaultdict(lambda: defaultdict(int))
    for one in seen:
        for fault in dict.fromkeys(f.fault for f in one.assessment.findings):
            verdicts = [f.verdict for f in one.assessment.findings if f.fault == fault]
            counts[fault, one.correct][min(verdicts, key=list(Verdict).index)] += 1
    lines = [
        "| fault (worse side of each person) | correct: present / possible / absent | incorrect |",
        "| --- " * 3 + "|",
    ]
    for fault in dict.fromkeys(key for key, _ in counts):
        told = [[counts[fault, good][v] for v in list(Verdict)[:3]] for good in (True, False)]
        if any(map(any, told)):
            lines.append(f"| {fault} | " + " | ".join(" / ".join(map(str, t)) for t in told) + " |")
    return lines


if __name__ == "__main__":
    main()
