"""``evenstride export`` and the way back: results in the formats of labs, clinics and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from evenstride.cli.saying import say
from evenstride.errors import UsageError
from evenstride.exchange.assessment_json import load
from evenstride.exchange.folder import write_file

if TYPE_CHECKING:
    from evenstride.model import Assessment, StrengthTest

T = TypeVar("T")
KINDS = ("trc", "mot", "c3d", "csv", "parquet", "fhir", "ics", "sheet", "all")
_NAMES = {"csv": "measures.csv", "fhir": "fhir.json", "ics": "plan.ics", "sheet": "sheet.html", "all": "athlete.zip"}


def run(kind: str, results: Path | None, out: Path | None, *, with_faces: bool) -> None:
    """Write one kind of file from results, and say what was written.

    Raises
    ------
    UsageError
        If there are no results, they cannot be read, or what is to be packed shows faces that nobody asked to show.
    """
    from evenstride.exchange.folder import shows_faces

    target = out or Path(_NAMES.get(kind, kind))
    if results is None:
        raise UsageError("nothing to export", "name the results folder of 'evenstride assess', or --athlete for all")
    if kind == "all" and not with_faces and results.is_dir() and shows_faces(results):
        raise UsageError(f"pictures in {results} show faces", "pack them with --faces shown, or assess again without")
    try:
        written = _KINDS[kind](results, target)
    except OSError as problem:
        raise UsageError(
            f"cannot write {target} ({problem.strerror or problem})", "name another with --out"
        ) from problem
    for path in written:
        say(f"wrote {path}")


def run_for(
    athlete: str, kind: str, results: Path | None, out: Path | None, store: str | None, *, with_faces: bool
) -> None:
    """Write what a store keeps of somebody, and say what was written.

    Raises
    ------
    UsageError
        If this kind is made of files that only results hold, or there is nothing to make it of.
    UnknownAthleteError
        If the store knows nobody of that name.
    """
    if kind == "all":
        _pack(athlete, results, out, store, with_faces=with_faces)
    else:
        _hand_on(kind, results, out, athlete, store)


def _hand_on(kind: str, results: Path | None, out: Path | None, athlete: str, store: str | None) -> None:
    """Write the newest screen of somebody, or results, with the plan and the home tests that are kept of them."""
    from dataclasses import replace

    from evenstride.cli.history import history_of
    from evenstride.exchange.fhir import to_fhir_json
    from evenstride.exchange.ics import to_ics

    if kind not in ("sheet", "fhir", "ics"):
        raise UsageError(
            f"{kind} is made of results, not of what is kept", "name the results folder, without --athlete"
        )
    target, known = out or Path(_NAMES[kind]), history_of(store, athlete)
    if kind == "ics" and known.plan is not None:
        with _whole(target) as file:
            file.write(to_ics(known.plan))
        say(f"wrote {target}")
        return
    if kind == "ics" or (results is None and not known.assessments):
        what = "plan" if kind == "ics" else "screen"
        raise UsageError(
            f"no {what} of {athlete} is kept", f"evenstride {'plan' if kind == 'ics' else 'assess'} --athlete"
        )
    seen = load(results) if results is not None else known.assessments[-1]
    seen = replace(seen, athlete=athlete, plan=known.plan or seen.plan)
    if kind == "fhir":
        write_file(target, to_fhir_json(seen, known.tests))
        say(f"wrote {target}")
        return
    for path in _sheet_of(seen, target, known.tests):
        say(f"wrote {path}")


def _pack(athlete: str, results: Path | None, out: Path | None, store: str | None, *, with_faces: bool) -> None:
    """Write everything of an athlete as one zip, and say what was left out."""
    from evenstride.exchange.bundle import write_bundle
    from evenstride.track import Keeping, usual_place

    if results is not None:
        raise UsageError("all packs results, or with --athlete what is kept", "leave out one of them")
    target = out or Path(_NAMES["all"])
    keeping = Keeping(store or usual_place())
    clips = keeping.kept_clips(athlete)
    with keeping.everything_of(athlete, with_clips=with_faces) as files, _whole(target) as zipped:
        count = write_bundle(zipped, files)
    say(f"wrote {target}: everything of {athlete}, {count} files")
    if clips and not with_faces:
        say(f"Left out: {len(clips)} kept clips, since they show faces. --faces shown packs them too.")


@contextmanager
def _whole(target: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write to, which becomes `target` when all went well."""
    partial = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            yield file
        partial.replace(target)
    except OSError as problem:
        raise UsageError(
            f"cannot write {target} ({problem.strerror or problem})", "name another with --out"
        ) from problem
    finally:
        partial.unlink(missing_ok=True)


def _poses(results: Path, suffix: str) -> list[Path]:
    folder = results if results.is_dir() else results.parent
    found = sorted(folder.glob(f"*{suffix}"))
    if not found:
        raise UsageError(f"{folder} holds no {suffix} file", "name the results folder of 'evenstride assess'")
    return found


def _trc(results: Path, target: Path) -> list[Path]:
    from evenstride.exchange.trc import read_trc, write_trc

    sources = {source: read_trc(source) for source in _poses(results, ".trc")}
    return [_written(write_trc, target / source.name, markers) for source, markers in sources.items()]


def _mot(results: Path, target: Path) -> list[Path]:
    from evenstride.exchange.mot import read_mot, write_mot

    sources = {source: read_mot(source) for source in _poses(results, ".mot")}
    return [_written(write_mot, target / source.name, columns) for source, columns in sources.items()]


def _c3d(results: Path, target: Path) -> list[Path]:
    from evenstride.exchange.c3d import write_c3d
    from evenstride.exchange.trc import read_trc

    sources = {source: read_trc(source) for source in _poses(results, ".trc")}
    return [_written(write_c3d, target / f"{source.stem}.c3d", markers) for source, markers in sources.items()]


def _written(write: Callable[[Path, T], None], path: Path, content: T) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, content)
    return path


def _ics(results: Path, target: Path) -> list[Path]:
    from evenstride.exchange.ics import to_ics
    from evenstride.exchange.plan_json import from_json

    source = results / "plan.json" if results.is_dir() else results
    try:
        text = source.read_bytes()
    except OSError as problem:
        raise UsageError(f"cannot read {source} ({problem.strerror or problem})", "name a plan.json") from problem
    target.write_bytes(to_ics(from_json(text, source)))
    return [target]


def _csv(results: Path, target: Path) -> list[Path]:
    from evenstride.exchange.measures_csv import write_measures_csv

    return [_written(write_measures_csv, target, load(results))]


def _parquet(results: Path, target: Path) -> list[Path]:
    from evenstride.exchange.parquet import write_parquet

    assessment = load(results)
    target.mkdir(parents=True, exist_ok=True)
    return list(write_parquet(target, assessment))


def _fhir(results: Path, target: Path) -> list[Path]:
    from evenstride.exchange.fhir import to_fhir_json

    write_file(target, to_fhir_json(load(results)))
    return [target]


def _sheet(results: Path, target: Path) -> list[Path]:
    return _sheet_of(load(results), target, ())


def _sheet_of(assessment: Assessment, target: Path, tests: Sequence[StrengthTest]) -> list[Path]:
    from evenstride.report.sheet import sheet_html
    from evenstride.report.sheet_pdf import find_browser, print_sheet

    browser = find_browser()
    page, paper = target.with_suffix(".html"), target.with_suffix(".pdf")
    printed = print_sheet(assessment, browser, tests) if browser else None
    if printed is None:
        write_file(page, sheet_html(assessment, tests))
        say("no PDF: no Chromium on PATH could print it; open the page in a browser and print it", err=True)
        return [page]
    write_file(page, printed[0])
    paper.write_bytes(printed[1])
    return [page, paper]


def _all(results: Path, target: Path) -> list[Path]:
    from evenstride.exchange.bundle import files_of, write_bundle

    files = files_of(results)
    with _whole(target) as zipped:
        write_bundle(zipped, files)
    return [target]


_KINDS: dict[str, Callable[[Path, Path], list[Path]]] = {
    "trc": _trc,
    "mot": _mot,
    "c3d": _c3d,
    "csv": _csv,
    "parquet": _parquet,
    "fhir": _fhir,
    "ics": _ics,
    "sheet": _sheet,
    "all": _all,
}
