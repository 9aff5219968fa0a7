"""What one entry may say about another: every key resolves, every threshold has an owner, no source stands idle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import NamedTuple, get_args

from evenstride.knowledge.entries import Aim, Criterion, Fault, Norm, ReachName
from evenstride.knowledge.rule_checks import rule_citations, rule_flaws
from evenstride.knowledge.store import Knowledge

READ = ("R", "R2")
TEMPLATE_FIELDS = {"side", "value", "interval"}
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


class Flaw(NamedTuple):
    """Something wrong with the facts, and where."""

    file: str
    entry: str
    problem: str


def flaws(facts: Knowledge) -> Iterator[Flaw]:
    """Yield everything that is wrong with the facts as a whole; nothing if they are sound."""
    yield from _citation_flaws(facts)
    yield from _movement_flaws(facts)
    yield from _measure_flaws(facts)
    yield from _problem_flaws(facts)
    for fault in facts.faults:
        yield from _fault_flaws(facts, fault)
    yield from _muscle_flaws(facts)
    yield from _exercise_flaws(facts)
    for norm in facts.norms.values():
        yield from _norm_flaws(facts, norm)
    for problem in rule_flaws(facts):
        yield Flaw(*problem)


def one_sentence(text: str) -> bool:
    """Return whether a text is a single sentence, ended as sentences are."""
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    return ends == [len(text)]


def fault_name(fault: Fault) -> str:
    """Return how an error names a fault: by the table that holds it."""
    return f"{fault.movements[0]}.{fault.key}"


def _citations(facts: Knowledge) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (file, entry, source keys) for everything that cites."""
    for fault in facts.faults:
        yield "faults.toml", fault_name(fault), fault.sources
        for criterion in fault.criteria:
            yield "faults.toml", fault_name(fault), criterion.sources
    for norm in facts.norms.values():
        yield "norms.toml", norm.key, norm.sources
        for error in norm.errors:
            yield "norms.toml", norm.key, error.sources
    for sign in facts.running.values():
        yield "running.toml", sign.key, sign.sources
    yield from _citations_of_the_body(facts)
    yield from rule_citations(facts)


def _citations_of_the_body(facts: Knowledge) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for movement in facts.movements.values():
        yield "movements.toml", movement.key, movement.sources
    for measure in facts.measures.values():
        yield "measures.toml", measure.key, measure.sources
    for exercise in facts.exercises.values():
        yield "exercises.toml", exercise.key, exercise.sources
        for aim in exercise.aims:
            yield "exercises.toml", exercise.key, aim.sources
    for muscle in facts.muscles.values():
        yield "muscles.toml", muscle.key, muscle.sources
    for group in facts.groups.values():
        yield "muscles.toml", group.key, group.sources


def _citation_flaws(facts: Knowledge) -> Iterator[Flaw]:
    cited: set[str] = set()
    for file, entry, keys in _citations(facts):
        cited.update(keys)
        yield from _unknown(file, entry, "source", keys, facts.sources)
    for key in facts.sources:
        if key not in cited:
            yield Flaw("sources.toml", key, "is cited nowhere")


def _unknown(file: str, entry: str, noun: str, keys: Iterable[str], known: Iterable[str]) -> Iterator[Flaw]:
    for key in keys:
        if key not in known:
            yield Flaw(file, entry, f"names an unknown {noun} {key!r}")


def _movement_flaws(facts: Knowledge) -> Iterator[Flaw]:
    for movement in facts.movements.values():
        for name, words in (("film", movement.film), ("adds", movement.adds)):
            if set(words) != set(movement.views):
                yield Flaw("movements.toml", movement.key, f"{name} must have one sentence for each of its views")


def _measure_flaws(facts: Knowledge) -> Iterator[Flaw]:
    for measure in facts.measures.values():
        low, high = measure.plausible
        if not low < high:
            yield Flaw("measures.toml", measure.key, "plausible must run from low to high")
        for words in (measure.says_positive, measure.says_negative):
            if _fields(words) != {"value"}:
                yield Flaw("measures.toml", measure.key, f"{words!r} must hold {{value}} and no other field")


def _problem_flaws(facts: Knowledge) -> Iterator[Flaw]:
    for problem in facts.problems.values():
        if not one_sentence(problem.advice):
            yield Flaw("problems.toml", problem.code, "advice must be one sentence")


def _fields(template: str) -> set[str]:
    """Return the fields of a template; a broken one has the field "?"."""
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        return {"?"}


def _fault_flaws(facts: Knowledge, fault: Fault) -> Iterator[Flaw]:
    name = fault_name(fault)
    yield from _unknown("faults.toml", name, "movement", fault.movements, facts.movements)
    yield from _unknown("faults.toml", name, "muscle group", fault.muscles, facts.groups)
    yield from _unknown("faults.toml", name, "movement", fault.settled_by, facts.movements)
    for criterion in fault.criteria:
        for problem in _criterion_problems(facts, fault.movements, fault.sided, criterion):
            yield Flaw("faults.toml", name, f"criterion on {criterion.measure}: {problem}")
    for problem in (*_template_problems(fault), *_retest_problems(facts, fault)):
        yield Flaw("faults.toml", name, problem)
    others = [f for f in facts.faults if f is not fault and f.key == fault.key]
    if any(set(f.movements) & set(fault.movements) for f in others):
        yield Flaw("faults.toml", name, "stands twice for the same movement")


def _criterion_problems(facts: Knowledge, movements: Iterable[str], sided: str, criterion: Criterion) -> Iterator[str]:
    measure = facts.measures.get(criterion.measure)
    if measure is None:
        yield "no such measure"
        return
    if criterion.unit != measure.unit:
        yield f"is in {criterion.unit}, the measure in {measure.unit}"
    if criterion.view not in measure.views:
        yield f"the measure cannot be made from the {criterion.view}"
    if any(criterion.view not in facts.movements[m].views for m in movements if m in facts.movements):
        yield f"not every movement of it is filmed from the {criterion.view}"
    low, high = measure.plausible
    if not low <= criterion.threshold - criterion.uncertainty <= criterion.threshold + criterion.uncertainty <= high:
        yield f"the threshold lies outside the measure's plausible range, {low:g} to {high:g}"
    if sided == "direction" and criterion.direction != "beyond":
        yield 'a fault whose sign names the side is judged "beyond" its threshold'
    if criterion.direction == "beyond" and sided not in ("direction", "each"):
        yield 'only a fault with a side is judged "beyond" its threshold'
    if criterion.direction == "beyond" and criterion.threshold <= criterion.uncertainty:
        yield "beyond needs a threshold greater than its uncertainty"
    if sided == "near" and criterion.view != "side":
        yield "only a side view has a near leg"
    yield from _origin_problems(facts, criterion)


def _origin_problems(facts: Knowledge, criterion: Criterion) -> Iterator[str]:
    if criterion.origin == "ours":
        return
    read = [s for s in criterion.sources if s in facts.sources and facts.sources[s].figure_confidence in READ]
    if not read:
        yield "is called published, and names no source whose figure was read (R or R2)"


def _template_problems(fault: Fault) -> Iterator[str]:
    for verdict in ("present", "possible", "absent"):
        if verdict not in fault.seen:
            yield f"has no sentence for the verdict {verdict}"
    for text in (*fault.seen.values(), *fault.retest_outcomes.values()):
        strangers = _fields(text) - TEMPLATE_FIELDS
        if strangers:
            yield f"{text!r} has an unknown field {sorted(strangers)[0]!r}"
        if fault.sided == "none" and "side" in _fields(text):
            yield f"{text!r} names a side, and the fault has none"
    for text in fault.retest_outcomes.values():
        if _fields(text) & {"value", "interval"}:
            yield f"{text!r} may name a side and no number"
    if fault.sided != "none" and "side" not in _fields(fault.seen.get("present", "")):
        yield "the sentence for present must name the side"
    if fault.sided == "direction" and "side" in _fields(fault.seen.get("absent", "")):
        yield "the sentence for absent names a side, and there is none when nothing shifts"


def _retest_problems(facts: Knowledge, fault: Fault) -> Iterator[str]:
    for key in fault.settled_by:
        if key in facts.movements and facts.movements[key].kind != "retest":
            yield f"is settled by {key}, which is not a retest"
    if bool(fault.settled_by) != bool(fault.settles):
        yield "settled_by and settles come together"
    wanted = {"improves", "persists", "unclear"} if fault.settled_by else set()
    if set(fault.retest_outcomes) != wanted:
        yield f"retest_outcomes must be {', '.join(sorted(wanted)) or 'left out without a retest'}"


def _muscle_flaws(facts: Knowledge) -> Iterator[Flaw]:
    for group in facts.groups.values():
        yield from _unknown("muscles.toml", group.key, "muscle", group.muscles, facts.muscles)
        if group.opposing is None:
            continue
        yield from _unknown("muscles.toml", group.key, "muscle group", (group.opposing,), facts.groups)
        if group.opposing in facts.groups and facts.groups[group.opposing].opposing != group.key:
            yield Flaw("muscles.toml", group.key, f"opposes {group.opposing}, which does not oppose it")
    placed = {muscle for group in facts.groups.values() for muscle in group.muscles}
    for key in facts.muscles:
        if key not in placed:
            yield Flaw("muscles.toml", key, "belongs to no group")


def _exercise_flaws(facts: Knowledge) -> Iterator[Flaw]:
    numbers: dict[int, str] = {}
    for exercise in facts.exercises.values():
        yield from _unknown("exercises.toml", exercise.key, "movement", (exercise.key,), facts.movements)
        yield from _unknown("exercises.toml", exercise.key, "muscle group", exercise.mainly_for, facts.groups)
        if exercise.number in numbers:
            yield Flaw("exercises.toml", exercise.key, f"has the number of {numbers[exercise.number]}")
        numbers[exercise.number] = exercise.key
        dose = exercise.dose
        for low, high in ((dose.reps_min, dose.reps_max), (dose.seconds_min, dose.seconds_max)):
            if (low is None) != (high is None) or (low is not None and high is not None and low > high):
                yield Flaw("exercises.toml", exercise.key, "the dose must run from a least to a most")
        if dose.reps_min is None and dose.seconds_min is None and dose.metres is None:
            yield Flaw("exercises.toml", exercise.key, "the dose has no repetitions, seconds or metres")
        for aim in exercise.aims:
            for problem in (*_criterion_problems(facts, (exercise.key,), "each", aim), *_aim_problems(aim)):
                yield Flaw("exercises.toml", exercise.key, f"aim {aim.key}: {problem}")


def _aim_problems(aim: Aim) -> Iterator[str]:
    missing = set(get_args(ReachName)) - set(aim.said)
    if missing:
        yield f"says nothing for {', '.join(sorted(missing))}"
    filled = [
        *((said, {"number", "interval"}) for said in aim.said.values()),
        (aim.unseen, set()),
        (aim.refused, {"reason"}),
    ]
    for said, fields in filled:
        if not _fields(said) <= fields:
            yield f"{said!r} has a field that nothing fills"


def _norm_flaws(facts: Knowledge, norm: Norm) -> Iterator[Flaw]:
    for kind, named, known in (
        ("muscle group", norm.tells_of, facts.groups),
        ("exercise", norm.exercise, facts.exercises),
    ):
        yield from _unknown("norms.toml", norm.key, kind, (named,) if named else (), known)
    for row in norm.rows:
        if row.age_min > row.age_max:
            yield Flaw("norms.toml", norm.key, f"ages {row.age_min} to {row.age_max} run backwards")
    for i, a in enumerate(norm.rows):
        for b in norm.rows[i + 1 :]:
            same = a.sex == b.sex or "any" in (a.sex, b.sex)
            if same and a.age_min <= b.age_max and b.age_min <= a.age_max:
                yield Flaw("norms.toml", norm.key, f"two rows hold the same people, aged {b.age_min}")
    for band in norm.bands:
        if band.about is None and band.at_least is None and band.below is None:
            yield Flaw("norms.toml", norm.key, f"the band {band.label} has no end")
