"""No exercise is counted worse than its page says: the judging sets, as they are kept, through the product of today."""

from __future__ import annotations

import pytest

from bench.archive import archived
from bench.exercises import COLUMNS, FAULT_COLUMNS, SETS, TARGET, Tally
from bench.observe import observe_shown
from evenstride.knowledge import facts


@pytest.mark.parametrize("exercise", SETS)
def test_no_exercise_is_counted_worse_than_its_page_says(exercise: str) -> None:
    tally = Tally()
    for clip in observe_shown([kept for name in SETS[exercise][1] for kept in archived(name)]):
        tally.add(clip)
    now, said = _cells(tally.row(exercise)), _said(exercise)
    assert now["Clips"] == said["Clips"]
    assert _first(now["Counts right"]) >= _first(said["Counts right"])
    assert int(now["Further off"]) <= int(said["Further off"])
    sides = "Repetitions: side right / asked / wrong"
    assert int(now[sides].split(" / ")[2]) <= int(said[sides].split(" / ")[2])
    assert _first(now["Holds within 0.3 s"]) >= _first(said["Holds within 0.3 s"])
    assert _first(now["Plain faults named"]) >= _first(said["Plain faults named"])
    for false in ("Called present below the line", "Clean clips with a fault"):
        assert _first(now[false]) <= _first(said[false])


def _said(exercise: str) -> dict[str, str]:
    """Return the line of the page's judging table."""
    judging = TARGET.read_text(encoding="utf-8").split("## Judging", 1)[1].split("\n## ", 1)[0]
    title = facts().exercises[exercise].title
    counted, _ = judging.split(f"| {' | '.join(FAULT_COLUMNS)} |")
    (line,) = [line for line in counted.splitlines() if line.startswith(f"| {title} |")]
    return _cells(line)


def _cells(line: str) -> dict[str, str]:
    return dict(zip(COLUMNS, line.strip("| ").split(" | "), strict=True))


def _first(cell: str) -> int:
    """Return how many of how many; 0 where there was none."""
    return int(cell.split(" of ")[0]) if cell != "-" else 0
