"""A catalogue: messages with gaps, in English and in one other language, and how a finished sentence is recognised.

A message is a text such as ``Your {side} knee moves inward: {value}``. A sentence is recognised by the message it was
made of; what stands in the gaps is told in turn. Texts that were strung together from several messages are taken apart
at sentence ends, colons, brackets and commas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

GAP = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_LETTER = re.compile(r"[^\W\d_]")
_REMEMBERED = 8192
_ENOUGH, _OPENING = 10, 4
"""How many letters a message must have, or begin with, to be recognised by itself whatever stands in its gaps."""
_NAMES = frozenset({"known", "athlete", "author", "path", "file", "folder", "out", "place", "target", "text"})
"""Gaps that hold what is typed, or a name of somebody's own: it stays as it is."""
_SENTENCE = re.compile(r"\n\s*|\s{2,}|(?<=[.!?])\s+(?=\S)")
_CLAUSE = re.compile(r"; |: | · ")
_LISTED = re.compile(r", and |, | and | or ")
_SEVERAL = re.compile(f"{_SENTENCE.pattern}|{_CLAUSE.pattern}|{_LISTED.pattern}|[(\\[]")
_FIGURES = re.compile(r"[\W\d_]*(?:(?:s|m|cm|kg|px|min)(?![^\W\d_])[\W\d_]*)*")
"""Numbers, signs and units: the same in every language."""
_AROUND = (
    re.compile(r"([\W\d]+)(.*)()", re.DOTALL),
    re.compile(r"([\W\d]*)(.*?)(\W*(?:\d[\d.,]*[\W]*(?:s|m|cm|kg|px|min)?)?\W*)", re.DOTALL),
)
"""What stands around words: signs and numbers before them, or on both sides."""
_BRACKETS = (
    re.compile(r"(.*?)(\s?[(\[])([^()\[\]]*)([)\]])([^()\[\]]*)", re.DOTALL),
    re.compile(r"(.*?)(\s?[(\[])(.*)([)\]])([^()\[\]]*)", re.DOTALL),
)
"""The last brackets of a text, or the first with all that is nested in them."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text in English and in another language, "" where it is not translated yet; `many` and `forms` if it counts."""

    english: str
    told: str = ""
    many: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How a sentence looks that was made of a message: what it begins with but for a letter, holds, and ends with."""

    message: Message
    shape: re.Pattern[str]
    begin: str
    landmark: str
    end: str
    letters: int
    by_itself: bool


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language; `form_of` returns which of the forms a number takes."""

    code: str
    messages: tuple[Message, ...]
    form_of: Callable[[int], int] = field(default=lambda n: int(n != 1))

    def told(self, english: str) -> str:
        """Return a text in this language; what is not recognised stays as it is."""
        if not self.messages:
            return english
        core = english.strip(" \n")
        known = self._known(core)
        return english.replace(core, self._partly(core) if known is None else known, 1)

    def message(self, english: str, number: int | None = None) -> str:
        """Return one message with its gaps still open, in the form that a number takes; English if there is none."""
        found = self._by_english.get(english)
        if found is None:
            return english
        if number is not None and found.forms:
            return found.forms[self.form_of(number)]
        return found.told or english

    @cached_property
    def _by_english(self) -> dict[str, Message]:
        return {english: m for m in self.messages for english in (m.english, m.many) if english}

    @cached_property
    def _find(self) -> Callable[[str], str | None]:
        """Find what a text is in this language; the last few thousand are remembered."""

        def find(text: str) -> str | None:
            return next((told for way in self._ways if (told := way(text)) is not None), None)

        return lru_cache(_REMEMBERED)(find)

    @cached_property
    def _whole(self) -> dict[str, Message]:
        return {m.english: m for m in self.messages if not GAP.search(m.english)}

    @cached_property
    def _patterns(self) -> list[_Pattern]:
        """Every message with gaps, the wordiest first."""
        shapes = [(m, english) for m in self.messages for english in (m.english, m.many) if GAP.search(english)]
        return sorted((_pattern(m, english) for m, english in shapes), key=lambda p: -p.letters)

    @cached_property
    def _made_of(self) -> Callable[[str], list[tuple[_Pattern, dict[str, str]]]]:
        """Return the messages that a text may be made of, the wordiest first, with what would stand in their gaps."""

        def made_of(text: str) -> list[tuple[_Pattern, dict[str, str]]]:
            likely = (
                p
                for p in self._patterns
                if p.landmark in text and text.endswith(p.end) and text[1:].startswith(p.begin)
            )
            fitting = ((pattern, pattern.shape.fullmatch(text)) for pattern in likely)
            return [(pattern, found.groupdict()) for pattern, found in fitting if found]

        return lru_cache(_REMEMBERED)(made_of)

    def _known(self, text: str) -> str | None:
        """Return a text in this language, or None if a part of it is not known; figures are always known."""
        if _FIGURES.fullmatch(text):
            return text
        core = text.strip(" \n")
        told = self._find(core)
        return None if told is None else text.replace(core, told, 1)

    @cached_property
    def _ways(self) -> tuple[Callable[[str], str | None], ...]:
        """The ways to know a text, the surest first: what fits closely goes before what fits with a rest in a gap."""
        return (
            self._as_a_whole,
            lambda text: self._in_two(text, _SENTENCE),
            lambda text: self._in_its_middle(text, self._as_a_whole),
            lambda text: self._as_a_message(text, closely=True),
            lambda text: self._in_two(text, _CLAUSE),
            self._in_brackets,
            lambda text: self._in_two(text, _LISTED),
            self._as_a_message,
            lambda text: self._in_its_middle(text, self._known),
            self._in_english,
        )

    def _in_two(self, text: str, between: re.Pattern[str]) -> str | None:
        """Return a text as a first part and a rest, both known; the first is as long as it can be."""
        for sign in reversed(list(between.finditer(text))):
            first, rest = self._known(text[: sign.start()]), self._known(text[sign.end() :])
            if first is not None and rest is not None:
                return first + (self._known(sign[0]) or sign[0]) + rest
        return None

    def _partly(self, text: str) -> str:
        """Return a text with what is known of it told: a name of somebody's own may stand in it, and stays."""
        ways = (
            self._around_names,
            lambda text: self._in_pieces(text, _SENTENCE),
            lambda text: self._in_pieces(text, _CLAUSE),
            self._around_brackets,
        )
        return next((told for way in ways if (told := way(text))), text)

    def _around_names(self, text: str) -> str:
        for pattern, gaps in self._made_of(text):
            if pattern.by_itself and pattern.message.told and all(map(_of_one_piece, gaps.values())):
                told = {name: inside if name in _NAMES else self.told(inside) for name, inside in gaps.items()}
                return self._filled(pattern.message, text, gaps, told)
        return ""

    def _in_pieces(self, text: str, between: re.Pattern[str]) -> str:
        signs = list(between.finditer(text))
        if not signs:
            return ""
        sign = next((s for s in reversed(signs) if self._known(text[: s.start()]) is not None), signs[0])
        return self.told(text[: sign.start()]) + sign[0] + self.told(text[sign.end() :])

    def _around_brackets(self, text: str) -> str:
        found = _BRACKETS[0].fullmatch(text)
        return "".join(map(self.told, found.groups())) if found else ""

    def _as_a_whole(self, text: str) -> str | None:
        """Return a message without gaps; it may have a full stop more or less, and begin with the other case."""
        stop = "." if text.endswith(".") else ""
        bare = text.removesuffix(".")
        for english in (text, bare, bare + ".", *((text[0].swapcase() + bare[1:] + end) for end in (stop, "", "."))):
            found = self._whole.get(english)
            if found is not None and found.told:
                return _begun_as(text, found.told.removesuffix(".") + stop)
        return None

    def _as_a_message(self, text: str, *, closely: bool = False) -> str | None:
        """Return a text made of a message, all of whose gaps are known; closely, with one thing in each gap."""
        for pattern, gaps in self._made_of(text):
            if not pattern.message.told or (closely and any(map(_SEVERAL.search, gaps.values()))):
                continue
            known = {name: gaps[name] if name in _NAMES else self._known(gaps[name]) for name in gaps}
            told = {name: inside for name, inside in known.items() if inside is not None}
            if len(told) == len(gaps):
                return self._filled(pattern.message, text, gaps, told)
        return None

    def _in_english(self, text: str) -> str | None:
        """Return a text as it is if it was made of a message that is not translated yet."""
        whole = any(end in self._whole for end in (text, text[0].swapcase() + text[1:]))
        filled = (
            all(name in _NAMES or self._known(inside) is not None for name, inside in gaps.items())
            for _, gaps in self._made_of(text)
        )
        return text if whole or any(filled) else None

    def _filled(self, message: Message, text: str, gaps: dict[str, str], told: dict[str, str]) -> str:
        numbers = [int(inside) for inside in gaps.values() if inside.isdecimal()]
        counted = message.forms[self.form_of(numbers[0] if numbers else 2)] if message.forms else message.told
        return _begun_as(text, GAP.sub(lambda gap: told[gap[1]], counted))

    def _in_brackets(self, text: str) -> str | None:
        for brackets in _BRACKETS:
            parts = found.groups() if (found := brackets.fullmatch(text)) else ()
            told = [known for part in parts if (known := self._known(part)) is not None]
            if parts and len(told) == len(parts):
                return "".join(told)
        return None

    def _in_its_middle(self, text: str, way: Callable[[str], str | None]) -> str | None:
        """Return a text with signs and numbers around it: those stay, what they stand around is told."""
        for around in _AROUND:
            parts = around.fullmatch(text)
            if parts is not None and parts[2] not in ("", text) and (told := way(parts[2])) is not None:
                return parts[1] + told + parts[3]
        return None


def _of_one_piece(inside: str) -> bool:
    """Return whether what stands in a gap may do so: no end of a sentence, and no bracket that closes another's."""
    depth = 0
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0 and not _SENTENCE.search(inside)


def _pattern(message: Message, english: str) -> _Pattern:
    words, seen, shape = GAP.split(english), set[str](), ""
    for n, piece in enumerate(words):
        if n % 2 == 0:
            shape += _either_case(piece) if n == 0 else re.escape(piece)
        else:
            shape += f"(?P={piece})" if piece in seen else f"(?P<{piece}>.*?)"
            seen.add(piece)
    literal = words[::2]
    landmark = max((literal[0][1:], *literal[1:]), key=len)
    letters = sum(len(_LETTER.findall(piece)) for piece in literal)
    by_itself = letters >= _ENOUGH or len(_LETTER.findall(literal[0])) >= _OPENING
    return _Pattern(message, re.compile(shape, re.DOTALL), literal[0][1:], landmark, literal[-1], letters, by_itself)


def _either_case(words: str) -> str:
    """Return what a message begins with, as it stands at the beginning or in the middle of a sentence."""
    if words[:1].isalpha():
        return f"[{words[0].lower()}{words[0].upper()}]" + re.escape(words[1:])
    return re.escape(words)


def _begun_as(english: str, told: str) -> str:
    """Return a translation with a capital where the English begins with one, as at the beginning of a sentence."""
    return told[:1].upper() + told[1:] if english[:1].isupper() else told


def read_catalogue(code: str, text: str) -> Catalogue:
    """Return the catalogue that a ``.po`` file holds; what is marked as fuzzy counts as not translated."""
    import polib

    file = polib.pofile(text)
    return Catalogue(code, tuple(_messages(file)), _form_rule(file.metadata.get("Plural-Forms", "")))


def _messages(entries: Iterable[Any]) -> Iterator[Message]:
    for entry in entries:
        forms = entry.msgstr_plural
        known = not entry.fuzzy and all(forms.values())
        several = tuple(forms[n] for n in sorted(forms)) if known else ()
        if not entry.obsolete:
            yield Message(entry.msgid, several[0] if several else entry.msgstr * known, entry.msgid_plural, several)


def _form_rule(header: str) -> Callable[[int], int]:
    from gettext import c2py  # the standard library's own reader of this line

    rule = re.search(r"plural=([^;]+)", header)
    return c2py(rule[1].strip()) if rule else lambda n: int(n != 1)
