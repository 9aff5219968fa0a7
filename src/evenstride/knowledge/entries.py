"""The shapes of the facts: one frozen struct per kind of entry in the TOML files.

Every field is typed and range-checked when an entry is read; what one entry may say about another is checked in
`evenstride.knowledge.checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Meta(min_length=3)]
Unit = Literal["deg", "% leg length", "s", "reps", "m", "%", "count"]
ViewName = Literal["front", "side", "oblique", "rear"]
VerdictName = Literal["present", "possible", "absent"]
ReachName = Literal["reached", "not_reached", "undetermined"]
OutcomeName = Literal["improves", "persists", "unclear"]
MomentName = Literal[
    "bottom",
    "worst",
    "worst_abs",
    "at_60_deg",
    "top",
    "spread",
    "hold",
    "hold_change",
    "hold_worst",
    "held",
    "over",
    "far_side",
    "change",
    "back_up",
    "counted",
    "highest",
    "lowest",
    "sunk",
    "range",
    "lasted",
]

MOMENTS: Mapping[MomentName, str] = {
    "bottom": "at the bottom",
    "worst": "at its furthest",
    "worst_abs": "at its furthest, to whichever side",
    "at_60_deg": "at 60° of knee bend",
    "top": "at the top of the step",
    "spread": "back and forth within the repetition",
    "hold": "in the middle of the hold",
    "hold_change": "from the beginning to the end of the hold",
    "hold_worst": "at its furthest in the hold",
    "held": "over the whole hold",
    "over": "at its highest on the way over",
    "far_side": "at its lowest on the far side",
    "counted": "over the whole repetition",
    "highest": "at its highest",
    "lowest": "at the lowest",
    "sunk": "after the turn against the turn",
    "range": "from lowest to highest",
    "lasted": "over the whole repetition",
    "change": "from the start to the bottom",
    "back_up": "back at the top",
}


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything with a key of its own; the key is the name of its TOML table."""

    key: Key


class Source(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a figure or a claim was published, and how surely it was read.

    `figure_confidence` is about the figure, not the paper: R read in an abstract, table or text; R2 read on a secondary
    page; M from memory; D derived by arithmetic. Only R and R2 may carry a threshold called "published".
    """

    citation: Text
    figure_confidence: Literal["R", "R2", "M", "D"]
    what: Text
    url_or_id: str = ""

    @property
    def link(self) -> str:
        """Where it can be read online, if it has an address, a DOI or a number of PubMed's; else nothing."""
        place = self.url_or_id
        if place.startswith("https://"):
            return place
        if place.startswith("PMC"):
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{place}/"
        if place.startswith("pubmed "):
            return f"https://pubmed.ncbi.nlm.nih.gov/{place.removeprefix('pubmed ')}/"
        return f"https://doi.org/{place.removeprefix('doi:')}" if place.startswith("doi:") else ""


class Criterion(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to judge a fault: a measure, seen from one view at one moment, against a threshold.

    `uncertainty` is the half-width of the threshold's own grey zone, in the same unit. `direction` says where the fault
    lies: "above" or "below" the threshold, or "beyond" it in absolute value.
    """

    view: ViewName
    measure: Key
    at: MomentName
    direction: Literal["above", "below", "beyond"]
    threshold: Annotated[float, Meta(ge=-180, le=180)]
    uncertainty: Annotated[float, Meta(gt=0, le=30)]
    unit: Unit
    origin: Literal["ours", "published"]
    note: Text
    sources: tuple[Key, ...] = ()

    @property
    def origin_words(self) -> str:
        """Whose threshold this is, in words for a reader."""
        return "a default of ours" if self.origin == "ours" else "published"


class Fault(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A named fault: how it is judged, how it is told, what it suggests, and what speaks against that.

    `criteria` stand in order of preference. `sided`: "each", left and right are judged separately; "direction", one
    number whose sign names the side; "near", the leg nearer the camera only; "none", no side. `any_of` says that the
    criteria are different ways to show the fault, any of which is enough, not different looks at one thing.
    """

    movements: Annotated[tuple[Key, ...], Meta(min_length=1)]
    title: Text
    sided: Literal["each", "direction", "near", "none"]
    criteria: Annotated[tuple[Criterion, ...], Meta(min_length=1)]
    seen: Mapping[VerdictName, Text]
    suggests: Text
    objection: Text
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]
    muscles: Annotated[tuple[Key, ...], Meta(min_length=1)]
    settled_by: tuple[Key, ...] = ()
    settles: str = ""
    retest_outcomes: Mapping[OutcomeName, Text] = {}
    any_of: bool = False
    cue: str = ""

    def sentence(self, verdict: VerdictName, *, side: str = "", value: str = "", interval: str = "") -> str:
        """Return one sentence for a runner.

        Parameters
        ----------
        verdict
            What was concluded.
        side
            "left" or "right"; not used by a fault without a side.
        value, interval
            As `MeasureWords.spoken` and `MeasureWords.spoken_interval` say them.
        """
        return self.seen[verdict].format(side=side, value=value, interval=interval)

    def outcome(self, outcome: OutcomeName, *, side: str = "") -> str:
        """Return one sentence on what the retest settled, or "" if no retest settles this fault."""
        return self.retest_outcomes.get(outcome, "").format(side=side)


class MovementWords(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a movement is done and filmed, and what each view adds; `film` and `adds` hold one sentence per view."""

    title: Text
    kind: Literal["screen", "retest", "exercise"]
    how: Text
    views: Annotated[tuple[ViewName, ...], Meta(min_length=1)]
    film: Mapping[ViewName, Text]
    adds: Mapping[ViewName, Text]
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]
    reps_asked: Annotated[int, Meta(ge=1, le=50)] | None = None


class ProblemWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something about a clip that "widens" the intervals or "withdraws" measures, and one sentence on what to do."""

    code: Key
    title: Text
    advice: Text
    effect: Literal["widens", "withdraws"]


COUNTED = "count"
"""The unit of what is counted: none."""


class MeasureWords(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A measure in words; `plausible` is the range outside which a body or a camera has failed, in `unit`.

    `in_pictures` is said under a picture in which the number is not the angle that is drawn.
    """

    title: Text
    unit: Unit
    views: Annotated[tuple[ViewName, ...], Meta(min_length=1)]
    definition: Text
    positive_means: Text
    how_to_read: Text
    in_pictures: str = ""
    says_positive: Text
    says_negative: Text
    plausible: tuple[float, float]
    decimals: Annotated[int, Meta(ge=0, le=2)] = 0
    sources: tuple[Key, ...] = ()

    def spoken(self, value: float) -> str:
        """Return a value as it is said to a runner, with its direction in words: "6 % of leg length inward"."""
        return self._template(value).format(value=self.number(value))

    def spoken_interval(self, low: float, high: float) -> str:
        """Return an interval as it is said to a runner: "4 to 8", or both ends in words if they differ in direction."""
        if self._template(low) == self._template(high):
            first, last = sorted((abs(low), abs(high)))
            return f"{self.number(first)} to {self.number(last)}"
        return f"between {self.spoken(low)} and {self.spoken(high)}"

    def number(self, value: float) -> str:
        """Return how large a value is, without its sign and unit; what is counted is whole where it is whole."""
        told = f"{abs(value):.{self.decimals}f}"
        return told.removesuffix(".0") if self.unit == COUNTED else told

    def _template(self, value: float) -> str:
        return self.says_negative if round(value, self.decimals) < 0 else self.says_positive


class Muscle(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One muscle; `region` is the side of a body figure on which it is drawn."""

    name: Text
    anatomical: Text
    region: Literal["front", "back"]
    note: str = ""
    sources: tuple[Key, ...] = ()


class MuscleGroup(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Muscles that act together, and the group that acts against them, if there is one."""

    name: Text
    anatomical: Text
    muscles: Annotated[tuple[Key, ...], Meta(min_length=1)]
    region: Literal["front", "back"]
    opposing: Key | None = None
    note: str = ""
    sources: tuple[Key, ...] = ()


class Dose(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much of an exercise; None where it is not counted that way. `words` is the article's own measure of it."""

    words: Text
    per_side: bool
    reps_min: Annotated[int, Meta(ge=1, le=50)] | None = None
    reps_max: Annotated[int, Meta(ge=1, le=50)] | None = None
    seconds_min: Annotated[float, Meta(gt=0, le=300)] | None = None
    seconds_max: Annotated[float, Meta(gt=0, le=300)] | None = None
    metres: Annotated[float, Meta(gt=0, le=500)] | None = None
    hold_s: Annotated[float, Meta(gt=0, le=60)] | None = None


class Aim(Criterion, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How far a repetition is meant to go. It is told beside the faults: what is not reached yet is none.

    `said` holds one clause for each answer, with room for `{number}`, the measure without its sign, and `{interval}`;
    `unseen` is the clause for a clip from where it does not show, `refused` that for one that hid it for a `{reason}`.
    """

    key: Key
    said: Mapping[ReachName, Text]
    unseen: Text
    refused: Text


class Exercise(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One of the eight exercises; its key is the movement it is filmed as.

    `easier` and `harder` are the next step down and up; `two_legged` is what takes its place once both sides are even;
    `needs` are keys of the intake's equipment, and `without` says how to do it if they are not at hand. `aims` are
    what it asks for that can be told from a clip by a measure.
    """

    title: Text
    number: Annotated[int, Meta(ge=1, le=8)]
    dose: Dose
    how: Text
    mainly_for: Annotated[tuple[Key, ...], Meta(min_length=1)]
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]
    easier: Text
    harder: Text
    two_legged: Text
    seconds_per_rep: Annotated[float, Meta(gt=0, le=20)]
    needs: tuple[Key, ...] = ()
    without: str = ""
    equipment: tuple[Text, ...] = ()
    note: str = ""
    aims: tuple[Aim, ...] = ()


Amount = Annotated[float, Meta(ge=0, le=600)]
Age = Annotated[int, Meta(ge=10, le=110)]


class NormRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What people of one sex and age do on average; both ages included. `sd` is None where only a mean was read."""

    sex: Literal["female", "male", "any"]
    age_min: Age
    age_max: Age
    mean: Amount
    sd: Amount | None = None


class NormBand(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A published band of results: from `at_least` up, `below`, or `about` a value; None where open."""

    label: Text
    about: Amount | None = None
    at_least: Amount | None = None
    below: Amount | None = None


class NormError(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How far two results of the same unchanged person, or leg, can lie apart.

    `typical error` is the standard deviation of one result; the others are bounds that a difference has to exceed.
    `default of ours` stands where no figure was found.
    """

    kind: Literal[
        "limits of agreement",
        "minimal detectable change",
        "typical error",
        "natural side difference",
        "default of ours",
    ]
    value: Amount
    unit: Unit
    what: Text
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]


class RunningSign(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that a watch says of a run, by the name of the field of `Run` that holds it.

    `bands` are published, of `banded` where that is not the number itself; `note` says what they are worth.
    """

    title: Text
    unit: Literal["%", "cm", "steps a minute"]
    decimals: Annotated[int, Meta(ge=0, le=3)]
    what: Text
    note: Text
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]
    bands: tuple[NormBand, ...] = ()
    banded: str = ""

    def band(self, value: float) -> NormBand | None:
        """Return the published band that a number falls into."""
        fits = (b for b in self.bands if (b.at_least or 0) <= value and (b.below is None or value < b.below))
        return next(fits, None)


class Norm(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A home strength or balance test: how it is done, what others do, and how much of a difference is noise.

    `tells_of` is the muscle group whose two sides it compares. `exercise` is the movement it is counted from in a
    clip, by `counted_as`: repetitions until the form goes, or the longest hold. `less_is_better` marks a
    test against the clock.
    """

    title: Text
    unit: Unit
    how: Text
    population: Text
    sources: Annotated[tuple[Key, ...], Meta(min_length=1)]
    rows: tuple[NormRow, ...] = ()
    bands: tuple[NormBand, ...] = ()
    errors: Annotated[tuple[NormError, ...], Meta(min_length=1)]
    tells_of: Key | None = None
    exercise: Key | None = None
    counted_as: Literal["reps", "hold"] = "reps"
    less_is_better: bool = False
    note: str = ""

    @property
    def by_sex(self) -> bool:
        """Whether women and men have figures of their own."""
        return any(row.sex != "any" for row in self.rows)

    def row(self, sex: str | None, age: int) -> NormRow | None:
        """Return the row for a person, or None if nobody like them was tested."""
        fits = (r for r in self.rows if r.sex in (sex, "any") and r.age_min <= age <= r.age_max)
        return next(fits, None)
