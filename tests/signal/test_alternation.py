"""Steps found along the way of the hips, whatever the feet are taken for in between."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenstride.model.motion import Floats
from evenstride.signal.alternation import Track, leads_of

STEP_S, LENGTH, RATE_HZ = 0.6, 0.4, 25.0


def track(steps: int, *, closes: bool = False, midway: float = 0.0, pause_after: int = -1) -> Track:
    """Return a walk of even steps, the left foot first: it stands, walks, stands; the first ``midway`` are not seen."""
    seconds = [0.0 if midway else 1.0, *[STEP_S + (2.0 if n == pause_after else 0.0) for n in range(steps)], 1.0]
    times = np.arange(0.0, sum(seconds) + STEP_S, 1 / RATE_HZ)
    along, lead = np.zeros(len(times)), np.zeros(len(times))
    begins = seconds[0]
    for n in range(steps + closes):
        swing = _smooth((times - begins) / (0.7 * STEP_S))
        sign = 1 if n % 2 == 0 else -1
        last = closes and n == steps
        lead += sign * LENGTH * swing * (1 if n == 0 or last else 2)
        along += LENGTH * swing * (0.5 if n == 0 or last else 1.0)
        begins += seconds[min(n + 1, len(seconds) - 1)]
    skipped = round(midway * STEP_S * RATE_HZ)
    return Track(along[skipped:], lead[skipped:], 1 / RATE_HZ, bool(midway))


def _smooth(share: Floats) -> Floats:
    inside = np.clip(share, 0, 1)
    return np.asarray(inside * inside * (3 - 2 * inside))


def signs(walk: Track) -> list[int]:
    return [lead.sign for lead in leads_of([walk])[0][0]]


def by_turns(count: int) -> list[int]:
    return [1 if n % 2 == 0 else -1 for n in range(count)]


@pytest.mark.parametrize("steps", [1, 2, 5, 8])
@pytest.mark.parametrize("closes", [False, True])
def test_every_step_is_found_and_closing_up_is_none(steps: int, closes: bool) -> None:
    assert signs(track(steps, closes=closes)) == by_turns(steps)


def test_who_stands_for_a_while_takes_no_step_meanwhile() -> None:
    assert signs(track(6, pause_after=2)) == by_turns(6)


def test_who_comes_in_walking_has_the_foot_ahead_that_is() -> None:
    assert signs(track(6, midway=1.3)) == by_turns(6)[1:]


def test_a_step_that_was_mostly_over_before_it_was_seen_is_none() -> None:
    walk = track(6, midway=1.0)
    seen = walk.along >= walk.along[0] + 1.2 * LENGTH
    rest = Track(walk.along[seen], walk.lead[seen], walk.step_s, True)
    assert signs(rest) == by_turns(6)[2:]


@pytest.mark.parametrize("hidden", [1, 3, 5])
def test_a_step_in_which_the_feet_are_seen_in_one_place_counts(hidden: int) -> None:
    walk = track(7)
    lead = walk.lead.copy()
    begins = round((1.0 + (hidden + 0.2) * STEP_S) * RATE_HZ)
    lead[begins : begins + round(STEP_S * RATE_HZ)] = 0.0
    assert signs(Track(walk.along, lead, walk.step_s, False)) == by_turns(7)


def test_feet_taken_for_each_other_for_a_moment_make_no_steps() -> None:
    walk = track(7)
    lead = walk.lead.copy()
    for n in (1, 4):
        begins = round((1.0 + (n + 0.6) * STEP_S) * RATE_HZ)
        lead[begins : begins + 5] *= -1
    assert signs(Track(walk.along, lead, walk.step_s, False)) == by_turns(7)


def test_a_foot_out_of_sight_for_a_while_costs_no_step() -> None:
    walk = track(7)
    lead = walk.lead.copy()
    begins = round((1.0 + 3.1 * STEP_S) * RATE_HZ)
    lead[begins : begins + round(1.5 * STEP_S * RATE_HZ)] = np.nan
    assert signs(Track(walk.along, lead, walk.step_s, False)) == by_turns(7)


def test_feet_that_turn_round_after_closing_up_take_no_step() -> None:
    walk = track(5, closes=True)
    stands = round(2.0 * RATE_HZ)
    along = np.append(walk.along, np.full(stands, walk.along[-1]))
    lead = np.append(walk.lead, np.full(stands, -0.45 * LENGTH))
    assert signs(Track(along, lead, walk.step_s, False)) == by_turns(5)


def test_feet_that_are_never_seen_take_no_step() -> None:
    walk = track(7)
    assert leads_of([Track(walk.along, np.full(len(walk.along), np.nan), walk.step_s, False)])[0] == [[]]


def test_who_stands_still_takes_no_step() -> None:
    still = Track(np.zeros(50), np.full(50, 0.02), 1 / RATE_HZ, False)
    assert leads_of([still])[0] == [[]]


def test_no_track_has_no_step() -> None:
    assert leads_of([])[0] == []


def test_feet_that_never_part_take_no_step() -> None:
    rolling = Track(np.linspace(0.0, 2.0, 60), np.zeros(60), 1 / RATE_HZ, False)
    assert leads_of([rolling])[0] == [[]]


def test_legs_exchanged_for_moments_cost_most_walks_no_step() -> None:
    kept = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        walk = track(8)
        lead, at = walk.lead.copy(), 0
        while at < len(lead):
            at += int(rng.exponential(2.0) * RATE_HZ)
            lasts = int(rng.uniform(0.2, 0.7) * RATE_HZ)
            lead[at : at + lasts] *= -1
            at += lasts
        kept += signs(Track(walk.along, lead, walk.step_s, False)) == by_turns(8)
    assert kept >= 20


@pytest.mark.parametrize(("seen_steps", "sure"), [(9, True), (1, False)])
def test_another_number_of_steps_is_as_likely_only_where_the_feet_are_hardly_seen(seen_steps: int, sure: bool) -> None:
    walk = track(9)
    seen = walk.along <= walk.along[-1] * seen_steps / 9
    _, likelier = leads_of([replace(walk, lead=np.where(seen, walk.lead, np.nan))])
    assert (likelier > 1.0) is sure
