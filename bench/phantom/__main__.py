"""Render phantoms: ``python -m bench.phantom render SPEC.json | set NAME | retell NAME | demo --out DIR``."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.phantom.sets import rendered
from bench.phantom.spec import from_json


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m bench.phantom", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("render", help="render one clip from its spec")
    one.add_argument("spec", type=Path)
    one.add_argument("--out", type=Path, help="folder for the clip's folder (default: the cache)")
    many = commands.add_parser("set", help="render a named set, in order; what is there already is kept")
    many.add_argument("name")
    many.add_argument("--jobs", type=int, default=1)
    many.add_argument("--first", type=int, default=0, help="index of the first clip")
    many.add_argument("--count", type=int, help="how many clips (default: all)")
    again = commands.add_parser("retell", help="tell the truth of a set's clips again, after its definitions changed")
    again.add_argument("name")
    demo = commands.add_parser("demo", help="write the two clips the product ships")
    demo.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    if given.command == "render":
        from bench.phantom.render import render

        print(render(from_json(given.spec.read_text("utf-8")), given.out))
    elif given.command == "set":
        from bench.phantom.sets import render_set

        render_set(given.name, given.jobs, given.first, given.count)
    elif given.command == "retell":
        from bench.phantom.truth import retell

        print(sum(retell(folder) for _, folder in rendered(given.name)), "clips")
    else:
        from bench.phantom.demo import write_demo

        write_demo(given.out)


if __name__ == "__main__":
    main()
