"""``evenstride export`` and ``evenstride import``."""

from __future__ import annotations

from pathlib import Path

import click

from evenstride.cli.options import ATHLETE, FACES, STORE, debug_option


@click.command()
@click.argument("kind", type=click.Choice(["trc", "mot", "c3d", "csv", "parquet", "fhir", "ics", "sheet", "all"]))
@click.argument("results", metavar="[RESULTS]", required=False, type=click.Path(path_type=Path))
@click.option("--out", metavar="PATH", type=click.Path(path_type=Path), help="Where to write.")
@click.option("--athlete", metavar="NAME", help="Of somebody in the store: `all`, `sheet`, `fhir`, `ics`.")
@STORE
@FACES
@debug_option
def export(
    kind: str, results: Path | None, out: Path | None, athlete: str | None, store: str | None, faces: str
) -> None:
    """Write RESULTS in another form: for a lab, a clinic, a spreadsheet, a therapist, or all in one zip.

    RESULTS is the folder that `assess` wrote, or its assessment.json. trc, mot, c3d and parquet make a folder; csv,
    fhir, ics, sheet and all make a file; sheet makes a page and, where Chromium is installed, a PDF. For ics, name the
    plan.json. `evenstride export all --athlete NAME` packs everything that the store keeps of somebody, which `import`
    brings back without loss; clips that are kept show faces, so they come along only with `--faces shown`. `sheet` and
    `fhir` with --athlete hold the newest screen with the plan and the home tests that are kept, `ics` the plan.
    """
    from evenstride.cli.export import run, run_for

    if athlete is not None:
        run_for(athlete, kind, results, out, store, with_faces=faces == "shown")
        return
    run(kind, results, out, with_faces=faces == "shown")


@click.command(name="import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="PATH", type=click.Path(path_type=Path), help="A new folder for a zip; a file for poses."
)
@click.option("--fps", type=click.FloatRange(1, 1000), help="Frames a second, for poses that do not say (OpenPose).")
@click.option(
    "--view",
    type=click.Choice(["front", "side", "rear"]),
    help="From where to look at markers in space; front unless told.",
)
@ATHLETE
@STORE
@debug_option
def import_(
    sources: tuple[Path, ...],
    out: Path | None,
    fps: float | None,
    view: str | None,
    athlete: str,
    store: str | None,
) -> None:
    """Bring in what others made: poses (.trc, .c3d, a folder of OpenPose or Sports2D), runs (.fit), or a ZIP of ours.

    Poses become a file for `assess`, which takes .trc, .c3d and Sports2D's folder as they are, too:
    `evenstride assess squat=some.trc`. Runs are kept for --athlete, and `evenstride progress` tells of them. Every file
    of a ZIP is checked before anything is written.
    """
    from evenstride.cli.bring import Asked, run

    for source in sources:
        run(source, Asked(out, fps, view, athlete, store))
