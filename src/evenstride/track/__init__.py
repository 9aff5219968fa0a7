"""The store, the trend, and what is change and what is noise."""
