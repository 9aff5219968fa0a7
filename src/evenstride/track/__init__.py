"""The store, the trend, and what is change and what is noise."""

from evenstride.track.adherence import adherence_of
from evenstride.track.keeping import Keeping, KeptClip
from evenstride.track.opening import place_in_words, usual_place
from evenstride.track.running import run_trend
from evenstride.track.safekeeping import backup, check, restore
from evenstride.track.store import Note, Reading, Store
from evenstride.track.trend import courses_of

__all__ = [
    "Keeping",
    "KeptClip",
    "Note",
    "Reading",
    "Store",
    "adherence_of",
    "backup",
    "check",
    "courses_of",
    "place_in_words",
    "restore",
    "run_trend",
    "usual_place",
]
