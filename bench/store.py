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
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

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


def fill(place: str) -> None:
    """Put 100,000 sessions into a store in one go, past the store's own door: writing speed is not what is asked."""
    from sqlalchemy import insert

    from evenstride.track.opening import opened
    from evenstride.track.tables import ATHLETE, WORK

    engine = opened(place)
    with engine.begin() as connection:
        for n in range(ATHLETES):
            connection.execute(insert(ATHLETE).values(id=n + 1, name=f"athlete {n}"))
            days = [f"{2024 + d // 250}-{1 + d % 12:02d}-{1 + d % 28:02d}" for d in range(SESSIONS_EACH)]
            work = {"athlete_id": n + 1, "exercise": "clam_shell", "reps": 10, "from_clip": False}
            rows = [{**work, "day": day, "side": side} for day in days for side in ("left", "right")]
            connection.execute(insert(WORK), rows)
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('athlete', 'id'), {ATHLETES})")
    engine.dispose()


def screens(store: Store, athlete: str, count: int) -> None:
    """Keep a year of screens of one athlete: the demo's clip, posed once, on many days."""
    from evenstride.exchange.assessment_json import to_json
    from evenstride.pipeline import ClipRequest, assess

    seen = assess([ClipRequest(Path(str(files("evenstride") / "demo" / "front.mp4")), "squat")])
    for n in range(count):
        day = (date(2024, 1, 5) + timedelta(days=10 * n)).isoformat()
        store.add_document(athlete, to_json(replace(seen, created=f"{day}T08:00:00")), Path("demo"))


def pages(place: str, store: Store) -> dict[str, Callable[[], object]]:
    """Return what each page asks of the store and makes of it."""
    from evenstride.cli.history import history_of
    from evenstride.cli.review import review_today
    from evenstride.pipeline import plan_for_now
    from evenstride.report.progress_page import render_progress

    one = "athlete 7"
    return {
        "an athlete's log (500 sessions)": lambda: store.workouts(one),
        "all athletes": store.athletes,
        "the plan for now, of 36 screens": lambda: plan_for_now(history_of(place, one)),
        "the page of progress, of 36 screens": lambda: render_progress(review_today(place, one, "2025-06-01")),
    }


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
        fill(place)
        store = Store(place)
        screens(store, "athlete 7", 36)
        print(f"{ATHLETES * SESSIONS_EACH} sessions of {ATHLETES} athletes; slowest of 20:", flush=True)
        for name, ask in pages(place, store).items():
            print(f"  {name}: {1000 * slowest_s(ask):.1f} ms", flush=True)
        store.close()
        lost, half = lost_after_kills(place)
        print(f"{KILLS} kills: {lost} committed sessions lost, {half} half written")


if __name__ == "__main__":
    main()
