"""The assessment as JSON, schema ``evenstride.assessment/1``.

Keys, their order and their meaning are a promise to other programs.
"""

from __future__ import annotations

import json
import math
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from evenstride.errors import UsageError
from evenstride.model import (
    Assessment,
    Clip,
    Finding,
    Imbalance,
    Intake,
    Measure,
    Missing,
    Plan,
    PoseProvenance,
    Rep,
    Retest,
    Stop,
)

SCHEMA = "evenstride.assessment/1"
PLAN_SCHEMA = "evenstride.plan/1"
_ADVICE = "name an assessment.json of Evenstride"
_DECIMALS = 3
"""A millisecond, a millimetre, a thousandth of a degree: finer than anything a phone can show."""


def to_document(assessment: Assessment) -> dict[str, Any]:
    """Return the assessment as plain dictionaries, lists, strings and finite numbers, in the published order.

    Raises
    ------
    ValueError
        If a number is not finite: what is not known must be null with a reason, never NaN.
    """
    document = {
        "schema": SCHEMA,
        "created": assessment.created,
        "software": {"version": assessment.software_version},
        "pose": msgspec.to_builtins(assessment.pose),
        "athlete": assessment.athlete,
        "summary": list(assessment.summary),
        "clips": msgspec.to_builtins(assessment.clips),
        "reps": msgspec.to_builtins(assessment.reps),
        "measures": msgspec.to_builtins(assessment.measures),
        "findings": msgspec.to_builtins(assessment.findings),
        "retests": msgspec.to_builtins(assessment.retests),
        "missing": msgspec.to_builtins(assessment.missing),
        "intake": msgspec.to_builtins(assessment.intake),
        "stops": msgspec.to_builtins(assessment.stops),
        "imbalances": [_in_published_order(imbalance) for imbalance in msgspec.to_builtins(assessment.imbalances)],
        "plan": None if assessment.plan is None else {"schema": PLAN_SCHEMA, **msgspec.to_builtins(assessment.plan)},
    }
    return {key: plain(value, key) for key, value in document.items()}


def to_json(assessment: Assessment) -> str:
    """Return the assessment as indented JSON text with a closing newline."""
    return json.dumps(to_document(assessment), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def from_json(text: str | bytes, source: Path) -> Assessment:
    """Return the assessment that JSON text holds, without signals; `source` is named when it holds none.

    Raises
    ------
    UsageError
        If the text is not JSON, of another schema, or breaks the schema.
    """
    try:
        document = msgspec.json.decode(text, type=_Document)
    except msgspec.MsgspecError as problem:
        raise UsageError(f"{source} holds no assessment ({problem})", _ADVICE) from problem
    if document.schema != SCHEMA:
        raise UsageError(f"{source} has the schema {document.schema!r}", f"this version reads {SCHEMA}")
    return Assessment(
        created=document.created,
        software_version=document.software.version,
        pose=document.pose,
        athlete=document.athlete,
        clips=document.clips,
        reps=document.reps,
        measures=document.measures,
        findings=document.findings,
        retests=document.retests,
        imbalances=document.imbalances,
        intake=document.intake,
        stops=document.stops,
        missing=document.missing,
        summary=document.summary,
        plan=document.plan,
    )


def load(path: str | Path) -> Assessment:
    """Read an ``assessment.json`` back, from the file itself or from the results folder that holds it.

    Raises
    ------
    UsageError
        If there is no such file, or it holds no assessment.
    """
    source = Path(path)
    if source.is_dir():
        source = source / "assessment.json"
    try:
        text = source.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise UsageError(f"cannot read {source} ({reason})", _ADVICE) from problem
    return from_json(text, source)


def schema() -> dict[str, Any]:
    """Return the published JSON Schema (draft 2020-12) of the file."""
    text = (files("evenstride.exchange") / "assessment.schema.json").read_text(encoding="utf-8")
    parsed: dict[str, Any] = json.loads(text)
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
    clips: tuple[Clip, ...]
    reps: tuple[Rep, ...]
    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]
    retests: tuple[Retest, ...] = ()
    imbalances: tuple[Imbalance, ...] = ()
    intake: Intake | None = None
    stops: tuple[Stop, ...] = ()
    missing: tuple[Missing, ...] = ()
    summary: tuple[str, ...] = ()
    plan: Plan | None = None


def _in_published_order(imbalance: dict[str, Any]) -> dict[str, Any]:
    promised = ("id", "kind", "muscles", "group", "side", "confidence", "because", "alternatives", "sources")
    return {key: imbalance[key] for key in (*promised, *(key for key in imbalance if key not in promised))}


def plain(value: Any, where: str) -> Any:
    """Return `value` with rounded floats and sound text; raise, naming the place, where a number is not finite.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    if isinstance(value, dict):
        return {key: plain(inner, f"{where}.{key}") for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, f"{where}[{index}]") for index, inner in enumerate(value)]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")  # a file may have a name that is no text
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{where} is {value}; what is not known must be null with a reason")
        return round(value, _DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0
    return value
