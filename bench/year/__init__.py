"""A simulated year of runners who screen themselves, train and are told what has changed: `python -m bench.year`."""
