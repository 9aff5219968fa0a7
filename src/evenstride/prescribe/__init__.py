"""Imbalances in, a plan out; a plan and the work done in, the next plan out."""

from evenstride.prescribe.evenness import Comparison, compared
from evenstride.prescribe.first import PlanOptions, first_plan
from evenstride.prescribe.following import next_plan
from evenstride.prescribe.overriding import overridden
from evenstride.prescribe.widening import widened

__all__ = ["Comparison", "PlanOptions", "compared", "first_plan", "next_plan", "overridden", "widened"]
