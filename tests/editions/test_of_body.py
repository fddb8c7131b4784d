"""What a body prints for its public documents is what the editions print of it, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine

from tests.editions.publishing import correct
from tests.programs import VALD
from tracker.editions.of_body import own_public_report, own_report
from tracker.editions.reading import report_for
from tracker.report.model import Cell, Report
from tracker.store.database import read_session

BODIES = ("bromma", "jarva", "farsta", "norra-innerstaden")


def protected(report: Report) -> set[str]:
    return {indicator.code for goal in report.goals for indicator in goal.indicators if indicator.protects}


def figures(report: Report, unit: str) -> Iterator[tuple[str, Cell]]:
    for goal in report.goals:
        for indicator in goal.indicators:
            for area in indicator.units:
                if area.code == unit and indicator.asked:
                    yield indicator.code, area.total
                    for categories in area.breakdown.values():
                        yield from ((f"{indicator.code}/{name}", cell) for name, cell in categories.items())


def test_figures_of_persons_stand_as_the_edition_prints_them_and_others_as_they_are(published_year: Engine) -> None:
    with read_session(published_year) as session:
        for unit in BODIES:
            report = own_report(session, VALD, "2023-VB", unit)
            own = dict(figures(report, unit))
            public = dict(figures(own_public_report(session, VALD, "2023-VB", unit), unit))
            edition = dict(figures(report_for(session, "published", VALD, "2023-VB", unit), unit))
            assert public.keys() == own.keys() == edition.keys()
            guarded = {name for name in public if name.partition("/")[0] in protected(report)}
            assert {name: public[name] for name in guarded} == {name: edition[name] for name in guarded}
            assert all(public[name] == own[name] for name in public.keys() - guarded)
            assert any(public[name].state == "suppressed" for name in guarded)


def test_before_an_edition_none_of_them_is_printed(published_year: Engine) -> None:
    with read_session(published_year) as session:
        report = own_public_report(session, VALD, "2024-T1", "bromma")
    public = dict(figures(report, "bromma"))
    guarded = [cell for name, cell in public.items() if name.partition("/")[0] in protected(report)]
    assert guarded and all(cell.n is None and cell.d is None for cell in guarded)


def test_a_figure_corrected_since_the_edition_waits_for_the_next(published_year: Engine) -> None:
    place = ("I2.2", "bromma", "men")
    correct(published_year, "2023-VB", lambda row: (row.item, row.unit, row.category) == place, n=61)
    with read_session(published_year) as session:
        own = dict(figures(own_report(session, VALD, "2023-VB", "bromma"), "bromma"))
        public = dict(figures(own_public_report(session, VALD, "2023-VB", "bromma"), "bromma"))
    assert own["I2.2/men"].n == 61 and public["I2.2/men"].n is None


def test_sums_of_merged_bodies_are_marked_where_they_are_small(published_year: Engine) -> None:
    """Järva's T1 is a sum of two bodies' figures, and in no follow-up of its own."""
    with read_session(published_year) as session:
        report = own_report(session, VALD, "2023-T2", "jarva")
    small, marked = set(), set()
    for goal in report.goals:
        for indicator in goal.indicators:
            for point in indicator.series.recast:
                for area in (area for area in point.units if area.code == "jarva" and point.period == "2023-T1"):
                    rows = {indicator.code: area.total}
                    for of, cells in area.breakdown.items():
                        rows |= {f"{indicator.code}/{of}/{name}": cell for name, cell in cells.items()}
                    for name, cell in rows.items():
                        counts = (cell.n, cell.d, (cell.d or 0) - (cell.n or 0) if cell.d is not None else None)
                        if indicator.protects and any(count is not None and 0 < count < 5 for count in counts):
                            small.add(name)
                        if f"2023-T1:{name}" in report.secret:
                            marked.add(name)
    assert small and small == marked


def test_the_secret_figures_are_the_small_ones(published_year: Engine) -> None:
    with read_session(published_year) as session:
        report = own_report(session, VALD, "2023-VB", "bromma")
    for name, cell in figures(report, "bromma"):
        code, _slash, category = name.partition("/")
        counts = (cell.n or 0, cell.d or 0, (cell.d or 0) - (cell.n or 0))
        small = code in protected(report) and any(0 < count < 5 for count in counts)
        assert (f"2023-VB:{code}/sex/{category}" if category else f"2023-VB:{code}") in report.secret or not small, name
