"""The statements that head page, workbook and document: in which order, of what, and of no dotted figure."""

from __future__ import annotations

import pytest

from tests.exports import sample
from tracker.report.change import change_of, spread_of
from tracker.report.change_words import spread_text
from tracker.report.counts import Judgements
from tracker.report.message import Statement, statements
from tracker.report.model import Cell, Goal, Indicator, Report

H = "\u00a0"
BASE = sample.report()
DOTTED = Cell(state="suppressed")


def share(value: str) -> Cell:
    return Cell(state="value", n=1, d=2, value=value)


def part(n: int, d: int) -> Cell:
    return Cell(state="value", n=n, d=d, value=f"{100 * n / d:.1f}")


def compared(
    code: str, now: Cell, then: Cell, direction: str | None = "up", chance: str = "events"
) -> Indicator:
    first = BASE.goals[0].indicators[0]
    city = first.city.model_copy(update={"total": now, "same_bodies": now, "previous_year": then})
    changed = {"code": code, "title": f"Andel {code}.", "city": city, "direction": direction, "target": None}
    changed |= {"variation": chance, "margin": "2"}
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


def test_goals_are_named_in_the_programs_order_by_how_many_say_that_they_are_met() -> None:
    report = with_goals(judged("M1", 9, 1), judged("M2", 5, 5), judged("M3", 0, 0), judged("M4", 1, 3, 2),
                        judged("M5", 10, 0))  # fmt: skip
    assert codes(report, "Mål som ”bedöms uppfyllas helt” enligt högst hälften") == ["M2", "M4"]
    assert codes(report, "Mål som ”bedöms uppfyllas helt” enligt mer än hälften") == ["M1", "M5"]
    assert codes(report, "Mål som ingen har bedömt") == ["M3"]
    weakest = about(report, "Mål som ”bedöms uppfyllas helt” enligt högst hälften").points[1]
    assert weakest.text == f"Mål M4 – bedöms uppfyllas helt: 1{H}av{H}6, bedöms inte uppfyllas: 2"


def test_indicators_are_named_in_the_programs_order_and_only_by_what_the_figures_show() -> None:
    """I1, I9: Fisher's test finds more than chance. I2: it does not. I3: no table with these sums could. I6: all are
    counted, so a body more is a body more and nothing is called better."""
    report = with_indicators(
        compared("I1", part(40, 100), part(70, 100)), compared("I2", part(83, 100), part(80, 100)),
        compared("I3", part(7, 7), part(6, 7)), compared("I4", part(70, 100), part(40, 100), direction="down"),
        compared("I5", part(8002, 10000), part(8000, 10000)), compared("I6", part(7, 7), part(6, 7), chance="none"),
        compared("I7", part(70, 100), part(40, 100), direction=None), compared("I8", part(70, 100), DOTTED),
        compared("I9", part(70, 100), part(40, 100)),
    )  # fmt: skip
    assert codes(report, "Sämre än i fjol") == ["I1", "I4"]
    assert codes(report, "Bättre än i fjol") == ["I9"]
    assert codes(report, "Ändrat sedan i fjol") == ["I7"]
    assert codes(report, "I stort sett oförändrat") == ["I5"]
    assert codes(report, "Alla är räknade") == ["I6"]
    assert codes(report, "Det går inte att avgöra") == ["I2", "I3"]
    assert codes(report, "Kan inte jämföras") == ["I8"]
    assert [point.text for point in about(report, "Bättre än i fjol").points] == [
        "Andel I9 – Andelen ökade från 40,0 till 70,0 procent. Så stor skillnad beror sällan på slump."
    ]
    assert [point.text for point in about(report, "Det går inte att avgöra").points] == [
        f"Andel I2 – 83,0{H}%, i fjol 80,0{H}%. Det går inte att avgöra om det är en verklig förändring.",
        "Andel I3 – För få fall för att jämföra åren.",
    ]
    equal = "Andel I5 – I stort sett oförändrat: skillnaden är högst 2 procentenheter."
    assert about(report, "I stort sett oförändrat").points[0].text == equal
    counted = f"Andel I6 – 100,0{H}% (7{H}av{H}7), i fjol 85,7{H}% (6{H}av{H}7)."
    assert about(report, "Alla är räknade").points[0].text == counted


def test_bodies_that_answer_yes_are_counted_one_by_one() -> None:
    answers = compared("I1", part(7, 7), part(6, 7)).model_copy(update={"kind": "yes_no"})
    assert about(with_indicators(answers), "Alla är räknade").points[0].text == (
        f"Andel I1 – 1 fler än i fjol: 7{H}av{H}7, mot 6{H}av{H}7."
    )


def test_a_quotient_of_two_counts_is_never_tested() -> None:
    nights = compared("I1", part(300, 7), part(30, 7)).model_copy(update={"kind": "ratio"})
    assert change_of(nights).verdict == "counted"
    assert spread_of(nights) == "untold"


@pytest.mark.parametrize(
    ("bodies", "said"),
    [
        ((part(50, 100), part(46, 100), part(57, 100)), "inte större än vad slump kan ge"),
        ((part(90, 100), part(10, 100), part(50, 100)), "visar inte om stödet är likställt"),
        ((part(1, 9), part(8, 9)), "För få fall"),
        ((part(50, 100), DOTTED), ""),
    ],
)
def test_bodies_are_told_apart_only_where_they_differ_more_than_chance(bodies: tuple[Cell, ...], said: str) -> None:
    base = compared("I1", part(1, 2), part(1, 2))
    areas = tuple(base.units[0].model_copy(update={"total": cell}) for cell in bodies)
    told = spread_text(BASE, base.model_copy(update={"units": areas}))
    assert said in told
    assert bool(told) == bool(said)


@pytest.mark.parametrize(("now", "then"), [(DOTTED, share("20.0")), (share("10.0"), DOTTED), (DOTTED, DOTTED)])
def test_what_is_dotted_is_only_named_as_not_comparable(now: Cell, then: Cell) -> None:
    report = with_indicators(compared("I1", now, then))
    (told,) = [statement for statement in statements(report) if [point.code for point in statement.points] == ["I1"]]
    assert told.text == "Kan inte jämföras med i fjol:"
    assert "20,0" not in told.points[0].text


def test_a_plan_says_how_much_shall_be_done_and_what_is_aimed_at() -> None:
    plan = sample.report(asks=("plans",))
    told = [statement.text for statement in statements(plan)]
    assert f"8{H}av{H}8 aktiviteter ska enligt planerna vara klara vid utgången av 2023, räknat per ansvarig." in told
    assert codes(plan, f"2{H}av{H}5 indikatorer har ett målvärde för 2023") == ["I1.1", "I2.1"]
    assert not any("i fjol" in text or "bedöms" in text for text in told)
    aimless = with_indicators(compared("I1", DOTTED, DOTTED)).model_copy(update={"calendar": plan.calendar})
    assert about(aimless, "Ingen indikator har ett målvärde för 2023").points == ()
