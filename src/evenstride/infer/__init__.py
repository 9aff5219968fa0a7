"""Findings -> imbalances: which muscles, which side, how surely, and what else it could be."""

from evenstride.infer.engine import infer
from evenstride.infer.observed import Observed
from evenstride.infer.stops import stops_of

__all__ = ["Observed", "infer", "stops_of"]
