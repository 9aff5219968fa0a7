"""A pipeline that assesses nothing: it returns the hand-made assessment and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import evenstride.pipeline
from evenstride.exchange.folder import results_folder
from evenstride.model import Assessment
from evenstride.pipeline import AssessOptions, ClipRequest, Progress
from tests.exchange.samples import assessment


@dataclass
class FakePipeline:
    """Stands in for `assess` and `write_results`; `problem` is raised by the stage named in `fails_in`."""

    result: Assessment = field(default_factory=assessment)
    problem: BaseException | None = None
    fails_in: str = "assess"
    requests: tuple[ClipRequest, ...] = ()
    options: AssessOptions = field(default_factory=AssessOptions)
    annotated: bool | None = None
    blurred: bool | None = None

    def assess(
        self, clips: Sequence[ClipRequest], options: AssessOptions, progress: Progress | None = None
    ) -> Assessment:
        self.requests, self.options = tuple(clips), options
        self._maybe_fail("assess")
        if progress is not None:
            progress("Finding the body", 1.0, 1.0)
        return self.result

    def write_results(
        self,
        assessment: Assessment,
        clips: Sequence[ClipRequest],
        out: Path,
        *,
        annotate: bool,
        blur_faces: bool = True,
        progress: Progress | None = None,
    ) -> Assessment:
        self.annotated, self.blurred = annotate, blur_faces
        with results_folder(out) as folder:
            (folder / "report.html").write_text("<html></html>", encoding="utf-8")
            self._maybe_fail("write_results")
        return assessment

    def _maybe_fail(self, stage: str) -> None:
        if self.problem is not None and self.fails_in == stage:
            raise self.problem


def install(monkeypatch: pytest.MonkeyPatch, fake: FakePipeline) -> FakePipeline:
    monkeypatch.setattr(evenstride.pipeline, "assess", fake.assess)
    monkeypatch.setattr(evenstride.pipeline, "write_results", fake.write_results, raising=False)
    return fake
