"""What must hold for every movement ever declared."""

from __future__ import annotations

import pytest

from evenstride.errors import UnknownMovementError
from evenstride.knowledge import facts
from evenstride.movements.evaluate import accuracy_of
from evenstride.movements.registry import Movement, movement_of, movements

every_movement = pytest.mark.parametrize("movement", movements().values(), ids=lambda m: m.key)


@every_movement
def test_words_faults_and_views_are_known(movement: Movement) -> None:
    words = facts().movements[movement.key]
    assert set(words.views) == set(movement.views)
    assert words.reps_asked == movement.reps_asked
    assert tuple(f.key for f in facts().faults_of(movement.key)) == movement.faults
    assert set(words.film) == set(words.adds) == set(movement.views)


@every_movement
def test_every_criterion_is_measured(movement: Movement) -> None:
    measured = {(use.measure.name, view, use.at.key) for use in movement.uses for view in use.views}
    wanted = {(c.measure, c.view, c.at) for f in facts().faults_of(movement.key) for c in f.criteria}
    assert wanted <= measured


@every_movement
def test_every_reading_has_an_error_in_its_own_unit(movement: Movement) -> None:
    for use in movement.uses:
        for view in use.views:
            assert view in use.measure.views
            assert accuracy_of(movement, use, view).unit == use.measure.unit


def test_an_unknown_movement_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownMovementError, match="squat_heels_raised"):
        movement_of("sqat")
