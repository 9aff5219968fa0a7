"""The accuracy page takes over the exercises' judging table, and nothing of the tuning one."""

from __future__ import annotations

from bench.accuracy.page import exercise_lines

PAGE = "# Exercises\n\n## Judging\n\nNo threshold.\n\n| Judged |\n\n## Tuning\n\n| Tuned |\n"


def test_the_judging_table_is_taken_over() -> None:
    lines = "\n".join(exercise_lines(PAGE))
    assert lines.startswith("\n## The eight exercises")
    assert lines.endswith("| Judged |")
    assert "Tuned" not in lines
