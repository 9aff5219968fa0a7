"""Libraries that only some need: loaded when asked for, and named in one line where they are not installed."""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import Any

from evenstride.errors import MissingExtraError


def load_extra(module: str, extra: str) -> Any:
    """Return a module of an optional library; `extra` is the group of pyproject.toml that brings it.

    Raises
    ------
    MissingExtraError
        If the library is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a library's own import deprecates is nothing the runner can act on
            return import_module(module)
    except ImportError as problem:
        raise MissingExtraError(module.partition(".")[0], extra) from problem
