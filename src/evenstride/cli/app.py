"""The commands. Each command's docstring is its help; what is heavy is imported when a command runs, never for help."""

from __future__ import annotations

from pathlib import Path

import click

from evenstride._version import __version__
from evenstride.cli.exchange_commands import export, import_
from evenstride.cli.options import ATHLETE, FACES, KEEP_CLIPS, STORE, debug_option
from evenstride.cli.store_commands import store as store_commands
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="evenstride %(version)s")
@click.option("--language", metavar="CODE", expose_value=False, help="en or de; else what LANGUAGE or LANG says.")
def evenstride() -> None:
    """Find left-right and opposing-muscle imbalances from phone clips, with an error bar on every number.

    Begin with `evenstride demo`, then film yourself and run `evenstride assess squat=front.mp4 squat=side.mp4`.
    No video leaves this machine.
    """


@evenstride.command()
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


@evenstride.command(cls=_WithMovements)
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


@evenstride.command(cls=_WithExercises)
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
    metavar="[CAMERA]",
    type=int,
    is_flag=False,
    flag_value=0,
    help="Count now, from a camera (0 unless named).",
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
    live: int | None,
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
        from evenstride.cli.live.command import refuse_what_needs_a_clip
        from evenstride.cli.live.command import run as run_live

        wants = {"--eyes closed": eyes == "closed", "--height": height, "--out": out, "--json": json_file}
        refuse_what_needs_a_clip(clip, {**wants, "--keep-clips": keep_clips})
        run_live(exercise, live or 0, source, side=stated, athlete=athlete, store=store, port=port, show=show)
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


@evenstride.command()
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default="intake.toml",
    show_default=True,
    help="Where to write the answers.",
)
@debug_option
def intake(out: Path) -> None:
    """Ask a few short questions about running, training and pain, and write the answers to FILE.

    Press Enter to skip any of them. The answers explain what is seen, and pain stops what should be stopped.
    """
    from evenstride.cli.intake import run

    run(out)


@evenstride.command()
@click.argument("key", metavar="ID")
@click.option(
    "--from",
    "source",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    default="assessment.json",
    show_default=True,
    help="The assessment.json, or the results folder that holds it.",
)
@debug_option
def explain(key: str, source: Path) -> None:
    """Say why: the chain behind an imbalance (i1), a finding (f1) or a measure (m1).

    It leads down to the clip, the second, the picture and the source.
    """
    from evenstride.cli.explain import run

    run(key, source)


@evenstride.command()
@click.argument("results", metavar="[RESULTS]", required=False, type=click.Path(path_type=Path))
@click.option("--athlete", metavar="NAME", help="Whose plan: it is kept, and without RESULTS the next one is made.")
@STORE
@click.option("--weeks", type=click.IntRange(6, 8), default=6, show_default=True, help="How long, until the retest.")
@click.option("--days", type=click.IntRange(2, 3), default=3, show_default=True, help="Sessions a week.")
@click.option("--json", "json_file", metavar="FILE|-", help="Also write plan.json to FILE; - is standard output.")
@click.option("--override", metavar="EXERCISE", help="A coach's change of this line; needs --author and --reason.")
@click.option("--author", metavar="NAME", help="Who changes it.")
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--reps", type=click.IntRange(1, 100), help="Repetitions a set, for --override.")
@click.option("--left-sets", type=click.IntRange(0, 10), help="Sets of the left side, for --override.")
@click.option("--right-sets", type=click.IntRange(0, 10), help="Sets of the right side; none on either: line goes.")
@debug_option
def plan(
    results: Path | None,
    athlete: str | None,
    store: str | None,
    weeks: int,
    days: int,
    json_file: str | None,
    override: str | None,
    author: str | None,
    reason: str | None,
    reps: int | None,
    left_sets: int | None,
    right_sets: int | None,
) -> None:
    """Make a training plan of the eight exercises from what `assess` found; every line says why it is there.

    RESULTS is the folder that `assess` wrote, or its assessment.json. With --athlete alone, the plan goes on from what
    the store holds: the last plan, the work since, the retests. The same input gives the same plan.
    """
    from evenstride.cli.plan import Change, run

    change = Change(override, author, reason, reps, left_sets, right_sets) if override else None
    run(results, athlete, store, weeks=weeks, days=days, json_file=json_file, change=change)


@evenstride.command()
@click.argument("exercise", required=False)
@click.option(
    "--side", type=click.Choice(["left", "right", "both"]), default="both", show_default=True, help="Which side worked."
)
@click.option("--reps", type=click.IntRange(0, 500), help="Repetitions done.")
@click.option("--seconds", type=click.FloatRange(0, 3600), help="How long it was held.")
@click.option("--metres", type=click.FloatRange(0, 5000), help="How far it went.")
@click.option("--load-kg", type=click.FloatRange(0, 300), help="The weight used.")
@click.option("--rir", type=click.IntRange(0, 20), help="How many more would have gone.")
@click.option("--pain", type=click.IntRange(0, 10), help="Pain during it, 0 to 10.")
@click.option("--sets", type=click.IntRange(1, 20), default=1, show_default=True, help="How many such sets.")
@click.option("--day", metavar="YYYY-MM-DD", help="When; today unless given.")
@ATHLETE
@STORE
@debug_option
def log(
    exercise: str | None,
    side: str,
    reps: int | None,
    seconds: float | None,
    metres: float | None,
    load_kg: float | None,
    rir: int | None,
    pain: int | None,
    sets: int,
    day: str | None,
    athlete: str,
    store: str | None,
) -> None:
    """Write down a set of an exercise: `evenstride log clam_shell --side left --reps 12 --pain 1`.

    Without EXERCISE: what the plan asks for today, and what of it is done.
    """
    from evenstride.cli.store import log_sets
    from evenstride.cli.today import say_today
    from evenstride.model import Side, WorkSet

    if exercise is None:
        say_today(store, athlete, day)
        return
    done = WorkSet(exercise, Side(side), reps, seconds, metres, load_kg, rir, pain)
    log_sets(store, athlete, day, done, sets)


@evenstride.command(name="test")
@click.argument("name", metavar="[TEST]", required=False)
@click.argument("clips", nargs=-1, metavar="[[left=|right=]CLIP...]")
@click.option("--left", type=click.FloatRange(0, 3600), help="What the left side did: repetitions, seconds or cm.")
@click.option("--right", type=click.FloatRange(0, 3600), help="What the right side did.")
@click.option("--age", type=click.IntRange(10, 110), help="For the norms; else from the answers that are kept.")
@click.option("--sex", type=click.Choice(["female", "male"]), help="For the norms.")
@click.option("--day", metavar="YYYY-MM-DD", help="When; today unless given.")
@click.option("--out", type=click.Path(path_type=Path), help="Also write a page to this folder.")
@click.option("--json", "json_file", metavar="FILE|-", help="Also write test.json to FILE; - is standard output.")
@ATHLETE
@STORE
@click.option("--pose", metavar="BACKEND", default="blazepose", show_default=True, help="Who finds the keypoints.")
@debug_option
def test_(
    name: str | None,
    clips: tuple[str, ...],
    left: float | None,
    right: float | None,
    age: int | None,
    sex: str | None,
    day: str | None,
    out: Path | None,
    json_file: str | None,
    athlete: str,
    store: str | None,
    pose: str,
) -> None:
    """Test strength or balance at home, left against right: `evenstride test side_plank --left 40 --right 31`.

    A test is counted from clips where its exercise is (`left=CLIP right=CLIP`, or one CLIP of both sides), or typed
    in. Without TEST: which there are and how each is done. It is kept, and settles what a screen left open.
    """
    from evenstride.cli.testing import Typed, run, say_tests
    from evenstride.pipeline.requests import AssessOptions

    if name is None:
        say_tests()
        return
    options = AssessOptions(pose=pose, athlete=athlete)
    run(name, clips, Typed(left, right, age, sex), options, day=day, json_file=json_file, store=store, out=out)


@evenstride.command()
@click.argument("name", metavar="[ATHLETE]", required=False)
@click.option("--athlete", metavar="NAME", default="me", show_default=True, help="Whose, without ATHLETE.")
@click.option("--day", metavar="YYYY-MM-DD", help="As of which day; today unless given.")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Also write the page progress.html to DIR.")
@STORE
@debug_option
def progress(name: str | None, athlete: str, day: str | None, out: Path | None, store: str | None) -> None:
    """Say what has changed, what is not distinguishable from noise, how much was done, and when to film again."""
    from evenstride.cli.review import review_today, say_review, write_review
    from evenstride.cli.runs import run_trends, say_runs

    review = review_today(store, name or athlete, day)
    say_review(review)
    runs = run_trends(store, name or athlete)
    say_runs(runs)
    if out is not None:
        write_review(review, out, runs)


evenstride.add_command(store_commands)


@evenstride.command()
@debug_option
def doctor() -> None:
    """Check that everything is in place: one line each, with what to do where something is not."""
    from evenstride.cli.doctor import run

    run()


evenstride.add_command(export)
evenstride.add_command(import_)
