"""Indicators with two dimensions: what must agree with the total, and with each other."""

from __future__ import annotations

import pytest

from tests.entry.sample import ORGANISATION, PROGRAM, past
from tests.world import DEFINITIONS
from tracker.definitions.catalogue import Definitions
from tracker.definitions.measure import Category, Dimension
from tracker.definitions.view import view
from tracker.entry.build import build
from tracker.entry.rows_csv import read
from tracker.entry.rules import check
from tracker.rows import RowKey, Value

CATEGORIES = (Category(code="talk", name="samtal"), Category(code="home", name="boende"))
SUM = Dimension(code="form", name="form", categories=CATEGORIES)
DISTINCT = SUM.model_copy(update={"total": "distinct"})


def fired(second: Dimension, **numbers: int) -> list[tuple[str, str, str]]:
    """What the rules say of 3 women and 4 men beside another dimension; ``total`` is the row of the whole."""
    goal = PROGRAM.goals[0]
    counted = next(each for each in goal.indicators if each.code == "I1.3")
    sex = counted.measure[0].dimensions[0].model_copy(update={"total": "sum"})
    measure = counted.measure[0].model_copy(update={"dimensions": (sex, second)})
    changed = counted.model_copy(update={"measure": (measure,)})
    program = PROGRAM.model_copy(update={"goals": (goal.model_copy(update={"indicators": (changed,)}),)})
    values = {RowKey("I1.3", "sex", "women"): Value(n=3), RowKey("I1.3", "sex", "men"): Value(n=4)}
    for name, n in numbers.items():
        values[RowKey("I1.3") if name == "total" else RowKey("I1.3", "form", name)] = Value(n=n)
    before = past("bromma", "2024-T2")
    form = build(view(ORGANISATION, program, program.calendar.parse("2024-T2")), "bromma", values, before, None, None)
    return [(each.rule.code, each.field, each.message) for each in check(form, values, before).findings]


@pytest.mark.parametrize(("total", "fires"), [(6, True), (7, False), (8, True)])
def test_a_total_beside_sexes_and_distinct_persons_is_the_sum_of_the_sexes(total: int, fires: bool) -> None:
    """By form 5 and 6: anything from 6 to 11 would do for persons who stand in several."""
    found = fired(DISTINCT, total=total, talk=5, home=6)
    assert [(code, field) for code, field, _message in found] == ([("K09", "I1.3/n")] if fires else [])
    assert all("summan över Kön är 7; de ska vara lika" in message for _code, _field, message in found)


def test_two_sums_over_the_same_persons_are_equal() -> None:
    assert fired(SUM, talk=5, home=2) == []
    assert fired(SUM, talk=5) == []
    ((code, field, message),) = fired(SUM, talk=5, home=3)
    assert (code, field) == ("K09", "I1.3/form/talk/n")
    assert message == "Totalen är 7 men summan över form är 8; de ska vara lika."


def with_sexes_and(second: Dimension) -> Definitions:
    """The definitions, with I2.3 counted by sex and by another dimension."""
    program = DEFINITIONS.programs[0]
    indicators = {each.code: each for goal in program.goals for each in goal.indicators}
    sex = indicators["I1.1"].measure[0].dimensions[0]
    both = indicators["I2.3"].measure[0].model_copy(update={"dimensions": (sex, second)})
    counted = indicators["I2.3"].model_copy(update={"measure": (both,)})
    goals = tuple(
        goal.model_copy(update={"indicators": tuple(counted if i.code == "I2.3" else i for i in goal.indicators)})
        for goal in program.goals
    )
    return DEFINITIONS.model_copy(update={"programs": (program.model_copy(update={"goals": goals}),)})


def file_faults(definitions: Definitions, *lines: str) -> list[tuple[int, str]]:
    text = "program,unit,period,item,dimension,category,n\n"
    text += "".join(f"prov,bromma,2024-T2,{line}\n" for line in lines)
    return [(fault.line, fault.message) for fault in read(text, definitions).faults]


BOTH = ("I2.3,sex,women,3", "I2.3,sex,men,4", "I2.3,form,talk,5")


def test_rows_of_a_file_whose_sum_differs_from_their_total_are_refused() -> None:
    definitions = with_sexes_and(DISTINCT)
    assert file_faults(definitions, *BOTH, "I2.3,form,home,6", "I2.3,,,7") == []
    told = file_faults(definitions, *BOTH, "I2.3,form,home,6", "I2.3,,,8")
    assert told == [(6, "Totalen 8 i n ska vara 7, summan över kön.")]


def test_rows_of_a_file_whose_dimensions_come_to_different_sums_are_refused() -> None:
    assert file_faults(with_sexes_and(SUM), *BOTH, "I2.3,form,home,2") == []
    assert file_faults(with_sexes_and(SUM), *BOTH) == []
    told = file_faults(with_sexes_and(SUM), *BOTH, "I2.3,form,home,3")
    assert told == [(2, "Summan av n ska vara lika i alla indelningar, men är kön 7, form 8.")]
    assert file_faults(with_sexes_and(DISTINCT), *BOTH, "I2.3,form,home,3") == []
