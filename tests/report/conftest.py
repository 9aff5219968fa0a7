from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from evenstride.model import Assessment
from evenstride.report import pictures_needed, write_page
from tests.report.squatting import pictures_for, squat_assessment


@dataclass(frozen=True)
class Written:
    """A report as it lies in its folder."""

    folder: Path
    assessment: Assessment

    @property
    def html(self) -> str:
        return (self.folder / "report.html").read_text(encoding="utf-8")


def written(assessment: Assessment, folder: Path, blur_faces: bool = True) -> Written:
    pictures = pictures_for(assessment, pictures_needed(assessment))
    return Written(folder, write_page(assessment, folder, pictures, blur_faces))


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(squat_assessment(), tmp_path_factory.mktemp("report"))
