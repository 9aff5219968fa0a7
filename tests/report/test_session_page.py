"""The page of a session, made of a stick figure's bridges: counted, shown, plotted; what is not known is not told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from evenstride.capture import write_poses
from evenstride.model import Assessment, Finding, Rep, Session, Side, SideTally, Trend, Undetermined, Verdict
from evenstride.model.clip import Problem
from evenstride.pipeline import AssessOptions, coach
from evenstride.report import session_pictures_needed, write_session_page
from evenstride.report import session_words as told
from evenstride.report.session_charts import OUT, over_the_set, strip
from evenstride.report.session_page import _sets, _troubles, _unjudged
from evenstride.report.session_pictures import shown_reps
from tests.fixtures.stick import Camera
from tests.fixtures.stick_lying import Bridge, film_bridge
from tests.fixtures.stick_one_leg import OneLeg, film_one_leg
from tests.report.markup import Markup
from tests.report.squatting import pictures_for

L, R = Side.LEFT, Side.RIGHT
REPLAY = AssessOptions(pose="replay", use_cache=False)


@dataclass(frozen=True)
class Page:
    session: Session
    assessment: Assessment
    folder: Path

    @property
    def html(self) -> str:
        return (self.folder / "report.html").read_text(encoding="utf-8")

    @property
    def markup(self) -> Markup:
        parsed = Markup()
        parsed.feed(self.html)
        return parsed


def coached(bridge: Bridge, folder: Path) -> tuple[Session, Assessment]:
    write_poses(film_bridge(bridge), folder / "bridge.json")
    return coach("single_leg_bridge", folder / "bridge.json", REPLAY)


def paged(bridge: Bridge, folder: Path) -> Page:
    session, made = coached(bridge, folder)
    write_session_page(session, made, folder, pictures_for(made, session_pictures_needed(made)))
    return Page(session, made, folder)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return paged(Bridge(legs=(L, L, L, L, R, R, R), half=(2,)), tmp_path_factory.mktemp("page"))


def texts(page: Page, tag: str) -> list[str]:
    return [e.text.strip() for e in page.markup.elements if e.tag == tag]


def test_every_element_is_closed_and_nothing_is_fetched(page: Page) -> None:
    assert page.markup.unbalanced == []
    sources = [e.attributes.get("src", "") for e in page.markup.elements if e.tag in ("img", "script", "video")]
    assert all(s.startswith("data:") for s in sources if s)


def test_counts_of_each_side_stand_in_large_figures(page: Page) -> None:
    assert [(t.side, t.figure) for t in told.tiles(page.session)] == [(L, "3"), (R, "3")]
    assert told.tiles(page.session)[0].notes[0] == "of 15 asked for"
    assert "1 more did not count" in told.tiles(page.session)[0].notes
    assert told.lead(page.session).startswith("3 repetitions on your left leg and 3 repetitions on your right leg")


def test_what_does_not_count_is_shown_with_its_reason(page: Page) -> None:
    (left_out,) = told.left_out(page.session)
    assert left_out.reason == "The hips stayed well below the line from shoulders to knee"
    assert left_out.which.startswith("3 (left) at ")
    assert left_out.reason in page.html
    (bar,) = [e for e in page.markup.elements if e.attributes.get("class") == "rep out"]
    assert bar.attributes["stroke"] == OUT, "and is a grey bar in the strip, whichever side it is of"
    assert left_out.reason in bar.text or left_out.reason.lower() in page.html.lower()
    assert "A grey one does not count; why stands below." in page.html


@pytest.mark.parametrize(
    ("half", "said"),
    [
        ((3, 4), "; the last 2 did not count: the hips"),
        ((1, 4), "; 2 more did not count: the hips"),
        ((), "; the range"),
    ],
)
def test_the_first_line_says_what_does_not_count(half: tuple[int, ...], said: str, tmp_path: Path) -> None:
    lead = told.lead(coached(Bridge(legs=(L,) * 5, half=half), tmp_path)[0])
    assert lead.startswith(f"{5 - len(half)} repetitions on your left leg{said}")
    assert "nothing stood out" not in lead
    assert "in good form" not in lead


def tired(page: Page) -> Assessment:
    """Return what was seen, as if the last repetition of the left leg had gone three quarters as far."""
    last = [rep for rep in page.assessment.reps if rep.counted and rep.side is L][-1]
    reps = (replace(r, range_pct=0.75 * (r.range_pct or 0.0)) if r is last else r for r in page.assessment.reps)
    return replace(page.assessment, reps=tuple(reps))


def test_the_best_has_a_star_in_the_strip_where_there_is_one(page: Page, tmp_path: Path) -> None:
    made = tired(page)
    write_session_page(page.session, made, tmp_path, pictures_for(made, session_pictures_needed(made)))
    uneven = Page(page.session, made, tmp_path)
    assert uneven.html.count('class="best"') == 1
    assert "The star is on your best." in uneven.html
    assert "Your best and your weakest repetition" in uneven.html
    assert 'class="best"' not in page.html
    assert "Your best" not in page.html


def test_sides_that_take_turns_share_a_set(tmp_path: Path) -> None:
    assert [s.sides for s in _sets(coached(Bridge(legs=(L, R, L, R, L)), tmp_path)[0])] == [((L, 3), (R, 2))]


def test_repetitions_that_are_alike_have_no_best_and_are_shown_once(page: Page) -> None:
    shown = shown_reps(page.assessment)
    assert [(one.kind, one.rep.side) for one in shown] == [("", L), ("", R)]
    assert all(one.rep.counted and one.rep.start_s <= one.time_s <= one.rep.end_s for one in shown)
    drawn = {p.name for p in (page.folder / "figures").iterdir() if p.name.startswith("rep-")}
    assert drawn == {f"rep-{one.rep.index}.jpg" for one in shown}
    assert page.html.count("The others were much the same.") == 4, "in the caption and in the description"
    assert page.html.count("°</text>") >= 2, "the angle is written on every picture"


def test_the_furthest_and_the_least_far_are_shown_where_they_differ(page: Page) -> None:
    best, weakest, other = shown_reps(tired(page))
    assert [(one.kind, one.rep.side) for one in (best, weakest, other)] == [("best", L), ("weakest", L), ("", R)]
    assert (best.rep.range_pct or 0.0) > (weakest.rep.range_pct or 0.0)
    assert (best.ranked, weakest.ranked) == ("It went furthest.", "It went least far.")


def test_a_number_in_a_picture_is_one_that_the_page_reports(page: Page) -> None:
    for one in shown_reps(page.assessment):
        assert one.measure is not None
        assert one.measure.interval is not None
    elsewhere = tuple(
        replace(m, value=(m.value or 0.0) + 60, interval=(59.0, 61.0)) for m in page.assessment.measures if m.interval
    )
    assert [one.measure for one in shown_reps(replace(page.assessment, measures=elsewhere))] == [None, None]


def test_repetitions_that_differ_in_form_by_more_than_its_error_are_ranked_by_it(page: Page) -> None:
    (line,) = [m for m in page.assessment.measures if m.name == "hip_line_deg" and m.side is L]
    apart = replace(line, per_rep=(30.0, 2.0, 15.0))
    measures = tuple(apart if m is line else m for m in page.assessment.measures)
    best, weakest = (one.rep for one in shown_reps(replace(page.assessment, measures=measures)) if one.rep.side is L)
    own = [rep for rep in page.assessment.reps if rep.counted and rep.side is L]
    assert (best, weakest) == (own[1], own[0])


def test_a_side_that_was_not_filmed_is_not_told_as_a_flaw(tmp_path: Path) -> None:
    one_sided = paged(Bridge(legs=(L, L, L)), tmp_path)
    assert "No repetition with the right leg" not in one_sided.html
    assert [t.side for t in told.tiles(one_sided.session)] == [L]
    assert any("Film the right leg as well" in text for text in told.next_time(one_sided.session))


def test_sets_and_the_pause_between_them_are_told(page: Page) -> None:
    assert "Set 2" in page.html
    assert page.html.count('class="set"') == 2


def test_nothing_counted_gives_a_page_with_the_reason_and_no_numbers(tmp_path: Path) -> None:
    nothing = paged(Bridge(legs=(L, L), half=(0, 1)), tmp_path)
    assert nothing.session.undetermined is not None
    assert told.lead(nothing.session).endswith("so nothing was counted.")
    assert told.tiles(nothing.session) == ()
    assert nothing.session.undetermined.advice in nothing.html


def with_trend(session: Session, per_rep: tuple[float, ...], change: float | None, half: float) -> Session:
    interval = None if change is None else (change - half, change + half)
    return replace(session, findings=(), trends=(Trend("range_of_best_pct", R, "%", per_rep, change, interval),))


def test_fatigue_is_told_only_beyond_the_spread(page: Page) -> None:
    tired = with_trend(page.session, (100, 96, 93, 89, 85), -15.0, 3.0)
    assert told.lead(tired).endswith("; the range shrank as you tired on the right.")
    assert "−15" in told.trend_sentence(tired.trends, 0)
    even = with_trend(page.session, (100, 96, 99, 95, 98), -1.0, 5.0)
    assert "tired" not in told.lead(even)
    assert "no change beyond" in told.trend_sentence(even.trends, 0)
    assert 'class="trend"' in over_the_set(tired.trends, None, 0)
    assert 'class="trend"' not in over_the_set(even.trends, None, 0)


def test_next_time_asks_for_a_little_more_and_begins_with_the_weaker_side(page: Page) -> None:
    tallies = {L: SideTally(12, 2.0), R: SideTally(9, 2.0)}
    advice = told.next_time(replace(page.session, sides=tallies, findings=()))
    assert advice == (
        "Begin with the right leg, and do no more on the other than it manages.",
        "Work up to 15 a side: 11 are enough for next time, in form.",
    )
    done = replace(page.session, sides={L: SideTally(15, 2.0), R: SideTally(16, 2.0)}, findings=())
    assert told.next_time(done)[0].startswith("You did all 15 in form. Harder: a weight on the hips")


def test_seconds_are_told_as_seconds(page: Page) -> None:
    tallies = {L: SideTally(1, 22.4), R: SideTally(2, 31.0)}
    stood = replace(page.session, exercise="single_leg_balance", reps=(), sides=tallies, findings=(), trends=())
    assert told.lead(stood) == "22\u202fs on your left leg and 31\u202fs on your right leg."
    blind = replace(stood, eyes_closed=True)
    assert told.lead(blind) == "22\u202fs on your left leg and 31\u202fs on your right leg, eyes closed."
    assert told.next_time(stood)[-2:] == (
        "Begin with the left leg, and do no more on the other than it manages.",
        "Work up to 30\u202fs a side: 27\u202fs are enough for next time, in form.",
    )


def test_charts_of_a_walk_speak_of_steps() -> None:
    for name in ("range_of_best_pct", "moving_s"):
        assert "step" in told.title_of_trend(name, "heel_walk")
        assert "step" not in told.title_of_trend(name, "single_leg_bridge")
    assert told.title_of_trend("forefoot_up_deg", "heel_walk") == "Forefoot up"


def test_a_walk_tells_both_legs_metres_together(page: Page) -> None:
    tallies = {L: SideTally(12, None, 9.0), R: SideTally(11, None, 8.4)}
    walked = replace(page.session, exercise="heel_walk", reps=(), sides=tallies, findings=(), trends=())
    assert told.lead(walked).endswith("11 steps with your right foot, over about 17\u202fm.")
    assert [tile.figure for tile in told.tiles(walked)] == ["12", "11"]
    assert not any("a side" in text for text in told.next_time(walked))
    assert "Work up to 50 m in all, to and fro: this was about 17 m." in told.next_time(walked)


def test_the_same_of_both_sides_is_said_once(page: Page) -> None:
    both = tuple(
        Finding(f"f{n}", "single_leg_bridge", "hips_sink", side, Verdict.PRESENT, "why", ())
        for n, side in enumerate((L, R))
    )
    same = replace(page.session, findings=both)
    assert told.lead(same).endswith("what stood out: hips sink in the hold on both sides.")
    assert sum("hips up" in text for text in told.next_time(same)) == 1
    assert told.lead(replace(same, findings=both[:1])).endswith("hips sink in the hold on the left.")


def test_what_could_not_be_judged_for_one_reason_is_said_once(page: Page) -> None:
    unsure = tuple(
        replace(f, id=f"u{n}", side=side, verdict=Verdict.UNDETERMINED, why="It was dark.", advice="Lights on.")
        for n, f in enumerate(page.assessment.findings[:1])
        for side in (L, R)
    )
    ((titles, which, why, advice),) = _unjudged(replace(page.assessment, findings=unsure))
    assert (len(titles), which, why, advice) == (1, "both sides", "It was dark.", "Lights on.")


def test_a_trouble_that_comes_again_is_told_once_with_its_times(page: Page) -> None:
    clip = page.assessment.clips[0]
    dark = tuple(Problem("dark", a, b, "Lights on.") for a, b in ((0.0, 0.0), (6.3, 9.9)))
    ((_, times, _),) = _troubles(replace(page.assessment, clips=(replace(clip, problems=dark),)))
    assert times == ("at 0.0\u202fs", "6.3 to 9.9\u202fs")


def test_an_unknown_side_is_asked_for_and_nothing_is_compared(page: Page) -> None:
    unsided = replace(page.session, sides={L: SideTally(), R: SideTally(), Side.NONE: SideTally(7, 2.0)})
    assert told.next_time(unsided)[0].startswith("Count this clip again and say which leg worked")
    assert not any("Begin with" in text for text in told.next_time(unsided))


def test_the_strip_names_no_number_where_nothing_was_found(page: Page) -> None:
    bare = replace(page.session, reps=(), sets=(), undetermined=Undetermined("x", "nobody was seen", "film again"))
    assert "rect" not in strip(bare)
    assert told.lead(bare) == "Nobody was seen, so nothing was counted."


def test_bars_lie_where_the_repetitions_are(page: Page) -> None:
    session = replace(page.session, reps=(Rep("c1", L, 1, 5.0, 6.0, 10.0, 2.0, hold_from_s=6.0),), sets=())
    session = replace(session, clip=replace(session.clip, duration_s=20.0))
    drawn = strip(session)
    assert 'x="25.00%" width="25.00%"' in drawn
    assert 'x="30.00%" width="10.00%"' in drawn


def test_dots_are_as_many_as_repetitions(page: Page) -> None:
    values = tuple(float(v) for v in np.linspace(90, 100, 7))
    drawn = over_the_set(
        (Trend("range_of_best_pct", L, "%", values), Trend("range_of_best_pct", R, "%", values[:5])), None, 0
    )
    assert drawn.count('class="value"') == 12


def test_what_was_not_read_in_every_repetition_is_drawn_at_its_middle_and_ranks_nothing(page: Page) -> None:
    made = page.assessment
    few = replace(made, measures=tuple(replace(m, per_rep=m.per_rep[:1]) for m in made.measures))
    shown = shown_reps(few)
    assert shown
    assert all(one.measure is not None for one in shown)
    assert [one.time_s for one in shown] == [
        pytest.approx((one.rep.hold_from_s or 0.0) + (one.rep.hold_s or 0.0) / 2) for one in shown
    ]


def test_where_nothing_is_read_at_the_middle_a_moment_beside_it_is_shown(page: Page) -> None:
    made = page.assessment
    few = replace(made, measures=tuple(replace(m, per_rep=m.per_rep[:1]) for m in made.measures))
    middles = [one.time_s for one in shown_reps(few)]
    signals = made.signals["c1"]
    holed = [
        replace(c, values=np.where([np.abs(middles - t).min() < 0.3 for t in c.times], np.nan, c.values))
        for c in signals.curves
    ]
    shown = shown_reps(replace(few, signals={"c1": replace(signals, curves=tuple(holed))}))
    assert all(one.measure is not None for one in shown)
    assert all(0.25 < abs(one.time_s - middle) < 0.4 for one, middle in zip(shown, middles, strict=True))


def test_what_compares_two_frames_is_drawn_in_none(page: Page) -> None:
    between = tuple(replace(m, moment="change") for m in page.assessment.measures)
    assert {one.measure for one in shown_reps(replace(page.assessment, measures=between))} == {None}


def test_a_number_that_is_not_the_angle_drawn_is_explained_under_the_picture(tmp_path: Path, page: Page) -> None:
    opening = OneLeg(legs=(L,), flexion_deg=20, trunk_lean_deg=75, in_line=True, open_deg=25)
    write_poses(film_one_leg(opening, Camera(noise_px=0.5)), tmp_path / "hinge.json")
    session, made = coach("single_leg_rdl", tmp_path / "hinge.json", REPLAY)
    write_session_page(session, made, tmp_path, pictures_for(made, session_pictures_needed(made)))
    html = Page(session, made, tmp_path).html
    # In the caption and the description.
    assert html.count("in this one frame. It is not how much the lines slope") == 2
    assert "the lines slope" not in page.html


def test_a_page_of_balances_speaks_of_holds(tmp_path: Path, page: Page) -> None:
    write_poses(film_one_leg(OneLeg(reps=0, alone_s=6.0), Camera(noise_px=0.5)), tmp_path / "stand.json")
    session, made = coach("single_leg_balance", tmp_path / "stand.json", REPLAY)
    write_session_page(session, made, tmp_path, pictures_for(made, session_pictures_needed(made)))
    said = Page(session, made, tmp_path).html.lower()
    assert "your holds" in said
    assert "2 holds" in said
    assert "repetition" not in said
    assert "repetition" in page.html.lower()
