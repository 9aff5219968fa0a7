"""An assessment written out: the page, its pictures, annotated clips, and the files others read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from evenstride.capture import frames_at, stream_frames
from evenstride.capture.recording import Image
from evenstride.errors import NothingJudgedError
from evenstride.exchange.assessment_json import to_json
from evenstride.exchange.folder import mark_faces_shown, results_folder
from evenstride.exchange.measures_csv import write_measures_csv
from evenstride.exchange.mot import to_columns, write_mot
from evenstride.exchange.session_json import to_json as session_to_json
from evenstride.exchange.trc import to_markers, write_trc
from evenstride.model.assessment import Assessment
from evenstride.model.session import Session
from evenstride.pipeline.posed import shows_pictures
from evenstride.pipeline.requests import ClipRequest, Progress
from evenstride.report import (
    annotate_clip,
    pictures_needed,
    session_pictures_needed,
    write_page,
    write_session_page,
)


def write_results(
    assessment: Assessment,
    clips: Sequence[ClipRequest],
    out: Path,
    *,
    annotate: bool,
    blur_faces: bool = True,
    progress: Progress | None = None,
) -> Assessment:
    """Write everything an assessment yields into `out`, all of it or nothing; return it with its pictures named.

    Parameters
    ----------
    clips
        As they were given to `assess`: frames are read from them again.
    annotate
        Whether to write every clip again with what was seen drawn into it.
    blur_faces
        Whether faces are hidden in everything that is written; where they are not, the folder says so.

    Raises
    ------
    OutputFolderError
        If the results cannot be written to `out`.
    """
    paths = _paths(assessment, clips)
    with results_folder(out) as folder:
        pictures = _pictures(assessment, paths, pictures_needed(assessment))
        named = write_page(assessment, folder, pictures, blur_faces)
        _write_beside(named, paths, folder, progress, annotate=annotate, blur_faces=blur_faces)
    return named


def write_session(
    session: Session,
    assessment: Assessment,
    clip: ClipRequest,
    out: Path,
    *,
    annotate: bool,
    blur_faces: bool = True,
    progress: Progress | None = None,
) -> Session:
    """Write everything a session yields into `out`, as `write_results` does; return it with its pictures named.

    Parameters
    ----------
    assessment
        The same clip as an assessment, as `coach` returns it.

    Raises
    ------
    OutputFolderError
        If the results cannot be written to `out`.
    """
    paths = _paths(assessment, [clip])
    with results_folder(out) as folder:
        pictures = _pictures(assessment, paths, session_pictures_needed(assessment))
        named = write_session_page(session, assessment, folder, pictures, blur_faces)
        told = replace(session, findings=named.findings if session.undetermined is None else ())
        (folder / "session.json").write_text(session_to_json(told), encoding="utf-8")
        _write_beside(named, paths, folder, progress, annotate=annotate, blur_faces=blur_faces)
    return told


def _paths(assessment: Assessment, clips: Sequence[ClipRequest]) -> dict[str, Path]:
    """Return the video file of each clip that is one; files of poses have no frame to show."""
    paths = {clip.id: request.path for clip, request in zip(assessment.clips, clips, strict=True)}
    return {clip: path for clip, path in paths.items() if shows_pictures(path, assessment.pose.backend)}


def _write_beside(
    named: Assessment,
    paths: Mapping[str, Path],
    folder: Path,
    progress: Progress | None,
    *,
    annotate: bool,
    blur_faces: bool,
) -> None:
    """Write what lies beside a page: the files that others read, and the clips with what was seen drawn into them."""
    (folder / "assessment.json").write_text(to_json(named), encoding="utf-8")
    write_measures_csv(folder / "measures.csv", named)
    if paths and not blur_faces:
        mark_faces_shown(folder)
    for clip in named.clips:
        stem = _stem(named, clip.id)
        signals = named.signals[clip.id]
        write_trc(folder / f"{stem}_pose.trc", to_markers(signals.motion))
        columns = to_columns(clip, signals)
        if columns is not None:
            write_mot(folder / f"{stem}_angles.mot", columns)
        if annotate and clip.id in paths:
            heard = partial(progress, f"Drawing {clip.file}", total=clip.duration_s) if progress else None
            target = folder / f"{stem}_annotated.mp4"
            annotate_clip(named, clip.id, _frames(paths[clip.id]), target, heard, blur_faces)


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


def _pictures(
    assessment: Assessment, paths: Mapping[str, Path], needed: Sequence[tuple[str, float]]
) -> dict[tuple[str, float], Image]:
    pictures: dict[tuple[str, float], Image] = {}
    for clip_id, path in paths.items():
        times = [time_s for wanted, time_s in needed if wanted == clip_id]
        if times:
            pictures |= {(clip_id, t): image for t, image in zip(times, frames_at(path, times), strict=True)}
    return pictures


def _frames(path: Path) -> Iterator[tuple[float, Image]]:
    return ((frame.time_s, frame.image) for frame in stream_frames(path))
