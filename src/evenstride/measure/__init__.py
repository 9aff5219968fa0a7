"""Motion and repetitions -> numbers: one small file per body idea."""
