"""Which languages there are, and which one is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from evenstride.errors import UsageError
from evenstride.language.catalogue import Catalogue, read_catalogue

ENGLISH = "en"
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where the environment says it, as gettext reads them: the first that is set decides; LANGUAGE may name several."""


class UnknownLanguageError(UsageError):
    """A language that Evenstride does not speak."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(f"no language is called {language!r}", f"use one of {', '.join(languages())}")


def languages() -> tuple[str, ...]:
    """Return the codes of the languages there are, English first."""
    found = (place.name.removesuffix(".po") for place in files(__package__).iterdir() if place.name.endswith(".po"))
    return (ENGLISH, *sorted(found))


def chosen(environment: Mapping[str, str]) -> str:
    """Return the language that an environment asks for; English where it asks for none that we speak."""
    asked = next((value for name in VARIABLES if (value := environment.get(name))), "")
    return next((code for one in asked.split(":") if (code := code_of(one)) in languages()), ENGLISH)


def code_of(name: str) -> str:
    """Return the language of a locale's name: ``de`` of ``de_AT.UTF-8`` and of ``de-CH``."""
    return re.split(r"[_.@-]", name.lower())[0]


@cache
def catalogue_of(language: str) -> Catalogue:
    """Return the catalogue of a language; that of English is empty, since English is what everything is written in.

    Raises
    ------
    UnknownLanguageError
        If there is none of that code.
    """
    code = code_of(language)
    if code not in languages():
        raise UnknownLanguageError(language)
    if code == ENGLISH:
        return Catalogue(ENGLISH, ())
    return read_catalogue(code, files(__package__).joinpath(f"{code}.po").read_text(encoding="utf-8"))
