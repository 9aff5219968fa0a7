"""The command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

STOPPED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    0 done, whatever was found; 2 bad usage; 3 a clip could not be used at all; 4 nothing could be judged; 5 a store or
    server could not be reached; 130 stopped by Ctrl-C; 1 a defect of ours.
    """
    try:
        from evenstride.cli.running import run

        return run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # before or after the command itself ran
        sys.stderr.write("evenstride: stopped\n")
        return STOPPED
    finally:
        # An interrupt that hits inside an exec of text (imports are full of them) makes CPython end by signal whatever
        # the exit code, unless another exec ends well.
        exec("")  # noqa: S102
