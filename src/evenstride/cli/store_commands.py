"""``evenstride store`` and what stands under it."""

from __future__ import annotations

from pathlib import Path

import click

from evenstride.cli.options import ATHLETE, STORE, debug_option


@click.group()
def store() -> None:
    """Keep assessments, sessions, plans and work: one SQLite file on this machine, unless you name another place."""


@store.command(name="add")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@ATHLETE
@STORE
@debug_option
def store_add(files: tuple[Path, ...], athlete: str, store: str | None) -> None:
    """Keep an assessment, a session, a plan, a strength test (JSON), or answers (intake.toml), each once."""
    from evenstride.cli.store import add

    add(store, athlete, files)


@store.command(name="note")
@click.argument("text")
@click.option("--author", default="", help="Whose words these are.")
@click.option("--day", metavar="YYYY-MM-DD", help="Of which day; today unless given.")
@ATHLETE
@STORE
@debug_option
def store_note(text: str, author: str, day: str | None, athlete: str, store: str | None) -> None:
    """Keep a note: `evenstride store note "new shoes" --athlete Kim`."""
    from evenstride.cli.store import note

    note(store, athlete, day, author, text)


@store.command(name="list")
@STORE
@debug_option
def store_list(store: str | None) -> None:
    """Name where the store lies and who is in it."""
    from evenstride.cli.store import say_athletes

    say_athletes(store)


@store.command(name="delete")
@click.argument("athlete")
@STORE
@click.confirmation_option(prompt="Everything of this athlete goes. Are you sure?")
@debug_option
def store_delete(athlete: str, store: str | None) -> None:
    """Remove ATHLETE and everything of theirs."""
    from evenstride.cli.store import delete

    delete(store, athlete)


@store.command(name="backup")
@click.argument("file", type=click.Path(path_type=Path))
@STORE
@debug_option
def store_backup(file: Path, store: str | None) -> None:
    """Write everything to one new FILE, also while others write; it is a store itself, and restores to any place."""
    from evenstride.cli.store import back_up

    back_up(store, file)


@store.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path))
@STORE
@debug_option
def store_restore(file: Path, store: str | None) -> None:
    """Bring a backup FILE back into a store that holds nobody: all of it, or nothing."""
    from evenstride.cli.store import bring_back

    bring_back(store, file)


@store.command(name="check")
@STORE
@debug_option
def store_check(store: str | None) -> None:
    """See that every document is what was kept, and that everything belongs to somebody."""
    from evenstride.cli.store import say_check

    say_check(store)
