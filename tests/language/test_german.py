"""German is begun: what is translated keeps its gaps and its markup, and whole sentences come out right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evenstride.language import catalogue_of, speaking
from evenstride.language.catalogue import GAP
from evenstride.report import write_page
from tests.language import made
from tests.language.test_pseudo import grey
from tests.report.markup import parsed

GERMAN = catalogue_of("de")
TRANSLATED = [(m.english, m.told) for m in GERMAN.messages if m.told]


def test_a_translation_keeps_gaps_markup_and_ends() -> None:
    assert len(TRANSLATED) > 480
    for english, german in TRANSLATED:
        assert set(GAP.findall(german)) <= set(GAP.findall(english)), english
        assert sorted(re.findall(r"<[^>]+>", german)) == sorted(re.findall(r"<[^>]+>", english)), english
        assert german.endswith(".") or not english.endswith("."), english


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            (
                "Your squat stops early: 78° of knee bend at the bottom"
                " (likely between 1° past straight and 90° of knee bend)."
            ),
            (
                "Deine Kniebeuge endet früh: 78° Kniebeugung am tiefsten Punkt"
                " (wahrscheinlich zwischen 1° über gestreckt hinaus und 90° Kniebeugung)."
            ),
        ),
        (
            "Looked at: Knee bend, 3 times, from the front and from the side; Hurdle step, once, at an angle.",
            "Angesehen: Kniebeugung, 3-mal, von vorn und von der Seite; Hürdenschritt, einmal, schräg.",
        ),
        ("repetition 3 of 3, 8.7 s into the clip from the front", "Wiederholung 3 von 3, nach 8.7 s im Clip von vorn"),
        ("7.2 % of leg length (likely 5.5 to 8.8)", "7.2 % der Beinlänge (wahrscheinlich 5.5 bis 8.8)"),
        (
            "±\u202f1.3\u202fs (left) and ±\u202f1.4\u202fs (right)",
            "±\u202f1.3\u202fs (links) und ±\u202f1.4\u202fs (rechts)",
        ),
        ("12 March 2026", "12. März 2026"),
    ],
)
def test_whole_sentences(english: str, german: str) -> None:
    assert GERMAN.told(english) == german


def test_the_page_has_german_headings_and_the_same_numbers(tmp_path: Path) -> None:
    assessment = made.lopsided(tmp_path)
    pages = {}
    for language in ("en", "de"):
        with speaking(language):
            write_page(assessment, tmp_path / language, grey(assessment, []))
        pages[language] = parsed((tmp_path / language / "report.html").read_text(encoding="utf-8"))
    assert pages["de"].all("html", lang="de")
    headings = [e.text for e in pages["de"].elements if e.tag == "h2"]
    assert {"Der ganze Körper", "Auf einen Blick", "Links gegen rechts", "Was zu sehen war"} <= set(headings)
    numbers = {
        language: sorted(e.attributes["data-value"] for e in page.elements if "data-value" in e.attributes)
        for language, page in pages.items()
    }
    assert numbers["de"] == numbers["en"]
    assert numbers["en"]
