"""What was typed for a clip: ``squat:front=clip.mp4``, ``squat=clip.mp4`` or ``clip.mp4``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from evenstride.errors import UnknownMovementError, UsageError

if TYPE_CHECKING:
    from evenstride.knowledge import MovementWords
    from evenstride.pipeline import ClipRequest

_PREFIX = re.compile(r"(?P<movement>[A-Za-z][A-Za-z0-9_-]*)(:(?P<view>[A-Za-z]*))?")


def assessable_movements() -> tuple[MovementWords, ...]:
    """Return the movements that have faults to be judged for."""
    from evenstride.knowledge import facts

    knowledge = facts()
    return tuple(words for key, words in knowledge.movements.items() if knowledge.faults_of(key))


def clip_requests(texts: Sequence[str]) -> tuple[ClipRequest, ...]:
    """Return what was asked for, clip by clip.

    Raises
    ------
    UsageError
        If a movement or a view is unknown, a name is missing, or one clip is given twice.
    """
    requests = tuple(_request(text) for text in texts)
    seen: set[Path] = set()
    for request in requests:
        place = request.path.absolute()
        if place in seen:
            raise UsageError(f"{request.path} is given twice", "give each clip once")
        seen.add(place)
    return requests


def _request(text: str) -> ClipRequest:
    """Read one argument. A path with '=' in it is a path if such a file is there, or if it begins like one (``./``)."""
    from evenstride.pipeline import ClipRequest

    head, sign, tail = text.partition("=")
    prefix = _PREFIX.fullmatch(head) if sign else None
    is_file = Path(text).is_file()
    if prefix is None or (is_file and not Path(tail).is_file()):
        return ClipRequest(Path(text))
    if not tail:
        raise UsageError(f"{text} names no clip", f"write {text}CLIP, without a space")
    movement = _known_movement(prefix["movement"])
    return ClipRequest(Path(tail), movement, _known_view(prefix["view"]))


def _known_movement(word: str) -> str:
    key = word.lower().replace("-", "_")
    known = tuple(movement.key for movement in assessable_movements())
    if key not in known:
        raise UnknownMovementError(word, known)
    return key


def _known_view(word: str | None) -> str | None:
    from evenstride.knowledge.entries import ViewName

    if word is None:
        return None
    known: tuple[str, ...] = get_args(ViewName)
    if word.lower() not in known:
        raise UsageError(f"no view is called {word!r}", f"use one of {', '.join(known)}")
    return word.lower()
