"""The bench: what tells whether Evenstride's numbers are true. Not shipped."""
