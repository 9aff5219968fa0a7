"""What findings suggest about muscles: which group, which side, how surely, and what else it could be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenstride.model.skeleton import Side


class ImbalanceKind(StrEnum):
    """In which way a muscle group lags."""

    WEAKNESS = "weakness"
    TIGHTNESS = "tightness"
    INSTABILITY = "instability"
    DIFFERENCE = "difference"


class Confidence(StrEnum):
    """How much speaks for a conclusion, in three steps that words can be found for."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNCLEAR = "unclear"


class Effect(StrEnum):
    """What one step of reasoning did to the conclusion."""

    STARTS = "starts"
    RAISES = "raises"
    LOWERS = "lowers"
    LEAVES = "leaves"


class Outcome(StrEnum):
    """What a test said of another reading of the same finding."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step from what was seen to what is concluded.

    `rule` is its key in the knowledge; `says` one sentence; `rests_on` ids of findings, retests or tests, and names of
    intake answers.
    """

    rule: str
    effect: Effect
    says: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What else it could be, and the retest or test that would settle it (a key of the knowledge).

    `outcome` is what a home test has said of it since, and `told` that in one sentence; None and "" if none was done.
    """

    kind: ImbalanceKind
    muscles: tuple[str, ...]
    says: str
    settled_by: str | None
    settles: str
    sources: tuple[str, ...]
    outcome: Outcome | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A muscle group that seems to lag, on one side or against its opposing group.

    `muscles` and `group` are keys of the knowledge; `because` the findings it rests on and `against` those that speak
    against it; `reading` is the article's sentence, `objection` the literature's; `trace` every step of the reasoning,
    in order.
    """

    id: str
    kind: ImbalanceKind
    group: str
    muscles: tuple[str, ...]
    side: Side
    confidence: Confidence
    says: str
    because: tuple[str, ...]
    against: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    reading: str
    objection: str
    sources: tuple[str, ...]
    trace: tuple[Reason, ...]
