"""What a rule may say about the other facts: every key resolves, and nothing counts twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Formatter

from evenstride.knowledge.conclusions import Rule, Weigh
from evenstride.knowledge.store import Knowledge

RULES, SAFETY = "imbalances.toml", "safety.toml"
_ANSWERS_OF_GIRTH = ("thigh", "calf")
_PAIN_FIELDS = {"screen": {"movement"}, "everything": {"region", "rating"}}

Place = tuple[str, str, str]
"""File, entry, problem."""


def rule_citations(facts: Knowledge) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (file, entry, source keys) for everything that cites."""
    for rule in facts.rules.values():
        yield RULES, rule.key, (*rule.sources, *(key for weigh in rule.weighs for key in weigh.sources))
    for alternative in facts.alternatives.values():
        yield RULES, alternative.key, alternative.sources
    for pain in facts.pain_rules.values():
        yield SAFETY, pain.key, pain.sources
    for flag in facts.red_flags.values():
        yield SAFETY, flag.key, flag.sources


def missing_faults(facts: Knowledge) -> tuple[str, ...]:
    """Return the faults ("movement.fault") that rules speak of and that nobody can judge yet."""
    named = [f"{rule.movement}.{rule.fault}" for rule in facts.rules.values()]
    named += [weigh.finding for rule in facts.rules.values() for weigh in rule.weighs if weigh.finding]
    return tuple(name for name in dict.fromkeys(named) if name not in _judged(facts))


def rule_flaws(facts: Knowledge) -> Iterator[Place]:
    """Yield everything that is wrong with conclusions, alternatives, rules and stops."""
    for key, problem in (*_conclusion_problems(facts), *_alternative_problems(facts)):
        yield RULES, key, problem
    for rule in facts.rules.values():
        for problem in _rule_problems(facts, rule):
            yield RULES, rule.key, problem
    for stop in facts.pain_rules.values():
        if _fields(stop.says) != _PAIN_FIELDS[stop.stops]:
            yield SAFETY, stop.key, f"says must name {', '.join(sorted(_PAIN_FIELDS[stop.stops]))} and nothing else"
        if (stop.stops == "everything") != (stop.from_rating is not None):
            yield SAFETY, stop.key, "from_rating belongs to what stops everything, and only to that"


def _judged(facts: Knowledge) -> set[str]:
    return {f"{movement}.{fault.key}" for fault in facts.faults for movement in fault.movements}


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def _unknown(noun: str, keys: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    return (f"names an unknown {noun} {key!r}" for key in keys if key not in known)


def _conclusion_problems(facts: Knowledge) -> Iterator[tuple[str, str]]:
    concluded = {rule.concludes for rule in facts.rules.values()}
    for key, conclusion in facts.conclusions.items():
        for problem in _unknown("muscle group", (conclusion.group,), facts.groups):
            yield key, problem
        for problem in _unknown("muscle", conclusion.muscles, facts.muscles):
            yield key, problem
        if _fields(conclusion.says) != {"side"} or _fields(conclusion.says_both) or _fields(conclusion.says_none):
            yield key, "says must name the {side}, and neither says_both nor says_none may"
        if key not in concluded:
            yield key, "is concluded by no rule"


def _alternative_problems(facts: Knowledge) -> Iterator[tuple[str, str]]:
    used = {key for rule in facts.rules.values() for key in rule.alternatives}
    for key, alternative in facts.alternatives.items():
        for problem in _unknown("muscle", alternative.muscles, facts.muscles):
            yield key, problem
        settled_by = (alternative.settled_by,) if alternative.settled_by else ()
        for problem in _unknown("movement or home test", settled_by, {*facts.movements, *facts.norms}):
            yield key, problem
        if key not in used:
            yield key, "is the alternative of no rule"


def _rule_problems(facts: Knowledge, rule: Rule) -> Iterator[str]:
    yield from _unknown("conclusion", (rule.concludes,), facts.conclusions)
    yield from _unknown("alternative", rule.alternatives, facts.alternatives)
    yield from _unknown("movement", (rule.movement,), facts.movements)
    yield from _fault_problems(facts, rule)
    for weigh in rule.weighs:
        yield from _weigh_problems(facts, rule, weigh)


def _fault_problems(facts: Knowledge, rule: Rule) -> Iterator[str]:
    fault = next((f for f in facts.faults_of(rule.movement) if f.key == rule.fault), None)
    if fault is None:  # a rule may be written before its fault can be judged: see `missing_faults`
        return
    if fault.sided == "none" and rule.side != "both":
        yield f"names a side, and {rule.fault} has none"
    if rule.toward and any(c.direction != "beyond" for c in fault.criteria):
        yield f"asks where the number of {rule.fault} points, and it points nowhere"
    asked = [w.retest for w in rule.weighs if w.retest] + ([rule.only_after] if rule.only_after else [])
    if asked and not fault.settled_by:
        yield f"speaks of a retest, and {rule.fault} has none"


def _weigh_problems(facts: Knowledge, rule: Rule, weigh: Weigh) -> Iterator[str]:
    given = [bool(weigh.finding), weigh.retest is not None, weigh.answer is not None, weigh.variant is not None]
    if sum(given) != 1:
        yield f"{weigh.says!r} must rest on one of finding, retest, answer and variant"
    starts = {f"{r.movement}.{r.fault}" for r in facts.rules.values() if r.concludes == rule.concludes}
    if weigh.finding in starts and weigh.verdict == "present":
        yield f"weighs {weigh.finding}, which starts the same conclusion and would count twice"
    if weigh.answer in _ANSWERS_OF_GIRTH:
        yield from _unknown("girth", (weigh.answer,), facts.girths)
