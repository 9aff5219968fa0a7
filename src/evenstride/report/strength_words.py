"""A home test in words: what each side did, how alike they are and how sure that is, and what others do."""

from __future__ import annotations

from collections.abc import Iterator

from evenstride.knowledge import Norm, facts
from evenstride.knowledge.entries import NormRow
from evenstride.model import Side, StrengthTest

PEOPLE = {"female": "women", "male": "men"}
AGES = {"18-29": 25, "30-39": 35, "40-49": 45, "50-59": 55, "60-69": 65, "70 and over": 75}
"""An age within each band of the intake, to look a norm up by."""

EVEN_PCT = 100

ASK = "Say --age and --sex to see what people like you do on average."
ASK_ON_A_PAGE = "Say your age and sex with the test, and this page adds what people like you do on average."

ONE_MORE_DAY = "Test again on another day: only the same side twice makes it sure."


def test_sentences(test: StrengthTest, lags: Side) -> Iterator[str]:
    """Yield what a test of both sides says; `lags` is the side that lags beyond the error, NONE if neither does."""
    yield f"{title_of(test.key)}: left {amount(test.left, test.unit)}, right {amount(test.right, test.unit)}."
    symmetry, interval = test.symmetry_pct, test.symmetry_interval_pct
    if symmetry is not None and interval is not None:
        yield f"The smaller is {symmetry:.0f} % of the larger ({_likely(interval)})."
    apart = abs(test.left - test.right)
    off, chance = amount(apart, test.unit), amount(test.noise, test.unit)
    if not test.difference_is_real and test.key not in facts().norms:
        yield f"They are {off} apart. Up to {chance} can be chance, so neither can be called the smaller one."
    elif not test.difference_is_real:
        yield f"They are {off} apart. Up to {chance} can be chance, so neither can be called the weaker one."
    elif lags is Side.NONE:
        smaller = "left" if test.left < test.right else "right"
        yield f"They are {off} apart, and only up to {chance} can be chance: the {smaller} is the smaller one."
    else:
        yield f"They are {off} apart, and only up to {chance} can be chance: the {lags} lags. {ONE_MORE_DAY}"


def _likely(interval: tuple[float, float]) -> str:
    """Return an interval of the smaller in % of the larger; past 100 the smaller may be the larger one."""
    low, high = (round(end) for end in interval)
    if high >= EVEN_PCT and low <= 0:
        return "too little was done to say how alike they are"
    if low <= 0:
        return f"likely {high} or less"
    if high >= EVEN_PCT:
        return f"likely {low} or more, so they may be even"
    return f"likely {low} to {high}"


def one_side_sentence(key: str, side: Side, value: float, unit: str) -> str:
    """Return what a test of one side says."""
    return f"{title_of(key)}: {side} {amount(value, unit)}. Test the {side.mirror()} as well, to compare them."


def noise_sentence(key: str) -> str:
    """Return where the error of a test comes from, in one line; "" for the tape."""
    norm = facts().norms.get(key)
    if norm is None:
        return ""
    return " ".join(e.what.format(value=f"{e.value:g}") for e in norm.errors)


def group_sentence(key: str) -> str:
    """Return which muscles a test speaks of; "" where it speaks of none by themselves."""
    norm = facts().norms.get(key)
    if norm is None:
        return "A tape tells how big a side is, not how strong."
    return f"It speaks of: {facts().groups[norm.tells_of].name}." if norm.tells_of else ""


def norm_sentence(key: str, sex: str | None, age: int | None, unsaid: str = ASK) -> str:
    """Return what people of that sex and age do on average, and where that was read; "" where nobody knows.

    Where sex or age were not said, `unsaid` is returned: how to say them.
    """
    norm = facts().norms.get(key)
    if norm is None or not norm.rows:
        return ""
    if age is None or (sex not in PEOPLE and norm.by_sex):
        return unsaid
    row = norm.row(sex, age)
    if row is None:
        return f"No figure was found for {PEOPLE.get(sex or '', 'people')} of {age}."
    return f"{_people(row)}: {_usual(norm, row)} ({norm.population}; {_cited(norm)})."


def _people(row: NormRow) -> str:
    who = PEOPLE.get(row.sex, "people")
    return f"{who[0].upper()}{who[1:]} of {row.age_min} to {row.age_max}"


def _usual(norm: Norm, row: NormRow) -> str:
    spread = "" if row.sd is None else f", two in three between {row.mean - row.sd:g} and {row.mean + row.sd:g}"
    return f"{amount(row.mean, norm.unit)} on average{spread}"


def _cited(norm: Norm) -> str:
    return "; ".join(source.citation for source in facts().cited(norm.sources))


def title_of(key: str) -> str:
    """Return the name of a test."""
    norm = facts().norms.get(key)
    return norm.title if norm else f"{key.removeprefix('girth_').capitalize()}, around"


def amount(value: float, unit: str) -> str:
    """Return what a side did, with its unit; repetitions have none."""
    if unit == "m":
        return f"{value:.2f} m"
    told = f"{value:.0f}" if unit == "reps" or value >= 100 else f"{value:.1f}".removesuffix(".0")
    return told if unit == "reps" else f"{told} {unit}"
