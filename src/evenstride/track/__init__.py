"""The store, the trend, and what is change and what is noise."""

from evenstride.track.opening import place_in_words, usual_place
from evenstride.track.safekeeping import backup, check, restore
from evenstride.track.store import Note, Reading, Store
from evenstride.track.trend import Change, Trend, trends_of

__all__ = [
    "Change",
    "Note",
    "Reading",
    "Store",
    "Trend",
    "backup",
    "check",
    "place_in_words",
    "restore",
    "trends_of",
    "usual_place",
]
