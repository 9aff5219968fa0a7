"""TOML files in, `Knowledge` out; whatever is wrong is named by file and entry."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

import msgspec

from evenstride.errors import KnowledgeError
from evenstride.knowledge.checks import flaws
from evenstride.knowledge.conclusions import Conclusion, Girth, OtherReading, PainRule, RedFlag, Rule
from evenstride.knowledge.entries import (
    Exercise,
    Fault,
    MeasureWords,
    MovementWords,
    Muscle,
    MuscleGroup,
    Norm,
    ProblemWords,
    RunningSign,
    Source,
)
from evenstride.knowledge.once import read_once
from evenstride.knowledge.store import Knowledge

T = TypeVar("T", bound=msgspec.Struct)
Table = Mapping[str, object]


@read_once
def facts() -> Knowledge:
    """Return the facts that ship with the package, loaded and checked once."""
    return load(files("evenstride.knowledge"))


def load(folder: Traversable) -> Knowledge:
    """Read and check a folder of facts.

    Parameters
    ----------
    folder
        A path, or a folder inside an installed package, that holds the eleven TOML files.

    Raises
    ------
    KnowledgeError
        If a file is missing or is no TOML, an entry has a field too many, too few or out of range, or one entry speaks
        of another that does not exist. It names the file and the entry.
    """
    muscles = _sections(folder, "muscles.toml", ("muscle", "group"))
    imbalances = _sections(folder, "imbalances.toml", ("conclusion", "alternative", "girth", "rule"))
    safety = _sections(folder, "safety.toml", ("pain", "red_flag"))
    knowledge = Knowledge(
        sources=_entries(_read(folder, "sources.toml"), "sources.toml", Source),
        movements=_entries(_read(folder, "movements.toml"), "movements.toml", MovementWords),
        measures=_entries(_read(folder, "measures.toml"), "measures.toml", MeasureWords),
        problems=_entries(_read(folder, "problems.toml"), "problems.toml", ProblemWords, key_field="code"),
        faults=tuple(_faults(_read(folder, "faults.toml"))),
        muscles=_entries(muscles["muscle"], "muscles.toml", Muscle),
        groups=_entries(muscles["group"], "muscles.toml", MuscleGroup),
        exercises=_entries(_read(folder, "exercises.toml"), "exercises.toml", Exercise),
        norms=_entries(_read(folder, "norms.toml"), "norms.toml", Norm),
        conclusions=_entries(imbalances["conclusion"], "imbalances.toml", Conclusion),
        alternatives=_entries(imbalances["alternative"], "imbalances.toml", OtherReading),
        girths=_entries(imbalances["girth"], "imbalances.toml", Girth),
        rules=_entries(imbalances["rule"], "imbalances.toml", Rule),
        pain_rules=_entries(safety["pain"], "safety.toml", PainRule),
        red_flags=_entries(safety["red_flag"], "safety.toml", RedFlag),
        running=_entries(_read(folder, "running.toml"), "running.toml", RunningSign),
    )
    for flaw in flaws(knowledge):
        raise KnowledgeError(flaw.file, flaw.entry, flaw.problem)
    return knowledge


def _read(folder: Traversable, file: str) -> Table:
    try:
        return tomllib.loads(folder.joinpath(file).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(file, "file", "is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(file, "file", f"is no TOML: {error}") from error


def _sections(folder: Traversable, file: str, names: tuple[str, ...]) -> dict[str, Table]:
    """Return the parts of a file that holds several kinds of entries, by name."""
    tables = _read(folder, file)
    strangers = sorted(set(tables) - set(names))
    if strangers:
        allowed = " nor ".join(f"[{name}]" for name in names)
        raise KnowledgeError(file, strangers[0], f"stands under neither {allowed}")
    return {name: _section(tables, file, name) for name in names}


def _section(tables: Table, file: str, name: str) -> Table:
    section = tables.get(name)
    if not isinstance(section, dict):
        raise KnowledgeError(file, name, "has no entries")
    return section


def _entries(tables: Table, file: str, kind: type[T], key_field: str = "key") -> Mapping[str, T]:
    return MappingProxyType({key: _entry(key, table, file, kind, key_field) for key, table in tables.items()})


def _faults(tables: Table) -> Iterator[Fault]:
    """Yield the faults of ``[movement.fault]`` tables; the entry is named as the table is."""
    for movement, section in tables.items():
        if not isinstance(section, dict):
            raise KnowledgeError("faults.toml", movement, "is not a table of faults")
        for key, table in section.items():
            entry = f"{movement}.{key}"
            fault = _entry(key, table, "faults.toml", Fault, "key", named=entry)
            if movement not in fault.movements:
                raise KnowledgeError("faults.toml", entry, f"stands under {movement}, which is not among its movements")
            yield fault


def _entry(key: str, table: object, file: str, kind: type[T], key_field: str, named: str = "") -> T:
    entry = named or key
    if not isinstance(table, dict):
        raise KnowledgeError(file, entry, "is not a table")
    if key_field in table:
        raise KnowledgeError(file, entry, f"has a field {key_field!r}; the name of the table is its {key_field}")
    if not _all_finite(table):
        raise KnowledgeError(file, entry, "holds a number that is not finite")
    try:
        return msgspec.convert({key_field: key, **table}, type=kind)
    except msgspec.ValidationError as error:
        raise KnowledgeError(file, entry, str(error)) from error


def _all_finite(value: object) -> bool:
    """Return whether no float inside is NaN or infinite: TOML can write them, and comparisons let NaN through."""
    if isinstance(value, dict):
        return all(_all_finite(v) for v in value.values())
    if isinstance(value, list):
        return all(_all_finite(v) for v in value)
    return not isinstance(value, float) or math.isfinite(value)
