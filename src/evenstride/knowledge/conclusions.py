"""The shapes of the rules that lead from findings to muscles, and of what stops them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from evenstride.knowledge.entries import Entry, Key, OutcomeName, Text

KindName = Literal["weakness", "tightness", "instability", "difference"]
EffectName = Literal["raises", "lowers", "leaves"]
Relation = Literal["same", "other"]
AnswerName = Literal["cambered_road_low_side", "one_sided_training", "thigh", "calf"]


class Conclusion(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that may be the matter with a muscle group.

    `says` is told of one side ({side}), `says_both` of both and `says_none` where the sides cannot be told apart.
    `opposing` is what can, and cannot, be said about the group that acts against this one.
    """

    kind: KindName
    group: Key
    muscles: Annotated[tuple[Key, ...], Meta(min_length=1)]
    says: Text
    says_both: Text
    says_none: Text
    opposing: str = ""


class OtherReading(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What else a finding could come from; `settles` how to tell, `settled_by` the movement or home test for it."""

    kind: KindName
    muscles: Annotated[tuple[Key, ...], Meta(min_length=1)]
    says: Text
    settles: Text
    settled_by: Key | None = None
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]


class Weigh(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What moves the confidence of a conclusion by one step, or is worth a word and moves nothing.

    Exactly one of `finding` ("movement.fault", with its `verdict`), `retest` (an outcome for the rule's own fault),
    `answer` (of the intake) and `variant` (the form in which the rule's own movement was done) is given. `side` is that
    of the finding or answer, seen from the conclusion: of a girth, the thinner side.
    """

    effect: EffectName
    says: Text
    finding: str = ""
    verdict: Literal["present", "absent"] = "present"
    retest: OutcomeName | None = None
    answer: AnswerName | None = None
    variant: Key | None = None
    side: Relation = "same"
    sources: tuple[Key, ...] = ()


class Rule(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A finding that starts a conclusion.

    `side` is the side concluded, seen from the finding's: where a finding of the hurdle step names the leg that steps,
    the "other" is the one stood on; "both" for a finding that has no side. With `only_after` the rule speaks only once
    the retest of this fault has come out so; with `toward`, only if the sign of its number names that side, seen from
    the finding's (a pelvis that drops leaves the other hip higher; one that is hiked does not count).
    """

    concludes: Key
    movement: Key
    fault: Key
    side: Literal["same", "other", "both"]
    says: Text
    reading: Text
    objection: Text
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]
    alternatives: Annotated[tuple[Key, ...], Meta(min_length=1)]
    only_after: OutcomeName | None = None
    toward: Relation | None = None
    weighs: tuple[Weigh, ...] = ()


class Girth(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A place for the tape; a difference up to `error_cm` is noise."""

    how: Text
    error_cm: Annotated[float, Meta(gt=0, le=5)]
    note: Text


class RedFlag(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sign that stops everything: how it is asked, what is said, and whom to see."""

    asks: Text
    says: Text
    see: Text
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]


class PainRule(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What pain stops: one screen ("screen"), or everything from `from_rating` of 10 on ("everything").

    `says` may name the {movement}, or the {region} and its {rating}.
    """

    stops: Literal["screen", "everything"]
    says: Text
    see: Text
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]
    from_rating: Annotated[int, Meta(ge=1, le=10)] | None = None
