from __future__ import annotations

import pytest

import evenstride


def test_every_public_name_is_there() -> None:
    for name in evenstride.__all__:
        assert getattr(evenstride, name) is not None
    assert sorted(evenstride.__all__) == dir(evenstride)


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = evenstride.nothing_such


def test_names_are_the_very_ones_of_their_rooms() -> None:
    from evenstride.errors import EvenstrideError
    from evenstride.model import Side

    assert evenstride.Side is Side
    assert evenstride.EvenstrideError is EvenstrideError
