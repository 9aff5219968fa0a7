from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest

from evenstride.knowledge import facts
from evenstride.model import Assessment, Clip, Finding, Retest, Side, Verdict
from evenstride.report import scale, words, write_page
from tests.report.conftest import Written, written
from tests.report.markup import parsed
from tests.report.squatting import findings, squat_assessment

RESOURCES = (
    ("script", "src"),
    ("img", "src"),
    ("link", "href"),
    ("iframe", "src"),
    ("video", "src"),
    ("image", "href"),
)


def text_of(html: str) -> str:
    return re.sub("[ \n]+", " ", parsed(html).all("body")[0].text)


def test_every_element_is_closed_and_ids_are_unique(report: Written) -> None:
    markup = parsed(report.html)
    assert markup.unbalanced == []
    ids = [e.attributes["id"] for e in markup.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert markup.all("html", lang="en")
    assert markup.all("meta", name="viewport")


def test_needs_no_other_file_and_no_network(report: Written) -> None:
    markup = parsed(report.html)
    for tag, attribute in RESOURCES:
        for element in markup.all(tag):
            assert element.attributes.get(attribute, "data:").startswith("data:")
    style = markup.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_links_within_the_page_lead_somewhere(report: Written) -> None:
    markup = parsed(report.html)
    ids = {e.attributes["id"] for e in markup.elements if "id" in e.attributes}
    inside = [e.attributes["href"][1:] for e in markup.all("a") if e.attributes["href"].startswith("#")]
    assert inside
    assert set(inside) <= ids


def test_headings_go_down_one_level_at_a_time(report: Written) -> None:
    levels = [int(e.tag[1]) for e in parsed(report.html).elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tells_every_finding_with_its_verdict_side_and_reason(report: Written) -> None:
    markup, text = parsed(report.html), text_of(report.html)
    for finding in report.assessment.findings:
        fault = facts().fault(finding.movement, finding.fault)
        assert fault.title in text
        assert finding.why in text
        assert words.VERDICTS[finding.verdict] in text
    rows = [e for e in markup.all("tr") if "tbody" in e.parents]
    knees = next(row for row in rows if "Knee moves inward" in row.text)
    assert re.sub(r"\s+", " ", knees.text).strip() == "Knee moves inward Not seen Present"


def test_tells_every_interval_and_threshold(report: Written) -> None:
    text = text_of(report.html)
    for measure in report.assessment.measures:
        if measure.value is not None:
            assert words.value_of(measure) in text
            assert words.interval_of(measure) in text
    judging = [facts().fault("squat", fault).criteria[0] for fault in dict.fromkeys(f.fault for f in findings())]
    for criterion in judging:
        assert f"Threshold {scale.threshold_words(criterion)}" in text
    assert text.count("our own threshold") == sum(c.origin == "ours" for c in judging)
    assert "±\u202f1.7\u202f% (left) and ±\u202f1.7\u202f% (right); most of it from the camera’s angle." in text


def test_tells_the_three_sentences_first(report: Written) -> None:
    markup = parsed(report.html)
    assert [e.text for e in markup.all("li") if "header" in e.parents] == list(report.assessment.summary)


def test_what_was_seen_comes_before_what_was_not(report: Written) -> None:
    markup = parsed(report.html)
    cards = [e for e in markup.elements if e.attributes.get("class") == "card" and "id" in e.attributes]
    assert [e.tag for e in cards] == ["section"] * 3 + ["details"] * 2
    assert cards[0].attributes["id"] == "squat-knees-cave-in"
    suggestions = text_of(report.html).count("What this suggests")
    assert suggestions == 3, "what was not seen suggests nothing"


def test_reading_and_objection_are_both_told_with_their_sources(report: Written) -> None:
    text, fault = text_of(report.html), facts().fault("squat", "knees_cave_in")
    assert fault.suggests in text
    assert fault.objection in text
    assert fault.settles in text
    for key in fault.sources:
        assert facts().sources[key].citation in text


def test_says_what_could_not_be_judged_and_how_to_film_it(report: Written) -> None:
    text = text_of(report.html)
    open_part = text[text.index("What could not be judged") :]
    assert "Film the same movement with your left side toward the camera." in open_part
    assert "The camera moves (3.1 to 4.4\u202fs)." in open_part
    assert report.assessment.missing[0].what in open_part
    assert "not a diagnosis" in open_part


def test_names_are_escaped(tmp_path: Path) -> None:
    hostile = squat_assessment(athlete='<b>Ada</b> & "Co"')
    clip = replace(hostile.clips[0], file="<script>front.mp4")
    page = written(replace(hostile, clips=(clip, hostile.clips[1])), tmp_path).html
    assert "<b>Ada" not in page
    assert "<script>front" not in page
    assert "&lt;b&gt;Ada&lt;/b&gt; &amp; &#34;Co&#34;" in page
    assert parsed(page).unbalanced == []


def test_pictures_lie_in_figures_and_are_named_in_the_evidence(report: Written) -> None:
    for finding in report.assessment.findings:
        for evidence in finding.evidence:
            assert evidence.picture == f"figures/{finding.id}.jpg"
            assert (report.folder / evidence.picture).read_bytes()[:3] == b"\xff\xd8\xff"
    assert len(list((report.folder / "figures").iterdir())) == 6


def test_pictures_in_the_page_are_whole_and_described(report: Written) -> None:
    images = parsed(report.html).all("img")
    assert len(images) == 5, "left and right knee share the frame both were seen in"
    for image in images:
        assert b64decode(image.attributes["src"].split(",")[1])[:3] == b"\xff\xd8\xff"
        assert image.attributes["alt"].startswith("The runner, repetition")
    assert "left −0.8\u202f%, right 7.4\u202f%" in images[0].attributes["alt"]


def test_a_page_without_pictures_is_a_page(tmp_path: Path) -> None:
    assessment = write_page(squat_assessment(), tmp_path, {})
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert parsed(html).unbalanced == []
    assert not parsed(html).all("img")
    assert assessment.findings[0].evidence[0].picture is None
    assert not (tmp_path / "figures").exists()


def test_a_page_without_curves_or_findings_is_a_page(tmp_path: Path) -> None:
    bare = replace(squat_assessment(None), signals={}, findings=(), measures=(), reps=(), summary=(), missing=())
    write_page(bare, tmp_path / "new" / "folder", {})
    html = (tmp_path / "new" / "folder" / "report.html").read_text(encoding="utf-8")
    assert parsed(html).unbalanced == []
    assert "At a glance" not in html


def test_says_faces_are_hidden_only_if_they_are(report: Written, tmp_path: Path) -> None:
    assert "Faces are hidden" in report.html
    assert "Faces are hidden" not in written(squat_assessment(), tmp_path, blur_faces=False).html


def with_retest(assessment: Assessment) -> Assessment:
    """The same squat once more with the heels raised, the knee better by 4."""
    clip: Clip = replace(assessment.clips[0], id="c3", file="raised.mp4", movement="squat_heels_raised")
    better = replace(assessment.measures[1], id="m9", clip="c3", value=3.0, interval=(1.3, 4.7), per_rep=(3.0,))
    plain: Finding = assessment.findings[1]
    raised = replace(
        plain, id="f9", movement="squat_heels_raised", verdict=Verdict.POSSIBLE, measures=("m9",), evidence=()
    )
    settled = "With your heels raised the right knee keeps closer to its line."
    retest = Retest("knees_cave_in", Side.RIGHT, "f2", "f9", -4.0, (-6.3, -1.7), "improves", settled)
    return replace(
        assessment,
        clips=(*assessment.clips, clip),
        measures=(*assessment.measures, better),
        findings=(*assessment.findings, raised),
        retests=(retest,),
    )


def test_tells_what_a_retest_settles(tmp_path: Path) -> None:
    page = written(with_retest(squat_assessment()), tmp_path).html
    text = text_of(page)
    assert "What the repeat settles: Deep overhead squat, heels raised" in text
    assert "With your heels raised the right knee keeps closer to its line." in text
    assert "−4.0\u202f% of leg length (likely −6.3 to −1.7)" in text
    assert "To find out:" not in text, "nobody is asked for a repeat that was filmed"
    assert facts().fault("squat", "knees_cave_in").settles not in text
    assert text.count(facts().fault("squat", "knees_cave_in").objection) == 1, "what it suggests is told once"
    rows = [re.sub(r"\s+", " ", e.text).strip() for e in parsed(page).all("tr") if "tbody" in e.parents]
    heads = [e.text for e in parsed(page).all("th", scope="col") if e.text.startswith("Deep")]
    assert heads == ["Deep overhead squat", "Deep overhead squat, heels raised"]
    assert "Knee moves inward – Possible" in rows
    assert parsed(page).all("h1")[0].text == "Deep overhead squat"
    assert parsed(page).unbalanced == []


def test_takes_no_time_worth_speaking_of(report: Written, tmp_path: Path) -> None:
    begun = process_time()
    written(squat_assessment(), tmp_path)
    assert process_time() - begun < 1.5, "about 0.1 s on an idle machine, painting the fixture's frames included"


@pytest.mark.parametrize(("created", "told"), [("2026-03-12T09:30:00+00:00", "12 March 2026"), ("soon", "soon")])
def test_day(created: str, told: str) -> None:
    assert words.day(created) == told
