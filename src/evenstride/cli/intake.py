"""``evenstride intake``: a few questions in the terminal, every one of them optional."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evenstride.cli.saying import ask, ask_whether, say
from evenstride.exchange.answers import AGE_BANDS, EQUIPMENT, READERS, SEXES, TRAINED, NoAnswerError, regions, screens
from evenstride.exchange.folder import probe_file, write_file
from evenstride.exchange.intake_toml import intake_of, write_intake
from evenstride.knowledge import facts, within

_HELLO = "A few questions; press Enter to skip any of them. The answers stay on this machine."
_NOTHING = "No answer was given, so nothing was written."


def run(out: Path) -> None:
    """Ask, check each answer at once, and write the file."""
    probe_file(out)
    say(_HELLO)
    tables: dict[str, Any] = {}
    for key, question in _QUESTIONS.items():
        told = question(key)
        if told not in (None, {}, []):
            tables[key] = told
    if not tables:
        say(_NOTHING)
        return
    write_file(out, write_intake(intake_of(tables)))
    say(f"\nwritten: {out}")
    say(f"use it with: evenstride assess --intake {out} squat=front.mp4")


def _asked(key: str, question: str, parse: Callable[[str], Any]) -> Any:
    """Return what was answered, asked again until it is an answer, or None if it was skipped."""
    while True:
        text = ask(question).strip()
        if not text:
            return None
        try:
            told = parse(text)
            READERS[key](key, told)
        except (NoAnswerError, ValueError) as problem:
            say(f"  {problem.allowed if isinstance(problem, NoAnswerError) else 'use a number'}")
        else:
            return told


def _known(known: tuple[str, ...]) -> str:
    return f"({', '.join(known)})"


def _list(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _number(text: str) -> float:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _pain(key: str) -> dict[str, int]:
    def parse(text: str) -> dict[str, float]:
        pairs = (item.rpartition(" ") for item in _list(text))
        return {region.strip().lower().replace(" ", "_"): _number(rating) for region, _, rating in pairs}

    hint = f"such as 'left knee 3, calf 2' ({', '.join(regions()[:9])})"
    told: dict[str, int] | None = _asked(key, f"Does anything hurt, from 0 to 10? {hint}", parse)
    return told or {}


def _girths(key: str) -> dict[str, dict[str, float]]:
    def one(place: str) -> Iterator[tuple[str, dict[str, float]]]:
        def parse(text: str) -> dict[str, dict[str, float]]:
            left, right = text.split()
            return {place: {"left": _number(left), "right": _number(right)}}

        where = place.capitalize()
        told = _asked(key, f"{where}, left and right in cm, such as '37.5 36' ({_how(place)})", parse)
        yield from (told or {}).items()

    return dict(pair for place in facts().girths for pair in one(place))


def _how(place: str) -> str:
    return within(facts().girths[place].how.rstrip("."))


def _flags(key: str) -> list[str]:
    say("The next few are about signs that somebody should look at first.")
    return [flag.key for flag in facts().red_flags.values() if _yes(flag.asks)]


def _yes(question: str) -> bool:
    return ask_whether(question)


_QUESTIONS: dict[str, Callable[[str], Any]] = {
    "age_band": lambda key: _asked(key, f"Your age {_known(AGE_BANDS)}", str.lower),
    "sex": lambda key: _asked(key, f"Your sex, for comparing with norms {_known(SEXES)}", str.lower),
    "weekly_km": lambda key: _asked(key, "How many kilometres do you run in a week", _number),
    "cambered_road_low_side": lambda key: _asked(
        key, "On a sloped road, is it always the same leg that runs lower? (left, right)", str.lower
    ),
    "one_sided_training": lambda key: _asked(
        key, f"Do you train one side more, or one pattern such as pushing only? {_known(TRAINED)}", str.lower
    ),
    "pain": _pain,
    "pain_during": lambda key: _asked(key, f"Does any of these hurt while you do it? {_known(screens())}", _list),
    "injuries": lambda key: _asked(key, "Anything you have hurt before, in your own words, with commas between", _list),
    "girths_cm": _girths,
    "equipment": lambda key: _asked(key, f"What do you have at home? {_known(EQUIPMENT)}", _list),
    "red_flags": _flags,
}
