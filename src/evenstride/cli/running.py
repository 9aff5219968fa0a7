"""Run a command: one line about whatever goes wrong, and nothing half-done when it is stopped."""

from __future__ import annotations

import os
import re
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from copy import copy
from io import TextIOWrapper
from types import FrameType
from typing import TypeVar

import click

from evenstride.cli import STOPPED
from evenstride.cli.saying import say
from evenstride.errors import EvenstrideError

T = TypeVar("T", bound=click.Command)
BROKEN_PIPE = 141
TERMINATED = 143
_BAD_USAGE = 2
_DEFECT = 1


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name, and return its exit code."""
    from evenstride.cli.app import evenstride
    from evenstride.language import ENGLISH, code, speaking

    debug = "--debug" in arguments
    arguments, language = without_language(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that knows no "±" shows "?", and the rest
            stream.reconfigure(errors="replace")
    with ExitStack() as spoken:
        try:
            spoken.enter_context(speaking(language))
            command = evenstride if code() == ENGLISH else in_words(evenstride)
            with _terminable(), _quiet(debug), command.make_context("evenstride", arguments) as context:
                command.invoke(context)
                sys.stdout.flush()
        except click.exceptions.Exit as stop:
            return stop.exit_code
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the closing flush must not complain again
            return BROKEN_PIPE
        except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 -- the last resort: nobody sees a traceback unasked
            if debug:
                traceback.print_exc()
            return _say(problem)
    return 0


def without_language(arguments: Sequence[str]) -> tuple[list[str], str]:
    """Return the arguments without ``--language``, wherever it stood, and the language asked for there or around us."""
    from evenstride.language import chosen

    rest, language = list(arguments), chosen(os.environ)
    for place, word in enumerate(rest):
        if word == "--language" and place + 1 < len(rest):
            return rest[:place] + rest[place + 2 :], rest[place + 1]
        if word.startswith("--language="):
            return rest[:place] + rest[place + 1 :], word.partition("=")[2]
    return rest, language


def in_words(command: T) -> T:
    """Return a command whose help, and that of everything under it, is told in the language in force."""
    from evenstride.language import tr

    told = copy(command)
    told.help = "\n\n".join(map(tr, paragraphs(command.help or "")))
    told.params = [copy(option) for option in command.params]
    for option in told.params:
        if isinstance(option, click.Option):
            option.help = tr(option.help or "")
            option.prompt = option.prompt and tr(option.prompt)
    if isinstance(told, click.Group):
        told.commands = {name: in_words(one) for name, one in told.commands.items()}
    return told


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _say(problem: BaseException) -> int:
    """Print one line about what stopped the command, and return its exit code."""
    code, line = _verdict(problem)
    if line:
        say(f"evenstride: {' '.join(line.split())}", err=True)
    return code


def _verdict(problem: BaseException) -> tuple[int, str]:
    match problem:
        case click.exceptions.NoArgsIsHelpError():
            problem.show()
            return _BAD_USAGE, ""
        case click.ClickException():
            where = getattr(problem, "ctx", None)
            hint = f" (see '{where.command_path} --help')" if where else ""
            return _BAD_USAGE, f"{problem.format_message().rstrip('.')}{hint}"
        case EvenstrideError():
            return problem.exit_code, str(problem)
        case _Terminated():
            return TERMINATED, "stopped; nothing was left behind"
        case KeyboardInterrupt() | click.Abort():
            return STOPPED, "stopped; nothing was left behind"
        case MemoryError():
            return _DEFECT, "out of memory; close other programs, or film at a lower resolution"
    said = f"{type(problem).__name__}: {problem}"
    return _DEFECT, f"a defect of ours ({said}); run it again with --debug and report what that prints"


class _Terminated(KeyboardInterrupt):
    """A polite kill: unwinds as Ctrl-C does, so that it leaves no debris either."""


@contextmanager
def _terminable() -> Iterator[None]:
    """Turn a polite kill into an exception."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise _Terminated

    try:
        before = signal.signal(signal.SIGTERM, leave)
    except ValueError:  # not the main thread: somebody else minds the signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _quiet(debug: bool) -> Iterator[None]:
    """Keep the warnings of libraries off the screen, unless they were asked for."""
    with warnings.catch_warnings():
        if not debug and not sys.warnoptions:
            warnings.simplefilter("ignore")
        yield
