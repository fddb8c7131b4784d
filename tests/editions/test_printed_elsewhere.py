"""Figures that a source outside has printed: every reader knows them, dotted or not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.editions.test_joint_by_hand import COUNT, line, rules_of
from tracker.definitions.program import Indicator
from tracker.definitions.references import Comparison, Point, Reported
from tracker.disclosure.auditor.audit import Audit
from tracker.disclosure.model.rules import Rules
from tracker.editions.protection import audit_ledger, protect
from tracker.rows import Line

CITY = [
    line("2022-VB", "alfa", 3),
    line("2022-VB", "beta", 9),
    line("2022-VB", "gamma", 20),
    line("2022-VB", "alfa+beta+gamma", 32, level="city"),
]


def with_reference(value: int, **reported: str) -> Rules:
    """The city's annual report of 2022 has printed a figure."""
    series = Comparison(
        name="Årsredovisningen",
        source="Stadens årsredovisning 2022",
        page="14",
        points=(Point(year=2022, value=Decimal(value)),),
        reported=Reported.model_validate({"part": "VB", **reported}),
    )
    indicator: Indicator = COUNT.model_copy(update={"comparison": (series,)})
    return rules_of(indicator)


def audited(lines: list[Line], rules: Rules) -> Audit:
    ((_family, _year, audit),) = audit_ledger(lines, rules)
    return audit


def dots(rules: Rules) -> set[str]:
    return {"+".join(sorted(each.key.bodies)) for each in protect(CITY, [], rules).dotted}


def test_a_companion_that_is_known_hides_nothing() -> None:
    """alfa's 3 is hidden by beta's 9, unless another source tells beta: then gamma goes with it."""
    assert dots(rules_of(COUNT)) == {"alfa", "beta"}
    known = with_reference(9, unit="beta")
    assert dots(known) == {"alfa", "gamma"}
    two = [replace(each, printed=each.value in (20, 32)) for each in CITY]
    assert audited(two, rules_of(COUNT)).passed
    assert not audited(two, known).passed


def test_the_citys_own_total_is_known_though_it_is_dotted() -> None:
    alone = [replace(each, printed=each.value in (9, 20)) for each in CITY]
    assert audited(alone, rules_of(COUNT)).passed
    assert not audited(alone, with_reference(32)).passed


def test_a_small_count_that_is_printed_elsewhere_is_listed_as_lost() -> None:
    protection = protect(CITY, [], with_reference(3, unit="alfa"))
    assert [incident.key for incident in protection.incidents] == ["I1.1 n 2022-VB total alfa"]
    assert protection.passed


def test_a_reference_that_says_otherwise_is_another_figure() -> None:
    assert dots(with_reference(8, unit="beta")) == {"alfa", "beta"}
