"""Clips in, assessment out."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from evenstride._version import __version__
from evenstride.capture import CaptureOptions, Recording
from evenstride.detect import findings_of, retests_of, summary_of
from evenstride.infer import Observed, infer, stops_of
from evenstride.model.assessment import Assessment, PoseProvenance
from evenstride.model.clip import Clip
from evenstride.model.finding import Finding, Verdict
from evenstride.model.measure import Measure
from evenstride.movements.registry import movement_of
from evenstride.pipeline.looping import plan_out_of
from evenstride.pipeline.mirror import mirror_checked
from evenstride.pipeline.missing import missing_from
from evenstride.pipeline.posed import recording_of
from evenstride.pipeline.requests import AssessOptions, ClipRequest, Progress
from evenstride.pipeline.study import study_of

DEFAULTS = AssessOptions()


def assess(
    clips: Sequence[ClipRequest], options: AssessOptions = DEFAULTS, progress: Progress | None = None
) -> Assessment:
    """Return everything that can be said about a set of clips.

    Raises
    ------
    UnknownMovementError
        If a stated movement does not exist.
    ClipError
        If a clip cannot be used at all.
    """
    for request in clips:
        if request.movement is not None:
            movement_of(request.movement)
    recordings = recordings_of(clips, options, progress)
    seen = assess_recordings(clips, recordings[: len(clips)], options, reflected=recordings[len(clips) :])
    judged = any(finding.verdict is not Verdict.UNDETERMINED for finding in seen.findings)
    return replace(seen, plan=plan_out_of(seen)) if judged or seen.stops else seen


def recordings_of(
    clips: Sequence[ClipRequest], options: AssessOptions, progress: Progress | None = None
) -> list[Recording]:
    """Return the poses of clips in their order; where a mirror check is asked for, those of their mirror images follow.

    A clip may also be a file of poses, of ours or of another program: what it holds is taken as it is.

    Raises
    ------
    ClipError
        If a clip cannot be used at all.
    """
    settings = _capture_options(options)
    looks = [settings, replace(settings, mirror=True)] if options.mirror_check else [settings]
    return _capture_all([(request, look) for look in looks for request in clips], progress)


def assess_recordings(
    clips: Sequence[ClipRequest],
    recordings: Sequence[Recording],
    options: AssessOptions = DEFAULTS,
    *,
    reflected: Sequence[Recording] = (),
) -> Assessment:
    """Return everything that can be said about clips that are posed already.

    Parameters
    ----------
    recordings
        One of each clip, in the same order; of the options, only those that do not concern posing count.
    reflected
        The same clips posed as a mirror shows them, or nothing for no mirror check.

    Raises
    ------
    ClipError
        If a clip cannot be used at all.
    """
    studies = [
        study_of(f"c{n}", request, recording)
        for n, (request, recording) in enumerate(zip(clips, recordings, strict=True), 1)
    ]
    if reflected:
        studies = [mirror_checked(*seen) for seen in zip(studies, clips, reflected, strict=True)]
    measures = tuple(replace(m, id=f"m{n}") for n, m in enumerate((m for s in studies for m in s.measures), 1))
    findings = _findings([s.clip for s in studies], measures)
    retests = tuple(retests_of(findings, measures))
    reps = tuple(r for s in studies for r in s.reps)
    seen = Observed(findings, measures, retests, tuple(s.clip for s in studies), reps, options.intake, options.tests)
    backend = next((r.backend for r in recordings if r.frame_facts is not None), recordings[0].backend)
    return Assessment(
        created=f"{options.day}T12:00:00+00:00" if options.day else datetime.now(UTC).isoformat(timespec="seconds"),
        software_version=__version__,
        pose=PoseProvenance(backend.name, backend.model, backend.sha256),
        athlete=options.athlete,
        clips=tuple(s.clip for s in studies),
        reps=reps,
        measures=measures,
        findings=findings,
        retests=retests,
        imbalances=infer(seen),
        intake=options.intake,
        stops=stops_of(options.intake),
        missing=missing_from([s.clip for s in studies]),
        summary=summary_of([s.clip for s in studies], reps, findings),
        signals={s.clip.id: s.signals for s in studies},
    )


def _capture_options(options: AssessOptions) -> CaptureOptions:
    plain = CaptureOptions(backend=options.pose, cache=options.use_cache)
    if options.pose_weights is None:
        return plain
    if options.pose_weights.startswith("https://"):
        return replace(plain, weights_url=options.pose_weights)
    return replace(plain, weights=Path(options.pose_weights))


def _capture_all(looks: Sequence[tuple[ClipRequest, CaptureOptions]], progress: Progress | None) -> list[Recording]:
    """Pose the clips side by side, one thread each: the pose model leaves the interpreter free."""
    fractions = [0.0] * len(looks)
    lock = threading.Lock()

    def one(n: int) -> Recording:
        def heard(fraction: float) -> None:
            with lock:
                fractions[n] = fraction
                if progress is not None:
                    progress("Finding the body", sum(fractions), len(fractions))

        return recording_of(*looks[n], heard)

    with ThreadPoolExecutor(max_workers=max(1, os.cpu_count() or 1)) as pool:
        return list(pool.map(one, range(len(looks))))


def _findings(clips: Sequence[Clip], measures: Sequence[Measure]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for movement in dict.fromkeys(c.movement for c in clips if c.movement):
        own = [c for c in clips if c.movement == movement]
        found += findings_of(movement, own, measures)
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(found, 1))
