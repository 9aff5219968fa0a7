"""The commands that look at clips: ``demo``, ``assess`` and ``coach``."""

from __future__ import annotations

from pathlib import Path

import click

from evenstride.cli.options import FACES, KEEP_CLIPS, STORE, debug_option
from evenstride.language import tr


class _WithMovements(click.Command):
    """A command whose help ends with the movements that can be assessed."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the movements, read from the knowledge only when help is asked for."""
        from evenstride.cli.clips import assessable_movements

        with formatter.section(tr("Movements")):
            formatter.write_dl([(movement.key, tr(movement.title)) for movement in assessable_movements()])


_OUT = click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder for the results. Files of yours that lie there stay.",
)
_ANNOTATE = click.option("--annotate/--no-annotate", default=True, help="Make the annotated clips (on), or not.")
_MIRROR = click.option(
    "--mirror-check",
    is_flag=True,
    help="Look at every clip a second time, mirrored; what does not swap sides widens the intervals.",
)
_CACHE = click.option("--cache/--no-cache", default=True, help="Keep the poses, so that a second look is quick (on).")


@click.command()
@_OUT
@_ANNOTATE
@_CACHE
@debug_option
def demo(out: Path | None, annotate: bool, cache: bool) -> None:
    """Assess the four clips that ship with the package, and print the truth beside what was measured.

    The clips are rendered: a body whose joints are known squats in front of a camera. So the truth of every number
    is known, and the last column says whether the interval holds it.
    """
    from evenstride.cli.demo import run

    run(out or Path("evenstride-demo"), annotate=annotate, use_cache=cache)


@click.command(cls=_WithMovements)
@click.argument("clips", nargs=-1, required=True, metavar="[MOVEMENT[:VIEW]=]CLIP...")
@_OUT
@click.option("--json", "json_file", metavar="FILE|-", help="Also write assessment.json to FILE; - is standard output.")
@click.option("--athlete", metavar="NAME", help="Whose clips these are; what is seen is kept for them.")
@click.option("--day", metavar="YYYY-MM-DD", help="When they were filmed; today unless given.")
@STORE
@click.option(
    "--intake",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Your answers, as `evenstride intake` writes them.",
)
@click.option("--pose", metavar="BACKEND", default="blazepose", show_default=True, help="Who finds the keypoints.")
@click.option(
    "--pose-weights",
    metavar="FILE|URL",
    help="The model of a backend that ships without one: an ONNX file, or 'https://...#sha256=...'.",
)
@_ANNOTATE
@FACES
@KEEP_CLIPS
@_MIRROR
@_CACHE
@debug_option
def assess(
    clips: tuple[str, ...],
    out: Path | None,
    json_file: str | None,
    athlete: str | None,
    day: str | None,
    store: str | None,
    intake: Path | None,
    pose: str,
    pose_weights: str | None,
    annotate: bool,
    faces: str,
    keep_clips: bool,
    mirror_check: bool,
    cache: bool,
) -> None:
    """Measure phone clips and write a report.

    Give several clips of one movement to have them merged: `squat=front.mp4 squat=side.mp4`. The view is found from the
    clip, unless you state it: `squat:front=clip.mp4`. A bare CLIP has its movement found too; so has a path that begins
    with `./` and holds a `=`. `squat_heels_raised=clip.mp4` is the retest with the heels on a board.

    Results go to DIR; unless you name one, to a folder named after the first clip in the current directory.
    """
    from evenstride.cli.assess import Outcome, run
    from evenstride.cli.store import day_of
    from evenstride.exchange.intake_toml import read_intake
    from evenstride.pipeline.requests import AssessOptions

    options = AssessOptions(
        pose=pose,
        pose_weights=pose_weights,
        athlete=athlete,
        use_cache=cache,
        mirror_check=mirror_check,
        intake=read_intake(intake) if intake else None,
        day=day_of(day) if day else None,
    )
    run(clips, options, Outcome(out, json_file, annotate, faces == "blurred", keep_clips, store))


class _WithExercises(click.Command):
    """A command whose help ends with the exercises that are counted, each with the faults it is judged for."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exercises, read from the knowledge only when help is asked for."""
        from evenstride.knowledge import facts
        from evenstride.pipeline import exercises

        with formatter.section(tr("Exercises and the faults they are judged for")):
            formatter.write_dl([(key, ", ".join(f.key for f in facts().faults_of(key))) for key in exercises()])


@click.command(cls=_WithExercises)
@click.argument("exercise")
@click.argument("clip", required=False, type=click.Path(path_type=Path))
@click.option("--side", type=click.Choice(["left", "right"]), help="Count this side alone.")
@click.option("--eyes", type=click.Choice(["open", "closed"]), default="open", help="How you balanced (open).")
@click.option("--height", type=click.FloatRange(100, 230), metavar="CM", help="How tall you are: the scale of a walk.")
@_OUT
@click.option("--json", "json_file", metavar="FILE|-", help="Also write session.json to FILE; - is standard output.")
@click.option("--athlete", metavar="NAME", help="Whose clip this is; what is counted is kept for them.")
@STORE
@click.option("--pose", metavar="BACKEND", default="blazepose", show_default=True, help="Who finds the keypoints.")
@_ANNOTATE
@FACES
@KEEP_CLIPS
@_CACHE
@click.option(
    "--live",
    metavar="[CAMERA|URL]",
    is_flag=False,
    flag_value="0",
    help="Count now, from a camera (0 unless named), or a phone's stream.",
)
@click.option(
    "--from", "source", metavar="FILE", type=click.Path(path_type=Path), help="With --live: play this clip instead."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="With --live: of the page; any that is free.")
@click.option("--open/--no-open", "show", default=True, help="With --live: open the page in the browser (on).")
@debug_option
def coach(
    exercise: str,
    clip: Path | None,
    side: str | None,
    eyes: str,
    height: float | None,
    out: Path | None,
    json_file: str | None,
    athlete: str | None,
    store: str | None,
    pose: str,
    annotate: bool,
    faces: str,
    keep_clips: bool,
    cache: bool,
    live: str | None,
    source: Path | None,
    port: int,
    show: bool,
) -> None:
    """Count an exercise in a clip: repetitions, holds and form of each side, and what does not count and why.

    `evenstride coach bird_dog --live` counts while you train: a page on this machine shows the count, the hold and what
    to mind, and says it aloud.
    """
    from evenstride.model import Side

    stated = Side(side) if side else None
    if live is not None or source is not None:
        from evenstride.cli.live.command import camera_of, refuse_what_needs_a_clip
        from evenstride.cli.live.command import run as run_live

        wants = {"--eyes closed": eyes == "closed", "--height": height, "--out": out, "--json": json_file}
        refuse_what_needs_a_clip(clip, {**wants, "--keep-clips": keep_clips})
        camera = camera_of(live or "0")
        run_live(exercise, camera, source, side=stated, athlete=athlete, store=store, port=port, show=show)
        return
    if clip is None:
        raise click.UsageError("name a CLIP, or count from a camera with --live")
    from evenstride.cli.assess import Outcome
    from evenstride.cli.coach import run
    from evenstride.pipeline.requests import AssessOptions

    options = AssessOptions(pose=pose, athlete=athlete, use_cache=cache)
    outcome = Outcome(out, json_file, annotate, faces == "blurred", keep_clips, store)
    run(
        exercise,
        clip,
        options,
        outcome,
        side=stated,
        eyes_closed=eyes == "closed",
        height_m=height / 100 if height else None,
    )
