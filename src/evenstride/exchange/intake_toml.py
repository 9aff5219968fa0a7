"""The runner's answers as a small TOML file, written by hand or by ``evenstride intake``."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from evenstride.errors import IntakeError, UsageError
from evenstride.exchange.answers import READERS, NoAnswerError
from evenstride.language import tr
from evenstride.model.intake import Intake

_ADVICE = "write one with: evenstride intake --out FILE"
HEAD = "Answers for `evenstride assess --intake`. Every line is optional; take out what you would rather not say."


def read_intake(path: Path) -> Intake:
    """Read and check a file of answers.

    Raises
    ------
    IntakeError
        If a key is unknown or its value is none of those allowed; it names the file, the key and what is allowed.
    UsageError
        If the file cannot be read, or is no TOML.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise UsageError(f"cannot read {path} ({problem.strerror or problem})", _ADVICE) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError(f"{path} is no TOML ({problem})", _ADVICE) from problem
    try:
        return intake_of(tables)
    except NoAnswerError as problem:
        raise IntakeError(path, problem.key, problem.problem, problem.allowed) from problem


def intake_of(tables: Mapping[str, Any]) -> Intake:
    """Return the answers that tables hold.

    Raises
    ------
    NoAnswerError
        If a key is unknown or its value is none of those allowed.
    """
    for key in tables:
        if key not in READERS:
            raise NoAnswerError(key, "is not known", f"use {', '.join(READERS)}")
    return Intake(**{key: READERS[key](key, value) for key, value in tables.items()})


def write_intake(intake: Intake) -> str:
    """Return the answers as TOML text, what was skipped left out."""
    told = {key: value for key, value in msgspec.to_builtins(intake).items() if value not in (None, {}, (), [])}
    tables = {key: value for key, value in told.items() if isinstance(value, dict)}
    lines = [f"{key} = {_value(value)}" for key, value in told.items() if key not in tables]
    for key, table in tables.items():
        lines += ["", f"[{key}]", *(f"{name} = {_value(value)}" for name, value in table.items())]
    return f"# {tr(HEAD)}\n" + "".join(f"{line}\n" for line in lines)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(inner) for inner in value)}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
