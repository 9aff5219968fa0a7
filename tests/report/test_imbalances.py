"""What the page tells of muscles: every imbalance, its chain of evidence, both readings, and what stops it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from evenstride.knowledge import facts
from evenstride.model import Assessment, Confidence, Side
from evenstride.report import imbalances, words
from tests.report.conftest import Written, written
from tests.report.markup import parsed
from tests.report.test_page import text_of, with_retest
from tests.report.whole_body import CALF, HIP, QUADS, stopped, three_screens, with_imbalances


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(with_imbalances(), tmp_path_factory.mktemp("imbalances"))


def card(html: str, key: str) -> str:
    section = parsed(html).all("section", id=f"imbalance-{key}")[0]
    return re.sub(r"[ \n]+", " ", section.text)


def test_each_imbalance_is_told_in_full(page: Written) -> None:
    for imbalance in (HIP, CALF, QUADS):
        told = card(page.html, imbalance.id)
        group = facts().groups[imbalance.group].name
        assert imbalances.KINDS[imbalance.kind].format(group=f"{group[0].upper()}{group[1:]}") in told
        assert imbalances.CONFIDENCES[imbalance.confidence] in told
        for sentence in (imbalance.says, imbalance.reading, imbalance.objection):
            assert sentence in told
        for alternative in imbalance.alternatives:
            assert alternative.says in told
            assert alternative.settles in told
        for reason in imbalance.trace:
            assert f"{imbalances.EFFECTS[reason.effect]}. {reason.says}" in told


def test_the_chain_leads_from_the_finding_by_its_number_to_its_picture(page: Written) -> None:
    told = card(page.html, "i1")
    knee = page.assessment.measure("m2")
    assert "Knee moves inward Right Present" in told
    assert f"Knee shift, inward: {words.value_of(knee, long=True)} (likely {words.interval_of(knee)})" in told
    assert "picture: repetition 1 of 3, 2.0\u202fs into the clip from the front" in told
    assert "What speaks against it Hips shift to one side Not seen" in told
    markup = parsed(page.html)
    pictures = [a.attributes["href"][1:] for a in markup.all("a") if a.text.startswith("picture")]
    shown = {e.attributes["id"] for e in markup.all("figure") if "id" in e.attributes}
    assert pictures
    assert set(pictures) <= shown


def test_reading_and_objection_cite_their_own_sources(page: Written) -> None:
    numbers = {
        e.text.strip(): e.attributes["id"].removeprefix("source-")
        for e in parsed(page.html).all("li")
        if e.attributes.get("id", "").startswith("source-")
    }
    number = {
        key: next(n for text, n in numbers.items() if facts().sources[key].citation in text) for key in HIP.sources
    }
    told = card(page.html, "i1")
    assert f"{HIP.reading}[{number['article']}]" in told
    assert f"{HIP.objection}[{number['bell2008']}][{number['bell2013']}]" in told


def test_a_source_on_the_page_leads_to_where_it_can_be_read(page: Written) -> None:
    links = {a.text: a.attributes["href"] for a in parsed(page.html).all("a", rel="noreferrer")}
    cited = {facts().sources[key] for key in HIP.sources}
    assert {source.citation for source in cited if source.link}
    for source in cited:
        assert links.get(source.citation, "") == source.link


def test_the_surest_comes_first_and_is_numbered_so_everywhere(page: Written) -> None:
    markup = parsed(page.html)
    cards = [e.attributes["id"] for e in markup.all("section") if e.attributes.get("id", "").startswith("imbalance-")]
    assert cards == ["imbalance-i1", "imbalance-i2", "imbalance-i3"]
    numbered = {a.attributes["href"]: a.text for a in markup.all("a") if "svg" in a.parents}
    assert numbered == {"#imbalance-i1": "1", "#imbalance-i2": "2", "#imbalance-i3": "3"}


def test_a_fault_points_to_the_imbalance_instead_of_telling_it_twice(page: Written) -> None:
    knees = parsed(page.html).all("section", id="squat-knees-cave-in")[0].text
    assert "What this may mean" in knees
    assert "What this suggests" not in knees
    trunk = parsed(page.html).all("section", id="squat-trunk-falls-forward")[0].text
    assert "What this suggests" in trunk, "no imbalance rests on it"


def test_links_lead_somewhere_and_ids_are_unique(page: Written, tmp_path: Path) -> None:
    for html in (page.html, written(three_screens(), tmp_path).html):
        markup = parsed(html)
        assert markup.unbalanced == []
        ids = [e.attributes["id"] for e in markup.elements if "id" in e.attributes]
        assert len(ids) == len(set(ids))
        assert {a.attributes["href"][1:] for a in markup.all("a") if a.attributes["href"][0] == "#"} <= set(ids)
        assert set(re.findall(r"url\(#([\w-]+)\)", html)) <= set(ids)


def test_what_rests_on_something_unseen_still_leads_somewhere(tmp_path: Path) -> None:
    heel = replace(HIP, because=("f4", "gone"), trace=(replace(HIP.trace[0], rests_on=("f4", "girth_calf")),))
    html = written(with_imbalances(heel), tmp_path).html
    assert "Heel lifts Left Cannot tell" in card(html, "i1")
    assert "girth calf" in card(html, "i1")


def test_words_from_elsewhere_are_escaped(tmp_path: Path) -> None:
    hostile = replace(HIP, says="<b>x</b>", reading="<i>y</i>", trace=(replace(HIP.trace[0], says="<u>z</u>"),))
    html = written(with_imbalances(hostile), tmp_path).html
    assert not {"<b>x", "<i>y", "<u>z"} & set(re.findall(r"<[biu]>[xyz]", html))
    assert html.count("&lt;b&gt;x&lt;/b&gt;") == 2, "in the card and in the figure's description"
    assert parsed(html).unbalanced == []


def test_both_sides_are_said_to_be_both(page: Written) -> None:
    assert "both sides" in card(page.html, "i3")
    assert QUADS.side is Side.BOTH


def test_every_word_is_there_for_every_step() -> None:
    assert set(imbalances.CONFIDENCES) == set(imbalances.MEANINGS) == set(Confidence)


def test_a_side_that_cannot_be_told_is_said_to_be_so(tmp_path: Path) -> None:
    html = written(with_imbalances(replace(HIP, side=Side.NONE)), tmp_path).html
    assert "side cannot be told" in card(html, "i1")


def test_a_reading_is_the_articles_only_if_the_article_has_it(page: Written, tmp_path: Path) -> None:
    assert "The article on runners' imbalances reads it so" in card(page.html, "i1")
    other = card(written(with_imbalances(replace(HIP, sources=("fms2015", "bell2008"))), tmp_path).html, "i1")
    assert "A common reading" in other
    assert "The article" not in other


def test_no_imbalance_no_figure(report: Written) -> None:
    assert 'class="body"' not in report.html
    assert "The whole body" not in report.html


def test_a_red_flag_comes_first_and_nothing_is_concluded(tmp_path: Path) -> None:
    assessment = stopped(None)
    text = text_of(written(assessment, tmp_path).html)
    stop = assessment.stops[0]
    assert text.index(stop.says) < text.index(stop.see) < text.index(assessment.summary[0])
    assert "What this suggests" not in text
    assert "To find out:" not in text
    assert assessment.missing[0].what not in text, "nobody is asked to film again"
    assert "Film the same movement" not in text


def test_pain_in_one_screen_withholds_that_screen_alone(tmp_path: Path) -> None:
    hurt = stopped("hurdle")
    assert "What this suggests" in text_of(written(hurt, tmp_path / "other").html)
    hurt = stopped("squat")
    text = text_of(written(hurt, tmp_path / "own").html)
    assert "What this suggests" not in text
    assert "Deep overhead squat: no conclusion about muscles." in text
    assert hurt.missing[0].what in text


@pytest.mark.parametrize("movement", ["squat", None])
def test_a_repeat_settles_nothing_where_the_screen_hurt(movement: str | None, tmp_path: Path) -> None:
    hurt: Assessment = with_retest(replace(stopped(movement), imbalances=()))
    assert "What the repeat settles" not in text_of(written(hurt, tmp_path).html)
