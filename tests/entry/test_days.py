"""Days as people write them: one day, both days that may be meant, or the sentence that says why not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.entry.days import DayFault, parse_day

FIRST = date(2025, 3, 1)


@pytest.mark.parametrize("typed", [
    "2025-03-01", "2025-3-1", "20250301", "250301", "2025/03/01", "2025.03.01", "2025 03 01", "1/3 2025", "1/3-2025",
    "01/03 2025", "1/3 25", "1.3.2025", "01.03.2025", "1 mars 2025", "den 1 mars 2025", "1:a mars 2025",
    "1 mar 2025", "1 mar. 2025", "1 March 2025", "1 MARS 25", "2025-03-01 00:00:00", "2025-03-01T12:30",
    "2025-03-01T00:00:00.000Z", "2025-\u200b03-01", "1\u00a0mars\u20092025", "\u200e2025-03-01",
    "2025\u201103\u201101", "2025–03–01", "2025\u221203-01", "lördag 1 mars 2025", "lördag den 1 mars 2025",
    "Saturday, 1 March 2025", "1-mar-2025", "1 mars, 2025", "2025-03-01 12:30:00+01:00", "2025-03-01\ufe0f",
])  # fmt: skip
def test_one_day_in_many_forms(typed: str) -> None:
    assert parse_day(typed) == FIRST


@pytest.mark.parametrize("typed", ["mars 2025", "Mars 2025", "mar 2025", "2025-03", "2025/3", "march 2025", "03/2025",
                                    "3-2025", "mars, 2025", "2025–03"])  # fmt: skip
def test_a_month_is_its_first_day_or_its_last(typed: str) -> None:
    assert parse_day(typed) == FIRST and parse_day(typed, last=True) == date(2025, 3, 31)
    assert parse_day("februari 2024", last=True) == date(2024, 2, 29)


@pytest.mark.parametrize(("typed", "words"), [
    ("1/3/2025", "menar du 2025-03-01 eller 2025-01-03"), ("01-03-2025", "menar du 2025-03-01 eller 2025-01-03"),
    ("45717", "menar du 2025-03-01"), ("2025-02-30", "inget datum"), ("251301", "inget datum"), ("våren 2025", "inget"),
    ("2025", "inget datum"), ("2025111", "inget datum"), ("5 maj", "inget datum"), ("1/3", "inget datum"),
    ("2025-13", "inget datum"), ("1066-10-14", "årtalet"), ("9999-12-31", "årtalet"), ("x" * 5000, "inget datum"),
    ("31/4 2025", "inget datum"), ("2025-03-01 till 2025-04-01", "inget datum"),
    ("senast 1 mars 2025", "inget datum"), ("13/2025", "inget datum"),
])  # fmt: skip
def test_what_is_no_day_is_refused_with_its_reason(typed: str, words: str) -> None:
    with pytest.raises(DayFault, match=words) as fault:
        parse_day(typed)
    assert len(str(fault.value)) < 200


def test_which_number_is_the_day_is_clear_above_twelve() -> None:
    assert parse_day("25/3/2025") == parse_day("3/25/2025") == date(2025, 3, 25)
    assert parse_day("3/3/2025") == date(2025, 3, 3)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_what_is_shown_reads_back(day: date) -> None:
    assert parse_day(day.isoformat()) == parse_day(day.strftime("%Y%m%d")) == day
    assert parse_day(f"{day.day}/{day.month} {day.year}") == day


@given(st.text(max_size=15))
def test_any_text_is_a_day_or_a_refusal(typed: str) -> None:
    try:
        assert parse_day(typed) is None or typed.strip()
    except DayFault as fault:
        assert str(fault)
