from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from evenstride.model import Assessment, Rep, Side, Verdict
from evenstride.report import annotate_clip
from evenstride.report.annotate import Painter, counter_lines, even_size, held, measure_that_matters
from tests.report.squatting import FPS, REPS, Image, picture, squat_assessment


def frames(assessment: Assessment, clip: str, until_s: float, step: int = 1) -> Iterator[tuple[float, Image]]:
    motion = assessment.signals[clip].motion
    for time_s in motion.times[motion.times < until_s][::step]:
        yield float(time_s), picture(motion, float(time_s))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("clip") / "front_annotated.mp4"
    assessment = squat_assessment()
    annotate_clip(assessment, "c1", frames(assessment, "c1", 2.6), out)
    return out


def test_is_what_a_browser_plays(clip: Path) -> None:
    with av.open(str(clip)) as file:
        stream = file.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert (stream.width, stream.height) == (540, 960)
    data = clip.read_bytes()
    assert b"avc1" in data
    assert 0 < data.index(b"moov") < data.index(b"mdat"), "the index comes first, so that it plays while it loads"


def test_has_every_frame_at_its_own_time(clip: Path) -> None:
    with av.open(str(clip)) as file:
        times = [float(frame.time or 0) for frame in file.decode(video=0)]
        assert file.duration is not None
        duration_s = file.duration / 1e6
    assert np.allclose(times, np.arange(78) / FPS, atol=1e-4)
    assert duration_s == pytest.approx(2.6, abs=0.02)


def test_honours_a_variable_frame_rate(tmp_path: Path) -> None:
    assessment = squat_assessment()
    wanted = [0.0, 0.033, 0.1, 0.133, 0.5, 0.533]
    image = picture(assessment.signals["c1"].motion, 0.0)
    annotate_clip(assessment, "c1", ((t, image) for t in [*wanted, 0.533, 0.2]), tmp_path / "v.mp4")
    with av.open(str(tmp_path / "v.mp4")) as file:
        times = [float(frame.time or 0) for frame in file.decode(video=0)]
    assert times == pytest.approx(wanted, abs=1e-4), "frames that come again, or late, are left out"


def test_something_is_drawn_and_the_face_is_gone(clip: Path) -> None:
    assessment = squat_assessment()
    plain = picture(assessment.signals["c1"].motion, 2.0)
    with av.open(str(clip)) as file:
        frame = next(f for f in file.decode(video=0) if abs(float(f.time or 0) - 2.0) < 0.01)
        drawn = frame.to_ndarray(format="rgb24")
    knee = assessment.signals["c1"].motion.point("knee", Side.RIGHT)[60].astype(int)
    assert np.abs(drawn[knee[1], knee[0]].astype(int) - (213, 94, 0)).max() < 60
    assert (plain == 20).all(axis=2).sum() > 50
    nose = assessment.signals["c1"].motion.point("nose")[60].astype(int)
    face = drawn[nose[1] - 25 : nose[1] + 10, nose[0] - 25 : nose[0] + 25]
    assert face.min() > 60


def test_colours_come_through(tmp_path: Path) -> None:
    assessment = squat_assessment()
    flat = np.full((64, 48, 3), (0, 114, 178), np.uint8)
    bare = replace(assessment, reps=(), findings=())
    annotate_clip(bare, "c1", iter([(30.0, flat), (30.1, flat)]), tmp_path / "c.mp4", blur_faces=False)
    with av.open(str(tmp_path / "c.mp4")) as file:
        frame = next(iter(file.decode(video=0)))
        assert frame.colorspace == 1
        back = frame.reformat(format="rgb24", src_colorspace=1, src_color_range=1, dst_color_range=2).to_ndarray()
    assert np.abs(back[32, 24].astype(int) - (0, 114, 178)).max() <= 4


def test_large_frames_are_made_smaller_and_even(tmp_path: Path) -> None:
    assert even_size(1080, 1920) == (720, 1280)
    assert even_size(3840, 2160) == (1280, 720)
    assert even_size(541, 961) == (540, 960)
    assert even_size(1, 1) == (2, 2)
    assessment = squat_assessment()
    big = np.zeros((1921, 1081, 3), np.uint8)
    annotate_clip(assessment, "c1", iter([(0.0, big)]), tmp_path / "big.mp4")
    with av.open(str(tmp_path / "big.mp4")) as file:
        assert (file.streams.video[0].width, file.streams.video[0].height) == (720, 1280)


def test_frames_are_taken_one_at_a_time_and_progress_is_told(tmp_path: Path) -> None:
    assessment, heard, taken = squat_assessment(), list[float](), list[float]()

    def watched() -> Iterator[tuple[float, Image]]:
        for time_s, image in frames(assessment, "c1", 0.5):
            assert len(heard) == len(taken)
            taken.append(time_s)
            yield time_s, image

    annotate_clip(assessment, "c1", watched(), tmp_path / "p.mp4", heard.append)
    assert heard == taken


def test_no_frames_no_file(tmp_path: Path) -> None:
    annotate_clip(squat_assessment(), "c1", iter(()), tmp_path / "none.mp4")
    assert not (tmp_path / "none.mp4").exists()


def test_the_measure_of_the_worst_finding_is_drawn() -> None:
    assessment = squat_assessment()
    knees, depth = measure_that_matters(assessment, "c1"), measure_that_matters(assessment, "c2")
    assert knees is not None
    assert knees.id == "m2"
    assert depth is not None
    assert depth.id == "m4"
    assert measure_that_matters(replace(assessment, findings=()), "c1") is None
    only_heel = tuple(f for f in assessment.findings if f.verdict is Verdict.UNDETERMINED)
    assert measure_that_matters(replace(assessment, findings=only_heel), "c2") is None


def test_repetitions_are_counted_when_they_are_done() -> None:
    first, _, third = REPS[:3]
    assert counter_lines(REPS[:3], Side.BOTH, 0.0) == ["Rep 0 of 3"]
    assert counter_lines(REPS[:3], Side.BOTH, first.turn_s) == ["Rep 0 of 3"]
    assert counter_lines(REPS[:3], Side.BOTH, first.end_s) == ["Rep 1 of 3"]
    assert counter_lines(REPS[:3], Side.BOTH, third.turn_s) == ["Rep 2 of 3"]
    assert counter_lines(REPS[:3], Side.BOTH, third.end_s) == ["Rep 3 of 3"]


def test_sides_are_counted_apart_and_the_uncounted_are_named() -> None:
    reps = (
        Rep("c1", Side.LEFT, 1, 0, 1, 2),
        Rep("c1", Side.RIGHT, 1, 3, 4, 5),
        Rep("c1", Side.RIGHT, 2, 6, 7, 8, counted=False, why_not="string not cleared"),
    )
    assert counter_lines(reps, Side.LEFT, 7.0) == ["Left 1 of 1"]
    assert counter_lines(reps, Side.RIGHT, 7.0) == ["Right 1 of 1", "not counted"]


def test_a_hold_is_timed_from_when_it_begins() -> None:
    """Not from the middle of the repetition: limbs go up faster than they come down."""
    rep = Rep("c1", Side.LEFT, 1, 0.0, 3.0, 8.0, hold_s=4.0, hold_from_s=1.0)
    assert counter_lines((rep,), Side.LEFT, 0.5) == ["Left 0 of 1"]
    assert counter_lines((rep,), Side.LEFT, 3.5) == ["Left 0 of 1", "Hold 2.5 s"]
    assert counter_lines((rep,), Side.LEFT, 7.0) == ["Left 0 of 1", "Hold 4.0 s"]
    assert counter_lines((rep,), Side.LEFT, 8.5) == ["Left 1 of 1"]
    assert held(rep, 0.9) is None
    assert held(Rep("c1", Side.LEFT, 1, 0.0, 3.0, 8.0), 4.0) is None


def test_the_leg_at_work_is_drawn_not_the_one_of_the_worst_finding() -> None:
    base = squat_assessment()
    knees = measure_that_matters(base, "c1")
    assert knees is not None
    assert knees.at_s is not None
    before = Rep("c1", Side.LEFT, 1, 0.0, 0.1, knees.at_s - 0.5)
    own = Rep("c1", knees.side, 2, knees.at_s - 0.4, knees.at_s, knees.at_s + 0.4)
    painter = Painter(replace(base, reps=(before, own)), "c1")
    assert painter._sides(knees, own.turn_s) == (Side.RIGHT,)
    assert painter._sides(knees, before.turn_s) == (Side.LEFT,)
    assert painter._sides(knees, own.end_s + 1) == ()
    supporting = Painter(replace(base, reps=(replace(own, side=Side.LEFT),)), "c1")
    assert supporting._sides(knees, own.turn_s) == (Side.RIGHT,), "read of the standing leg: drawn on the standing leg"
