"""What was not filmed, and what it would add."""

from __future__ import annotations

from collections.abc import Sequence

from evenstride.knowledge import facts
from evenstride.model.assessment import Missing
from evenstride.model.clip import FROM, Clip, View


def missing_from(clips: Sequence[Clip]) -> tuple[Missing, ...]:
    """Return the other views of what was filmed, then the screens that were not filmed at all."""
    filmed = {(clip.movement, clip.view) for clip in clips if clip.movement}
    movements = dict.fromkeys(movement for movement, _ in filmed)
    views = [
        Missing(f"{words.title}, {FROM[View(view)]}", adds)
        for words in facts().movements.values()
        if words.key in movements
        for view, adds in words.adds.items()
        if (words.key, view) not in filmed
    ]
    screens = [
        Missing(words.title, " ".join(words.adds.values()))
        for words in facts().movements.values()
        if words.kind == "screen" and words.key not in movements
    ]
    return (*views, *screens)
