"""Everything that one clip yields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evenstride.capture import Recording
from evenstride.capture.conditioning import even, filtered
from evenstride.capture.quality import Flaw, flaws_of
from evenstride.capture.swaps import MendedLegs, as_seen, mend_leg_swaps
from evenstride.capture.view import Viewpoint, lying_viewpoint_of, viewpoint_of, walking_viewpoint_of
from evenstride.errors import NobodySeenError, TooShortClipError
from evenstride.knowledge import facts, within
from evenstride.measure.performed import BOTH_FEET, UNSURE, Performed
from evenstride.measure.subject import Subject
from evenstride.model.assessment import Signals
from evenstride.model.clip import Clip, Problem, Rep, View
from evenstride.model.measure import Measure, Undetermined
from evenstride.model.motion import Motion
from evenstride.model.skeleton import SIDES, Side
from evenstride.movements.evaluate import evaluate
from evenstride.movements.recognise import recognise, repetitions, shown_instead
from evenstride.movements.registry import Movement, movement_of
from evenstride.pipeline.requests import ClipRequest
from evenstride.signal.arrival import on_the_spot
from evenstride.signal.posture import Posture, is_lying

STANDING_VIEWS = frozenset({View.FRONT, View.SIDE})
ALL_FOURS_VIEWS = frozenset({View.SIDE, View.OBLIQUE})
"""From where somebody is looked at as long as nobody knows what they are doing."""

END_VIEWS = frozenset({View.FRONT, View.REAR})

SHORTEST_CLIP_S = 1.5
LEAST_SEEN = 0.3
"""A clip in which nobody is seen for more than this share of the frames cannot be used."""

SPOILT_SHARE = 0.2
"""A flaw that covers more than this share of the repetitions withdraws the measures of the parts it spoils."""


Sight = tuple[MendedLegs, Viewpoint, Subject]
"""Raw keypoints with their legs put right, from where they were filmed, and the runner they show."""


@dataclass(frozen=True, eq=False)
class Study:
    """One clip with everything found in it."""

    clip: Clip
    reps: tuple[Rep, ...]
    measures: tuple[Measure, ...]
    signals: Signals


def study_of(clip_id: str, request: ClipRequest, recording: Recording) -> Study:
    """Return what a recording shows: view, movement, repetitions, measures, and what is wrong with it."""
    _refuse_useless(request.path, recording)
    look = _looking(recording.motion, View(request.view) if request.view else None)

    def seeing(movement: Movement) -> Subject:
        return look(movement)[2]

    movement = movement_of(request.movement) if request.movement else recognise(seeing)
    legs, stands, subject = look(movement)
    found = sided(repetitions(movement, subject), request.side) if movement else ()
    instead = shown_instead(movement, found, seeing) if movement and found else None
    if instead:
        found = ()
    elif movement and not found:
        instead = recognise(seeing)
    found = tuple(replace(rep, why_not=UNSURE) if rep.unsure and rep.counted else rep for rep in found)
    flaws = [*flaws_of(recording, legs, stands.view), *_movement_flaws(movement, subject, found, recording)]
    refusals = _refusals(flaws, found)
    raw_subject = replace(subject, motion=legs.motion)
    evaluation = evaluate(movement, subject, raw_subject, found, clip_id, refusals) if movement else None
    clip = _clip(clip_id, request, recording, movement, stands, flaws, instead)
    return Study(
        clip,
        tuple(_rep(clip_id, n, rep) for n, rep in enumerate(found, 1)),
        evaluation.measures if evaluation else (),
        Signals(subject.motion, evaluation.curves if evaluation else ()),
    )


def _looking(motion: Motion, view: View | None) -> Callable[[Movement | None], Sight]:
    """Return what looks at a clip as `seen_in` does, once for each posture that a movement may have."""
    seen: dict[Posture, Sight] = {}

    def look(movement: Movement | None) -> Sight:
        posture = movement.posture if movement else Posture.UPRIGHT
        if posture not in seen:
            seen[posture] = seen_in(motion, movement, view)
        return seen[posture]

    return look


def seen_in(motion: Motion, stated: Movement | None, view: View | None = None) -> Sight:
    """Return what keypoints show of a runner.

    Parameters
    ----------
    stated, view
        What the runner does and from where it is seen, where somebody said so.
    """
    raw = even(motion)
    posture = _posture(stated, raw)
    if posture is Posture.ONE_FOOT:
        raw = on_the_spot(raw)
    # Who lies, or stands on one foot, keeps the legs apart, and who walks has them pass each other all the time:
    # following them from frame to frame mends what was right.
    legs = mend_leg_swaps(raw) if posture is Posture.UPRIGHT else as_seen(raw)
    smooth = filtered(legs.motion)
    stands = _viewpoint(smooth, posture)
    if view is not None:
        stands = replace(stands, view=view)
    one_foot = posture is Posture.ONE_FOOT
    return legs, stands, Subject(smooth, stands.view, stands.yaw, stands.near_side, one_foot)


def _viewpoint(motion: Motion, posture: Posture) -> Viewpoint:
    if posture.lying:
        return lying_viewpoint_of(motion, posture)
    if posture is Posture.WALKING:
        return walking_viewpoint_of(motion)
    return viewpoint_of(motion, on_one_foot=posture is Posture.ONE_FOOT)


def _posture(stated: Movement | None, motion: Motion) -> Posture:
    """Return how the body is to the floor: as the stated movement declares where the clip bears that out."""
    if stated is None or stated.posture.lying != is_lying(motion):
        return Posture.UPRIGHT
    return stated.posture


def sided(reps: tuple[Performed, ...], stated: Side | None) -> tuple[Performed, ...]:
    """Return the repetitions, those of no side given to the one that the user named."""
    return tuple(replace(rep, side=stated) if stated and rep.side is Side.NONE else rep for rep in reps)


def _refuse_useless(path: Path, recording: Recording) -> None:
    if recording.facts.duration_s < SHORTEST_CLIP_S:
        raise TooShortClipError(path, recording.facts.duration_s, SHORTEST_CLIP_S)
    seen = float((recording.motion.confidence.max(axis=1) > 0).mean()) if len(recording.motion) else 0.0
    if seen < LEAST_SEEN:
        raise NobodySeenError(path, seen)


def _rep(clip_id: str, index: int, rep: Performed) -> Rep:
    return Rep(
        clip=clip_id,
        side=rep.side,
        index=index,
        start_s=rep.start_s,
        turn_s=rep.turn_s,
        end_s=rep.end_s,
        hold_s=rep.hold_s,
        counted=rep.counted,
        why_not=rep.why_not,
        range_pct=100 * rep.reach,
        hold_from_s=rep.hold[0] if rep.hold else None,
        variant=rep.variant,
        ended_by=rep.ended_by,
    )


def _movement_flaws(
    movement: Movement | None, subject: Subject, reps: tuple[Performed, ...], recording: Recording
) -> list[Flaw]:
    first, last = float(recording.motion.times[0]), float(recording.motion.times[-1])
    flaws = []
    usual = ALL_FOURS_VIEWS if subject.on_all_fours else STANDING_VIEWS
    wanted = movement.views if movement else usual
    unseen = subject.view not in wanted
    if unseen:
        from_the_feet = subject.view is View.REAR and View.FRONT not in wanted
        flaws.append(Flaw("foot_end_view" if from_the_feet else f"{subject.view}_view", first, last))
    if not reps and unseen and subject.on_all_fours and subject.view in END_VIEWS:
        # Head-on the body hides itself: what it does cannot be told, and need not be wrong.
        return flaws
    if movement is None or not reps:
        if movement is not None and movement.posture.lying != is_lying(subject.motion):
            flaws.append(Flaw("picture_turned", first, last))
        flaws.append(Flaw("wrong_movement", first, last))
    elif both := [rep for rep in reps if rep.why_not == BOTH_FEET]:
        flaws.append(Flaw("both_feet", both[0].start_s, both[-1].end_s))
    elif unsure := [rep for rep in reps if rep.why_not == UNSURE]:
        flaws.append(Flaw("steps_unsure", unsure[0].start_s, unsure[-1].end_s))
    elif _fewest(movement, reps) < (movement.reps_asked or 0):
        flaws.append(Flaw("too_few_reps", reps[0].start_s, reps[-1].end_s))
    return flaws


def _fewest(movement: Movement, reps: Sequence[Performed]) -> int:
    """Return how many repetitions count: of the leg that did fewer, where one leg works at a time."""
    counted = [rep.side for rep in reps if rep.counted]
    return min(counted.count(side) for side in SIDES) if movement.one_leg_at_a_time else len(counted)


def _refusals(flaws: Sequence[Flaw], reps: Sequence[Performed]) -> dict[str, Undetermined]:
    """Return why measures are withdrawn, by body part: flaws that cover too much of the repetitions."""
    refusals: dict[str, Undetermined] = {}
    for flaw in flaws:
        words = facts().problems[flaw.code]
        if words.effect == "withdraws" and flaw.parts and _covers(flaw, reps):
            for part in flaw.parts:
                refusals.setdefault(part, Undetermined(flaw.code, within(words.title), words.advice))
    if not reps:
        words = facts().problems["wrong_movement"]
        refusals["*"] = Undetermined("no_repetition", "no repetition of this movement was found", words.advice)
    return refusals


def _covers(flaw: Flaw, reps: Sequence[Performed]) -> bool:
    moving = sum(r.duration_s for r in reps)
    spoilt = sum(max(0.0, min(flaw.to_s, r.end_s) - max(flaw.from_s, r.start_s)) for r in reps)
    return moving > 0 and spoilt / moving > SPOILT_SHARE


def _clip(
    clip_id: str,
    request: ClipRequest,
    recording: Recording,
    movement: Movement | None,
    stands: Viewpoint,
    flaws: Sequence[Flaw],
    instead: Movement | None,
) -> Clip:
    return Clip(
        id=clip_id,
        file=request.path.name.encode("utf-8", "replace").decode("utf-8"),
        sha256=recording.sha256,
        movement=movement.key if movement else None,
        view=stands.view,
        view_yaw_deg=stands.yaw,
        near_side=stands.near_side,
        fps=recording.facts.fps,
        duration_s=recording.facts.duration_s,
        size_px=recording.facts.size_px,
        frames_posed=len(recording.motion),
        problems=tuple(Problem(f.code, f.from_s, f.to_s, _advice(f.code, instead)) for f in flaws),
        looks_like=instead.key if instead else None,
    )


def title_of(movement: str) -> str:
    """Return what a movement is called: as the exercise that it is, else as the screen."""
    return (facts().exercises.get(movement) or facts().movements[movement]).title


def _advice(code: str, instead: Movement | None) -> str:
    """Return what to do about a flaw; what the clip shows `instead` of the movement it was named as is said."""
    if code != "wrong_movement" or instead is None:
        return facts().problems[code].advice
    title = within(title_of(instead.key))
    return f"It looks like the {title}: name that instead, or film the movement again."
