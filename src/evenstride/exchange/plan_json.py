"""A plan as JSON, schema ``evenstride.plan/1``."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from evenstride.errors import UsageError
from evenstride.exchange.assessment_json import PLAN_SCHEMA as SCHEMA
from evenstride.exchange.assessment_json import plain
from evenstride.model.plan import Plan


def to_document(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain dictionaries, lists, strings and finite numbers."""
    document: dict[str, Any] = plain({"schema": SCHEMA, **msgspec.to_builtins(plan)}, "plan")
    return document


def to_json(plan: Plan) -> str:
    """Return the plan as indented JSON text with a closing newline."""
    return json.dumps(to_document(plan), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def from_json(text: str | bytes, source: Path) -> Plan:
    """Return the plan that JSON text holds; `source` is named when it holds none.

    Raises
    ------
    UsageError
        If the text is not JSON, of another schema, or breaks the schema.
    """
    try:
        named = msgspec.json.decode(text, type=_Named)
        if named.schema != SCHEMA:
            raise UsageError(f"{source} has the schema {named.schema!r}", f"this version reads {SCHEMA}")
        return msgspec.json.decode(text, type=Plan)
    except msgspec.MsgspecError as problem:
        raise UsageError(f"{source} holds no plan ({problem})", "name a plan.json of Evenstride") from problem


def schema() -> dict[str, Any]:
    """Return the published JSON Schema (draft 2020-12) of the file."""
    parsed: dict[str, Any] = json.loads((files("evenstride.exchange") / "plan.schema.json").read_text(encoding="utf-8"))
    return parsed


class _Named(msgspec.Struct):
    schema: str
