"""The store, the trend, and what is change and what is noise."""

from evenstride.track.opening import usual_place
from evenstride.track.store import Reading, Store
from evenstride.track.trend import Change, Trend, trends_of

__all__ = ["Change", "Reading", "Store", "Trend", "trends_of", "usual_place"]
