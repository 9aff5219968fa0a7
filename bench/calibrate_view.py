"""Set the estimate of the camera's angle from tuning phantoms: ``python -m bench.calibrate_view tune tune-real``.

Near the front the angle is a weighted sum of how far the shoulders and the feet are turned; the weights are set on all
clips, their error on clips left out one by one. Writes the last lines of ``capture/view.toml``.
"""

from __future__ import annotations

import argparse
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.phantom.sets import rendered
from bench.phantom.spec import ClipSpec
from evenstride.capture import CaptureOptions, capture
from evenstride.capture.conditioning import even, filtered
from evenstride.capture.swaps import mend_leg_swaps
from evenstride.capture.view import FEET_HELP_WITHIN_DEG, feet_turn_deg, shoulder_turn_deg, upright_frames

TARGET = Path(__file__).parents[1] / "src/evenstride/capture/view.toml"
NEAR_FRONT_DEG = 30.0
RIDGE = 20.0
"""Holds the weights back a little: the two cues say nearly the same."""

Floats = NDArray[np.float64]


def main() -> None:
    """Read the command line, look at every clip, fit, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate_view", description=__doc__)
    parser.add_argument("sets", nargs="*", default=["tune", "tune-real"])
    clips = [clip for name in parser.parse_args().sets for clip in rendered(name)]
    with ThreadPoolExecutor(2) as pool:
        cues = np.array(list(pool.map(lambda clip: _cues(*clip), clips)))
    true, shoulders, feet = cues.T
    front = (np.abs(true) <= NEAR_FRONT_DEG) & (np.abs(shoulders) < FEET_HELP_WITHIN_DEG) & np.isfinite(feet)
    terms = np.stack([shoulders, feet, np.ones(len(true))], axis=1)[front]
    known = true[front]
    left_out = np.array(
        [known[n] - terms[n] @ _weights(np.delete(terms, n, 0), np.delete(known, n)) for n in range(len(terms))]
    )
    weights = _weights(terms, true[front])
    other = (~front) & (np.abs(true) < 140)
    numbers = {
        "offset_deg": weights[2],
        "shoulders_weight": weights[0],
        "feet_weight": weights[1],
        "front_sd_deg": np.sqrt(np.mean(left_out**2)),
        "other_sd_deg": np.sqrt(np.mean((shoulders - true)[other] ** 2)),
    }
    text = TARGET.read_text(encoding="utf-8")
    for name, value in numbers.items():
        text = re.sub(rf"^({name} *= *)[-0-9.]+", rf"\g<1>{value:.2f}", text, flags=re.MULTILINE)
    counted = f"{front.sum()} front views and {other.sum()} others"
    text = re.sub(r"^set_on = .*$", f'set_on = "tuning phantoms: {counted}"', text, flags=re.MULTILINE)
    TARGET.write_text(text, encoding="utf-8")
    print(counted, {name: round(float(value), 2) for name, value in numbers.items()})


def _cues(spec: ClipSpec, folder: Path) -> tuple[float, float, float]:
    """Return the true angle, and those of the shoulders and the feet."""
    motion = filtered(mend_leg_swaps(even(capture(folder / "clip.mp4", CaptureOptions()).motion)).motion)
    upright = upright_frames(motion)
    true = spec.camera.view_deg + spec.camera.yaw_deg
    return true, shoulder_turn_deg(motion, upright), feet_turn_deg(motion, upright)


def _weights(terms: Floats, true: Floats) -> Floats:
    """Return ridge weights; the constant is not held back."""
    hold = np.diag([RIDGE, RIDGE, 0.0])
    return np.asarray(np.linalg.solve(terms.T @ terms + hold, terms.T @ true))


if __name__ == "__main__":
    main()
