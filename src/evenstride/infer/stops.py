"""Pain and red flags: what is not concluded, and whom to see."""

from __future__ import annotations

from collections.abc import Iterator

from evenstride.knowledge import facts, within
from evenstride.model.intake import Intake, Stop


def stops_of(intake: Intake | None) -> tuple[Stop, ...]:
    """Return what the answers stop: everything (no movement named) first, then single screens."""
    if intake is None:
        return ()
    return (*_red_flags(intake), *_strong_pain(intake), *_pain_on_screens(intake))


def _red_flags(intake: Intake) -> Iterator[Stop]:
    for key, flag in facts().red_flags.items():
        if key in intake.red_flags:
            yield Stop(key, None, flag.says, flag.see)


def _strong_pain(intake: Intake) -> Iterator[Stop]:
    for rule in facts().pain_rules.values():
        for region, rating in intake.pain.items():
            if rule.from_rating is not None and rating >= rule.from_rating:
                said = rule.says.format(region=region.replace("_", " "), rating=rating)
                yield Stop(rule.key, None, said, rule.see)


def _pain_on_screens(intake: Intake) -> Iterator[Stop]:
    for rule in facts().pain_rules.values():
        for movement in intake.pain_during if rule.stops == "screen" else ():
            title = within(facts().movements[movement].title)
            yield Stop(rule.key, movement, rule.says.format(movement=title), rule.see)
