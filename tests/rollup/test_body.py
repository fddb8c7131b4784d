"""One body's figures: pairs, categories, and what a lacking one does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rollup.invented import SEX, by_sex, measure, row
from tracker.definitions.measure import Dimension, Labels
from tracker.observations import Observation
from tracker.rollup.body import BodyFigures, body_figures
from tracker.rollup.figures import Figure

WOMEN, MEN, UNKNOWN = ("sex", "women"), ("sex", "men"), ("sex", "unknown")


def figures(rows: list[Observation], population: int | None = None, **kind: Any) -> BodyFigures:
    return body_figures("delta", measure(**kind), rows, population)


def pair(figure: Figure) -> tuple[str, int | None, int | None]:
    return figure.state, figure.n, figure.d


def test_a_share_needs_both_n_and_d() -> None:
    assert pair(figures([row("delta", "2022-T1", n=2, d=5)]).total) == ("value", 2, 5)
    assert pair(figures([row("delta", "2022-T1", n=2)]).total) == ("not_reported", None, None)
    assert pair(figures([row("delta", "2022-T1", d=5)]).total) == ("not_reported", None, None)
    assert pair(figures([]).total) == ("not_reported", None, None)


def test_zero_of_zero_is_a_value() -> None:
    assert pair(figures([row("delta", "2022-T1", n=0, d=0)]).total) == ("value", 0, 0)


@pytest.mark.parametrize(("empty", "state"), [("-", "missing"), (".", "not_applicable")])
def test_the_empties_are_kept_apart(empty: str, state: str) -> None:
    found = figures([row("delta", "2022-T1", empty=empty, comment="skäl")], dimensions=(SEX,))
    assert found.total.state == state
    assert {part.state for part in found.parts.values()} == {state}
    assert not found.counted


def test_the_total_is_the_sum_of_the_categories_and_an_absent_optional_one_is_none() -> None:
    found = figures(list(by_sex("delta", "2022-T1", (3, 4), (1, 2))), dimensions=(SEX,))
    assert pair(found.total) == ("value", 4, 6)
    assert pair(found.parts[UNKNOWN]) == ("value", 0, 0)


def test_a_body_that_lacks_a_required_category_has_no_total_but_keeps_what_it_gave() -> None:
    rows = [row("delta", "2022-T1", dimension="sex", category="women", n=3, d=4)]
    found = figures(rows, dimensions=(SEX,))
    assert pair(found.parts[WOMEN]) == ("value", 3, 4)
    assert found.parts[MEN].state == "not_reported"
    assert found.total.state == "not_reported"
    assert not found.counted


def test_a_category_marked_missing_makes_the_total_missing() -> None:
    rows = [
        row("delta", "2022-T1", dimension="sex", category="women", n=3, d=4),
        row("delta", "2022-T1", dimension="sex", category="men", empty="-", comment="systembyte"),
    ]
    assert figures(rows, dimensions=(SEX,)).total.state == "missing"


def test_a_rate_takes_its_d_from_the_population() -> None:
    kind = {"kind": "rate", "labels": Labels(n="ärenden")}
    assert pair(figures([row("delta", "2022-T1", n=3)], 15_000, **kind).total) == ("value", 3, 15_000)
    assert figures([row("delta", "2022-T1", n=3)], None, **kind).total.state == "missing"


def test_a_rate_by_sex_has_the_population_only_in_its_total() -> None:
    rows = [row("delta", "2022-T1", dimension="sex", category=c, n=n) for c, n in (("women", 2), ("men", 1))]
    found = figures(rows, 15_000, kind="rate", dimensions=(SEX,))
    assert pair(found.total) == ("value", 3, 15_000)
    assert pair(found.parts[WOMEN]) == ("value", 2, None)


def test_yes_or_no_is_one_of_one() -> None:
    assert pair(figures([row("delta", "2022-T1", n=1)], kind="yes_no").total) == ("value", 1, 1)
    assert pair(figures([row("delta", "2022-T1", n=0, d=1)], kind="yes_no").total) == ("value", 0, 1)


def test_a_total_of_distinct_persons_is_the_one_given() -> None:
    distinct: Dimension = SEX.model_copy(update={"total": "distinct"})
    rows = [row("delta", "2022-T1", n=5, d=8), *by_sex("delta", "2022-T1", (3, 5), (3, 5))]
    assert pair(figures(rows, dimensions=(distinct,)).total) == ("value", 5, 8)
    assert figures(rows[1:], dimensions=(distinct,)).total.state == "not_reported"


def test_a_forecast_row_beside_the_categories_is_not_a_total() -> None:
    rows = [row("delta", "2022-T1"), *by_sex("delta", "2022-T1", (3, 4), (1, 2))]
    assert pair(figures(rows, dimensions=(SEX,)).total) == ("value", 4, 6)
