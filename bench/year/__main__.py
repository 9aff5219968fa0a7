"""The simulated year: 500 runners through the product, and how often it was right.

    python -m bench.year tuning      # what the rules were set on
    python -m bench.year judging     # other clips and another seed: judges once

The errors are those of kept clips: tuning sets for tuning, judging sets for judging (docs/year.md).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from tqdm import tqdm

from bench.year.errors import SETS, Errors, errors_of
from bench.year.living import Year, lived
from bench.year.runners import CHANGING, EVENING, KINDS, STABLE, runner

SEEDS = {"tuning": 20260105, "judging": 77001}
RUNNERS = 500


def main() -> None:
    """Live the year, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.year", description=__doc__)
    parser.add_argument("half", choices=sorted(SETS))
    parser.add_argument("--runners", type=int, default=RUNNERS)
    given = parser.parse_args()
    errors = {movement: errors_of(names) for movement, names in SETS[given.half].items()}
    one = partial(_one, errors, SEEDS[given.half])
    years = [one(number) for number in tqdm(range(given.runners), unit="runner")]
    for line in table(years):
        print(line)


def _one(errors: Mapping[str, Errors], seed: int, number: int) -> Year:
    random = np.random.default_rng([seed, number])
    return lived(runner(errors, KINDS[number % len(KINDS)], random), errors, random)


def table(years: Sequence[Year]) -> list[str]:
    """Return what came of all years, beside what was asked for, as a table in Markdown."""
    kinds = Counter(year.kind for year in years)
    courses = [own for year in years for own in year.false]
    changed = [year for year in years if year.kind == CHANGING]
    evening = [year for year in years if year.kind == EVENING and year.named and not year.stopped]
    seen = sum(year.named for year in years if year.kind == EVENING)
    within = [abs((99 if y.switched is None else y.switched) - y.even) <= 1 for y in evening]
    inside = [abs((99 if y.switched is None else y.switched) - y.inside) <= 1 for y in evening]
    stopped, stable = sum(y.stopped for y in years), [y for y in years if y.kind == STABLE]
    rows = [
        (
            'false "changed", per comparison',
            "under 5 %",
            _share(sum(c for _, c in courses), sum(n for n, _ in courses)),
        ),
        ("the same, a measure of a side, ever in the year", "", _share(sum(c > 0 for _, c in courses), len(courses))),
        ("the same, a retest on which any measure does", "", _share(sum(y.noisy_days for y in years), 35 * len(years))),
        (
            "a true change of twice the minimal detectable change found within two retests",
            "90 %",
            _share(sum(bool(y.found) for y in changed), len(changed)),
        ),
        ("plans in which the stronger side does more", "0", str(sum(y.stronger_more for y in years))),
        (f"sessions through a stop rule ({stopped} runners stopped)", "0", str(sum(y.through_stop for y in years))),
        ("both legs together within one retest of the true difference's end", "90 %", _share(sum(within), len(within))),
        ("the same, of its second day within the error of a comparison", "", _share(sum(inside), len(inside))),
        ("uneven runners whose first plan begins with the side that lags", "", _share(seen, kinds[EVENING])),
        (
            "even runners who are ever given a side that begins",
            "",
            _share(sum(y.one_sided > 0 for y in stable), len(stable)),
        ),
    ]
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    head = [f"{len(years)} runners ({told}).", "", "| what | asked | measured |", "| --- | --- | --- |"]
    return head + [f"| {' | '.join(row)} |" for row in rows]


def _share(part: int, whole: int) -> str:
    """Return a share with its own 95 % interval (Wilson's) and the numbers behind it."""
    if not whole:
        return "-"
    share, z = part / whole, 1.96
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * (share * (1 - share) / whole + z * z / (4 * whole * whole)) ** 0.5 / (1 + z * z / whole)
    return f"{100 * share:.1f} % ({100 * (middle - half):.1f} to {100 * (middle + half):.1f}; {part} of {whole})"


if __name__ == "__main__":
    main()
