"""The store under load and under fire: how fast its pages are, and whether a killed process loses a committed row.

    python -m bench.store [postgresql://...]

Fills a store with work, times what a page asks of it, then kills writers at random moments and counts what is there.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from evenstride.model import Side, WorkSet
from evenstride.track import Store

ATHLETES, SESSIONS_EACH = 200, 500
KILLS = 200
WRITER = """
import sys
from evenstride.model import Side, WorkSet
from evenstride.track import Store
store, number = Store(sys.argv[1]), int(sys.argv[2])
print("open", flush=True)
while True:
    number += 1
    store.log("Kim", "2026-01-06", [WorkSet("clam_shell", side, reps=number) for side in (Side.LEFT, Side.RIGHT)])
    print(number, flush=True)
"""


def fill(store: Store) -> None:
    """Log half a million sets: as many sessions as a clinic sees in years."""
    for n in range(ATHLETES):
        for day in range(SESSIONS_EACH):
            store.log(f"athlete {n}", f"{2024 + day // 250}-{1 + day % 12:02d}-{1 + day % 28:02d}", SETS)


SETS = [WorkSet("clam_shell", side, reps=10) for side in (Side.LEFT, Side.RIGHT)]


def slowest_s(ask: Callable[[], object], times: int = 20) -> float:
    """Return the slowest of a few goes."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        took.append(time.perf_counter() - begun)
    return max(took)


def lost_after_kills(place: str) -> tuple[int, int]:
    """Kill a writer at random moments; return how many committed sessions were lost, and how many were half there.

    A session counts as committed once the writer has said so; one that was killed before it could say so may be there.
    """
    said = 0
    for _ in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, place, str(said)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(random.uniform(0.0, 0.1))
        writer.send_signal(signal.SIGKILL)
        for line in writer.stdout.read().splitlines():
            said = max(said, int(line))
        writer.wait()
    store = Store(place)
    kept = [one.reps for w in store.workouts("Kim") for one in w.sets]
    store.close()
    return sum(kept.count(n) == 0 for n in range(1, said + 1)), sum(kept.count(n) % 2 for n in range(1, said + 1))


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        place = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "store.sqlite")
        store = Store(place)
        begun = time.perf_counter()
        fill(store)
        print(f"{ATHLETES * SESSIONS_EACH} sessions written in {time.perf_counter() - begun:.0f} s")
        print(f"an athlete's log, slowest of 20: {1000 * slowest_s(lambda: store.workouts('athlete 7')):.1f} ms")
        print(f"all athletes, slowest of 20: {1000 * slowest_s(store.athletes):.1f} ms")
        store.close()
        lost, half = lost_after_kills(place)
        print(f"{KILLS} kills: {lost} committed sessions lost, {half} half written")


if __name__ == "__main__":
    main()
