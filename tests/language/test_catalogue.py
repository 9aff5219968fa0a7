from __future__ import annotations

import pytest

from evenstride.language import Catalogue, Message, counted, speaking, tr
from evenstride.language.catalogue import read_catalogue

MESSAGES = (
    Message("left", "links"),
    Message("right", "rechts"),
    Message("and", "und"),
    Message("Knee bend", "Kniebeugung"),
    Message("Knee shift, inward", "Knie nach innen"),
    Message("of leg length", "der Beinlänge"),
    Message("likely {low} to {high}", "wohl {low} bis {high}"),
    Message("{low} to {high}", "{low} bis {high}"),
    Message("Your {side} knee moves inward: {value}.", "Dein Knie ({side}) wandert nach innen: {value}."),
    Message("Kept ({kind} of {athlete}): {place}", "Aufbewahrt für {athlete} ({kind}): {place}"),
    Message("{n} set", "{n} Satz", "{n} sets", ("{n} Satz", "{n} Sätze")),
    Message("Nothing stood out.", "Nichts fiel auf."),
    Message("nothing stood out", "nichts fiel auf"),
    Message("Not translated yet.", ""),
)
GERMAN = Catalogue("de", MESSAGES)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("left", "links"),
        ("knee bend", "Kniebeugung"),
        ("Left", "Links"),
        ("6.1 % of leg length", "6.1 % der Beinlänge"),
        ("likely −3.0 to 9.5", "wohl −3.0 bis 9.5"),
        (
            "Your right knee moves inward: 6 % of leg length.",
            "Dein Knie (rechts) wandert nach innen: 6 % der Beinlänge.",
        ),
        ("Knee bend: 90° (likely 80 to 100)", "Kniebeugung: 90° (wohl 80 bis 100)"),
        ("left, Knee shift, inward and right", "links, Knie nach innen und rechts"),
        ("  Knee bend  left", "  Kniebeugung  links"),
        ("left, and nothing stood out.", "links, und nichts fiel auf."),
        ("Nothing stood out: left", "Nichts fiel auf: links"),
        ("1 set", "1 Satz"),
        ("3 sets", "3 Sätze"),
    ],
)
def test_a_sentence_is_recognised_by_the_message_it_was_made_of(english: str, german: str) -> None:
    assert GERMAN.told(english) == german


@pytest.mark.parametrize("text", ["", "6.1 ± 2.0 %", "1.5 s", "front.mp4", "Not translated yet.", "nothing of ours"])
def test_what_is_not_known_or_needs_no_telling_stays(text: str) -> None:
    assert GERMAN.told(text) == text


def test_sentences_strung_together_are_told_one_by_one_and_a_strange_one_stays() -> None:
    told = GERMAN.told("Your left knee moves inward: 5°. Something else entirely. Knee bend: 90°")
    assert told == "Dein Knie (links) wandert nach innen: 5°. Something else entirely. Kniebeugung: 90°"


def test_a_name_with_an_and_in_it_is_no_list() -> None:
    assert GERMAN.told("left and Ana") == "left and Ana"
    assert GERMAN.told("Kept (plan of Ana): /tmp/a to b") == "Aufbewahrt für Ana (plan): /tmp/a to b"


def test_english_is_what_was_written() -> None:
    assert tr("Your left knee moves inward: 5°.") == "Your left knee moves inward: 5°."
    assert counted(1, "{n} set", "{n} sets") == "1 set"
    with speaking(GERMAN):
        assert tr("left") == "links"
        assert counted(2, "{n} set", "{n} sets") == "2 Sätze"
        with speaking("en"):
            assert tr("left") == "left"
    assert tr("left") == "left"


def test_a_po_file_is_read_with_its_forms_and_fuzzy_means_not_yet() -> None:
    text = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"

msgid "left"
msgstr "levo"

#, fuzzy
msgid "right"
msgstr "desno?"

msgid "{n} set"
msgid_plural "{n} sets"
msgstr[0] "{n} serija"
msgstr[1] "{n} seriji"
msgstr[2] "{n} serij"
"""
    catalogue = read_catalogue("sl", text)
    assert [catalogue.told(t) for t in ("left", "right", "1 set", "2 sets", "7 sets")] == [
        "levo",
        "right",
        "1 serija",
        "2 seriji",
        "7 serij",
    ]
