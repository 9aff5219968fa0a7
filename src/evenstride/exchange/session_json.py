"""A session as JSON, schema ``evenstride.session/1``: keys, their order and their meaning are a promise."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from evenstride.errors import UsageError
from evenstride.exchange.assessment_json import plain
from evenstride.model import (
    Clip,
    FilmedSet,
    Finding,
    Measure,
    PoseProvenance,
    Reached,
    Rep,
    Session,
    Side,
    SideTally,
    Trend,
    Undetermined,
)

SCHEMA = "evenstride.session/1"


def to_document(session: Session) -> dict[str, Any]:
    """Return the session as plain dictionaries, lists, strings and finite numbers, in the published order.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    document = {
        "schema": SCHEMA,
        "created": session.created,
        "software": {"version": session.software_version},
        "pose": msgspec.to_builtins(session.pose),
        "athlete": session.athlete,
        "exercise": session.exercise,
        "summary": list(session.summary),
        "clip": msgspec.to_builtins(session.clip),
        "reps": msgspec.to_builtins(session.reps),
        "sets": msgspec.to_builtins(session.sets),
        "trends": msgspec.to_builtins(session.trends),
        "sides": {str(side): msgspec.to_builtins(tally) for side, tally in session.sides.items()},
        "side_stated": session.side_stated,
        "eyes_closed": session.eyes_closed,
        "undetermined": msgspec.to_builtins(session.undetermined),
        "measures": msgspec.to_builtins(session.measures),
        "findings": msgspec.to_builtins(session.findings),
        "aims": msgspec.to_builtins(session.aims),
    }
    return {key: plain(value, key) for key, value in document.items()}


def to_json(session: Session) -> str:
    """Return the session as indented JSON text with a closing newline."""
    return json.dumps(to_document(session), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def from_json(text: str | bytes, source: Path) -> Session:
    """Return the session that JSON text holds, without signals; `source` is named when it holds none.

    Raises
    ------
    UsageError
        If the text is not JSON, of another schema, or breaks the schema.
    """
    try:
        read = msgspec.json.decode(text, type=_Document)
    except msgspec.MsgspecError as problem:
        raise UsageError(f"{source} holds no session ({problem})", "name a session.json of Evenstride") from problem
    if read.schema != SCHEMA:
        raise UsageError(f"{source} has the schema {read.schema!r}", f"this version reads {SCHEMA}")
    return Session(
        created=read.created,
        software_version=read.software.version,
        pose=read.pose,
        athlete=read.athlete,
        exercise=read.exercise,
        clip=read.clip,
        reps=read.reps,
        sides=read.sides,
        sets=read.sets,
        trends=read.trends,
        measures=read.measures,
        findings=read.findings,
        aims=read.aims,
        side_stated=read.side_stated,
        eyes_closed=read.eyes_closed,
        undetermined=read.undetermined,
        summary=read.summary,
    )


def schema() -> dict[str, Any]:
    """Return the published JSON Schema (draft 2020-12) of the file.

    Clips, repetitions, measures and findings are defined as in an assessment.
    """
    room = files("evenstride.exchange")
    parsed: dict[str, Any] = json.loads((room / "session.schema.json").read_text(encoding="utf-8"))
    shared = json.loads((room / "assessment.schema.json").read_text(encoding="utf-8"))
    parsed["$defs"] = {**shared["$defs"], **parsed["$defs"]}
    return parsed


class _Software(msgspec.Struct):
    version: str


class _Document(msgspec.Struct):
    """The file as it is read: what later versions add is passed over."""

    schema: str
    created: str
    software: _Software
    pose: PoseProvenance
    athlete: str | None
    exercise: str
    clip: Clip
    reps: tuple[Rep, ...]
    sides: dict[Side, SideTally]
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]
    aims: tuple[Reached, ...] = ()
    sets: tuple[FilmedSet, ...] = ()
    trends: tuple[Trend, ...] = ()
    side_stated: Side | None = None
    eyes_closed: bool = False
    undetermined: Undetermined | None = None
    summary: tuple[str, ...] = ()
