"""Denominators that indicators share, and dimensions whose totals must agree: what hangs together, and what breaks."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from tests.editions.test_joint_by_hand import hidden, line, rules_of
from tests.rollup import invented
from tracker.definitions.measure import Category, Dimension
from tracker.definitions.program import Indicator
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.system import InconsistentSystem
from tracker.editions.protection import Protection, audit_ledger, protect
from tracker.rows import TOTAL, Line

OWNER = invented.indicator("I1.1", protects=("n", "d"))
SHARER = invented.indicator("I1.2", protects=("n",), d_same_as="I1.1.d")
FORM = Dimension(
    code="form",
    name="form",
    total="distinct",
    categories=(Category(code="talk", name="samtal"), Category(code="home", name="boende")),
)


def printed(protection: Protection) -> dict[tuple[str, str], bool | None]:
    return {(each.key.indicator, each.key.measured): each.printed for each in protection.lines}


def shared(period: str, own: int, other: int, printed: bool | None = None) -> list[Line]:
    """The denominator as the owner and as the sharer gave it, and numerators that need no protection."""
    return [
        line(period, "delta", 0, printed=printed),
        line(period, "delta", own, measured="d", printed=printed),
        line(period, "delta", 0, code="I1.2", printed=printed),
        line(period, "delta", other, code="I1.2", measured="d", printed=printed),
    ]


def test_what_came_in_of_a_shared_denominator_is_protected_as_its_owner_says() -> None:
    """9 and 12: an increment of 3, whichever of the two indicators is read last."""
    lines = [*shared("2022-T1", 9, 9), *shared("2022-T2", 12, 12)]
    for order in (lines, lines[::-1]):
        assert hidden(order, OWNER, SHARER)["I1.1 d 2022-T2 total delta − 2022-T1"] == (3, True)


def test_a_denominator_that_differs_from_the_one_it_shares_is_a_number_of_its_own() -> None:
    """3 where the owner has 9: it counts the same persons, so it is protected like the owner's."""
    rules = rules_of(OWNER, SHARER)
    protection = protect(shared("2022-T1", 9, 3), [], rules)
    assert protection.passed and not protection.incidents
    assert printed(protection)["I1.1", "d"] is True
    assert printed(protection)["I1.2", "d"] is False
    assert all(audit.passed for _family, _year, audit in audit_ledger(protection.lines, rules))


def test_a_denominator_shared_from_the_second_tertial_on_hangs_together_with_the_first() -> None:
    """Until then the second indicator had its own; its 9 and 12 still tell an increment of 3."""
    alone = invented.measure(protects=("n", "d"), to=date(2022, 6, 30))
    together = invented.measure(protects=("n", "d"), d_same_as="I1.1.d", from_=date(2022, 7, 1))
    sharer = SHARER.model_copy(update={"measure": (alone, together)})
    rules = rules_of(OWNER, sharer)
    first = [each for each in shared("2022-T1", 30, 9, printed=True) if each.key.indicator == "I1.2"]
    second = shared("2022-T2", 12, 12)
    assert list(groups([*first, *second], rules)) == [("I1.1", 2022)]
    protection = protect(second, first, rules)
    assert protection.passed
    assert printed(protection)["I1.2", "d"] is False


def by_sex_and_form(total: int) -> tuple[Indicator, list[Line]]:
    """9 persons by sex, between 7 and 12 by form, and a total that the body gave beside them."""
    measured = invented.indicator(
        kind="count", labels={"n": "personer"}, protects=("n",), dimensions=(invented.SEX, FORM)
    )
    parts = {("sex", "women"): 3, ("sex", "men"): 6, ("sex", "unknown"): 0, ("form", "talk"): 7, ("form", "home"): 5}
    lines = [line("2022-T1", "delta", value, category=category) for category, value in parts.items()]
    return measured, [line("2022-T1", "delta", total), *lines]


def test_a_total_of_sexes_beside_a_total_of_distinct_persons_is_safe() -> None:
    measured, lines = by_sex_and_form(9)
    rules = rules_of(measured)
    protection = protect(lines, [], rules)
    assert protection.passed and not protection.incidents
    assert {each.key.category for each in protection.dotted} >= {("sex", "women")}
    assert len(protection.dotted) > 1


def test_figures_that_contradict_each_other_are_never_published() -> None:
    """10 in all, but 3 women and 6 men: one sentence names the figures and tells none of them."""
    measured, lines = by_sex_and_form(10)
    with pytest.raises(InconsistentSystem) as raised:
        protect(lines, [], rules_of(measured))
    told = str(raised.value)
    assert told.startswith("Talen går inte ihop") and told.endswith("; rätta dem.")
    assert "I1.1 n 2022-T1 total delta" in told and "10" not in told


def by_form(period: str, whole: int, talk: int, home: int, measured: Literal["n", "d"] = "n") -> list[Line]:
    numbers = {TOTAL: whole, ("form", "talk"): talk, ("form", "home"): home}
    return [line(period, "delta", value, category=category, measured=measured) for category, value in numbers.items()]


def test_who_came_in_to_the_whole_came_in_to_some_category() -> None:
    """20 came in, 18 of them to talk: so at least 2 to home, and a reader would rule out that it was 1."""
    counted = invented.indicator(kind="count", labels={"n": "personer"}, protects=("n",), dimensions=(FORM,))
    rules = rules_of(counted)
    first = protect(by_form("2022-T1", 40, 30, 20), [], rules).lines
    assert all(each.printed for each in first)
    second = protect(by_form("2022-T2", 60, 48, 22), first, rules)
    assert second.passed and not second.incidents
    assert len(second.dotted) > 1


def test_who_is_in_the_rest_of_the_whole_is_in_the_rest_of_some_category() -> None:
    """40 of 60 were not helped, 38 of them in talk: so at least 2 of the 13 at home."""
    share = invented.indicator(protects=("n", "d"), dimensions=(FORM,), accumulates=False)
    lines = [*by_form("2022-T1", 20, 12, 10), *by_form("2022-T1", 60, 50, 13, measured="d")]
    protection = protect(lines, [], rules_of(share))
    assert protection.passed and not protection.incidents
    assert len(protection.dotted) > 1


def test_what_the_figures_themselves_contradict_no_reader_reckons_with() -> None:
    """20 came in to the whole but only 3 to the categories: somebody counted otherwise the first time."""
    counted = invented.indicator(kind="count", labels={"n": "personer"}, protects=("n",), dimensions=(FORM,))
    rules = rules_of(counted)
    first = protect(by_form("2022-T1", 30, 30, 20), [], rules).lines
    assert protect(by_form("2022-T2", 50, 31, 22), first, rules).passed


def test_a_category_that_was_added_afterwards_does_not_hide_how_the_earlier_edition_added_up() -> None:
    """4 women and 46 men, dotted beside a printed 50. Of unknown sex 3 more are reported when that can be said:
    53 printed would tell them."""
    counted = invented.indicator(
        kind="count", labels={"n": "personer"}, protects=("n",), dimensions=(invented.SEX,), accumulates=False
    )
    first = [
        line("2022-T1", "delta", 50, printed=True),
        line("2022-T1", "delta", 4, category=("sex", "women"), printed=False),
        line("2022-T1", "delta", 46, category=("sex", "men"), printed=False),
    ]
    again = [
        line("2022-T1", "delta", value, category=category, edition="2022-T1-2")
        for category, value in {TOTAL: 53, ("sex", "women"): 4, ("sex", "men"): 46, ("sex", "unknown"): 3}.items()
    ]
    protection = protect(again, first, rules_of(counted))
    assert protection.passed
    assert {each.key.category: each.printed for each in protection.lines}[TOTAL] is False
