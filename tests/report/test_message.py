"""The statements that head page, workbook and document: in which order, of what, and of no dotted figure."""

from __future__ import annotations

import pytest

from tests.exports import sample
from tracker.report.counts import Judgements
from tracker.report.message import Statement, statements
from tracker.report.model import Cell, Goal, Indicator, Report

H = "\u00a0"
BASE = sample.report()
DOTTED = Cell(state="suppressed")


def share(value: str) -> Cell:
    return Cell(state="value", n=1, d=2, value=value)


def compared(code: str, now: Cell, then: Cell, direction: str | None = "up") -> Indicator:
    first = BASE.goals[0].indicators[0]
    city = first.city.model_copy(update={"total": now, "same_bodies": now, "previous_year": then})
    changed = {"code": code, "title": f"Andel {code}.", "city": city, "direction": direction, "target": None}
    return first.model_copy(update={**changed, "attainment": None})


def judged(code: str, met: int, partly: int, not_met: int = 0) -> Goal:
    counts = Judgements(met=met, partly=partly, not_met=not_met)
    return BASE.goals[1].model_copy(update={"code": code, "title": f"Mål {code}", "judgements": counts})


def with_goals(*goals: Goal) -> Report:
    return BASE.model_copy(update={"goals": goals})


def with_indicators(*indicators: Indicator) -> Report:
    return with_goals(BASE.goals[0].model_copy(update={"indicators": indicators}))


def about(report: Report, begins: str) -> Statement:
    (found,) = [statement for statement in statements(report) if statement.text.startswith(begins)]
    return found


def codes(report: Report, begins: str) -> list[str]:
    return [point.code for point in about(report, begins).points]


def test_goals_are_named_the_weakest_first_then_the_strongest_then_the_unknown() -> None:
    report = with_goals(judged("M1", 9, 1), judged("M2", 5, 5), judged("M3", 0, 0), judged("M4", 1, 3, 2),
                        judged("M5", 10, 0))  # fmt: skip
    assert codes(report, "Mål som ”bedöms uppfyllas helt” enligt högst hälften") == ["M4", "M2"]
    assert codes(report, "Mål som ”bedöms uppfyllas helt” enligt mer än hälften") == ["M5", "M1"]
    assert codes(report, "Mål som ingen har bedömt") == ["M3"]
    weakest = about(report, "Mål som ”bedöms uppfyllas helt” enligt högst hälften").points[0]
    assert weakest.text == f"Mål M4 – bedöms uppfyllas helt: 1{H}av{H}6, bedöms inte uppfyllas: 2"


def test_indicators_are_named_by_what_has_become_of_them_the_largest_change_first() -> None:
    report = with_indicators(
        compared("I1", share("50.0"), share("49.0")), compared("I2", share("80.0"), share("40.0")),
        compared("I3", share("40.0"), share("41.0")), compared("I4", share("10.0"), share("20.0")),
        compared("I5", share("30.0"), share("20.0"), direction="down"), compared("I6", share("5.0"), share("5.0")),
        compared("I7", share("9.0"), share("5.0"), direction=None), compared("I8", share("9.0"), DOTTED),
        compared("I9", share("9.0"), share("0.0")),
    )  # fmt: skip
    assert codes(report, "Sämre än föregående år") == ["I4", "I5", "I3"]
    assert codes(report, "Bättre än föregående år") == ["I9", "I2", "I1"]
    assert codes(report, "Högre eller lägre") == ["I7"]
    assert codes(report, "Oförändrade") == ["I6"]
    assert codes(report, "Kan inte jämföras") == ["I8"]
    assert about(report, "Sämre").points[0].text == f"Andel I4 – 10,0{H}%, föregående år 20,0{H}%"
    assert about(report, "Kan inte jämföras").points[0].text == f"Andel I8 – 9,0{H}%"


@pytest.mark.parametrize(("now", "then"), [(DOTTED, share("20.0")), (share("10.0"), DOTTED), (DOTTED, DOTTED)])
def test_what_is_dotted_is_only_named_as_not_comparable(now: Cell, then: Cell) -> None:
    report = with_indicators(compared("I1", now, then))
    (told,) = [statement for statement in statements(report) if [point.code for point in statement.points] == ["I1"]]
    assert told.text == "Kan inte jämföras med föregående år:"
    assert "20,0" not in told.points[0].text


def test_a_plan_says_how_much_shall_be_done_and_what_is_aimed_at() -> None:
    plan = sample.report(asks=("plans",))
    told = [statement.text for statement in statements(plan)]
    assert f"8{H}av{H}8 aktiviteter ska enligt planerna vara klara vid utgången av 2023, räknat per ansvarig." in told
    assert codes(plan, f"2{H}av{H}5 indikatorer har ett målvärde för 2023") == ["I1.1", "I2.1"]
    assert not any("föregående år" in text or "bedöms" in text for text in told)
    aimless = with_indicators(compared("I1", DOTTED, DOTTED)).model_copy(update={"calendar": plan.calendar})
    assert about(aimless, "Ingen indikator har ett målvärde för 2023").points == ()
