"""Arithmetic on time series: gaps, smoothing, angles, repetitions. Knows nothing of bodies or movements."""
