"""The page of live counting: what is computed and what was measured by the clock are made apart, and kept apart."""

from __future__ import annotations

from bench.live import COMPUTED_COLUMNS, TARGET, Shown, page, row

COMPUTED = "## On two cores that nothing else uses, computed\n\nText.\n\n| a |"
REAL = "## In real time, by the clock\n\nText.\n\n| b |"


def test_each_run_makes_its_own_part_and_leaves_the_other() -> None:
    first = page(COMPUTED, None)
    both = page(None, REAL, first)
    assert both.count("\n## ") == 2
    assert both.index(COMPUTED) < both.index(REAL)
    again = page(COMPUTED.replace("| a |", "| c |"), None, both)
    assert "| a |" not in again
    assert again.endswith(REAL + "\n")


def test_the_page_that_is_kept_has_its_computed_part() -> None:
    kept = TARGET.read_text("utf-8")
    assert page(None, None, kept) == kept
    assert " | ".join(COMPUTED_COLUMNS) in kept


def test_a_repetition_is_compared_with_the_end_of_the_same_one() -> None:
    clip = Shown((2.0, 5.0, 9.0), 10.0, live=2, told=[(2.1, 2.2), (5.0, 5.4)], came=300, posed=150, slowest=12)
    assert [round(delay, 3) for delay in clip.delays_s] == [0.2, 0.4]
    cells = row("single_leg_calf_raise", [clip], real=True).strip("| ").split(" | ")
    assert cells[2:] == ["3", "0 of 1", "0.20, 0.30, 0.40", "1 of 3", "15.0 of 30.0", "12"]
