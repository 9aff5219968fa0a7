"""Everything a command says in the terminal goes through here, in the language in force."""

from __future__ import annotations

import click

from evenstride.language import tr


def say(text: str = "", err: bool = False) -> None:
    """Say a line on standard output, or on standard error; what is data goes to `click.echo` as it is."""
    click.echo(tr(text), err=err)


def ask(question: str) -> str:
    """Ask for an answer; Enter is none."""
    return str(click.prompt(tr(question), default="", show_default=False))


def ask_whether(question: str) -> bool:
    """Ask for yes or no; Enter is no."""
    return bool(click.confirm(tr(question), default=False))
