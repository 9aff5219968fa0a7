from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenstride.signal.angles import angle_between, flexion, lean_from_vertical, rise_above_horizontal


def _row(x: float, y: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[x, y]])


def test_a_straight_leg_is_bent_by_nothing_and_a_right_angle_by_ninety() -> None:
    assert flexion(_row(0, 0), _row(0, 1), _row(0, 2))[0] == pytest.approx(0)
    assert flexion(_row(1, 1), _row(0, 1), _row(0, 2))[0] == pytest.approx(90)


def test_leaning_towards_forward_is_positive_whichever_way_the_runner_faces() -> None:
    assert lean_from_vertical(_row(0, 10), _row(10, 0), 1.0)[0] == pytest.approx(45)
    assert lean_from_vertical(_row(0, 10), _row(-10, 0), -1.0)[0] == pytest.approx(45)
    assert lean_from_vertical(_row(0, 10), _row(-10, 0), 1.0)[0] == pytest.approx(-45)


def test_a_knee_higher_than_the_hip_lies_above_the_horizontal() -> None:
    assert rise_above_horizontal(_row(0, 10), _row(10, 0), 1.0)[0] == pytest.approx(45)
    assert rise_above_horizontal(_row(0, 0), _row(-10, 10), -1.0)[0] == pytest.approx(-45)


@given(st.floats(-179, 179), st.floats(0.1, 100), st.floats(0.1, 100))
def test_the_angle_between_directions_needs_no_unit_and_no_order(degrees: float, a: float, b: float) -> None:
    first = _row(a, 0)
    second = _row(b * np.cos(np.radians(degrees)), b * np.sin(np.radians(degrees)))
    assert angle_between(first, second)[0] == pytest.approx(abs(degrees), abs=1e-6)
    assert angle_between(second, first)[0] == pytest.approx(abs(degrees), abs=1e-6)
