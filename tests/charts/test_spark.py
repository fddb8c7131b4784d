"""The line in a goal's row: joined only between figures that may be compared."""

from __future__ import annotations

import pytest

from tests.exports import sample
from tracker.charts.spark import Spark, spark
from tracker.report.model import Cell, Indicator

REPORT = sample.report()
THEN = Cell(state="value", n=2, d=3, value="66.7")


def indicator(**changes: object) -> Indicator:
    """The sample's ratio: 66,7 in the second part of 2022 and of 2023, the report's own period."""
    found = next(each for goal in REPORT.goals for each in goal.indicators if each.code == "I2.2")
    return found.model_copy(update={"breaks": (), **changes})


def test_two_years_that_may_be_compared_are_joined_and_the_latest_has_its_dot() -> None:
    city = indicator().city.model_copy(update={"same_bodies": THEN, "previous_year": THEN})
    assert spark(REPORT, indicator(city=city)) == Spark(("3.0,3.0 53.0,3.0",), (53.0, 3.0), (2022, 2023))


@pytest.mark.parametrize("what", ["a break", "no common bodies"])
def test_no_line_leads_to_a_figure_that_cannot_be_compared(what: str) -> None:
    changes = {"breaks": sample.report().goals[0].indicators[0].breaks} if what == "a break" else {}
    assert spark(REPORT, indicator(**changes)) == Spark((), (53.0, 3.0), (2022, 2023))
