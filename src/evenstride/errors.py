"""Every error Evenstride raises on purpose.

::

    EvenstrideError
    ├── UsageError                 exit 2   the command was put wrongly
    │   ├── UnknownMovementError
    │   ├── UnknownBackendError
    │   ├── IntakeError                     a file of answers holds something that is no answer
    │   ├── UnknownAthleteError
    │   ├── MissingExtraError               a library that only some need is not installed
    │   └── OutputFolderError               the results cannot be written where asked
    ├── ClipError                  exit 3   a clip could not be used at all
    │   ├── MissingClipError
    │   ├── UnreadableClipError             not a video, empty, truncated, encrypted, no picture track
    │   ├── TooShortClipError
    │   ├── NobodySeenError
    │   └── PoseFileError                   a file of poses that does not hold poses
    ├── NothingJudgedError         exit 4   clips were read, but no measure could be made
    ├── BackendError               exit 3   the pose model is missing, damaged or not installed
    ├── StoreError                 exit 5   a store could not be reached or opened
    │   └── NewerStoreError                 a newer version of Evenstride made it
    └── KnowledgeError             exit 1   the shipped facts contradict themselves: a defect of ours

Each carries its fields and prints as one line: what, why, what to do.
"""

from __future__ import annotations

from pathlib import Path


class EvenstrideError(Exception):
    """Root of the tree; `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(EvenstrideError):
    """The command was put wrongly."""

    exit_code = 2

    def __init__(self, problem: str, advice: str) -> None:
        self.problem = problem
        self.advice = advice
        super().__init__(f"{problem}: {advice}")


class UnknownMovementError(UsageError):
    """A movement key that nobody registered."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        self.key = key
        self.known = known
        super().__init__(f"no movement is called {key!r}", f"use one of {', '.join(known)}")


class UnknownBackendError(UsageError):
    """A pose backend that nobody registered."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"no pose backend is called {name!r}", f"use one of {', '.join(known)}")


class IntakeError(UsageError):
    """A file of answers holds something that is no answer."""

    def __init__(self, path: Path, key: str, problem: str, allowed: str) -> None:
        self.path = path
        self.key = key
        self.allowed = allowed
        super().__init__(f"{path}: {key} {problem}", allowed)


class MissingExtraError(UsageError):
    """A library that only some need is not installed; `extra` is the group that brings it."""

    def __init__(self, library: str, extra: str) -> None:
        self.library = library
        self.extra = extra
        super().__init__(f"this needs {library}, which is not installed", f"pip install 'evenstride[{extra}]'")


class OutputFolderError(UsageError):
    """The results cannot be written where they were asked for."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"cannot write to {path} ({reason})", "name another folder with --out")


class ClipError(EvenstrideError):
    """A clip could not be used at all."""

    exit_code = 3

    def __init__(self, path: Path, reason: str, advice: str) -> None:
        self.path = path
        self.reason = reason
        self.advice = advice
        super().__init__(f"{path}: {reason}; {advice}")


class MissingClipError(ClipError):
    """There is no file of that name."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "there is no such file", "check the name and the folder")


class UnreadableClipError(ClipError):
    """The file is there, and is no video that can be decoded."""


class TooShortClipError(ClipError):
    """The clip ends before anything could be seen."""

    def __init__(self, path: Path, duration_s: float, needed_s: float) -> None:
        self.duration_s = duration_s
        self.needed_s = needed_s
        super().__init__(
            path,
            f"the clip lasts {duration_s:.1f} s and at least {needed_s:.0f} s are needed",
            "film again, from standing still to standing still, three repetitions",
        )


class NobodySeenError(ClipError):
    """No person was found in any frame, or in too few."""

    def __init__(self, path: Path, seen_fraction: float) -> None:
        self.seen_fraction = seen_fraction
        where = "in any frame" if seen_fraction == 0 else f"in more than {seen_fraction:.0%} of the frames"
        super().__init__(
            path,
            f"nobody could be seen {where}",
            "film in good light with the whole body, hands and feet included, in the picture",
        )


class PoseFileError(ClipError):
    """A file of poses that does not hold poses."""


class NothingJudgedError(EvenstrideError):
    """The clips were read, and not one measure could be made of them."""

    exit_code = 4

    def __init__(self, reason: str, advice: str) -> None:
        self.reason = reason
        self.advice = advice
        super().__init__(f"nothing could be judged: {reason}; {advice[:1].lower()}{advice[1:]}")


class BackendError(EvenstrideError):
    """The pose model is missing, damaged or not installed."""

    exit_code = 3

    def __init__(self, backend: str, reason: str, advice: str) -> None:
        self.backend = backend
        self.reason = reason
        self.advice = advice
        super().__init__(f"pose backend {backend}: {reason}; {advice}")


class KnowledgeError(EvenstrideError):
    """The shipped facts contradict themselves: a defect of ours, caught at load."""

    def __init__(self, file: str, entry: str, problem: str) -> None:
        self.file = file
        self.entry = entry
        self.problem = problem
        super().__init__(f"{file}: [{entry}] {problem}")


class UnknownAthleteError(UsageError):
    """An athlete that a store does not know."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the store knows nobody called {name!r}", "see evenstride store list")


class StoreError(EvenstrideError):
    """A store could not be reached or opened; nothing in it was changed."""

    exit_code = 5

    def __init__(
        self, place: str, reason: str, advice: str = "check the path or URL, and that it can be written"
    ) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"the store {place} cannot be used ({reason}): {advice}")


class NewerStoreError(StoreError):
    """A newer version of Evenstride made the store."""

    def __init__(self, place: str) -> None:
        super().__init__(place, "a newer version of Evenstride made it", "upgrade Evenstride, or name another store")
