"""Home tests as JSON, schema ``evenstride.test/1``: one test a document, null for a side that was not tried."""

from __future__ import annotations

import json

SCHEMA = "evenstride.test/1"


def to_json(key: str, created: str, unit: str, sides: tuple[float | None, float | None], sd: float | None) -> str:
    """Return a test as JSON text.

    Parameters
    ----------
    created
        ISO 8601; its first ten letters are the day of the test.
    sides
        What the left and the right side came to, in `unit`; None for one that was not tried.
    sd
        The standard error of one side's number; None unless both were tried.
    """
    left, right = sides
    document = {
        "schema": SCHEMA,
        "created": created,
        "key": key,
        "day": created[:10],
        "unit": unit,
        "left": left,
        "right": right,
        "sd": sd,
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
