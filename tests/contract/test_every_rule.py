"""What must hold for every rule, alternative and stop ever written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenstride.infer.weighing import confidence_of
from evenstride.knowledge import Rule, facts
from evenstride.knowledge.rule_checks import missing_faults
from evenstride.model import Confidence, Effect, Verdict
from evenstride.model.skeleton import Side
from tests.infer.seen import PLANNED, Scene
from tests.knowledge.test_words import ALARMING

STOOD_ON = ("weak_hip_stabilisers", "unsteady_leg")
"""Conclusions of the hurdle step that are about the leg stood on; the others are about the one that steps."""
every_rule = pytest.mark.parametrize("rule", facts().rules.values(), ids=lambda rule: rule.key)
FAULTS = [
    (rule.movement, rule.fault)
    for rule in facts().rules.values()
    if rule.side != "both" and rule.only_after is None and rule.toward is None and rule.fault != "hips_shift"
]


def test_every_fault_of_a_screen_starts_a_conclusion() -> None:
    screens = {key for key, words in facts().movements.items() if words.kind == "screen"}
    judged = {(f.movements[0], f.key) for f in facts().faults if f.movements[0] in screens}
    assert judged <= {(rule.movement, rule.fault) for rule in facts().rules.values()}


def test_rules_without_a_fault_wait_for_one_that_is_planned() -> None:
    planned = {f"{movement}.{fault}" for movement, faults in PLANNED.items() for fault in faults}
    assert set(missing_faults(facts())) <= planned, "a rule speaks of a fault that nobody plans"


@every_rule
def test_what_a_rule_names_exists(rule: Rule) -> None:
    known = facts()
    conclusion = known.conclusions[rule.concludes]
    assert set(conclusion.muscles) <= set(known.muscles)
    assert conclusion.group in known.groups
    assert known.cited(rule.sources)
    for key in rule.alternatives:
        alternative = known.alternatives[key]
        assert set(alternative.muscles) <= set(known.muscles)
        assert alternative.settled_by is None or alternative.settled_by in {*known.movements, *known.norms}


def test_a_rule_of_the_hurdle_step_concludes_the_leg_that_its_fault_is_told_of() -> None:
    for rule in (r for r in facts().rules.values() if r.movement == "hurdle"):
        for fault in (f for f in facts().faults_of("hurdle") if f.key == rule.fault):
            told_of_standing = fault.seen["present"].startswith("Standing on your {side} leg")
            about_standing = rule.concludes in STOOD_ON
            assert (rule.side == "same") is (told_of_standing == about_standing), rule.key


def told() -> list[str]:
    known = facts()
    words = [text for c in known.conclusions.values() for text in (c.says, c.says_both, c.says_none, c.opposing)]
    words += [text for a in known.alternatives.values() for text in (a.says, a.settles)]
    words += [text for r in known.rules.values() for text in (r.says, r.reading, *(w.says for w in r.weighs))]
    words += [text for p in known.pain_rules.values() for text in (p.says, p.see)]
    words += [text for f in known.red_flags.values() for text in (f.says, f.see)]
    return [text for text in words if text]


def test_nothing_alarms_and_nothing_is_diagnosed() -> None:
    assert [(text, m.group()) for text in told() if (m := ALARMING.search(text))] == []


def test_everything_said_starts_large_and_ends_in_a_full_stop() -> None:
    for text in told():
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert "  " not in text


def test_every_citation_in_an_objection_is_among_the_sources() -> None:
    for rule in facts().rules.values():
        cited = {key for weigh in rule.weighs for key in weigh.sources} | set(rule.sources)
        said = rule.objection + " ".join(weigh.says for weigh in rule.weighs)
        for author, year in re.findall(r"\b([A-Z][a-z]+) (20\d\d)", said):
            assert any(key.startswith(author.lower()) and key.endswith(year) for key in cited), (rule.key, author)


marks = st.sampled_from("+?-0")
scenes = st.dictionaries(
    st.sampled_from(FAULTS),
    st.tuples(marks, marks, st.tuples(st.floats(-5, 20), st.floats(-5, 20))),
    max_size=len(FAULTS),
)


def built(seen: dict[tuple[str, str], tuple[str, str, tuple[float, float]]], mirrored: bool = False) -> Scene:
    scene = Scene()
    for (movement, fault), (left, right, values) in seen.items():
        name = f"{movement}.{fault}"
        scene = (
            scene.pair(name, right, left, (values[1], values[0])) if mirrored else scene.pair(name, left, right, values)
        )
    return scene


@given(scenes)
def test_every_conclusion_can_be_counted_again_from_its_steps(
    seen: dict[tuple[str, str], tuple[str, str, tuple[float, float]]],
) -> None:
    scene = built(seen)
    by_id = {f.id: f for f in scene.findings}
    for imbalance in scene.told():
        first = imbalance.trace[0]
        assert first.effect is Effect.STARTS
        plain = any(by_id[key].verdict is Verdict.PRESENT for key in first.rests_on)
        assert imbalance.confidence is confidence_of(imbalance.trace, plain=plain)
        assert all(by_id[key].verdict in (Verdict.PRESENT, Verdict.POSSIBLE) for key in imbalance.because)
        assert not set(imbalance.because) & set(imbalance.against)
        if any(reason.effect is Effect.LOWERS for reason in imbalance.trace):
            assert imbalance.confidence is not Confidence.LIKELY


@given(scenes)
def test_a_mirrored_body_has_mirrored_imbalances(
    seen: dict[tuple[str, str], tuple[str, str, tuple[float, float]]],
) -> None:
    straight = {(i.group, i.kind, i.side, i.confidence) for i in built(seen).told()}
    mirrored = {(i.group, i.kind, i.side.mirror(), i.confidence) for i in built(seen, mirrored=True).told()}
    assert straight == mirrored


@given(
    st.dictionaries(
        st.sampled_from(FAULTS), st.tuples(marks, marks, st.floats(-5, 20), st.floats(-0.6, 0.6)), max_size=len(FAULTS)
    )
)
def test_a_body_that_reads_the_same_left_and_right_has_no_side(
    seen: dict[tuple[str, str], tuple[str, str, float, float]],
) -> None:
    """Both sides judged, and apart by less than the error of their difference, whatever the verdicts."""
    judged = {
        key: (left.replace("0", "-"), right.replace("0", "-"), (value, value + apart))
        for key, (left, right, value, apart) in seen.items()
    }
    assert {i.side for i in built(judged).told()} <= {Side.BOTH, Side.NONE}
