"""Plans of the year in which bodies merge: those that end and those that are formed each owe one."""

from __future__ import annotations

from tests.report.built import built, indicator
from tests.rollup import invented
from tests.rollup.invented import row
from tracker.definitions.program import Activity, Goal, Program, Responsibility, Text


def program(**changes: object) -> Program:
    activity = Activity(
        code="A1.1", wording=(Text(text="Utbilda"),), responsible=(Responsibility(bodies=("distrikten",)),)
    )
    goal = Goal(
        code="M1",
        wording=(Text(text="Mål ett"),),
        indicators=(invented.indicator().model_copy(update=changes),),
        activities=(activity,),
    )
    return invented.program().model_copy(update={"goals": (goal,)})


def test_a_plan_is_owed_by_bodies_that_end_in_the_year_and_by_those_formed_in_it() -> None:
    rows = [row("alfa", "2022-VP", "A1.1", text="Alfas plan"), row("ab", "2022-VP", "A1.1", text="Gemensam plan")]
    report = built(program(), "2022-VP", rows)
    (activity,) = report.goals[0].activities
    plans = {unit.code: unit.plan for unit in activity.units}
    assert plans == {
        "alfa": "Alfas plan", "beta": None, "ab": "Gemensam plan", "gamma": None, "delta": None, "epsilon": None,
    }  # fmt: skip
    assert [(b.code, b.reported, b.expected) for b in report.bodies][:3] == [
        ("alfa", 1, 1), ("beta", 0, 1), ("ab", 1, 1),
    ]  # fmt: skip
    found = indicator(report)
    assert (found.asked, found.city.total.state, found.units) == (False, "not_applicable", ())


def test_the_plan_of_a_merged_body_is_its_own() -> None:
    rows = [row("alfa", "2022-VP", "A1.1", text="Alfas plan"), row("ab", "2022-VP", "A1.1", text="Gemensam plan")]
    report = built(program(), "2022-VP", rows, unit="ab")
    (activity,) = report.goals[0].activities
    assert [(unit.code, unit.plan) for unit in activity.units] == [("ab", "Gemensam plan")]
    assert [body.code for body in report.bodies] == ["ab"]
    # Its series still reach back to those that it stands for.
    later = built(program(), "2022-T2", [row("alfa", "2022-T1", n=1, d=2)], unit="ab")
    assert [unit.code for unit in indicator(later).series.as_reported[-2].units] == ["alfa", "beta"]
