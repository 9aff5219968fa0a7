"""The first plan: from imbalances and answers to weeks of sessions. Same input, same plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evenstride.knowledge import facts
from evenstride.model.imbalance import Confidence, Imbalance
from evenstride.model.intake import Intake, Stop
from evenstride.model.plan import Mode, Plan, PlanLine, SetsPerSide
from evenstride.model.skeleton import LEFT, SIDES, Side
from evenstride.prescribe.choosing import Chosen, chosen_for

KEEPING_UP = ("single_leg_squat", "single_leg_bridge", "single_leg_calf_raise")
"""What a runner without a finding does, so that it stays so."""

EXTRA_SETS = 1
"""No trial tells how much more the weaker side should do; one set more is the most we ask (EVIDENCE, section 12)."""

RESTS_ON = ("article", "pain_zones")


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How much a runner can do. Two or three days a week is what novices are advised to train (ACSM 2009)."""

    weeks: int = 6
    days_per_week: int = 3
    sets: int = 2
    reps_in_reserve: int = 2
    rest_s: float = 60.0


DEFAULTS = PlanOptions()


def first_plan(
    created: str,
    athlete: str | None,
    imbalances: Sequence[Imbalance],
    intake: Intake | None = None,
    stops: Sequence[Stop] = (),
    options: PlanOptions = DEFAULTS,
) -> Plan:
    """Return a plan for imbalances, or none but whom to see, where something stops everything.

    Parameters
    ----------
    created
        ISO 8601, kept as it is given.
    stops
        Of the assessment; one that holds for a single screen has taken its imbalances away already.
    """
    everything = tuple(stop for stop in stops if stop.movement is None)
    if everything:
        return stopped(created, athlete, everything, options)
    chosen = chosen_for(imbalances) or tuple(Chosen(key, ()) for key in KEEPING_UP)
    lines = tuple(line_of(one, created, intake, options) for one in chosen)
    return Plan(
        created=created,
        athlete=athlete,
        weeks=options.weeks,
        days_per_week=options.days_per_week,
        minutes_per_session=minutes_of(lines),
        retest_in_weeks=options.weeks,
        lines=lines,
        stops=tuple(stops),
        says=_says(imbalances, options),
        sources=RESTS_ON,
    )


def stopped(created: str, athlete: str | None, stops: Sequence[Stop], options: PlanOptions = DEFAULTS) -> Plan:
    """Return a plan without lines that says why, and whom to see."""
    says = tuple(dict.fromkeys(text for stop in stops for text in (stop.says, stop.see)))
    return Plan(created, athlete, options.weeks, 0, 0, options.weeks, (), tuple(stops), says)


def minutes_of(lines: Sequence[PlanLine]) -> int:
    """Return how long a session of these lines takes, in whole minutes."""
    return round(sum(_seconds(line) for line in lines) / 60)


def _seconds(line: PlanLine) -> float:
    sets = line.sets.left if line.mode is Mode.TWO_LEGGED else line.sets.left + line.sets.right
    exercise = facts().exercises[line.exercise]
    if line.reps is not None:
        work_s = line.reps * (exercise.seconds_per_rep + (exercise.dose.hold_s or 0.0))
    else:
        work_s = line.seconds if line.seconds is not None else float(line.metres or 0.0)  # about a metre a second
    return sets * (work_s + line.rest_s)


def line_of(one: Chosen, created: str, intake: Intake | None, options: PlanOptions) -> PlanLine:
    """Return the line that an exercise begins with; what is done on the day it is made counts."""
    exercise = facts().exercises[one.exercise]
    dose = exercise.dose
    weaker = one.weaker if dose.per_side else None
    extra = EXTRA_SETS if weaker is not None and one.surest is Confidence.LIKELY else 0
    sets = {side: options.sets + (extra if side is weaker else 0) for side in SIDES}
    return PlanLine(
        exercise=exercise.key,
        mode=Mode.WEAKER_FIRST if weaker is not None else Mode.BOTH_SIDES,
        first=weaker or Side.BOTH,
        sets=SetsPerSide(sets[LEFT], sets[LEFT.mirror()]),
        reps=dose.reps_min,
        seconds=dose.seconds_min if dose.reps_min is None else None,
        metres=dose.metres if dose.reps_min is None and dose.seconds_min is None else None,
        reps_in_reserve=options.reps_in_reserve,
        rest_s=options.rest_s,
        level=0,
        how=_how(one.exercise, intake),
        easier=exercise.easier,
        harder=exercise.harder,
        why=_why(one, weaker, extra),
        because=tuple(i.id for i in one.answers),
        groups=tuple(dict.fromkeys(i.group for i in one.answers)),
        sources=exercise.sources,
        after=(date.fromisoformat(created[:10]) - timedelta(days=1)).isoformat(),
    )


def _how(key: str, intake: Intake | None) -> str:
    """Return how to do it with what is at hand; all of it is, if nothing was said of equipment."""
    exercise = facts().exercises[key]
    lacking = intake is not None and intake.equipment and set(exercise.needs) - set(intake.equipment)
    return f"{exercise.how} {exercise.without}" if lacking and exercise.without else exercise.how


def _why(one: Chosen, weaker: Side | None, extra: int) -> str:
    if not one.answers:
        return "No side and no muscle group was seen to lag; this keeps both legs as they are."
    reason = one.answers[0].says
    if weaker is None:
        return f"{reason} Both sides do the same, since no one side is named."
    more = "one set more than the other" if extra else "as much as the other"
    return f"{reason} So the {weaker} side begins and does {more}."


def _says(imbalances: Sequence[Imbalance], options: PlanOptions) -> tuple[str, ...]:
    weeks = f"for {options.weeks} weeks; then film the screens again"
    when = f"{options.days_per_week} days a week, with a day between, {weeks}."
    stop = "Pain up to 3 of 10 is fine; at 4 or 5 take the easier version; at 6 or more, or worse a day later, stop."
    if imbalances:
        return ("Both sides train; the one that may lag begins.", when, stop)
    return ("Nothing was seen to lag, so this is to stay even.", when, stop)
