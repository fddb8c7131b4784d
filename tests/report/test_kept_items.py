"""Items kept by bodies and by the city, also by bodies that the program itself does not name."""

from __future__ import annotations

from datetime import date

import pytest

from tests.report.built import area, built, figures, indicator
from tests.rollup import invented
from tests.rollup.invented import row
from tracker.definitions.organisation import Organisation, Unit
from tracker.definitions.program import Activity, Goal, Indicator, Program, Responsibility, Text
from tracker.definitions.view import view
from tracker.report.build import UnknownUnit

COUNT = {"kind": "count", "labels": {"n": "personer"}, "decimals": 0}


def kept(code: str, origin: str, *bodies: str) -> Indicator:
    return invented.indicator(code, bodies, **COUNT).model_copy(update={"origin": origin})


def program(*items: Indicator) -> Program:
    """Goal M1 is the districts'; M2 has nothing of the program's own."""
    first = Goal(
        code="M1",
        wording=(Text(text="Mål ett"),),
        indicators=(invented.indicator(), *items),
    )
    own = Activity(
        code="E-delta-2",
        wording=(Text(text="Cirklar"),),
        responsible=(Responsibility(bodies=("delta",)),),
        origin="own",
    )
    second = Goal(code="M2", wording=(Text(text="Mål två"),), activities=(own,))
    return invented.program().model_copy(update={"goals": (first, second)})


def test_a_body_with_own_items_only_owes_them_and_has_a_report() -> None:
    followed = program(kept("E-namnden-1", "own", "namnden"))
    now = view(invented.organisation(), followed, invented.parse("2022-T1"))
    assert "namnden" in {unit.code for unit in now.units}
    rows = [row("namnden", "2022-T1", "E-namnden-1", n=7)]
    report = built(followed, "2022-T1", rows, unit="namnden")
    assert figures(indicator(report, "E-namnden-1").units) == {"namnden": "value 7 - 7"}
    assert [(body.code, body.reported, body.expected) for body in report.bodies] == [("namnden", 1, 1)]


def test_own_items_are_in_no_report_of_the_city() -> None:
    followed = program(kept("E-namnden-1", "own", "namnden"), kept("E-delta-1", "own", "delta"))
    report = built(followed, "2022-T1", [row("delta", "2022-T1", "E-delta-1", n=7)])
    assert [i.code for goal in report.goals for i in goal.indicators] == ["I1.1"]
    assert not [a for goal in report.goals for a in goal.activities]
    assert "namnden" not in {body.code for body in report.bodies}
    with pytest.raises(UnknownUnit):
        built(followed, "2022-T1", [], unit="kansliet", organisation=_with_office())


def _with_office() -> Organisation:
    known = invented.organisation()
    office = Unit(code="kansliet", name="Kansliet", kind="facknamnd", from_=date(2020, 1, 1))
    return known.model_copy(update={"units": (*known.units, office)})


def test_the_citys_own_indicator_rolls_up_also_from_bodies_that_the_program_does_not_name() -> None:
    followed = program(kept("S-1", "city", "delta", "epsilon", "namnden"))
    rows = [row("delta", "2022-T1", "S-1", n=6), row("namnden", "2022-T1", "S-1", n=9)]
    report = built(followed, "2022-T1", rows)
    assert figures([area(report, "city", "S-1")]) == {"city": "value 15 - 15"}
    assert area(report, "city", "S-1").coverage.model_dump() == {
        "reported": 2, "expected": 3, "population_share": None,
    }  # fmt: skip
    assert figures(indicator(report, "S-1").regions) == {"r-ost": "value 6 - 6"}
    assert {body.code: (body.reported, body.expected) for body in report.bodies}["namnden"] == (1, 1)


def test_an_own_item_under_a_goal_gives_no_judgement_of_the_goal_to_owe() -> None:
    """The entry page asks for a judgement only of those who answer for something of the program's in it."""
    rows = [
        row("delta", "2022-T1", n=1, d=2),
        row("delta", "2022-T1", "M1", status="met"),
        row("delta", "2022-T1", "E-delta-2", status="ongoing"),
    ]
    report = built(program(), "2022-T1", rows, unit="delta")
    assert [goal.code for goal in report.goals] == ["M1", "M2"]
    assert report.goals[1].judgements.units == ()
    assert [(body.code, body.reported, body.expected) for body in report.bodies] == [("delta", 3, 3)]
