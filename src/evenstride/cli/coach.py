"""``evenstride coach``: one clip of an exercise in; counted, held and judged per side."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenstride.cli.progress import progress_bars
from evenstride.cli.saying import say
from evenstride.exchange.folder import probe, probe_file, write_file

if TYPE_CHECKING:
    from evenstride.cli.assess import Outcome
    from evenstride.model import Side
    from evenstride.pipeline import AssessOptions

STANDARD_OUTPUT = "-"


def run(
    exercise: str,
    clip: Path,
    options: AssessOptions,
    outcome: Outcome,
    *,
    side: Side | None,
    eyes_closed: bool,
    height_m: float | None,
) -> None:
    """Count the clip, write everything, say what was done on each side.

    Raises
    ------
    NothingJudgedError
        If no repetition could be counted; what was written says why.
    """
    from evenstride.cli.store import keep_clips, kept, refuse_unless_reachable
    from evenstride.cli.words import say_without_pictures
    from evenstride.errors import NothingJudgedError
    from evenstride.exchange.session_json import to_json
    from evenstride.pipeline import ClipRequest, coach, write_session

    json_file, store = outcome.json_file, outcome.store
    key = exercise.lower().replace("-", "_")
    target = outcome.out or Path(f"{clip.stem}_{key}")
    probe(target)
    if json_file and json_file != STANDARD_OUTPUT:
        probe_file(Path(json_file))
    refuse_unless_reachable(store, options.athlete, outcome.keep_clips)
    with progress_bars() as progress:
        session, made = coach(
            key, clip, options, side=side, eyes_closed=eyes_closed, height_m=height_m, progress=progress
        )
        drawn = {"annotate": outcome.annotate, "blur_faces": outcome.blur_faces}
        session = write_session(session, made, ClipRequest(clip, key), target, progress=progress, **drawn)
    text = to_json(session)
    if json_file == STANDARD_OUTPUT:
        click.echo(text.encode("utf-8"), nl=False)
    elif json_file:
        write_file(Path(json_file), text)
    tell = partial(say, err=json_file == STANDARD_OUTPUT)
    for sentence in session.summary:
        tell(sentence)
    say_without_pictures([session.clip], tell)
    tell(f"Results: {target}")
    kept(store, options.athlete, text, target / "session.json", tell)
    if outcome.keep_clips:
        keep_clips(store, options.athlete, [(clip, session.clip.sha256)])
    if session.undetermined is not None:
        raise NothingJudgedError(session.undetermined.reason, session.undetermined.advice)
