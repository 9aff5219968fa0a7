"""The facts as one page of Markdown, for people who want to look them up."""

from __future__ import annotations

from collections.abc import Iterator

from evenstride.knowledge.entries import MOMENTS, Criterion, Fault, Norm, NormBand, Source
from evenstride.knowledge.markdown import keys, links, table
from evenstride.knowledge.reference_rules import rules_section, safety_section
from evenstride.knowledge.store import Knowledge

HEAD = """# Reference

What Evenstride measures, what it looks for, and where each figure comes from. This page is written by
`python -m evenstride.knowledge docs/reference.md` out of the tables in `src/evenstride/knowledge`; change those.

A finding is a difference seen, neither a diagnosis nor a forecast. Values come with a 95 % interval, called "likely",
and thresholds with a grey zone (±). A threshold is either *published*, and its source is named, or *a default of
ours*, and we say so. The last column of the sources says how a figure was read: R in the paper's own abstract, table
or text; R2 on a secondary page; M from memory; D worked out by arithmetic.
"""

UNITS = {
    "deg": "°",
    "% leg length": " % of leg length",
    "%": " %",
    "s": " s",
    "m": " m",
    "reps": " repetitions",
    "count": "",
}
CONFIDENCE = {"R": "R, read", "R2": "R2, read on a secondary page", "M": "M, from memory", "D": "D, worked out"}
EFFECTS = {"widens": "widens the interval", "withdraws": "withdraws the measures it touches"}
SIDED = {
    "each": "left and right separately",
    "direction": "one number, whose sign names the side",
    "near": "the leg nearer the camera",
    "none": "no side",
}


def reference(facts: Knowledge) -> str:
    """Return the page, one section per table of facts."""
    sections = (
        _movements(facts),
        _faults(facts),
        _measures(facts),
        _problems(facts),
        _exercises(facts),
        _muscles(facts),
        _norms(facts),
        _running(facts),
        rules_section(facts),
        safety_section(facts),
        _sources(facts),
    )
    return "\n".join([HEAD, *("\n".join(section) for section in sections)])


def _signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _movements(facts: Knowledge) -> Iterator[str]:
    yield "## Movements\n"
    for movement in facts.movements.values():
        yield f"### {movement.title}\n"
        asked = "" if movement.reps_asked is None else f", {movement.reps_asked} repetitions"
        yield f"`{movement.key}` · {movement.kind}{asked}\n"
        yield f"{movement.how}\n"
        rows = ((view, movement.film[view], movement.adds[view]) for view in movement.views)
        yield from table(("View", "How to film", "What it adds"), rows)
        yield f"Sources: {links(movement.sources)}\n"


def _faults(facts: Knowledge) -> Iterator[str]:
    yield "## Faults\n"
    for fault in facts.faults:
        yield from _fault(facts, fault)


def _fault(facts: Knowledge, fault: Fault) -> Iterator[str]:
    yield f"### {fault.title}\n"
    yield f"`{fault.key}` of {keys(fault.movements)} · judged for {SIDED[fault.sided]}\n"
    rows = (_criterion_row(facts, criterion) for criterion in fault.criteria)
    yield from table(("View", "Measure", "Present when", "Threshold is", "Why there"), rows)
    yield f"**What it suggests.** {fault.suggests}\n"
    yield f"**What speaks against that.** {fault.objection}\n"
    if fault.settles:
        yield f"**What settles it.** {fault.settles} (`{'`, `'.join(fault.settled_by)}`)\n"
        for outcome, words in fault.retest_outcomes.items():
            yield f"- *{outcome}*: {_shown(words)}"
        yield ""
    yield "**How it is told.**\n"
    for verdict, words in fault.seen.items():
        yield f"- *{verdict}*: {_shown(words)}"
    yield ""
    groups = ", ".join(facts.groups[key].name for key in fault.muscles)
    yield f"May involve: {groups}. Sources: {links(fault.sources)}\n"


def _shown(template: str) -> str:
    """Return a template with its fields as a reader sees them."""
    return template.format(side="*left or right*", value="*value*", interval="*interval*")


def _criterion_row(facts: Knowledge, criterion: Criterion) -> tuple[str, ...]:
    threshold = f"{_signed(criterion.threshold)} ± {criterion.uncertainty:g}{UNITS[criterion.unit]}"
    words = {"above": "more than", "below": "less than", "beyond": "to either side, more than"}[criterion.direction]
    cited = f" {links(criterion.sources)}" if criterion.sources else ""
    title = facts.measures[criterion.measure].title
    measured = f"{title}, {MOMENTS[criterion.at]} (`{criterion.measure}`)"
    return criterion.view, measured, f"{words} {threshold}", criterion.origin_words, criterion.note + cited


def _measures(facts: Knowledge) -> Iterator[str]:
    yield "## Measures\n"
    for measure in facts.measures.values():
        yield f"### {measure.title}\n"
        low, high = (_signed(end) for end in measure.plausible)
        views = " and the ".join(measure.views)
        spread = f"plausible from {low} to {high}"
        yield f"`{measure.key}` · {measure.unit} · plus: {measure.positive_means} · from the {views} · {spread}\n"
        yield f"{measure.definition} {measure.how_to_read}\n"
        if measure.sources:
            yield f"Sources: {links(measure.sources)}\n"


def _problems(facts: Knowledge) -> Iterator[str]:
    yield "## Problems of a clip\n"
    rows = ((f"`{p.code}`", p.title, EFFECTS[p.effect], p.advice) for p in facts.problems.values())
    yield from table(("Code", "What it is", "Effect", "What to do"), rows)


def _exercises(facts: Knowledge) -> Iterator[str]:
    yield "## Exercises\n"
    for exercise in sorted(facts.exercises.values(), key=lambda e: e.number):
        yield f"### {exercise.number}. {exercise.title}\n"
        yield f"`{exercise.key}` · {exercise.dose.words}\n"
        yield f"{exercise.how}\n"
        if exercise.note:
            yield f"{exercise.note}\n"
        if exercise.aims:
            yield "Told of each leg, beyond the error of the measure, and no fault where it is not reached:\n"
            rows = (_criterion_row(facts, aim) for aim in exercise.aims)
            yield from table(("View", "Measure", "Reached when", "Threshold is", "Why there"), rows)
        groups = ", ".join(facts.groups[key].name for key in exercise.mainly_for)
        needs = f" Needs: {', '.join(exercise.equipment)}." if exercise.equipment else ""
        yield f"Mainly for: {groups}.{needs} Sources: {links(exercise.sources)}\n"


def _muscles(facts: Knowledge) -> Iterator[str]:
    yield "## Muscle groups\n"
    rows = (
        (
            f"`{g.key}`",
            f"{g.name}; {g.anatomical}",
            ", ".join(facts.muscles[key].anatomical for key in g.muscles),
            f"`{g.opposing}`" if g.opposing else "–",
            f"{g.note} {links(g.sources)}".strip(),
        )
        for g in facts.groups.values()
    )
    yield from table(("Group", "Name", "Muscles", "Opposed by", "Remarks"), rows)
    muscles = ((f"`{m.key}`", m.name, m.anatomical, m.region, m.note or "–") for m in facts.muscles.values())
    yield from table(("Muscle", "Name", "Anatomical", "Drawn on the", "Remarks"), muscles)


def _norms(facts: Knowledge) -> Iterator[str]:
    yield "## Home tests\n"
    for norm in facts.norms.values():
        yield f"### {norm.title}\n"
        yield f"`{norm.key}` · {norm.unit} · {norm.population}\n"
        yield f"{norm.how}\n"
        yield from _norm_tables(norm)
        if norm.tells_of:
            yield f"It compares the two sides of: {facts.groups[norm.tells_of].name}.\n"
        for error in norm.errors:
            known = f"{error.kind} {error.value:g}{UNITS[error.unit]}"
            says = error.what.format(value=f"{error.value:g}")
            yield f"What can be chance: {says} ({known}) Sources: {links(error.sources)}\n"
        if norm.note:
            yield f"{norm.note}\n"
        yield f"Sources: {links(norm.sources)}\n"


def _running(facts: Knowledge) -> Iterator[str]:
    yield "## What a watch says of a run\n"
    for sign in facts.running.values():
        yield f"### {sign.title}\n"
        yield f"`{sign.key}` · {sign.unit}\n"
        yield f"{sign.what}\n"
        if sign.bands:
            head = f"Published band{f', of {sign.banded}' if sign.banded else ''}"
            yield from table((head, "Result"), ((b.label, _band(b)) for b in sign.bands))
        yield f"{sign.note}\n"
        yield f"Sources: {links(sign.sources)}\n"


def _norm_tables(norm: Norm) -> Iterator[str]:
    if norm.rows:
        rows = (
            (r.sex, f"{r.age_min}-{r.age_max}", f"{r.mean:g}", "–" if r.sd is None else f"{r.sd:g}") for r in norm.rows
        )
        yield from table(("Sex", "Age", "Mean", "SD"), rows)
    if norm.bands:
        yield from table(("Published band", "Result"), ((b.label, _band(b)) for b in norm.bands))


def _band(band: NormBand) -> str:
    ends = (
        "" if band.about is None else f"about {band.about:g}",
        "" if band.at_least is None else f"{band.at_least:g} or more",
        "" if band.below is None else f"below {band.below:g}",
    )
    return ", ".join(end for end in ends if end)


def _cited(source: Source) -> str:
    """Return a citation that leads to where it can be read."""
    if source.link:
        return f"[{source.citation}]({source.link})"
    return source.citation + (f" ({source.url_or_id})" if source.url_or_id else "")


def _sources(facts: Knowledge) -> Iterator[str]:
    yield "## Sources\n"
    rows = (
        (
            f'<a id="{s.key}"></a>`{s.key}`',
            _cited(s),
            s.what,
            CONFIDENCE[s.figure_confidence],
        )
        for s in facts.sources.values()
    )
    yield from table(("Key", "Citation", "Cited for", "Figure"), rows)
