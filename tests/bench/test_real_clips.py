from __future__ import annotations

import pytest

from bench.real_clips import weighted_kappa


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([(0, 0), (1, 1), (2, 2)], 1.0),
        ([(0, 2), (2, 0)], -1.0),
        # One step apart in all; by chance 0.5 + 0.5 pairs one step apart, 0.5 + 1 pairs two: four steps.
        ([(0, 0), (0, 0), (2, 2), (2, 1)], 1 - 1 / 4),
    ],
)
def test_weighted_kappa(pairs: list[tuple[int, int]], kappa: float) -> None:
    assert weighted_kappa(pairs) == pytest.approx(kappa)
