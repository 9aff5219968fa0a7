"""Gather every message from the code, the templates and the knowledge.

A literal that reads like words is a message; so is an
f-string, whose values become gaps: ``f"{n} sets of {each}"`` is ``{n} sets of {each}``. What only developers see,
markup and queries are not.
"""

from __future__ import annotations

import ast
import re
from calendar import day_name, month_name
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import evenstride
from evenstride import model
from evenstride.cli.running import paragraphs
from evenstride.exchange.answers import regions
from evenstride.knowledge.entries import Unit
from evenstride.language.catalogue import GAP
from evenstride.report.environment import environment
from scripts.words.facts_texts import texts

PACKAGE = Path(evenstride.__file__).parent
ROOMS = (
    "errors.py",
    "model",
    "knowledge",
    "capture",
    "measure",
    "movements",
    "detect",
    "infer",
    "prescribe",
    "pipeline",
)
FACES = ("track", "exchange", "report", "cli")
NOT_SAID = (
    "reference.py",
    "reference_rules.py",
    "checks.py",
    "rule_checks.py",
    "loader.py",
    "tables.py",
    "fhir.py",
    "lettering.py",
    "server.py",
)
"""Files whose words nobody reads in the product: the generated reference, checks of the facts, SQL, a lab's formats."""

SINGLE_WORDS = {
    "detect/summary.py": "once twice",
    "cli/store.py": "assessment session plan test intake",
    "cli/words.py": "fault verdict measured threshold",
    "cli/intake.py": "Thigh Calf",
    "report/strength_words.py": "women men people",
    "infer/strength.py": "for against",
    "cli/demo.py": "clip measure truth inside OUTSIDE",
}
"""Words that stand alone in the code, where nothing tells them from keys."""

_WORDS = re.compile(r"[A-Za-z][a-z’']+")
_COMMAND = re.compile(r"\.(command|group)\b")
_MARKUP = re.compile(r"</?[a-z!]|=\"|PRAGMA|SELECT|^[a-z_]+$|^#")
_DEFECTS = ("ValueError", "TypeError", "KeyError", "AssertionError", "KnowledgeError")
_GAP_IN_TEMPLATE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Found:
    """A message in English, its form for many if it counts, and the file it was first found in."""

    english: str
    where: str
    many: str = ""


def gather() -> list[Found]:
    """Return every message there is, each once, in the order of the rooms."""
    every = (*_of_counts(), *_of_templates(), *_of_knowledge(), *_of_code(), *_of_names())
    once: dict[str, Found] = {}
    for found in every:
        once.setdefault(GAP.sub("{}", found.english), found)
    counted = {GAP.sub("{}", found.many) for found in once.values() if found.many}
    return [found for shape, found in once.items() if shape not in counted]


def _trees(rooms: Iterable[str]) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        place = PACKAGE / room
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            if file.name not in NOT_SAID and "migrations" not in file.parts:
                yield str(file.relative_to(PACKAGE)), ast.parse(file.read_text(encoding="utf-8"))


def _of_code() -> Iterator[Found]:
    for where, tree in _trees((*ROOMS, *FACES)):
        for node in _literals(tree):
            english = _template_of(node)
            if reads_like_words(english):
                yield Found(bare(english), where)
        if where.startswith("cli"):
            yield from (Found(text, where) for text in _helps(tree))


def bare(english: str) -> str:
    """Return a message without the signs that only string it to others: ``; stop here`` is ``stop here``."""
    return re.sub(r"^[\s;,.:·]+((and|or) (?=\S))?", "", english).rstrip()


def reads_like_words(english: str) -> bool:
    """Return whether a literal is meant for people: a word in it, a space or a capital, and no markup."""
    literal = GAP.sub("", english)
    return bool(_WORDS.search(literal)) and not _MARKUP.search(english) and (" " in english or english[:1].isupper())


def _literals(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield every literal that is no docstring and no part of another, nor said to developers alone."""
    left_out = {id(inner) for node in ast.walk(tree) for inner in _inner(node)}
    for node in ast.walk(tree):
        if id(node) not in left_out and isinstance(node, ast.JoinedStr | ast.Constant):
            yield node


def _inner(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Expr(value=ast.Constant() as docstring):
            yield docstring
        case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
            yield from ast.walk(value)
        case ast.JoinedStr(values=parts):
            yield from (part for part in parts if isinstance(part, ast.Constant))
            yield from (part.format_spec for part in parts if isinstance(part, ast.FormattedValue) and part.format_spec)
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) as call) if name in _DEFECTS:
            yield from ast.walk(call)


def _template_of(node: ast.expr) -> str:
    """Return a literal as a message: what an f-string puts in becomes a gap named after it."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    assert isinstance(node, ast.JoinedStr)
    names: dict[str, str] = {}
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            parts.append("{" + names.setdefault(ast.unparse(part.value), _free(_name_of(part.value), names)) + "}")
    return "".join(parts)


def _name_of(value: ast.expr) -> str:
    match value:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower()
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=[inner]):
            return _name_of(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr="lower" | "capitalize" | "replace" | "mirror")):
            return _name_of(inner)
        case ast.Call(func=function):
            return _name_of(function)
        case ast.Subscript(value=inner) | ast.BoolOp(values=[inner, *_]) | ast.IfExp(body=inner):
            return _name_of(inner)
        case ast.GeneratorExp(elt=inner):
            return _name_of(inner)
    return "value"


def _free(name: str, taken: dict[str, str]) -> str:
    used = set(taken.values())
    return next(one for n in range(1, len(used) + 2) if (one := name if n == 1 else f"{name}{n}") not in used)


def _helps(tree: ast.Module) -> Iterator[str]:
    """Yield the paragraphs of every command's docstring, which are its help."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_COMMAND.search, map(ast.unparse, node.decorator_list))):
            yield from paragraphs(ast.get_docstring(node) or "")


def _of_counts() -> Iterator[Found]:
    """Yield what is said of one and of many, from calls of ``counted``."""
    for where, tree in _trees((*ROOMS, *FACES)):
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="counted"), args=[_, ast.Constant(str(one)), ast.Constant(str(many))]):
                    yield Found(one, where, many)


def _of_templates() -> Iterator[Found]:
    reader: Any = environment()  # its extension for translations adds methods that its type does not know
    for name in reader.list_templates(extensions=["j2"]):
        source = reader.loader.get_source(reader, name)[0]
        for _, _, told in reader.extract_translations(source):
            one, *more = (told,) if isinstance(told, str) else (text for text in told if text)
            yield Found(_with_gaps(one), f"report/templates/{name}", _with_gaps(more[0]) if more else "")


def _with_gaps(template: str) -> str:
    return _GAP_IN_TEMPLATE.sub(r"{\1}", template).replace("%%", "%")


def _of_knowledge() -> Iterator[Found]:
    yield from (Found(english, f"knowledge/{file}") for file, english in texts())


def _of_names() -> Iterator[Found]:
    """Yield the words that are values: sides, views, verdicts and the like, and units."""
    for kind in vars(model).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            yield from (Found(str(one), "model") for one in kind if "_" not in one)
    yield from (Found(letter, "report/words.py") for letter in ("L", "R"))
    yield from (Found(region.replace("_", " "), "exchange/answers.py") for region in regions())
    yield from (Found(word, where) for where, words in SINGLE_WORDS.items() for word in words.split())
    yield from (Found(f"{{day}} {month} {{year}}", "report/words.py") for month in month_name[1:])
    yield from (Found(day, "cli/today.py") for day in day_name)
    yield from (Found(unit.strip("% "), "knowledge/entries.py") for unit in get_args(Unit) if _WORDS.search(unit))
