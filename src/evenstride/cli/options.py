"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")

ATHLETE = click.option("--athlete", metavar="NAME", default="me", show_default=True, help="Whose it is.")
STORE = click.option(
    "--store", metavar="FILE|URL", help="Where it is kept: an SQLite file or postgresql://...; else EVENSTRIDE_STORE."
)


FACES = click.option(
    "--faces",
    type=click.Choice(["blurred", "shown"]),
    default="blurred",
    show_default=True,
    help="Faces in pictures and clips.",
)
KEEP_CLIPS = click.option("--keep-clips", is_flag=True, help="Keep the clips themselves for --athlete, faces and all.")


def debug_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add ``--debug``, which `evenstride.cli.main` acts on."""

    @click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback when something goes wrong.")
    @wraps(command)
    def with_option(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(*args, **kwargs)

    return with_option
