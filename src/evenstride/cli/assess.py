"""``evenstride assess``: clips in, a folder of results out, and a few words about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenstride.cli.clips import clip_requests
from evenstride.cli.progress import progress_bars
from evenstride.cli.saying import say
from evenstride.exchange.folder import probe, probe_file, write_file

if TYPE_CHECKING:
    from evenstride.pipeline import AssessOptions

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of what was seen: where it is written, what is drawn, what is hidden, what is kept and where."""

    out: Path | None = None
    json_file: str | None = None
    annotate: bool = True
    blur_faces: bool = True
    keep_clips: bool = False
    store: str | None = None


def run(clips: tuple[str, ...], options: AssessOptions, outcome: Outcome) -> None:
    """Assess the clips, write everything, say what was found.

    Places that cannot be written are refused before any work is done.
    """
    from evenstride.cli.history import tests_of
    from evenstride.cli.store import keep_clips, kept, refuse_unless_reachable
    from evenstride.cli.words import say_assessment
    from evenstride.exchange.assessment_json import to_json
    from evenstride.pipeline import assess, refuse_if_nothing_judged, write_results

    json_file, store = outcome.json_file, outcome.store
    requests = clip_requests(clips)
    target = outcome.out or Path(f"{requests[0].path.stem}_evenstride")
    probe(target)
    if json_file and json_file != STANDARD_OUTPUT:
        probe_file(Path(json_file))
    refuse_unless_reachable(store, options.athlete, outcome.keep_clips)
    options = replace(options, tests=tests_of(store, options.athlete))
    with progress_bars() as progress:
        assessment = assess(requests, options, progress)
        assessment = write_results(
            assessment, requests, target, annotate=outcome.annotate, blur_faces=outcome.blur_faces, progress=progress
        )
    if json_file == STANDARD_OUTPUT:
        click.echo(to_json(assessment).encode("utf-8"), nl=False)
    elif json_file:
        write_file(Path(json_file), to_json(assessment))
    tell = partial(say, err=json_file == STANDARD_OUTPUT)
    say_assessment(assessment, target, tell)
    kept(store, options.athlete, to_json(assessment), target / "assessment.json", tell)
    if outcome.keep_clips:
        keep_clips(
            store, options.athlete, [(r.path, c.sha256) for r, c in zip(requests, assessment.clips, strict=True)]
        )
    refuse_if_nothing_judged(assessment)
