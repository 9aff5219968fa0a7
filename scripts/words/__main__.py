"""Write the messages of today into every catalogue; what was translated stays, what is not said any more goes."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import polib

from scripts.words.gather import gather

FOLDER = Path(str(files("evenstride.language")))
WIDTH = 110


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
    for found in gather():
        before = known.get(found.english)
        entry = polib.POEntry(msgid=found.english, msgid_plural=found.many, occurrences=[(found.where, "")])
        if found.many:
            entry.msgstr_plural = {n: (before.msgstr_plural.get(n, "") if before else "") for n in (0, 1)}
        else:
            entry.msgstr = before.msgstr if before else ""
        new.append(entry)
    new.save(str(place))
    return len(new.translated_entries()), len(new)


if __name__ == "__main__":
    for language in sorted(place.stem for place in FOLDER.glob("*.po")):
        done, of_all = bring_up_to_date(language)
        sys.stdout.write(f"{language}: {done} of {of_all} messages are translated\n")
