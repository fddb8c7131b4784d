"""Calendars of every shape: what their parts cover, when they are due, and which of them add up to which."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.periods import Calendar, Part, Period


def calendar(*parts: str) -> Calendar:
    """``Q1 04-01 06-30`` for each part; all ask for figures and are due a month later."""
    made = []
    for text in parts:
        code, starts, ends, *due_year = text.split()
        due, year = ("07-31", 0) if not due_year else ("05-31", int(due_year[0]))
        made.append(Part(code=code, name=code, starts=starts, ends=ends, due=due, due_year=year, asks=("figures",)))
    return Calendar(parts=tuple(made))


FINANCIAL = calendar("Q1 04-01 06-30", "Q2 07-01 09-30", "Q3 10-01 12-31", "Q4 01-01 03-31 1", "FY 04-01 03-31 1")
SCHOOL = calendar("HT 08-01 12-31", "VT 01-01 07-31", "LA 08-01 07-31")
LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS = [f"M{month:02} {month:02}-01 {month:02}-{last}" for month, last in enumerate(LAST_DAYS, 1)]
EVERYTHING = calendar(
    *MONTHS, "Q1 01-01 03-31", "Q2 04-01 06-30", "Q3 07-01 09-30", "Q4 10-01 12-31", "H1 01-01 06-30",
    "H2 07-01 12-31", "A 01-01 04-30", "B 05-01 08-31", "C 09-01 12-31", "YR 01-01 12-31",
)  # fmt: skip


@pytest.mark.parametrize(
    ("of", "period", "first", "last"),
    [
        (FINANCIAL, "2026-Q1", date(2026, 4, 1), date(2026, 6, 30)),
        (FINANCIAL, "2026-Q3", date(2026, 10, 1), date(2026, 12, 31)),
        (FINANCIAL, "2026-Q4", date(2027, 1, 1), date(2027, 3, 31)),
        (FINANCIAL, "2026-FY", date(2026, 4, 1), date(2027, 3, 31)),
        (SCHOOL, "2026-HT", date(2026, 8, 1), date(2026, 12, 31)),
        (SCHOOL, "2026-VT", date(2027, 1, 1), date(2027, 7, 31)),
        (SCHOOL, "2026-LA", date(2026, 8, 1), date(2027, 7, 31)),
        (EVERYTHING, "2025-M02", date(2025, 2, 1), date(2025, 2, 28)),
    ],
)
def test_a_year_is_named_after_the_year_in_which_its_first_part_starts(
    of: Calendar, period: str, first: date, last: date
) -> None:
    assert of.span(of.parse(period)) == (first, last)


def test_due_years_count_from_the_years_own_number() -> None:
    assert FINANCIAL.due(Period(2026, "Q1")) == date(2026, 7, 31)
    assert FINANCIAL.due(Period(2026, "Q4")) == date(2027, 5, 31)


def test_the_last_part_of_the_year_before_lies_within_a_program_that_starts_in_january() -> None:
    periods = FINANCIAL.between(date(2026, 1, 1), date(2027, 3, 31))
    assert [period.code for period in periods] == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-FY"]


def test_only_parts_with_the_same_start_make_increments() -> None:
    assert FINANCIAL.earlier_in_year(Period(2026, "Q4")) == ()
    assert FINANCIAL.earlier_in_year(Period(2026, "FY")) == (Period(2026, "Q1"),)
    assert FINANCIAL.before_in_year(Period(2026, "Q4")) == tuple(Period(2026, f"Q{n}") for n in (1, 2, 3))


def test_a_whole_year_is_the_union_of_the_parts() -> None:
    assert [part.code for part in FINANCIAL.parts if FINANCIAL.is_whole_year(Period(2026, part.code))] == ["FY"]
    assert [part.code for part in FINANCIAL.parts if FINANCIAL.ends_year(Period(2026, part.code))] == ["Q4", "FY"]
    quarters = calendar("Q1 04-01 06-30", "Q2 07-01 09-30", "Q3 10-01 12-31", "Q4 01-01 03-31 1")
    assert not any(quarters.is_whole_year(period) for period in quarters.year(2026))
    assert quarters.year_span(2026) == (date(2026, 4, 1), date(2027, 3, 31))


def tiled(of: Calendar, *asked: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tiling in of.tilings(2024, asked or None):
        found.setdefault(tiling.whole.part, []).append(" ".join(part.part for part in tiling.parts))
    return found


def test_which_parts_tile_which() -> None:
    assert tiled(FINANCIAL) == {"FY": ["Q1 Q2 Q3 Q4"]}
    assert tiled(SCHOOL) == {"LA": ["HT VT"]}
    # A + M05 + M06 says something new of H1, while the twelve months of the year follow from its quarters.
    assert tiled(EVERYTHING) == {
        "Q1": ["M01 M02 M03"], "Q2": ["M04 M05 M06"], "Q3": ["M07 M08 M09"], "Q4": ["M10 M11 M12"],
        "H1": ["Q1 Q2", "A M05 M06"], "H2": ["M07 M08 C", "Q3 Q4"],
        "A": ["Q1 M04"], "B": ["M05 M06 M07 M08"], "C": ["M09 Q4"], "YR": ["H1 H2", "A B C"],
    }  # fmt: skip
    assert tiled(EVERYTHING, "M01", "M02", "M03", "H1", "Q1", "YR") == {"Q1": ["M01 M02 M03"]}


@pytest.mark.parametrize(
    ("part", "formed", "due"),
    [
        ("PL", None, date(2023, 1, 31)),
        ("PL", date(2019, 7, 1), date(2023, 1, 31)),
        ("PL", date(2023, 1, 1), date(2023, 1, 31)),
        ("PL", date(2023, 7, 1), date(2023, 7, 31)),  # 30 days, as for the others
        ("PL", date(2024, 1, 1), date(2023, 1, 31)),
        ("S2", date(2023, 7, 1), date(2023, 9, 15)),  # due when the period is over
    ],
)
def test_who_is_formed_after_a_plan_was_due_has_as_long_as_the_others_had(
    part: str, formed: date | None, due: date
) -> None:
    plan = Part(code="PL", name="Plan", starts="01-01", ends="12-31", due="01-31", asks=("plans",))
    second = Part(code="S2", name="S2", starts="01-01", ends="08-31", due="09-15", asks=("figures",))
    assert Calendar(parts=(plan, second)).due(Period(2023, part), formed) == due
