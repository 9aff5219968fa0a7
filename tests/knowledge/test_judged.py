"""The judging figures that ship with the product."""

from __future__ import annotations

from evenstride.knowledge import facts
from evenstride.knowledge.accuracy import accuracy_table
from evenstride.knowledge.judged import judged


def test_what_was_judged_is_measured_and_plausible() -> None:
    assert judged()
    for key, figures in judged().items():
        assert key in accuracy_table()
        low, high = facts().measures[key.split(".")[1]].plausible
        assert figures.mae < (high - low) / 4
        assert figures.coverage >= 0.7
        assert figures.half_width > figures.mae / 2
