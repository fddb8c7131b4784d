"""Who has reported: an item counts when what is asked of it is there, as on the entry page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.report.built import built
from tests.rollup import invented
from tests.rollup.invented import SEX, by_sex, row
from tracker.definitions.program import Activity, Goal, Program, Responsibility, Text
from tracker.observations import Observation

T1 = "2022-T1"


def program() -> Program:
    activities = tuple(
        Activity(
            code=code,
            wording=(Text(text=code),),
            responsible=(Responsibility(bodies=("delta",)),),
            same_as="A1.1" if code == "A1.2" else None,
        )
        for code in ("A1.1", "A1.2")
    )
    indicators = (invented.indicator(bodies=("delta",), dimensions=(SEX,)),)
    goal = Goal(code="M1", wording=(Text(text="Mål ett"),), indicators=indicators, activities=activities)
    return invented.program().model_copy(update={"goals": (goal,)})


def given(period: str, *rows: Observation) -> tuple[int, int]:
    (body,) = built(program(), period, rows).bodies
    return body.reported, body.expected


WOMEN = row("delta", T1, dimension="sex", category="women", n=1, d=2)


@pytest.mark.parametrize(
    ("rows", "reported"),
    [
        ([], 0),
        ([*by_sex("delta", T1, (1, 2), (0, 0))], 1),
        ([row("delta", T1, empty="-", comment="systembyte")], 1),
        ([row("delta", T1, empty=".")], 1),
        ([WOMEN], 0),  # a required category is lacking
        ([row("delta", T1, comment="kommer")], 0),
        ([row("delta", T1, forecast=Decimal(50))], 0),
        ([row("delta", T1, "A1.1", status="ongoing")], 1),  # also A1.2, which is asked once
        ([row("delta", T1, "A1.1", comment="kommer")], 0),
        ([row("delta", T1, "M1", status="met")], 1),
        ([row("delta", T1, "M1", text="analys utan bedömning")], 0),
        ([row("delta", T1, "M1", dimension="perspective", category="barnratt", text="analys")], 0),
    ],
)
def test_what_counts_as_reported(rows: list[Observation], reported: int) -> None:
    assert given(T1, *rows) == (reported, 3)


def test_a_plan_asks_for_how_the_body_will_work() -> None:
    assert given("2022-VP", row("delta", "2022-VP", "A1.1", text="Utbilda alla")) == (1, 1)
    assert given("2022-VP", row("delta", "2022-VP", "A1.1", comment="kommer")) == (0, 1)
