"""One battery over every exercise that is counted: session, page and live counting ask for its declaration alone."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

from evenstride.capture import BackendInfo, write_poses
from evenstride.capture.backends.watching import Seen
from evenstride.exchange.session_json import schema, to_document
from evenstride.model import Motion
from evenstride.pipeline import AssessOptions, coach, exercises
from evenstride.pipeline.live import LiveCounter
from evenstride.report import session_pictures_needed, write_session_page
from tests.fixtures.stick import Camera, Squat, film
from tests.fixtures.stick_bird_dog import BirdDog, film_bird_dog
from tests.fixtures.stick_lying import Bridge, film_bridge
from tests.report.squatting import pictures_for

REPLAY = AssessOptions(pose="replay", use_cache=False)
BODIES = {
    "standing": film(Squat(), Camera(yaw_deg=0)),
    "kneeling": film_bird_dog(BirdDog()),
    "lying": film_bridge(Bridge()),
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("exercise", exercises())
def test_whatever_a_clip_shows_gives_a_session_and_its_page(exercise: str, body: str, tmp_path: Path) -> None:
    write_poses(BODIES[body], tmp_path / "clip.json")
    session, made = coach(exercise, tmp_path / "clip.json", REPLAY)
    jsonschema.validate(to_document(session), schema())
    write_session_page(session, made, tmp_path, pictures_for(made, session_pictures_needed(made)))
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    words = re.sub(r"base64,[A-Za-z0-9+/=]+", "", page)
    assert "nan" not in words.lower().replace("nang", "")
    counted = sum(rep.counted for rep in session.reps)
    assert (session.undetermined is None) is (counted > 0)
    assert page.count("<figure>") >= min(counted, 1)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("exercise", exercises())
def test_live_counting_says_in_the_end_what_the_clip_says(exercise: str, body: str, tmp_path: Path) -> None:
    motion: Motion = BODIES[body]
    write_poses(motion, tmp_path / "clip.json")
    session, _ = coach(exercise, tmp_path / "clip.json", REPLAY)
    counter = LiveCounter(exercise, None, BackendInfo("replay", "", ""))
    counter.warm_up()
    assert motion.depth is not None
    for n in range(len(motion)):
        seen = Seen(motion.points[n], motion.confidence[n], motion.depth[n], 1, mirrored=False)
        counter.see(float(motion.times[n]), seen, motion.size_px)
        if n % 25 == 0:
            counter.judge()
    state = counter.judge()
    assert state is not None
    counter.find_cue()
    assert sum(state.counts.values()) == sum(rep.counted for rep in session.reps)
