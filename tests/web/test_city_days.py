"""Near midnight the day that is shown is the city's, in summer and in winter, whatever the server's clock is set to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, Person
from tracker.accounts.account import COMMAND_LINE
from tracker.clock import date_of, day_of, moment
from tracker.followups.closing import close_period
from tracker.periods import Period
from tracker.store.database import write_session
from tracker.store.followup import EventRow
from tracker.store.value import ChangeRow

MOMENTS = [
    # UTC, as a clock in Stockholm shows it.
    ("2025-06-30 22:30", "2025-07-01 00:30"), ("2025-06-30 21:59", "2025-06-30 23:59"),
    ("2025-12-31 23:00", "2026-01-01 00:00"), ("2025-12-31 22:59", "2025-12-31 23:59"),
    # Summer time begins at 02:00 on 2025-03-30, and ends at 03:00 on 2025-10-26.
    ("2025-03-30 00:59", "2025-03-30 01:59"), ("2025-03-30 01:00", "2025-03-30 03:00"),
    ("2025-10-26 00:30", "2025-10-26 02:30"), ("2025-10-26 01:30", "2025-10-26 02:30"),
    ("2025-10-25 22:00", "2025-10-26 00:00"), ("2024-02-28 23:30", "2024-02-29 00:30"),
]  # fmt: skip


def test_moments_and_days(site: Site) -> None:
    site.app.test_client().get("/logga-in")  # the first page sets the clock to its city
    for utc, shown in MOMENTS:
        at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
        assert moment(at) == shown and day_of(at) == shown[:10] and date_of(at) == date.fromisoformat(shown[:10])


@pytest.mark.parametrize(("utc", "shown"), [MOMENTS[0], MOMENTS[2], MOMENTS[9]])
def test_no_page_shows_another_day(site: Site, utc: str, shown: str) -> None:
    """A locked follow-up: its page, its history on page and as a file, the list of receipt, and the closing page."""
    sara, karin = Person(site.app.test_client(), "sara"), Person(site.app.test_client(), "karin")
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    with write_session(site.engine) as session:
        close_period(session, program="vald-2021-2025", period=Period(2024, "T2"), closes_on=date(2031, 1, 1),
                     by=COMMAND_LINE, reason="prov")  # fmt: skip
        for table in (EventRow, ChangeRow):
            session.execute(update(table).values(at=at))
    pages = [sara.read_whole(BROMMA), sara.read("/"), sara.read(f"{BROMMA}/historik"),
             sara.read(f"{BROMMA}/historik.csv"), karin.read("/mottagning/vald-2021-2025/2024-T2")]  # fmt: skip
    assert all(utc[:10] not in page for page in pages)
    assert [shown[:10] in page for page in pages] == [True, False, True, True, True]


def test_a_return_and_who_wrote_at_the_same_time_are_told_with_the_citys_day(site: Site) -> None:
    sara, karin = Person(site.app.test_client(), "sara"), Person(site.app.test_client(), "karin")
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    karin.send(f"{BROMMA}/skicka-ater", {"reason": "komplettera"})
    at = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    with write_session(site.engine) as session:
        for table in (EventRow, ChangeRow):
            session.execute(update(table).values(at=at))
    amir = Person(site.app.test_client(), "amir")
    clash = amir.send(BROMMA, {"I3.1/n": "9", "I3.1/d": "10", "seen:I3.1": "0"}, status=409)
    for page in (sara.read("/"), sara.read_whole(BROMMA), clash):
        assert "2026-01-01 00:30" in page and "2025-12-31" not in page
