"""The table of wrong names counts what it says."""

from __future__ import annotations

from bench.confusion import COLUMNS, NAMES, SETS, Asked, row
from evenstride.movements import movements

SEEN_AS_IT_IS = Asked("hurdle", {"hurdle": 3, "squat": 0, "clam_shell": 0}, {"squat": "hurdle", "clam_shell": None})
TAKEN_FOR_A_SQUAT = Asked(
    "squat", {"hurdle": 0, "squat": 2, "clam_shell": 0}, {"hurdle": "squat", "clam_shell": "squat"}
)


def test_what_is_counted_or_called_by_another_name_is_told_apart_from_what_is_right() -> None:
    cells = row("hurdle", [SEEN_AS_IT_IS, TAKEN_FOR_A_SQUAT]).strip("| ").split(" | ")
    told = dict(zip((*COLUMNS, *NAMES), cells, strict=True))
    assert told["Clips"] == "2"
    assert told["Not named: found as itself"] == "1"
    assert told["As another"] == "1"
    assert told["Named as one of the others"] == "4"
    assert told["Counted"] == "1"
    assert told["Called by its name"] == "1"
    assert told["By another"] == "1"


def test_every_movement_that_can_be_told_apart_has_sets() -> None:
    assert set(SETS) == {key for key, one in movements().items() if not one.stated_only}
