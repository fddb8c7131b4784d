"""What stands beside the fields, and when a follow-up is open and late."""

from __future__ import annotations

from datetime import date

import pytest

from tests.entry.sample import PROGRAM, form, row
from tracker.entry.due import applies_from, open_periods, urgency
from tracker.entry.earlier import PastFigure
from tracker.entry.model import IndicatorEntry
from tracker.entry.showing import addends_text, past_note, past_text, sums, value_text
from tracker.rows import RowKey, UnknownField, Value, parse_field

CALENDAR = PROGRAM.calendar


def entry(code: str, **more: object) -> IndicatorEntry:
    # The keyword values are those of ``form``.
    found = form(**more).entry(code)
    assert isinstance(found, IndicatorEntry)
    return found


@pytest.mark.parametrize(
    ("code", "past", "text"),
    [
        ("I1.2", None, "ej rapporterat"),
        ("I1.2", PastFigure(None, None, "-"), "saknas"),
        ("I1.2", PastFigure(None, None, "."), "ej tillämpligt"),
        ("I1.2", PastFigure(6, 11, None), "6 av 11 (54,5\u00a0%)"),
        ("I1.2", PastFigure(0, 0, None), "0 av 0"),
        ("I1.2", PastFigure(6, None, None), "6 av ?"),
        ("I1.3", PastFigure(1234, None, None), "1\u00a0234"),
        ("I1.3", PastFigure(0, None, None), "0"),
        ("I1.4", PastFigure(1, 1, None), "ja"),
        ("I1.4", PastFigure(0, 1, None), "nej"),
        ("I1.4", PastFigure(1, 2, None), "1 av 2"),
    ],
)
def test_an_earlier_figure_in_words(code: str, past: PastFigure | None, text: str) -> None:
    assert past_text(entry(code).measure, past) == text


def test_a_value_needs_all_it_is_made_of() -> None:
    share = entry("I1.2").measure
    assert value_text(share, 1, 3) == "33,3\u00a0%"
    assert [value_text(share, n, d) for n, d in ((None, 3), (1, None), (0, 0))] == ["", "", ""]
    rate = share.model_copy(update={"kind": "rate"})
    assert value_text(rate, 5, None, 8000) == "0,6"  # 0.625 per thousand
    assert value_text(rate, 5, None, None) == ""


def test_whose_figures_were_summed_and_whose_are_missing() -> None:
    assert past_note(PastFigure(1, 2, None)) == ""
    assert past_note(PastFigure(1, 2, None, ("Norr", "Söder"))) == "Summan av Norr och Söder."
    assert past_note(PastFigure(1, 2, None, ("Norr",), ("Söder",))) == "Summan av Norr. Saknas från Söder."


def test_what_each_of_several_gave_stands_beside_their_sum() -> None:
    rows = [row("I1.2", unit, "2023-T1", n=n, d=10) for unit, n in (("norr", 2), ("soder", 3))]
    told = entry("I1.2", unit="jarva", period="2023-T2", rows=rows)
    past = told.rows[0].earlier[0]
    assert past is not None and past_text(told.measure, past) == "5 av 20 (25,0\u00a0%)"
    assert addends_text(told.measure, past) == "Norr 2 av 10 (20,0\u00a0%) + Söder 3 av 10 (30,0\u00a0%)"
    assert addends_text(told.measure, PastFigure(1, 2, None)) == addends_text(told.measure, None) == ""


def test_a_predecessor_that_gave_only_a_mark_is_lacking_in_the_sum() -> None:
    rows = [row("I1.2", "norr", "2023-T1", n=5, d=9), row("I1.2", "soder", "2023-T1", empty="-", comment="x")]
    past = entry("I1.2", unit="jarva", period="2023-T2", rows=rows).rows[0].earlier[0]
    assert past == PastFigure(5, 9, None, ("Norr",), ("Söder",))


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    rows = [row("I1.2", "norr", "2023-T1", n=5, d=9), row("I1.2", "soder", "2023-T1", n=2)]
    past = entry("I1.2", unit="jarva", period="2023-T2", rows=rows).rows[0].earlier[0]
    assert past is not None and (past.n, past.d) == (7, None)


def test_sums_over_the_categories_as_typed() -> None:
    typed = {"I1.1/sex/women/n": "1 200", "I1.1/sex/women/d": "x", "I1.1/sex/men/n": "34"}
    assert sums(entry("I1.1", typed=typed)) == (1234, None)
    assert sums(entry("I1.1", values={RowKey("I1.1", "sex", "men"): Value(n=0, d=0)})) == (0, 0)


def test_a_follow_up_is_open_45_days_before_it_is_due_and_late_the_day_after() -> None:
    assert CALENDAR.parse("2024-T1") not in open_periods(PROGRAM, date(2024, 3, 30))
    periods = open_periods(PROGRAM, date(2024, 3, 31))  # due 2024-05-15
    assert [str(period) for period in periods if period.year == 2024 and period.part == "T1"] == ["2024-T1"]
    assert [urgency(date(2024, 5, 15), date(2024, 5, day)) for day in (7, 8, 15, 16)] == [
        "later", "soon", "soon", "late",
    ]  # fmt: skip


def test_what_is_added_in_a_period_leaves_the_earlier_ones_as_they_were() -> None:
    days = {code: applies_from(CALENDAR, CALENDAR.parse(f"2024-{code}")) for code in ("VP", "T1", "T2", "VB")}
    assert days == {
        "VP": date(2024, 1, 1),
        "T1": date(2024, 1, 1),
        "T2": date(2024, 5, 1),
        "VB": date(2024, 9, 1),
    }


@pytest.mark.parametrize("name", ["", "I1.1", "I1.1/x", "I1.1/sex/n", "I1.1/sex/women/x", "I1.1//women/n", "a/b/c/d/n"])
def test_what_is_no_field_name(name: str) -> None:
    with pytest.raises(UnknownField):
        parse_field(name)


def test_a_field_name_reads_back() -> None:
    key = RowKey("I1.1", "sex", "women")
    assert parse_field(key.field("n")) == (key, "n")
    assert parse_field(RowKey("M1").field("text")) == (RowKey("M1"), "text")
