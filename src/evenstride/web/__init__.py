"""The face in a browser: pages of this machine, for this machine."""
