"""How noisy a signal is, and how an average gains from repetition."""

from __future__ import annotations

import numpy as np

from evenstride.model.motion import Floats


def noise(raw: Floats, smooth: Floats) -> float:
    """Return the robust standard deviation of what smoothing removed, in the unit of the values."""
    residual = (raw - smooth)[np.isfinite(raw) & np.isfinite(smooth)]
    return float(1.4826 * np.median(np.abs(residual - np.median(residual)))) if len(residual) > 2 else 0.0


def standard_error(per_rep: Floats) -> float:
    """Return the standard error of the mean of the repetitions; 0 for a single one, which shows no spread."""
    return float(np.std(per_rep, ddof=1) / np.sqrt(len(per_rep))) if len(per_rep) > 1 else 0.0
