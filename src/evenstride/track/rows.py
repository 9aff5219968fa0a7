"""The rows that a document brings: what it measured, the clips it rests on, tests, and what a coach changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]
Row = dict[str, Any]

CLIP_COLUMNS = ("file", "sha256", "movement", "view", "duration_s")
OVERRIDE_COLUMNS = ("exercise", "before", "after", "author", "reason")


def measure_rows(document: Document) -> Iterator[Row]:
    """Yield one row a number that was read from a movement.

    None of a balance with the eyes closed: that is harder, and shows no change against one with the eyes open.
    """
    if document.get("eyes_closed"):
        return
    clips = {clip["id"]: clip for clip in _clips(document)}
    for measure in document.get("measures", []):
        clip = clips.get(measure["clip"])
        if clip is None or measure["value"] is None or clip["movement"] is None:
            continue
        words = {name: measure[name] for name in ("name", "side", "moment", "unit", "value")}
        low, high = measure["interval"]
        yield {"movement": clip["movement"], "view": clip["view"], **words, "low": low, "high": high}


def clip_rows(document: Document) -> Iterator[Row]:
    """Yield one row a clip: reference and hash."""
    for clip in _clips(document):
        yield {"name": clip["id"], **{name: clip[name] for name in CLIP_COLUMNS}}


def override_rows(document: Document) -> Iterator[Row]:
    """Yield one row a change that a coach made to a plan."""
    for override in document.get("overrides", []):
        yield {name: override[name] for name in OVERRIDE_COLUMNS}


def test_rows(document: Document) -> Iterator[Row]:
    """Yield one row a strength test; a document holds one test, or several under ``tests``."""
    if document.get("schema") != "evenstride.test/1":
        return
    for test in document.get("tests", [document]):
        numbers = {name: _number(test.get(name)) for name in ("left", "right", "sd")}
        day = str(test.get("day") or document["created"])[:10]
        yield {
            "key": str(test.get("key") or test.get("test")),
            "day": day,
            "unit": str(test.get("unit", "")),
            **numbers,
        }


def work_rows(document: Document) -> Iterator[Row]:
    """Yield one row a set that was counted in a filmed session."""
    if document.get("schema") != "evenstride.session/1":
        return
    reps = {rep["index"]: rep for rep in document["reps"] if rep["counted"]}
    for one in document.get("sets", []):
        counted = [reps[index] for index in one["reps"] if index in reps]
        if counted:
            held = max((rep["hold_s"] for rep in counted if rep["hold_s"] is not None), default=None)
            row = {"exercise": document["exercise"], "side": one["side"], "reps": len(counted), "hold_s": held}
            yield {"day": document["created"][:10], "from_clip": True, **row}


def run_rows(document: Document) -> Iterator[Row]:
    """Yield one row a run that a watch recorded."""
    if document.get("schema") == "evenstride.run/1":
        yield dict(document["run"])


def _clips(document: Document) -> list[Document]:
    return [*document.get("clips", []), *([document["clip"]] if document.get("clip") else [])]


def _number(value: object) -> float | None:
    """Return a plain number, or that of a measured quantity ({"value": ...}); None for anything else."""
    if isinstance(value, Mapping):
        value = value.get("value")
    return float(value) if isinstance(value, int | float) else None
