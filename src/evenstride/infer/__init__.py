"""Findings -> imbalances: which muscles, which side, how surely, and what else it could be."""

from evenstride.infer.engine import infer
from evenstride.infer.observed import Observed
from evenstride.infer.stops import stops_of
from evenstride.infer.strength import GIRTH, settled, strength_test, weaker

__all__ = ["GIRTH", "Observed", "infer", "settled", "stops_of", "strength_test", "weaker"]
