"""One statistic wherever it stands: what is entered at one indicator counts at those that are the same."""

from __future__ import annotations

from tests.rollup import invented
from tests.rollup.invented import SEX, by_sex, indicator, row
from tracker.definitions.measure import Labels, SameAs
from tracker.definitions.view import view
from tracker.observations import Observation, Observations
from tracker.rollup.body import BodyFigures
from tracker.rollup.figures import Figure
from tracker.rollup.indicator import as_reported, reported

PERIOD = "2022-T1"
PLACEMENTS = indicator("I1.1", kind="count", labels=Labels(n="placeringar"), dimensions=(SEX,))
NIGHTS = indicator("I1.2", kind="ratio", labels=Labels(n="dygn", d="placeringar"), same_as=SameAs(d="I1.1.n"))
PER_HEAD = indicator("I1.3", kind="rate", labels=Labels(n="placeringar"), same_as=SameAs(n="I1.1.n"))
ANSWERED = indicator("I1.4", dimensions=(SEX,), labels=Labels(n="svarande", d="tillfrågade"))
HELPED = indicator("I1.5", dimensions=(SEX,), labels=Labels(n="nöjda", d="svarande"), same_as=SameAs(d="I1.4.n"))
PROGRAM = invented.program(PLACEMENTS, NIGHTS, PER_HEAD, ANSWERED, HELPED)


def figures(code: str, *rows: Observation) -> BodyFigures:
    """What delta gave of the indicator: 15 000 inhabitants on 31 December 2021."""
    seen = view(invented.organisation(), PROGRAM, PROGRAM.calendar.parse(PERIOD))
    found = next(one for one in seen.indicators() if one.code == code)
    return reported(seen, found, Observations(rows)).figures["delta"]


def pair(figure: Figure) -> tuple[str, int | None, int | None]:
    return figure.state, figure.n, figure.d


def placements(women: int, men: int) -> list[Observation]:
    return [*by_sex("delta", PERIOD, (women, None), (men, None), item="I1.1")]


def test_a_denominator_is_the_sum_of_the_other_s_categories() -> None:
    nights = row("delta", PERIOD, item="I1.2", n=90)
    assert pair(figures("I1.2", nights, *placements(5, 1)).total) == ("value", 90, 6)


def test_without_the_other_s_figure_there_is_none() -> None:
    assert pair(figures("I1.2", row("delta", PERIOD, item="I1.2", n=90)).total) == ("not_reported", None, None)
    assert pair(figures("I1.2", *placements(5, 1)).total) == ("not_reported", None, None)


def test_a_numerator_of_a_rate_needs_nothing_entered() -> None:
    assert pair(figures("I1.3", *placements(5, 1)).total) == ("value", 6, 15_000)


def test_the_other_s_mark_is_this_one_s_too() -> None:
    mark = row("delta", PERIOD, item="I1.1", empty="-", comment="skäl")
    assert pair(figures("I1.3", mark).total) == ("missing", None, None)
    assert pair(figures("I1.2", mark, row("delta", PERIOD, item="I1.2", n=90)).total) == ("missing", None, None)


def test_categories_are_shared_one_by_one_and_one_left_out_is_none_of_its_own() -> None:
    answered = [*by_sex("delta", PERIOD, (7, 20), (2, 9), item="I1.4")]
    answered.append(row("delta", PERIOD, item="I1.4", dimension="sex", category="unknown", n=3, d=4))
    helped = [
        row("delta", PERIOD, item="I1.5", dimension="sex", category="women", n=6),
        row("delta", PERIOD, item="I1.5", dimension="sex", category="men", n=1),
    ]
    found = figures("I1.5", *answered, *helped)
    assert {key[1]: pair(part)[1:] for key, part in found.parts.items()} == {
        "women": (6, 7), "men": (1, 2), "unknown": (0, 3),
    }  # fmt: skip
    assert pair(found.total) == ("value", 7, 12)


def test_the_city_s_rate_counts_the_bodies_that_gave_the_other() -> None:
    seen = view(invented.organisation(), PROGRAM, PROGRAM.calendar.parse(PERIOD))
    rate = next(one for one in seen.indicators() if one.code == "I1.3")
    city = as_reported(reported(seen, rate, Observations(placements(5, 1)))).city
    assert pair(city.total) == ("value", 6, 15_000)
    assert city.counted == ("delta",)
