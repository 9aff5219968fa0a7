"""Print the facts as a page of Markdown, or write it: ``python -m evenstride.knowledge [FILE]``."""

import sys
from pathlib import Path

from evenstride.knowledge.loader import facts
from evenstride.knowledge.reference import reference


def main(arguments: list[str]) -> int:
    """Write the page to the file named, or to standard output; return the exit code."""
    if len(arguments) > 1:
        sys.stderr.write("usage: python -m evenstride.knowledge [FILE]\n")
        return 2
    page = reference(facts())
    if arguments:
        Path(arguments[0]).write_text(page, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
