"""The only room that knows every stage: clips in, assessment out, results written."""

from evenstride.pipeline.assessing import assess, assess_recordings
from evenstride.pipeline.coaching import coach, exercises
from evenstride.pipeline.looping import History, plan_for_now, plan_out_of
from evenstride.pipeline.posed import import_poses
from evenstride.pipeline.requests import AssessOptions, ClipRequest, Progress
from evenstride.pipeline.results import refuse_if_nothing_judged, write_results, write_session
from evenstride.pipeline.reviewing import review_of
from evenstride.pipeline.testing import home_test

__all__ = [
    "AssessOptions",
    "ClipRequest",
    "History",
    "Progress",
    "assess",
    "assess_recordings",
    "coach",
    "exercises",
    "home_test",
    "import_poses",
    "plan_for_now",
    "plan_out_of",
    "refuse_if_nothing_judged",
    "review_of",
    "write_results",
    "write_session",
]
