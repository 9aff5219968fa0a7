"""Keep sets as poses and truths, or show that nothing is lost by it."""

from __future__ import annotations

import argparse

from bench.archive.compare import differences
from bench.archive.sets import write_set
from bench.phantom.sets import SETS


def main() -> None:
    """Read the command line; write or compare the named sets."""
    parser = argparse.ArgumentParser(prog="python -m bench.archive", description=__doc__)
    parser.add_argument("what", choices=("write", "compare"), help="write sets, or read each both ways and compare")
    parser.add_argument("sets", nargs="+", choices=sorted(SETS), metavar="SET", help="named sets, rendered before")
    given = parser.parse_args()
    for name in given.sets:
        if given.what == "write":
            path = write_set(name)
            print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
        else:
            print("\n".join([name, *differences(name)]))


if __name__ == "__main__":
    main()
