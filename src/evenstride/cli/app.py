"""The commands. Each command's docstring is its help; what is heavy is imported when a command runs, never for help."""

from __future__ import annotations

from pathlib import Path

import click

from evenstride._version import __version__
from evenstride.cli.clip_commands import assess, coach, demo
from evenstride.cli.exchange_commands import export, import_
from evenstride.cli.options import debug_option
from evenstride.cli.store_commands import store
from evenstride.cli.training_commands import log, plan, progress, test_


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="evenstride %(version)s")
@click.option("--language", metavar="CODE", expose_value=False, help="en or de; else what LANGUAGE or LANG says.")
def evenstride() -> None:
    """Find left-right and opposing-muscle imbalances from phone clips, with an error bar on every number.

    Begin with `evenstride demo`, then film yourself and run `evenstride assess squat=front.mp4 squat=side.mp4`.
    No video leaves this machine.
    """


@evenstride.command()
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default="intake.toml",
    show_default=True,
    help="Where to write the answers.",
)
@debug_option
def intake(out: Path) -> None:
    """Ask a few short questions about running, training and pain, and write the answers to FILE.

    Press Enter to skip any of them. The answers explain what is seen, and pain stops what should be stopped.
    """
    from evenstride.cli.intake import run

    run(out)


@evenstride.command()
@click.argument("key", metavar="ID")
@click.option(
    "--from",
    "source",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    default="assessment.json",
    show_default=True,
    help="The assessment.json, or the results folder that holds it.",
)
@debug_option
def explain(key: str, source: Path) -> None:
    """Say why: the chain behind an imbalance (i1), a finding (f1) or a measure (m1).

    It leads down to the clip, the second, the picture and the source.
    """
    from evenstride.cli.explain import run

    run(key, source)


@evenstride.command()
@debug_option
def doctor() -> None:
    """Check that everything is in place: one line each, with what to do where something is not."""
    from evenstride.cli.doctor import run

    run()


for _command in (demo, assess, coach, plan, log, test_, progress, store, export, import_):
    evenstride.add_command(_command)
