"""Runners whose truth is known: who stays as they are, who changes in one measure, and whose legs become even."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from bench.year.errors import Errors, Key, Look
from evenstride.detect import findings_of
from evenstride.infer import Observed, infer, stops_of
from evenstride.knowledge.judged import judged
from evenstride.model import Assessment, Intake, Measure, PoseProvenance, Side
from evenstride.model.skeleton import SIDES

FIRST_DAY = date(2026, 1, 5)
DAYS, SCREENS, EVERY_DAYS = 365, 36, 10
STABLE, CHANGING, EVENING = "stays", "changes", "evens out"
KINDS = (STABLE, STABLE, CHANGING, CHANGING, EVENING)


@dataclass(frozen=True)
class Fault:
    """A measure in which one leg shows a fault: the muscle group it tells of, and how much more than the other leg.

    `clean` is what a leg without the fault shows; `least` to `most` is from plain to severe in the phantoms' own terms.
    """

    movement: str
    name: str
    moment: str
    group: str
    clean: float
    least: float
    most: float


FAULTS = (
    Fault("squat", "knee_medial_shift_pct", "worst", "hip_stabilisers", 0.0, 6.0, 11.0),
    Fault("hurdle", "knee_medial_shift_pct", "worst", "hip_stabilisers", 0.0, 5.0, 9.0),
    Fault("hurdle", "hip_turn_out_deg", "top", "hip_stabilisers", 2.0, 16.0, 28.0),
    Fault("hurdle", "sway_pct", "spread", "ankle_steadiers", 2.5, 5.0, 9.0),
)

Level = dict[tuple[str, Key], float]


@dataclass(frozen=True)
class Runner:
    """One runner: true measures at first, what changes by how much between two days, and errors that stay.

    `moves` is what moves, by movement and key; by `by` from day `begins` to day `ends`, evenly. `group` is the muscle
    group that it tells of, in who evens out. On day `stops_on` something stops the plan: pain in a session, or a flag.
    """

    kind: str
    level: Level
    staying: Level
    moves: tuple[str, Key] | None = None
    by: float = 0.0
    begins: int = 0
    ends: int = 0
    stops_on: int | None = None
    stops_by: str = ""
    adherence: float = 1.0
    group: str = ""

    def truth(self, movement: str, key: Key, day: int) -> float | None:
        """Return the true value of a measure on a day; None if this runner has none."""
        level = self.level.get((movement, key))
        if level is None or (movement, key) != self.moves:
            return level
        return level + self.by * float(np.clip((day - self.begins) / max(self.ends - self.begins, 1), 0.0, 1.0))

    def uneven_by(self, day: int) -> float:
        """Return how much more the moving side does than the other on a day."""
        if self.moves is None:
            return 0.0
        movement, (name, moment, side) = self.moves
        other = self.truth(movement, (name, moment, str(Side(side).mirror())), day)
        own = self.truth(movement, self.moves[1], day)
        return 0.0 if own is None or other is None else own - other


def runner(errors: Mapping[str, Errors], kind: str, random: np.random.Generator) -> Runner:
    """Return a runner of one kind: even at first, or uneven in one measure and evening out."""
    level: Level = {}
    staying: Level = {}
    for movement, known in errors.items():
        for name, moment, side, value in _even_body(known, random):
            level[movement, (name, moment, side)] = value
        for key, value in known.staying[random.integers(len(known.staying))].items():
            staying[movement, key] = value
    begun = Runner(kind, level, staying, adherence=float(random.uniform(0.6, 1.0)))
    if random.uniform() < 0.1:
        begun = replace(begun, stops_on=int(random.integers(20, DAYS)), stops_by=("pain", "flag")[random.integers(2)])
    if kind == CHANGING:
        return _changing(begun, random)
    return _evening(begun, random) if kind == EVENING else begun


def _even_body(known: Errors, random: np.random.Generator) -> list[tuple[str, str, str, float]]:
    """Return the true measures of one kept clip with left and right made alike, and what leans to a side made straight.

    A number that is positive toward the runner's own left or right has the other sign on the other leg.
    """
    look = known.looks[random.integers(len(known.looks))]
    leaning = {m.name for m in look.measures if {"left", "right"} & set(m.positive_means.split())}
    found = []
    for (name, moment, side), value in look.truth.items():
        sign = -1.0 if name in leaning else 1.0
        mirrored = str(Side(side).mirror())
        even = (value + sign * look.truth.get((name, moment, mirrored), sign * value)) / 2
        even = 0.0 if side == mirrored and name in leaning else even
        found += [(name, moment, side, even), (name, moment, mirrored, sign * even)]
    return found


def _changing(begun: Runner, random: np.random.Generator) -> Runner:
    """Let one measure of one side move by twice its minimal detectable change, over four to eight weeks."""
    able = [(m, k) for m, k in begun.level if _mdc(m, k) is not None and (m, k) in begun.staying]
    moves = able[random.integers(len(able))]
    by = float(2 * (_mdc(*moves) or 0.0) * random.choice((-1.0, 1.0)))
    begins = int(random.integers(5, 200))
    return replace(begun, moves=moves, by=by, begins=begins, ends=begins + int(random.integers(28, 57)))


def _mdc(movement: str, key: Key) -> float | None:
    known = judged().get(f"{movement}.{key[0]}.front.{key[1]}")
    return known.mdc if known else None


def _evening(begun: Runner, random: np.random.Generator) -> Runner:
    """Let one leg show more of a fault at first, and reach the other within four to eight weeks."""
    fault, side = FAULTS[random.integers(len(FAULTS))], str(SIDES[random.integers(2)])
    more = float(random.uniform(fault.least, fault.most))
    level = dict(begun.level)
    for one in map(str, SIDES):
        level[fault.movement, (fault.name, fault.moment, one)] = fault.clean + (more if one == side else 0.0)
    moves = (fault.movement, (fault.name, fault.moment, side))
    ends = round(7 * float(random.uniform(4, 8)))
    return replace(begun, level=level, moves=moves, by=-more, ends=ends, group=fault.group)


def screened(who: Runner, errors: Mapping[str, Errors], day: int, random: np.random.Generator) -> Assessment:
    """Return what the product sees of a runner on one day: each movement with the errors of one kept clip."""
    clips, reps, measures = [], [], []
    for n, (movement, known) in enumerate(errors.items(), 1):
        look = known.looks[random.integers(len(known.looks))]
        clips.append(replace(look.clip, id=f"c{n}", movement=movement))
        reps += [replace(rep, clip=f"c{n}") for rep in look.reps]
        seen = (_seen(who, movement, measure, look, day) for measure in look.measures)
        measures += [replace(one, clip=f"c{n}") for one in seen if one is not None]
    numbered = tuple(replace(m, id=f"m{n}") for n, m in enumerate(measures, 1))
    found = [f for clip in clips for f in findings_of(clip.movement or "", [clip], numbered)]
    findings = tuple(replace(f, id=f"f{n}") for n, f in enumerate(found, 1))
    intake = Intake(red_flags=("limp",)) if who.stops_by == "flag" and day >= (who.stops_on or 0) else None
    return Assessment(
        created=datetime.combine(FIRST_DAY + timedelta(days=day), datetime.min.time(), UTC).isoformat(),
        software_version="",
        pose=PoseProvenance("", "", ""),
        athlete="Kim",
        clips=tuple(clips),
        reps=tuple(reps),
        measures=numbered,
        findings=findings,
        imbalances=infer(Observed(findings, numbered, (), tuple(clips), tuple(reps), intake)),
        intake=intake,
        stops=stops_of(intake) if intake else (),
    )


def _seen(who: Runner, movement: str, measure: Measure, look: Look, day: int) -> Measure | None:
    """Return a measure of a kept clip as it would read on a runner; None where its error or the truth is not known.

    What that clip could not read stays so.
    """
    key = (measure.name, measure.moment, str(measure.side))
    true = who.truth(movement, key, day)
    if measure.value is None or measure.interval is None:
        return measure
    if true is None or key not in look.alone:
        return None
    value = float(true + who.staying.get((movement, key), 0.0) + look.alone[key])
    moved = value - measure.value
    return replace(
        measure, value=value, interval=(measure.interval[0] + moved, measure.interval[1] + moved), per_rep=()
    )
