"""The commands of the weeks that follow: ``plan``, ``log``, ``test`` and ``progress``."""

from __future__ import annotations

from pathlib import Path

import click

from evenstride.cli.options import ATHLETE, STORE, debug_option


@click.command()
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


@click.command()
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


@click.command(name="test")
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


@click.command()
@click.argument("name", metavar="[ATHLETE]", required=False)
@click.option("--athlete", metavar="NAME", default="me", show_default=True, help="Whose, without ATHLETE.")
@click.option("--day", metavar="YYYY-MM-DD", help="As of which day; today unless given.")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Also write the page progress.html to DIR.")
@STORE
@debug_option
def progress(name: str | None, athlete: str, day: str | None, out: Path | None, store: str | None) -> None:
    """Say what has changed, what has not clearly, how much was done, and when to film again."""
    from evenstride.cli.review import review_today, say_review, write_review
    from evenstride.cli.runs import run_trends, say_runs

    review = review_today(store, name or athlete, day)
    say_review(review)
    runs = run_trends(store, name or athlete)
    say_runs(runs)
    if out is not None:
        write_review(review, out, runs)
