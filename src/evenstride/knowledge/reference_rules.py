"""The part of the reference page that tells how findings lead to muscles, and what stops that."""

from __future__ import annotations

from collections.abc import Iterator

from evenstride.knowledge.conclusions import Conclusion, Rule, Weigh
from evenstride.knowledge.markdown import links, table
from evenstride.knowledge.store import Knowledge

HEAD = """## From findings to muscles

A finding that is present starts a conclusion as *possible*, one that may be there as *unclear*. What raises it and what
lowers it moves it by one step; whatever lowers it counts last, so nothing that is contradicted stays *likely*. A second
finding of the same screen adds nothing, one of another screen raises. A side is named where one side alone shows the
finding and the difference between the sides exceeds its error, or where the other side could not be judged.
"""
SIDES = {"same": "the side of the finding", "other": "the side opposite the finding", "both": "no side"}
EFFECTS = {"raises": "raises", "lowers": "lowers", "leaves": "changes nothing"}


def rules_section(facts: Knowledge) -> Iterator[str]:
    """Yield every conclusion with its rules, then what else it could be, and the tape."""
    yield HEAD
    for conclusion in facts.conclusions.values():
        yield from _conclusion(facts, conclusion)
    yield "### What else it could be\n"
    rows = (
        (f"`{a.key}`", a.kind, a.says, a.settles, f"`{a.settled_by}`" if a.settled_by else "–", links(a.sources))
        for a in facts.alternatives.values()
    )
    yield from table(("Key", "Kind", "It is said", "What settles it", "By", "Sources"), rows)
    girths = ((f"`{g.key}`", g.how, f"{g.error_cm:g} cm; {g.note}") for g in facts.girths.values())
    yield from table(("Tape", "Where", "Noise"), girths)


def safety_section(facts: Knowledge) -> Iterator[str]:
    """Yield what stops a screen, and what stops everything."""
    yield "## What stops us\n"
    pain = (
        (
            f"`{p.key}`",
            p.stops if p.from_rating is None else f"{p.stops}, from {p.from_rating} of 10",
            _shown(p.says),
            p.see,
            links(p.sources),
        )
        for p in facts.pain_rules.values()
    )
    yield from table(("Pain", "Stops", "What is said", "Whom to see", "Sources"), pain)
    flags = ((f"`{f.key}`", f.asks, f.says, f.see, links(f.sources)) for f in facts.red_flags.values())
    yield from table(("Sign", "Asked", "What is said", "Whom to see", "Sources"), flags)


def _conclusion(facts: Knowledge, conclusion: Conclusion) -> Iterator[str]:
    yield f"### {_shown(conclusion.says)}\n"
    muscles = ", ".join(facts.muscles[key].anatomical for key in conclusion.muscles)
    yield f"`{conclusion.key}` · {conclusion.kind} of {facts.groups[conclusion.group].name} · {muscles}\n"
    if conclusion.opposing:
        yield f"{conclusion.opposing}\n"
    for rule in facts.rules.values():
        if rule.concludes == conclusion.key:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    after = f", once the retest {rule.only_after}" if rule.only_after else ""
    after += f", if its number points to the {rule.toward} side" if rule.toward else ""
    yield f"**`{rule.key}`** starts from `{rule.movement}.{rule.fault}`{after}; side concluded: {SIDES[rule.side]}.\n"
    yield f"- {rule.says}"
    yield f"- *The article.* {rule.reading}"
    yield f"- *What speaks against that.* {rule.objection}"
    yield f"- *What else it could be.* {', '.join(f'`{key}`' for key in rule.alternatives)}"
    yield f"- Sources: {links(rule.sources)}\n"
    if rule.weighs:
        rows = ((EFFECTS[w.effect], _on(w), f"{w.says} {links(w.sources)}".strip()) for w in rule.weighs)
        yield from table(("Effect", "Rests on", "What is said"), rows)


def _on(weigh: Weigh) -> str:
    side = f", {weigh.side} side"
    if weigh.finding:
        return f"`{weigh.finding}` {weigh.verdict}{side}"
    if weigh.retest:
        return f"the retest {weigh.retest}"
    return f"`{weigh.answer}`{side}" if weigh.answer else f"filmed as `{weigh.variant}`"


def _shown(template: str) -> str:
    fields = ("side", "movement", "region", "rating")
    return template.format(**{field: f"*{field}*" for field in fields}).replace("*side*", "*left or right*")
