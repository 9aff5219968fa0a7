"""A language that nobody speaks: every message in brackets; what stands outside them was never translated."""

from __future__ import annotations

import re
from functools import cache

from evenstride.language import Catalogue, Message
from evenstride.language.catalogue import GAP
from scripts.words.gather import gather
from tests.report.markup import parsed

OPEN, CLOSE = "⟦", "⟧"
_LETTERS = re.compile(r"[^\W\d_]+")
_SPOKEN = ("alt", "aria-label", "title", "placeholder", "content")
_UNITS = frozenset({"s", "m", "px", "kg", "cm", "min", "fps"})


def bracketed(english: str) -> str:
    """Return a message with brackets around its own words; what fills its gaps stands outside."""
    return "".join(f"{{{piece}}}" if n % 2 else _in_brackets(piece) for n, piece in enumerate(GAP.split(english)))


def _in_brackets(words: str) -> str:
    before, core, after = re.fullmatch(r"(\s*)(.*?)([\s.]*)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{before}{OPEN}{core}{CLOSE}{after}" if _LETTERS.search(core) else words


@cache
def pseudo() -> Catalogue:
    """Return the catalogue of every message there is, in brackets."""
    messages = (
        Message(one.english, bracketed(one.english), one.many, (bracketed(one.english), bracketed(one.many)))
        if one.many
        else Message(one.english, bracketed(one.english))
        for one in gather()
    )
    return Catalogue("xx", tuple(messages))


def outside(text: str, *names: str) -> list[str]:
    """Return the words of a text that stand outside brackets and are no names, units or file names."""
    rest = re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    rest = re.sub(r"\S*[/_]\S*|\S+\.(?:mp4|jpg|json|html|toml|zip|pdf)\b", " ", rest)
    return [word for word in _LETTERS.findall(rest) if word not in _UNITS]


def seen_in(html: str) -> str:
    """Return all that is read or heard of a page: its text and what pictures are called, not the publications."""
    body = parsed(re.sub(r'<ol class="sources">.*?</ol>', "", html, flags=re.DOTALL))
    shown = [e for e in body.elements if e.tag in ("title", "body")]
    spoken = (e.attributes[name] for e in body.elements for name in _SPOKEN if name in e.attributes and e.tag != "meta")
    hidden = [e.text for e in body.elements if e.tag in ("script", "style")]
    text = "\n".join((*(e.text for e in shown), *spoken))
    for code in hidden:
        text = text.replace(code, " ")
    return text
