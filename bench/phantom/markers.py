"""Reading recorded markers (UI-PRMD, 39 Plug-in-Gait markers) and chaining single repetitions into one trial.

The recordings lie outside the repository (see the data index): ``EVENSTRIDE_UI_PRMD`` or ``../shared/data/ui_prmd``
beside it. They are turned into the phantom's axes: metres, +x the runner's left, -y forward, +z up.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy.signal import butter, sosfiltfilt

from bench.phantom.body import Floats
from bench.phantom.spec import MarkerSpec
from bench.phantom.tempo import minimum_jerk

RATE_HZ = 100.0
NAMES = (
    *("LFHD", "RFHD", "LBHD", "RBHD", "C7", "T10", "CLAV", "STRN", "RBAK"),
    *("LSHO", "LUPA", "LELB", "LFRM", "LWRA", "LWRB", "LFIN", "RSHO", "RUPA", "RELB", "RFRM", "RWRA", "RWRB", "RFIN"),
    *("LASI", "RASI", "LPSI", "RPSI", "LTHI", "LKNE", "LTIB", "LANK", "LHEE", "LTOE"),
    *("RTHI", "RKNE", "RTIB", "RANK", "RHEE", "RTOE"),
)
_MOVEMENTS = {"squat": "m01", "hurdle_step": "m02"}
_SMOOTH_HZ = 7.0


class NoRecordingsError(FileNotFoundError):
    """The marker recordings are not where they are looked for."""

    def __init__(self, looked_in: Path) -> None:
        super().__init__(f"no marker recordings in {looked_in}; set EVENSTRIDE_UI_PRMD to the folder `ui_prmd`")


class Trial:
    """Smooth marker trajectories that can be read at any time, and when each recorded episode begins and ends (s)."""

    def __init__(self, places: Floats, episodes_s: list[tuple[float, float]]) -> None:
        self.places, self.episodes_s = places, episodes_s  # (T, 39, 3) at RATE_HZ
        self.duration_s = (len(places) - 1) / RATE_HZ

    def at(self, times_s: Floats) -> Mapping[str, Floats]:
        """Return each marker's place (T, 3) at the given times; before and after the trial it stays where it was."""
        position = np.clip(times_s * RATE_HZ, 0, len(self.places) - 1)
        low = np.minimum(position.astype(int), len(self.places) - 2)
        part = (position - low)[:, None, None]
        now = self.places[low] * (1 - part) + self.places[low + 1] * part
        return dict(zip(NAMES, np.moveaxis(now, 1, 0), strict=True))


def recordings_dir() -> Path:
    """Return the folder with the recordings."""
    given = os.environ.get("EVENSTRIDE_UI_PRMD")
    return Path(given) if given else Path(__file__).parents[3] / "shared" / "data" / "ui_prmd"


def chained(spec: MarkerSpec) -> Trial:
    """Return the spec's episodes one after the other, joined while standing, and smoothed as one."""
    recorded = [_mended(_read(spec, episode)) for episode in spec.episodes]
    if spec.movement == "squat":
        recorded = [_centred(places) for places in recorded]
    else:  # one foot stays where it is from one episode to the next
        recorded = [places - _ankles(recorded[0][0]) for places in recorded]
    pieces = [np.repeat(recorded[0][:1], round(spec.before_s * RATE_HZ), axis=0)]
    episodes: list[tuple[float, float]] = []
    for number, piece in enumerate(recorded):
        if number:
            pieces.append(_bridge(recorded[number - 1][-1], piece[0], spec.blend_s))
        begun = sum(map(len, pieces)) / RATE_HZ
        episodes.append((begun, begun + len(piece) / RATE_HZ))
        pieces.append(piece)
    pieces.append(np.repeat(recorded[-1][-1:], round(spec.after_s * RATE_HZ), axis=0))
    low_pass = butter(2, _SMOOTH_HZ, fs=RATE_HZ, output="sos")
    smooth = sosfiltfilt(low_pass, np.concatenate(pieces), axis=0)
    return Trial(_mirrored(smooth) if spec.mirrored else smooth, episodes)


def _read(spec: MarkerSpec, episode: int) -> Floats:
    acted, ending = ("correct", "") if spec.correct else ("incorrect", "_inc")
    name = f"{_MOVEMENTS[spec.movement]}_s{spec.subject:02d}_e{episode:02d}_positions{ending}.txt.gz"
    path = recordings_dir() / acted / "Vicon" / name
    if not path.exists():
        raise NoRecordingsError(recordings_dir())
    first = np.loadtxt(path, delimiter=None if _spaces(path) else ",").reshape(-1, len(NAMES), 3) / 1000
    return np.stack([first[..., 1], -first[..., 0], first[..., 2]], axis=-1)


def _spaces(path: Path) -> bool:
    import gzip

    with gzip.open(path, "rt") as lines:
        return "," not in lines.readline()


def _mended(places: Floats) -> Floats:
    """Bridge frames in which a marker was lost (written as zeros)."""
    mended = places.copy()
    frames = np.arange(len(places))
    for marker in range(places.shape[1]):
        lost = np.all(places[:, marker] == 0, axis=1)
        if lost.all():
            raise ValueError(f"marker {NAMES[marker]} is missing throughout")
        for axis in range(3):
            mended[lost, marker, axis] = np.interp(frames[lost], frames[~lost], places[~lost, marker, axis])
    return mended


def _centred(places: Floats) -> Floats:
    """Put the middle of the ankles, over the episode, at the origin of the floor."""
    ankles = places[:, [NAMES.index("LANK"), NAMES.index("RANK")]]
    middle = np.median(ankles.mean(axis=1), axis=0)
    return np.asarray(places - middle * np.array([1.0, 1.0, 0.0]))


def _ankles(places: Floats) -> Floats:
    """Return the middle of the ankles of one frame, on the floor."""
    middle = places[[NAMES.index("LANK"), NAMES.index("RANK")]].mean(axis=0)
    return np.asarray(middle * np.array([1.0, 1.0, 0.0]))


def _bridge(end: Floats, start: Floats, seconds: float) -> Floats:
    steps = max(round(seconds * RATE_HZ), 2)
    part = minimum_jerk(np.arange(1, steps) / steps)[:, None, None]
    return end * (1 - part) + start * part


def _mirrored(places: Floats) -> Floats:
    """Swap left and right."""
    other = {"L": "R", "R": "L"}
    swapped = [n if n == "RBAK" or n[0] not in other else other[n[0]] + n[1:] for n in NAMES]
    return np.asarray(places[:, [NAMES.index(name) for name in swapped]] * np.array([-1.0, 1.0, 1.0]))
