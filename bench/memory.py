"""How much memory a long clip takes, against a short one.

    python -m bench.memory [--minutes 10] [--clips DIR]

The highest resident memory of ``evenstride assess --no-annotate`` and of every process it starts, added up, on
1080x1920 clips of 10 s, 1 min and 10 min. Ten minutes are 18000 pictures: this takes about as long to run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.long_clip import make, repeated

SOURCE = Path(__file__).parents[2] / "shared" / "data" / "squat_phone" / "good_IMG_7026.mov"
BLOCK_S = 10
BAR_MB = 900
LOOK_EVERY_S = 0.05


def peak_mb(command: list[str], cache: Path) -> float:
    """Run a command and return the highest resident memory of all its processes together, in MB."""
    peaks_kb: dict[int, int] = {}
    with subprocess.Popen(
        command, env={**os.environ, "EVENSTRIDE_CACHE": str(cache)}, stdout=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            for pid in family(process.pid):
                peaks_kb[pid] = max(peaks_kb.get(pid, 0), high_water_kb(pid))
            time.sleep(LOOK_EVERY_S)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return sum(peaks_kb.values()) * 1024 / 1e6


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    try:
        children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _children(task)]
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in family(child))]


def _children(task: Path) -> list[str]:
    return (task / "children").read_text().split()


def high_water_kb(pid: int) -> int:
    """Return the highest resident memory of a process so far; 0 if it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def main() -> None:
    """Print a row per length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="the longest clip")
    parser.add_argument("--clips", type=Path, help="where to make the clips; a temporary folder unless named")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.clips or Path(scratch)
        block = make(SOURCE, folder / "block.mp4", BLOCK_S)
        for seconds in (BLOCK_S, 60, round(60 * given.minutes)):
            clip = repeated(block, folder / f"long_{seconds}_s.mp4", seconds // BLOCK_S)
            command = [sys.executable, "-m", "evenstride", "assess", str(clip), "--no-annotate"]
            started = time.perf_counter()
            peak = peak_mb([*command, "--out", str(Path(scratch) / "out")], Path(scratch) / f"cache_{seconds}")
            print(
                f"{seconds:4} s, {clip.stat().st_size / 1e6:4.0f} MB of file: {peak:4.0f} MB at most"
                f" (bar {BAR_MB}), {time.perf_counter() - started:.0f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
