"""The only room that knows every stage: clips in, assessment out, results written."""

from evenstride.pipeline.assessing import assess
from evenstride.pipeline.requests import AssessOptions, ClipRequest, Progress
from evenstride.pipeline.results import write_results

__all__ = ["AssessOptions", "ClipRequest", "Progress", "assess", "write_results"]
