"""The hand-made CSV through the real path, and a report's figures as short texts to compare with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tracker.accounts.account import COMMAND_LINE
from tracker.definitions.loader import load as load_folder
from tracker.entry import rows_csv
from tracker.followups.importing import apply_import
from tracker.followups.planning import plan_import
from tracker.pipeline import make_report
from tracker.report.model import Area, Cell, Indicator, Report, SeriesArea
from tracker.store.database import connect, read_session, write_session
from tracker.store.loading import load

DAY = date(2024, 1, 1)


def imported_report(url: str, folder: Path, period: str) -> Report:
    """Load the definitions, import the CSV with approval, and make the report of a period."""
    engine = connect(url)
    definitions = load_folder(folder / "program")
    with write_session(engine) as session:
        load(session, definitions, DAY)
        reading = rows_csv.read((folder / "observations.csv").read_bytes(), definitions)
        assert reading.faults == ()
        rows = [numbered.row for numbered in reading.rows]
        plan = plan_import(session, rows, definitions, columns=reading.columns, approve=True)
        apply_import(session, plan, by=COMMAND_LINE, today=DAY, approve=True, reason="för hand")
    with read_session(engine) as session:
        report = make_report(session, "hand", period)
    engine.dispose()
    return report


def text(cell: Cell) -> str:
    """``state n d value`` with - for null."""
    return " ".join(str(part) if part is not None else "-" for part in (cell.state, cell.n, cell.d, cell.value))


class Figures:
    """A report to look figures up in."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def indicator(self, code: str) -> Indicator:
        return next(i for goal in self.report.goals for i in goal.indicators if i.code == code)

    def area(self, code: str, area: str) -> Area:
        found = self.indicator(code)
        return next(a for a in (found.city, *found.regions, *found.units) if a.code == area)

    def units(self, code: str) -> list[str]:
        return [area.code for area in self.indicator(code).units]

    def cell(self, code: str, area: str) -> str:
        return text(self.area(code, area).total)

    def part(self, code: str, area: str, category: str) -> str:
        return text(self.area(code, area).breakdown["sex"][category])

    def coverage(self, code: str, area: str) -> tuple[int, int, str | None]:
        return _coverage(self.area(code, area))

    def previous(self, code: str, area: str) -> tuple[str, str]:
        found = self.area(code, area)
        return text(found.previous_year), text(found.same_bodies)

    def periods(self, code: str) -> list[str]:
        """Periods of the series in which anybody reported."""
        points = self.indicator(code).series.as_reported
        return [point.period for point in points if point.city.coverage.reported]

    def series(self, which: str, code: str, period: str, area: str) -> str:
        return text(self._point(which, code, period, area).total)

    def recast_coverage(self, code: str, period: str, area: str) -> tuple[int, int, str | None]:
        return _coverage(self._point("recast", code, period, area))

    def _point(self, which: str, code: str, period: str, area: str) -> SeriesArea:
        points = getattr(self.indicator(code).series, which)
        point = next(p for p in points if p.period == period)
        return next(a for a in (point.city, *point.regions, *point.units) if a.code == area)


def _coverage(area: SeriesArea) -> tuple[int, int, str | None]:
    return area.coverage.reported, area.coverage.expected, area.coverage.population_share
