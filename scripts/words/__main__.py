"""Write the messages of today into every catalogue; what was translated stays, set aside if it is not said any more."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

import polib

from scripts.words.gather import gather

FOLDER = Path(str(files("evenstride.language")))
WIDTH = 110
NEAR = 0.85
"""How alike a sentence must be to one that is gone for its translation to be offered, as fuzzy, to be looked over."""


def bring_up_to_date(code: str) -> tuple[int, int]:
    """Write the messages of today into a language's catalogue; return how many are translated, and of how many."""
    place = FOLDER / f"{code}.po"
    old = polib.pofile(str(place), wrapwidth=WIDTH) if place.exists() else polib.POFile()
    known = {entry.msgid: entry for entry in old}
    new = polib.POFile(wrapwidth=WIDTH)
    new.metadata = {
        "Language": code,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": old.metadata.get("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    }
    found = gather()
    lost = {msgid: entry for msgid, entry in known.items() if msgid not in {one.english for one in found}}
    for one in found:
        before = known.get(one.english)
        entry = polib.POEntry(msgid=one.english, msgid_plural=one.many, occurrences=[(one.where, "")])
        if one.many:
            entry.msgstr_plural = {n: (before.msgstr_plural.get(n, "") if before else "") for n in (0, 1)}
        elif before:
            entry.msgstr, entry.flags = before.msgstr, [flag for flag in before.flags if flag == "fuzzy"]
        else:
            for near in get_close_matches(one.english, lost, 1, NEAR):
                entry.msgstr, entry.flags = lost[near].msgstr, ["fuzzy"] if lost[near].msgstr else []
        new.append(entry)
    for entry in lost.values():
        if entry.msgstr:
            entry.obsolete = True
            new.append(entry)
    new.save(str(place))
    return len(new.translated_entries()), len(new)


if __name__ == "__main__":
    for language in sorted(place.stem for place in FOLDER.glob("*.po")):
        done, of_all = bring_up_to_date(language)
        sys.stdout.write(f"{language}: {done} of {of_all} messages are translated\n")
