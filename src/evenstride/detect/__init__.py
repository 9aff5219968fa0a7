"""Measures -> findings: what is there, what is not, and what cannot be told."""

from evenstride.detect.aims import aims_of
from evenstride.detect.fatigue import trends_of
from evenstride.detect.findings import findings_of
from evenstride.detect.retests import retests_of
from evenstride.detect.summary import stood_out, summary_of
from evenstride.detect.verdicts import judge

__all__ = ["aims_of", "findings_of", "judge", "retests_of", "stood_out", "summary_of", "trends_of"]
