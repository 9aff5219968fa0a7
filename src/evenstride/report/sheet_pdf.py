"""The sheet on paper: a PDF through a Chromium that is already there, on exactly one page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evenstride.model import Assessment, StrengthTest
from evenstride.report.sheet import ROOMIEST, Room, sheet_html

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PATIENCE_S = 90
_ROOMS = (
    ROOMIEST,
    Room(9, 4, 4, 6),
    Room(6, 4, 3, 5),
    Room(6, 4, 3, 5, 1),
    Room(4, 4, 3, 5, 1),
    Room(4, 3, 3, 4, 1),
    Room(3, 3, 2, 3, 1),
    Room(2, 2, 1, 2, 0),
)
"""From the most that a sheet may hold to the least; the differences nearest to even go first."""


def find_browser() -> str | None:
    """Return the path of a Chromium on PATH, or None where there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def pages_in(pdf: bytes) -> int:
    """Return how many pages a PDF written by Chromium has."""
    return len(_PAGE.findall(pdf))


def print_sheet(assessment: Assessment, browser: str, tests: Sequence[StrengthTest] = ()) -> tuple[str, bytes] | None:
    """Return the sheet as HTML and PDF, with as many lines as fit on one page; None where it could not be printed."""
    for room in _ROOMS:
        html = sheet_html(assessment, tests, room)
        pdf = to_pdf(html, browser)
        if pdf is None:
            return None
        if pages_in(pdf) == 1:
            return html, pdf
    return None


def to_pdf(html: str, browser: str) -> bytes | None:
    """Return a page as PDF, or None where the browser fails or takes longer than a minute and a half."""
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder) / "sheet.html", Path(folder) / "sheet.pdf"
        page.write_text(html, encoding="utf-8")
        switches = ["--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
        if os.name == "posix" and os.geteuid() == 0:
            switches.append("--no-sandbox")  # Chromium refuses to start for root otherwise; the page is our own
        try:
            subprocess.run(  # noqa: S603 -- a browser found on PATH, and a page of our own
                [browser, *switches, f"--print-to-pdf={target}", page.as_uri()],
                capture_output=True,
                timeout=_PATIENCE_S,
                check=True,
            )
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None
