"""What the runner sees: one page, pictures with the angle drawn on them, annotated clips."""

from evenstride.report import (
    drawings_bird_dog,
    drawings_clam,
    drawings_feet,
    drawings_hinge,
    drawings_hurdle,
    drawings_lying,
)
from evenstride.report.annotate import annotate_clip
from evenstride.report.evidence import pictures_needed
from evenstride.report.page import write_page
from evenstride.report.progress_page import write_progress_page
from evenstride.report.session_page import session_pictures_needed, write_session_page

__all__ = [
    "annotate_clip",
    "drawings_bird_dog",
    "drawings_clam",
    "drawings_feet",
    "drawings_hinge",
    "drawings_hurdle",
    "drawings_lying",
    "pictures_needed",
    "session_pictures_needed",
    "write_page",
    "write_progress_page",
    "write_session_page",
]
