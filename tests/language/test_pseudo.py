"""Everything a person reads, made in a language of brackets: text outside them was never in a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from icalendar import Calendar

from evenstride.exchange.ics import to_ics
from evenstride.language import speaking
from evenstride.language.catalogue import GAP
from evenstride.model import Assessment
from evenstride.report import lettering, pictures_needed, session_pictures_needed, write_page, write_session_page
from evenstride.report.evidence import Pictures
from evenstride.report.sheet import sheet_html
from scripts.words.gather import gather
from tests.fixtures.stick_lying import Bridge
from tests.language import made
from tests.language.pseudo import CLOSE, OPEN, outside, pseudo, seen_in
from tests.report.test_session_page import L, R, coached

NAMES = ("Ana", "replay (file", "Evenstride")
MADE = (made.lopsided, made.even, made.hard_to_see, made.painful)


def grey(assessment: Assessment, wanted: Iterable[tuple[str, float]]) -> Pictures:
    """Return frames that show nothing."""
    size = {clip.id: (clip.size_px[1], clip.size_px[0], 3) for clip in assessment.clips}
    return {(clip, time_s): np.full(size[clip], 128, np.uint8) for clip, time_s in wanted}


def left_over(html: str) -> list[str]:
    """Return the lines of a page that hold a word outside brackets, with that word."""
    lines = seen_in(html).split("\n")
    return [f"{words} in {line.strip()}" for line in lines if (words := outside(line, *NAMES))]


@pytest.mark.parametrize("make", MADE)
def test_the_page_of_an_assessment(make: Callable[[Path], Assessment], tmp_path: Path) -> None:
    assessment = make(tmp_path)
    with speaking(pseudo()):
        write_page(assessment, tmp_path, grey(assessment, pictures_needed(assessment)))
        sheet = sheet_html(assessment)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'lang="xx"' in page
    assert left_over(page) == []
    assert left_over(sheet) == []


@pytest.mark.parametrize("bridge", [Bridge(legs=(L, L, L, L, R, R, R), half=(2,)), Bridge(legs=(L,), half=(0,))])
def test_the_page_of_a_session(bridge: Bridge, tmp_path: Path) -> None:
    session, assessment = coached(bridge, tmp_path)
    with speaking(pseudo()):
        write_session_page(session, assessment, tmp_path, grey(assessment, session_pictures_needed(assessment)))
    assert left_over((tmp_path / "report.html").read_text(encoding="utf-8")) == []


def bare(told: str) -> str:
    """Return a text without brackets, and whatever it begins with in small letters."""
    return told.translate(str.maketrans("", "", OPEN + CLOSE)).lower()


def test_no_message_is_mistaken_for_another() -> None:
    """Filled with a number, every message is recognised, wholly, and says what it said."""
    mistaken = []
    for english, number in ((text, n) for found in gather() for n, text in (("1", found.english), ("7", found.many))):
        filled = GAP.sub(number, english)
        told = pseudo().told(filled)
        if bare(told) != filled.lower() or outside(told):
            mistaken.append((filled, told))
    assert mistaken == []


def test_a_plan_as_a_calendar(tmp_path: Path) -> None:
    plan = made.lopsided(tmp_path).plan
    assert plan is not None
    with speaking(pseudo()):
        calendar = Calendar.from_ical(to_ics(plan))
    events = list(calendar.walk("VEVENT"))
    assert events
    assert [e for event in events if (e := outside(f"{event['summary']} {event['description']}"))] == []


def test_letters_on_pictures_are_told_before_they_are_laid_out() -> None:
    with speaking(pseudo()):
        told = lettering.width_of("not counted", 20)
    assert told == lettering.width_of(f"{OPEN}not counted{CLOSE}", 20)
