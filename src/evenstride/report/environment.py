"""The environment of every template: whole sentences stand in ``{% trans %}``, values that are words pass ``|tr``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from evenstride.language import code, message, tr

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup


_SPLIT = re.compile(r"(?<=\d)\x20(?=(?:%|°|cm|m|s|kg|px)(?!\w)|±)")
"""Between a number and its unit no line ends."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment; loaded when a page is first made, since `evenstride --help` needs no templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("evenstride.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.filters["tr"] = _unsplit
    made.globals.update(gettext=_told, ngettext=_counted, language=code)
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    return made


def template(name: str) -> Template:
    """Return one of the templates that ship with the package."""
    return environment().get_template(name)


def _unsplit(english: str) -> str:
    """Return words in the language in force, each number on one line with its unit."""
    return _SPLIT.sub("\u00a0", tr(english))


def _told(english: str, **values: Any) -> Markup:
    """Return a text of a template in the language in force, with its values told and filled in."""
    return _filled(english, None, values)


def _counted(one: str, many: str, number: int, **values: Any) -> Markup:
    return _filled(one if number == 1 else many, number, values)


def _filled(english: str, number: int | None, values: dict[str, Any]) -> Markup:
    from markupsafe import Markup

    told = {name: _unsplit(v) if isinstance(v, str) and not isinstance(v, Markup) else v for name, v in values.items()}
    with_gaps = english % {name: f"{{{name}}}" for name in values}
    return Markup(message(with_gaps, number)).format(**told)  # noqa: S704 -- a text of ours; what is put in is escaped
