"""The runner's answers as JSON, schema ``evenstride.intake/1``: the form in which a store keeps them."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from evenstride.errors import UsageError
from evenstride.model.intake import Intake

SCHEMA = "evenstride.intake/1"


def to_json(intake: Intake, created: str) -> str:
    """Return answers as JSON text; `created` is ISO 8601."""
    document = {"schema": SCHEMA, "created": created, "intake": msgspec.to_builtins(intake)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str | bytes, source: Path) -> tuple[str, Intake]:
    """Return when answers were given (ISO 8601), and the answers.

    Raises
    ------
    UsageError
        If the text holds none; `source` is named.
    """
    try:
        read = msgspec.json.decode(text, type=_Document)
    except msgspec.MsgspecError as problem:
        raise UsageError(f"{source} holds no answers ({problem})", "write some with evenstride intake") from problem
    return read.created, read.intake


class _Document(msgspec.Struct):
    schema: str
    created: str
    intake: Intake
