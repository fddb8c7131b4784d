"""A published report of one body lists that body alone, and what it lists is what the city's report says of it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.report.built import built
from tests.rollup import invented
from tests.rollup.invented import row
from tracker.definitions.program import Activity, Goal, Program, Responsibility, Text
from tracker.report.model import Existed, Report
from tracker.report.scope import part_of

EVERYBODY = (Responsibility(bodies=("distrikten",)),)


def program() -> Program:
    activity = Activity(code="A1.1", wording=(Text(text="Utbilda"),), responsible=EVERYBODY)
    goal = Goal(code="M1", wording=(Text(text="Mål"),), indicators=(invented.indicator(),), activities=(activity,))
    other = Activity(code="A2.1", wording=(Text(text="Samråd"),), responsible=(Responsibility(bodies=("epsilon",)),))
    return invented.program(goals=(goal, Goal(code="M2", wording=(Text(text="Två"),), activities=(other,))))


def report() -> Report:
    rows = []
    for number, unit in enumerate(("gamma", "delta", "epsilon"), 6):
        rows += [
            row(unit, "2022-T1", n=number, d=10),
            row(unit, "2022-T1", "A1.1", status="ongoing"),
            row(unit, "2022-T1", "M1", status="met", text=unit),
        ]
    return built(program(), "2022-T1", rows)


def listed(part: Report) -> Iterator[str]:
    """The code of every body that the report lists, wherever it does."""
    yield from (body.code for body in part.bodies)
    for goal in part.goals:
        yield from (unit.code for unit in goal.judgements.units)
        yield from (area.code for indicator in goal.indicators for area in indicator.units)
        yield from (unit.code for activity in goal.activities for unit in activity.units)


def test_a_bodys_part_lists_that_body_in_every_list_and_no_other() -> None:
    part = part_of(report(), "delta")
    assert part is not None
    assert list(listed(part)) == ["delta"] * 4, "among the bodies, the judgements, the areas, the activities"
    assert [goal.code for goal in part.goals] == ["M1"], "under M2 it answers for nothing"


def test_of_bodies_that_were_formed_or_ended_a_part_tells_its_own_and_those_before_it() -> None:
    merged, other = (
        Existed(code=code, name=code, since=None, until="2022-01-31", merged_into=heir)
        for code, heir in (("alpha", "delta"), ("beta", "gamma"))
    )
    formed = Existed(code="delta", name="Delta", since="2022-02-01", until=None, merged_into=None)
    part = part_of(report().model_copy(update={"existed": (merged, other, formed)}), "delta")
    assert part is not None and part.existed == (merged, formed)


def test_what_a_part_says_of_the_body_and_the_city_is_what_the_whole_says() -> None:
    whole, part = report(), part_of(report(), "delta")
    assert part is not None
    (goal,), of_city = part.goals, whole.goals[0]
    assert goal.judgements.units == tuple(unit for unit in of_city.judgements.units if unit.code == "delta")
    assert goal.indicators[0].units == tuple(area for area in of_city.indicators[0].units if area.code == "delta")
    assert goal.indicators[0].city == of_city.indicators[0].city
    assert goal.activities[0].units == tuple(unit for unit in of_city.activities[0].units if unit.code == "delta")


def test_who_answers_for_nothing_has_no_part() -> None:
    assert part_of(report(), "namnden") is None
