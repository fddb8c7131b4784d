"""Indicators that are measured otherwise from some day on: no figure is read as something it is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.report.built import area, built, figures, indicator, point
from tests.rollup import invented
from tests.rollup.invented import row
from tracker.definitions.program import Indicator
from tracker.definitions.references import Break, Target
from tracker.report.serialise import to_json

COUNT = invented.measure(kind="count", labels={"n": "personer"}, decimals=0)
SHARE = invented.measure(from_=date(2023, 1, 1))
ROWS = [
    row("delta", "2022-T1", n=40),
    row("delta", "2022-VB", n=90),
    row("delta", "2023-T1", n=1, d=3),
]


def versions(**changes: object) -> Indicator:
    return invented.indicator().model_copy(update=changes)


def test_a_series_holds_only_periods_in_which_the_same_was_measured() -> None:
    """A count among percentages would be read as a percentage."""
    redefined = versions(measure=(COUNT.model_copy(update={"to": date(2022, 12, 31)}), SHARE))
    report = built(invented.program(redefined), "2023-T1", ROWS)
    found = indicator(report)
    assert (found.kind, area(report, "city").previous_year.state) == ("share", "not_reported")
    for series in (found.series.as_reported, found.series.recast):
        assert [each.period for each in series] == ["2023-T1"]
    assert figures([point(report, "as_reported", "2023-T1").city]) == {"city": "value 1 3 33.3"}


def test_a_later_redefinition_and_break_leave_an_earlier_report_identical_to_the_byte() -> None:
    before = versions(measure=(COUNT,))
    broken = (Break(date=date(2023, 1, 1), text="ny definition"),)
    target = (Target(year=2023, city=Decimal(50)),)
    ended = COUNT.model_copy(update={"to": date(2022, 12, 31)})
    after = versions(measure=(ended, SHARE), breaks=broken, targets=target)
    for period in ("2022-VP", "2022-T1", "2022-VB"):
        then = to_json(built(invented.program(before), period, ROWS[:2]))
        assert to_json(built(invented.program(after), period, ROWS)) == then
    assert to_json(built(invented.program(after), "2023-T1", ROWS)) != to_json(
        built(invented.program(before), "2023-T1", ROWS[:2])
    )


def test_nothing_is_compared_across_a_break() -> None:
    rows = [row("delta", "2022-T1", n=1, d=4), row("delta", "2023-T1", n=1, d=3)]
    plain = built(invented.program(versions()), "2023-T1", rows)
    broken = versions(breaks=(Break(date=date(2023, 1, 1), text="nytt system"),))
    assert area(plain, "delta").previous_year.value == "25.0"
    marked = built(invented.program(broken), "2023-T1", rows)
    assert area(marked, "delta").previous_year.state == "not_reported"
    assert [each.date for each in indicator(marked).breaks] == ["2023-01-01"]
    # The series goes on; the break is marked in it.
    assert figures([point(marked, "as_reported", "2022-T1").city]) == {"city": "value 1 4 25.0"}
