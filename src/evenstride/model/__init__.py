"""The nouns: what the other rooms talk about."""

from evenstride.model.assessment import Assessment, Curve, Missing, PoseProvenance, Signals
from evenstride.model.clip import Clip, Estimate, Problem, Rep, View
from evenstride.model.difference import Difference, difference_of
from evenstride.model.finding import Evidence, Finding, Retest, Verdict
from evenstride.model.imbalance import Alternative, Confidence, Effect, Imbalance, ImbalanceKind, Outcome, Reason
from evenstride.model.intake import Intake, SidePair, Stop
from evenstride.model.live import Done, LiveState
from evenstride.model.measure import ErrorBudget, Measure, Undetermined
from evenstride.model.motion import Motion, to_xarray
from evenstride.model.plan import Mode, Override, Plan, PlanLine, SetsPerSide
from evenstride.model.review import Adherence, Apart, Change, Course, DayValue, HomeTest, Review
from evenstride.model.run import FEWEST_RUNS, Run, RunTrend
from evenstride.model.session import (
    FilmedSet,
    Reach,
    Reached,
    Session,
    SideTally,
    Trend,
    ended_in_words,
    reached_in_words,
)
from evenstride.model.skeleton import BODY, Keypoint, Side, Skeleton
from evenstride.model.work import StrengthTest, Workout, WorkSet

__all__ = [
    "BODY",
    "FEWEST_RUNS",
    "Adherence",
    "Alternative",
    "Apart",
    "Assessment",
    "Change",
    "Clip",
    "Confidence",
    "Course",
    "Curve",
    "DayValue",
    "Difference",
    "Done",
    "Effect",
    "ErrorBudget",
    "Estimate",
    "Evidence",
    "FilmedSet",
    "Finding",
    "HomeTest",
    "Imbalance",
    "ImbalanceKind",
    "Intake",
    "Keypoint",
    "LiveState",
    "Measure",
    "Missing",
    "Mode",
    "Motion",
    "Outcome",
    "Override",
    "Plan",
    "PlanLine",
    "PoseProvenance",
    "Problem",
    "Reach",
    "Reached",
    "Reason",
    "Rep",
    "Retest",
    "Review",
    "Run",
    "RunTrend",
    "Session",
    "SetsPerSide",
    "Side",
    "SidePair",
    "SideTally",
    "Signals",
    "Skeleton",
    "Stop",
    "StrengthTest",
    "Trend",
    "Undetermined",
    "Verdict",
    "View",
    "WorkSet",
    "Workout",
    "difference_of",
    "ended_in_words",
    "reached_in_words",
    "to_xarray",
]
