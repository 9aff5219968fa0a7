"""Progress bars on standard error, when that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from evenstride.language import tr

if TYPE_CHECKING:
    from evenstride.pipeline import Progress

_DELAY_S = 0.5
"""What is over sooner needs no bar."""


class Bars:
    """One bar per stage; a stage that is done gives way to the next."""

    def __init__(self) -> None:
        self._bars: dict[str, Any] = {}

    def __call__(self, stage: str, done: float, total: float | None) -> None:
        """Show that `done` of `total` of a stage is done."""
        bar = self._bars.get(stage)
        if bar is None:  # an idle bar has no truth value
            bar = self._start(stage, total)
        bar.update(done - bar.n)
        if total is not None and done >= total:
            bar.close()

    def close(self) -> None:
        """Take every bar off the screen."""
        for bar in self._bars.values():
            bar.close()

    def _start(self, stage: str, total: float | None) -> Any:
        from tqdm import tqdm

        shape = "{desc}: {percentage:3.0f}%|{bar}| {elapsed}<{remaining}" if total else "{desc}: {elapsed}"
        bar = tqdm(desc=tr(stage), total=total, bar_format=shape, leave=False, delay=_DELAY_S, file=sys.stderr)
        self._bars[stage] = bar
        return bar


@contextmanager
def progress_bars() -> Iterator[Progress | None]:
    """Yield what the pipeline reports its progress to: bars, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    bars = Bars()
    try:
        yield bars
    finally:
        bars.close()
