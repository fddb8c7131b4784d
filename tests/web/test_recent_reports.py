"""A report is kept for the next page only as long as nothing that it is made of has changed."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.exports import sample
from tests.fixtures.server import Site
from tests.programs import VALD, vald
from tracker.accounts.account import COMMAND_LINE
from tracker.clock import today
from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import view
from tracker.editions import recent
from tracker.editions.reading import NotPublished
from tracker.editions.recent import RecentReports
from tracker.followups import operations
from tracker.periods import Period
from tracker.report.model import Report
from tracker.report.serialise import to_json
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.store.editions import Edition, add_edition
from tracker.store.freshness import report_stamp
from tracker.store.loading import load
from tracker.store.past import Moment


def stamp(engine: Engine) -> str:
    with read_session(engine) as session:
        return report_stamp(session, VALD)


def opened(engine: Engine) -> int:
    definitions = vald()
    program = definitions.program(VALD)
    seen = view(definitions.organisation, program, program.calendar.parse("2024-T2"))
    with write_session(engine) as session:
        return operations.open_(session, view=seen, unit="bromma", by=COMMAND_LINE, today=today()).id


def approve(engine: Engine, followup: int) -> None:
    with write_session(engine) as session:
        operations.submit(session, followup=followup, by=COMMAND_LINE, today=today())
        operations.approve(session, followup=followup, by=COMMAND_LINE)


def reopen(engine: Engine, followup: int) -> None:
    with write_session(engine) as session:
        operations.reopen(session, followup=followup, by=COMMAND_LINE, reason="Fel siffra.")


def publish(engine: Engine, number: int) -> None:
    edition = Edition(
        sequence=0,
        program="vald-2021-2025",
        period=Period(2024, "T2"),
        number=number,
        code=f"2024-T2-{number}",
        title="",
        reason=None,
        published_at=utc_now(),
        by="",
        moment=Moment(0, 0),
        definitions="",
        report=to_json(sample.report().model_copy(update={"goals": ()})),
        incidents=(),
        sha256=str(number),
    )
    with write_session(engine) as session:
        add_edition(session, edition, (), "")


def renamed(definitions: Definitions) -> Definitions:
    units = tuple(
        unit.model_copy(update={"name": "Stora Bromma"}) if unit.code == "bromma" else unit
        for unit in definitions.organisation.units
    )
    organisation = definitions.organisation.model_copy(update={"units": units})
    return definitions.model_copy(update={"organisation": organisation})


def test_the_stamp_changes_with_every_approval_and_definition(site: Site) -> None:
    seen = [stamp(site.engine)]
    followup = opened(site.engine)
    assert stamp(site.engine) == seen[0], "a draft is in no report"
    approve(site.engine, followup)
    seen.append(stamp(site.engine))
    reopen(site.engine, followup)
    assert stamp(site.engine) == seen[0], "nothing is approved, as in the beginning"
    approve(site.engine, followup)
    seen.append(stamp(site.engine))
    with write_session(site.engine) as session:
        load(session, renamed(vald()), today())
    seen.append(stamp(site.engine))
    assert len(set(seen)) == len(seen)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The periods for which a report was made, in order."""
    periods: list[str] = []

    def make(_session: object, _audience: str, _program: str, period: str, _unit: None) -> Report:
        periods.append(period)
        return sample.report()

    monkeypatch.setattr(recent, "report_for", make)
    return periods


def test_a_report_is_made_once_until_something_changes(site: Site, made: list[str]) -> None:
    recent = RecentReports()
    with read_session(site.engine) as session:
        assert recent.internal(session, VALD, "2024-T2") is recent.internal(session, VALD, "2024-T2")
    assert made == ["2024-T2"]
    approve(site.engine, opened(site.engine))
    with read_session(site.engine) as session:
        recent.internal(session, VALD, "2024-T2")
    assert made == ["2024-T2", "2024-T2"]


def test_only_the_last_few_are_kept(site: Site, made: list[str]) -> None:
    recent = RecentReports(most=2)
    with read_session(site.engine) as session:
        for period in ("a", "b", "a", "c", "a", "b"):
            recent.internal(session, VALD, period)
    assert made == ["a", "b", "c", "b"]


def test_what_is_published_is_read_once_until_another_edition_is(site: Site, made: list[str]) -> None:
    recent = RecentReports()
    publish(site.engine, 1)
    with read_session(site.engine) as session:
        assert recent.published(session, VALD, "2024-T2") is recent.published(session, VALD, "2024-T2")
        assert recent.internal(session, VALD, "2024-T2") is not recent.published(session, VALD, "2024-T2")
    publish(site.engine, 2)
    with read_session(site.engine) as session:
        recent.published(session, VALD, "2024-T2")
    assert made == ["2024-T2"] * 3


def test_an_edition_is_kept_by_its_code_and_its_period(site: Site) -> None:
    recent = RecentReports()
    publish(site.engine, 1)
    with read_session(site.engine) as session:
        first = recent.edition(session, "vald-2021-2025", "2024-T2", "2024-T2-1")
        assert recent.edition(session, "vald-2021-2025", "2024-T2", "2024-T2-1") is first
        for period, code in (("2024-T1", "2024-T2-1"), ("2024-T2", "2024-T2-2")):
            with pytest.raises(NotPublished):
                recent.edition(session, "vald-2021-2025", period, code)
