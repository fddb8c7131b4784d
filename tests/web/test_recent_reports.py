"""A report is kept for the next page only as long as nothing that it is made of has changed."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.exports import sample
from tests.fixtures.server import Site
from tracker import resources
from tracker.accounts.account import COMMAND_LINE
from tracker.clock import today
from tracker.definitions.catalogue import Definitions
from tracker.definitions.loader import load as load_files
from tracker.definitions.view import view
from tracker.followups.operations import open_
from tracker.report.model import Report
from tracker.store.database import read_session, write_session
from tracker.store.freshness import report_stamp
from tracker.store.loading import load
from tracker.web import progress_reports
from tracker.web.progress_reports import RecentReports


def stamp(engine: Engine) -> str:
    with read_session(engine) as session:
        return report_stamp(session)


def an_event(engine: Engine, unit: str = "bromma") -> None:
    definitions = load_files(resources.PROGRAM)
    program = definitions.program()
    seen = view(definitions.organisation, program, program.calendar.parse("2024-T2"))
    with write_session(engine) as session:
        open_(session, view=seen, unit=unit, by=COMMAND_LINE, today=today())


def renamed(definitions: Definitions) -> Definitions:
    units = tuple(
        unit.model_copy(update={"name": "Stora Bromma"}) if unit.code == "bromma" else unit
        for unit in definitions.organisation.units
    )
    organisation = definitions.organisation.model_copy(update={"units": units})
    return definitions.model_copy(update={"organisation": organisation})


def test_the_stamp_changes_with_every_event_and_definition(site: Site) -> None:
    first = stamp(site.engine)
    assert stamp(site.engine) == first
    an_event(site.engine)
    second = stamp(site.engine)
    assert second != first
    with write_session(site.engine) as session:
        load(session, renamed(load_files(resources.PROGRAM)), today())
    assert stamp(site.engine) not in (first, second)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The periods for which a report was made, in order."""
    periods: list[str] = []

    def make(_session: object, _audience: str, _program: str, period: str, _unit: None) -> Report:
        periods.append(period)
        return sample.report()

    monkeypatch.setattr(progress_reports, "report_for", make)
    return periods


def test_a_report_is_made_once_until_something_changes(site: Site, made: list[str]) -> None:
    recent = RecentReports()
    with read_session(site.engine) as session:
        assert recent.get(session, "p", "2024-T2") is recent.get(session, "p", "2024-T2")
    assert made == ["2024-T2"]
    an_event(site.engine)
    with read_session(site.engine) as session:
        recent.get(session, "p", "2024-T2")
    assert made == ["2024-T2", "2024-T2"]


def test_only_the_last_few_are_kept(site: Site, made: list[str]) -> None:
    recent = RecentReports(most=2)
    with read_session(site.engine) as session:
        for period in ("a", "b", "a", "c", "a", "b"):
            recent.get(session, "p", period)
    assert made == ["a", "b", "c", "b"]
