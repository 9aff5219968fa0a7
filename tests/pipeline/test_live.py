"""Counting while it goes on: as the whole clip counts, within 0.3 s of each end, and never with what is not there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from evenstride.capture import BackendInfo
from evenstride.capture.backends.watching import Seen
from evenstride.measure.performed import Performed
from evenstride.measure.subject import Subject
from evenstride.model import LiveState, Motion, Side
from evenstride.model.skeleton import BODY, LEFT, RIGHT
from evenstride.movements.recognise import repetitions
from evenstride.movements.registry import Movement, movement_of
from evenstride.pipeline.live import CUE_EVERY_S, STEP_BACK, TOO_BUSY, LiveCounter
from evenstride.pipeline.study import seen_in
from tests.fixtures.stick import Camera
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_heel_walk import HeelWalk, film_heel_walk
from tests.fixtures.stick_lying import LOW_ON_THE_LEFT, Bridge, film_bridge
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg

BACKEND = BackendInfo("blazepose", "full", "0" * 64)
RATE_HZ = 20.0
EVERY = 2
"""Pictures a second, and pictures between two judgements: a machine with little time to spare."""


def bridges(*legs: Side, rest_s: float = 1.2, hold_s: float = 1.8, sink_deg: float = 0.0, half: int = -1) -> Motion:
    return film_bridge(Bridge(legs, rest_s=rest_s, hold_s=hold_s, sink_deg=sink_deg, half=(half,), rate_hz=RATE_HZ))


@dataclass
class Run:
    """What was said, and when each counted repetition was first said."""

    states: list[LiveState]
    told_s: list[float]

    @property
    def last(self) -> LiveState:
        return self.states[-1]


def run(exercise: str, motion: Motion, *, side: Side | None = None, cues: bool = False) -> Run:
    counter = LiveCounter(exercise, side, BACKEND)
    told = Run([], [])
    known = 0
    for n in range(len(motion)):
        depth = np.zeros(len(BODY.keypoints)) if motion.depth is None else motion.depth[n]
        seen = Seen(motion.points[n], motion.confidence[n], depth, 1, mirrored=False)
        counter.see(float(motion.times[n]), seen, motion.size_px)
        state = counter.judge() if n % EVERY == 0 or n == len(motion) - 1 else None
        if state is None:
            continue
        told.states.append(state)
        count = sum(state.counts.values())
        told.told_s += [state.time_s] * (count - known)
        known = count
        if cues and counter.cue_is_due:
            counter.find_cue()
    return told


def ends_s(exercise: str, motion: Motion) -> list[float]:
    movement = movement_of(exercise)
    return [rep.end_s for rep in repetitions(movement, seen_in(motion, movement)[2]) if rep.counted]


@pytest.mark.parametrize(
    ("exercise", "motion", "counts"),
    [
        ("single_leg_bridge", bridges(LEFT, LEFT, RIGHT), {LEFT: 2, RIGHT: 1}),
        ("single_leg_bridge", bridges(LEFT, LEFT, LEFT, rest_s=0.4, hold_s=1.2), {LEFT: 3, RIGHT: 0}),
        ("bird_dog", film_bird_dog(BirdDog(rate_hz=RATE_HZ)), None),
    ],
)
def test_each_repetition_is_counted_within_a_third_of_a_second_of_its_end(
    exercise: str, motion: Motion, counts: dict[Side, int] | None
) -> None:
    ends, told = ends_s(exercise, motion), run(exercise, motion)
    assert len(ends) >= 2
    assert len(told.told_s) == len(ends)
    assert max(abs(shown - end) for shown, end in zip(told.told_s, ends, strict=True)) <= 0.3
    totals = [sum(state.counts.values()) for state in told.states]
    assert totals == sorted(totals), "a count that was said is not taken back"
    if counts is not None:
        assert dict(told.last.counts) == counts
        assert [one.number for one in told.last.done if one.side is LEFT] == list(range(1, counts[LEFT] + 1))


def test_a_hold_that_a_hop_ends_is_shown_while_the_foot_is_still_up() -> None:
    stands = OneLeg(legs=(LEFT,), reps=0, alone_s=7.0, hop=5.0, rate_hz=RATE_HZ)
    motion = film_one_leg(stands, Camera())
    (end_s,) = ends_s("single_leg_balance", motion)
    told = run("single_leg_balance", motion)
    assert end_s < stands.spell_s - 2.0
    assert len(told.told_s) == 1
    assert 0.0 <= told.told_s[0] - end_s <= 0.4


@pytest.mark.parametrize("turns_s", [0.0, 2.0])
def test_a_step_is_counted_once_the_foot_is_down(turns_s: float) -> None:
    motion = film_heel_walk(HeelWalk(LEFT, rate_hz=RATE_HZ, turns_s=turns_s))
    movement = movement_of("heel_walk")
    steps = repetitions(movement, seen_in(motion, movement)[2])
    told = run("heel_walk", motion)
    assert len(told.told_s) == len(steps) >= 7
    late = [shown - step.turn_s for shown, step in zip(told.told_s, steps, strict=True)]
    assert max(late) < 0.36
    assert [one.side for one in told.last.done] == [step.side for step in steps]


def test_what_was_taken_for_a_step_in_the_first_second_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    step = Performed(LEFT, 0.1, 0.3, 0.8, reach=0.3)

    def found(_: Movement, subject: Subject) -> tuple[Performed, ...]:
        return (step,) if subject.motion.times[-1] < 3.0 else ()

    monkeypatch.setattr("evenstride.pipeline.live.repetitions", found)
    told = run("heel_walk", film_heel_walk(HeelWalk(length_m=0.0, rate_hz=RATE_HZ)))
    assert max(state.counts[LEFT] for state in told.states) == 1
    assert told.last.counts[LEFT] == 0


def test_half_a_bridge_is_said_and_not_counted() -> None:
    told = run("single_leg_bridge", bridges(LEFT, LEFT, LEFT, half=1), cues=True)
    assert told.last.counts[LEFT] == 2
    (half,) = [one for one in told.last.done if one.number == 0]
    assert half.why_not == "the hips stayed well below the line from shoulders to knee"
    assert any(state.cue.startswith("Does not count: the hips stayed") for state in told.states)


def test_the_hold_runs_while_it_lasts_and_stands_still_after() -> None:
    bridge = Bridge(legs=(LEFT,), hold_s=5.0, rate_hz=RATE_HZ)
    told = run("single_leg_bridge", film_bridge(bridge))
    held = [(state.time_s, state.hold_s) for state in told.states if state.hold_s is not None]
    assert held[-1][1] == pytest.approx(5.0, abs=0.5)
    begins = bridge.rest_s + bridge.move_s
    assert held[0][0] < begins + 1.0, "the timer runs from early on"
    assert len(held) > 40, "and all the while"
    for time_s, seconds in held:
        assert seconds == pytest.approx(min(time_s - begins, 5.0), abs=0.5)
    assert all(state.side is LEFT for state in told.states if state.hold_s is not None)
    assert told.last.side is None, "nothing is under way after the last repetition"


def test_nothing_is_counted_of_a_repetition_that_is_still_up() -> None:
    bridge = Bridge(legs=(LEFT,), hold_s=6.0, rate_hz=RATE_HZ)
    up = film_bridge(bridge).between(0.0, bridge.rest_s + bridge.move_s + 4.0)
    told = run("single_leg_bridge", up)
    assert told.last.counts == {LEFT: 0, RIGHT: 0}
    assert told.last.side is LEFT


def test_the_side_that_no_camera_tells_is_the_one_that_was_named() -> None:
    far = film_bridge(Bridge((LEFT, LEFT), rate_hz=RATE_HZ), replace(LOW_ON_THE_LEFT, distance_m=30.0))
    assert run("single_leg_bridge", far).last.counts == {LEFT: 0, RIGHT: 0, Side.NONE: 2}
    assert run("single_leg_bridge", far, side=RIGHT).last.counts == {LEFT: 0, RIGHT: 2}


@pytest.mark.parametrize(("rate_hz", "cue"), [(3.0, TOO_BUSY), (8.0, "")])
def test_a_machine_with_no_time_for_the_pictures_says_so(rate_hz: float, cue: str) -> None:
    motion = film_bridge(Bridge((LEFT, LEFT), rate_hz=rate_hz))
    assert run("single_leg_bridge", motion).last.cue == cue


def test_pictures_that_there_was_no_time_for_lose_no_repetition() -> None:
    motion = bridges(LEFT, LEFT)
    keep = np.ones(len(motion), dtype=bool)
    keep[50:59] = False  # 0.45 s, in the middle of the first bridge
    keep[70:140:2] = False
    depth = None if motion.depth is None else motion.depth[keep]
    stuttering = replace(
        motion,
        times=motion.times[keep],
        points=motion.points[keep],
        confidence=motion.confidence[keep],
        depth=depth,
    )
    assert run("single_leg_bridge", stuttering).last.counts[LEFT] == 2


def test_a_camera_that_gives_five_pictures_a_second_will_do() -> None:
    hinges = OneLeg(flexion_deg=20, rest_flexion_deg=15, shank_share=0.2, trunk_lean_deg=75, in_line=True)
    motion, whole = (film_one_leg(replace(hinges, rate_hz=rate_hz), Camera()) for rate_hz in (5.0, 30.0))
    wanted = len(ends_s("single_leg_rdl", whole))
    assert wanted >= 2
    assert sum(run("single_leg_rdl", motion).last.counts.values()) == wanted


def test_who_does_something_else_is_told_what_it_looks_like(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenstride.pipeline.live.AT_A_LOSS_S", 5.0)
    counter = LiveCounter("clam_shell", None, BACKEND)
    motion = film_bird_dog(BirdDog(rate_hz=RATE_HZ))
    hints, looked = set[str](), 0
    for n in range(len(motion)):
        depth = np.zeros(len(BODY.keypoints)) if motion.depth is None else motion.depth[n]
        counter.see(
            float(motion.times[n]), Seen(motion.points[n], motion.confidence[n], depth, 1, False), motion.size_px
        )
        if counter.cue_is_due:
            counter.find_cue()
            looked += 1
            state = counter.judge()
            hints.add(state.cue if state else "")
    assert any(hint.startswith("This looks like the bird dog.") for hint in hints)
    assert 1 <= looked <= motion.times[-1] / 5.0, "once is enough for a while"
    assert counter.why_nothing()[0] == "Clam shell: no clam shell was seen, so nothing was counted."


def test_who_is_out_of_sight_is_asked_to_step_back() -> None:
    motion = bridges(LEFT)
    gone = motion.points.copy()
    gone[-40:] = np.nan
    away = replace(motion, points=gone, confidence=np.where(np.isnan(gone[..., 0]), 0.0, motion.confidence))
    told = run("single_leg_bridge", away)
    assert told.last.cue == STEP_BACK


def test_a_fault_is_called_out_by_its_cue() -> None:
    sinking = bridges(LEFT, LEFT, hold_s=4.0, sink_deg=10.0)
    cues = {state.cue for state in run("single_leg_bridge", sinking, cues=True).states}
    assert "Keep the hips up while you hold." in cues
    clean = {s.cue for s in run("single_leg_bridge", bridges(LEFT, LEFT, hold_s=3.0), cues=True).states}
    assert clean == {""}


def test_steps_in_quick_turn_are_not_each_looked_at_for_what_to_call_out() -> None:
    counter = LiveCounter("heel_walk", None, BACKEND)
    motion = film_heel_walk(HeelWalk(rate_hz=RATE_HZ))
    looked_s: list[float] = []
    for n in range(len(motion)):
        depth = np.zeros(len(BODY.keypoints)) if motion.depth is None else motion.depth[n]
        counter.see(float(motion.times[n]), Seen(motion.points[n], motion.confidence[n], depth, 1, False), (640, 480))
        counter.judge()
        if counter.cue_is_due:
            counter.find_cue()
            looked_s.append(float(motion.times[n]))
    assert 2 <= len(looked_s) < sum(counter.judge().counts.values())  # type: ignore[union-attr]
    assert min(np.diff(looked_s)) > CUE_EVERY_S


def test_old_pictures_are_forgotten_and_what_was_counted_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenstride.pipeline.live.WINDOW_S", 12.0)
    told = run("single_leg_bridge", bridges(*[LEFT] * 5))
    assert told.last.counts[LEFT] == 5
    assert len(told.last.done) == 5


def test_before_anything_was_seen_nothing_is_called_out() -> None:
    assert not LiveCounter("single_leg_squat", None, BACKEND).cue_is_due
