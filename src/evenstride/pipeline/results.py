"""An assessment written out: the page, its pictures, annotated clips, and the files others read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from evenstride.capture import frames_at, stream_frames
from evenstride.capture.recording import Image
from evenstride.errors import NothingJudgedError
from evenstride.exchange.assessment_json import to_json
from evenstride.exchange.folder import results_folder
from evenstride.exchange.measures_csv import write_measures_csv
from evenstride.exchange.mot import to_columns, write_mot
from evenstride.exchange.trc import to_markers, write_trc
from evenstride.model.assessment import Assessment
from evenstride.pipeline.requests import ClipRequest, Progress
from evenstride.report import annotate_clip, pictures_needed, write_page

WITHOUT_PICTURES = "replay"
"""The pose backend whose clips are files of poses: there is no frame to show."""


def write_results(
    assessment: Assessment,
    clips: Sequence[ClipRequest],
    out: Path,
    *,
    annotate: bool,
    progress: Progress | None = None,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> Assessment:
    """Write everything an assessment yields into `out`, all of it or nothing; return it with its pictures named.

    Parameters
    ----------
    clips
        As they were given to `assess`: frames are read from them again.
    annotate
        Whether to write every clip again with what was seen drawn into it.
    beside
        Further text files to write, by name.

    Raises
    ------
    OutputFolderError
        If the results cannot be written to `out`.
    """
    paths = {clip.id: request.path for clip, request in zip(assessment.clips, clips, strict=True)}
    filmed = assessment.pose.backend != WITHOUT_PICTURES
    with results_folder(out) as folder:
        named = write_page(assessment, folder, _pictures(assessment, paths) if filmed else {})
        (folder / "assessment.json").write_text(to_json(named), encoding="utf-8")
        for name, text in beside.items():
            (folder / name).write_text(text, encoding="utf-8")
        write_measures_csv(folder / "measures.csv", named)
        for clip in named.clips:
            stem = _stem(named, clip.id)
            signals = named.signals[clip.id]
            write_trc(folder / f"{stem}_pose.trc", to_markers(signals.motion))
            columns = to_columns(clip, signals)
            if columns is not None:
                write_mot(folder / f"{stem}_angles.mot", columns)
        if annotate and filmed:
            _annotate_all(named, paths, folder, progress)
    return named


def refuse_if_nothing_judged(assessment: Assessment) -> None:
    """Raise if not one measure of an assessment could be made.

    Raises
    ------
    NothingJudgedError
        With the reason and what to do.
    """
    if any(m.value is not None for m in assessment.measures):
        return
    reasons = [(m.undetermined.reason, m.undetermined.advice) for m in assessment.measures if m.undetermined]
    problems = [(f"{c.file}: {p.code.replace('_', ' ')}", p.advice) for c in assessment.clips for p in c.problems]
    reason, advice = (*problems[-1:], *reasons, ("no clip shows a movement of ours", "see evenstride assess --help"))[0]
    raise NothingJudgedError(reason, advice)


def _stem(assessment: Assessment, clip_id: str) -> str:
    """Return the name of a clip's files: its own, with the clip's id where two clips share one."""
    stem = Path(assessment.clip(clip_id).file).stem
    shared = sum(Path(c.file).stem == stem for c in assessment.clips) > 1
    return f"{stem}_{clip_id}" if shared else stem


def _pictures(assessment: Assessment, paths: dict[str, Path]) -> dict[tuple[str, float], Image]:
    pictures: dict[tuple[str, float], Image] = {}
    needed = pictures_needed(assessment)
    for clip_id, path in paths.items():
        times = [time_s for wanted, time_s in needed if wanted == clip_id]
        if times:
            pictures |= {(clip_id, t): image for t, image in zip(times, frames_at(path, times), strict=True)}
    return pictures


def _annotate_all(assessment: Assessment, paths: dict[str, Path], folder: Path, progress: Progress | None) -> None:
    for clip in assessment.clips:
        heard = partial(progress, f"Drawing {clip.file}", total=clip.duration_s) if progress else None
        target = folder / f"{_stem(assessment, clip.id)}_annotated.mp4"
        annotate_clip(assessment, clip.id, _frames(paths[clip.id]), target, heard)


def _frames(path: Path) -> Iterator[tuple[float, Image]]:
    return ((frame.time_s, frame.image) for frame in stream_frames(path))
