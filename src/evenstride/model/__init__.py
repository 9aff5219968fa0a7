"""The nouns: what the other rooms talk about."""

from evenstride.model.assessment import Assessment, Curve, Missing, PoseProvenance, Signals
from evenstride.model.clip import Clip, Estimate, Problem, Rep, View
from evenstride.model.finding import Evidence, Finding, Retest, Verdict
from evenstride.model.measure import ErrorBudget, Measure, Undetermined
from evenstride.model.motion import Motion, to_xarray
from evenstride.model.skeleton import BODY, Keypoint, Side, Skeleton

__all__ = [
    "BODY",
    "Assessment",
    "Clip",
    "Curve",
    "ErrorBudget",
    "Estimate",
    "Evidence",
    "Finding",
    "Keypoint",
    "Measure",
    "Missing",
    "Motion",
    "PoseProvenance",
    "Problem",
    "Rep",
    "Retest",
    "Side",
    "Signals",
    "Skeleton",
    "Undetermined",
    "Verdict",
    "View",
    "to_xarray",
]
