"""Mail that a compiler asks for: to those who owe, with what and from whom, and at most once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, update

from tests.followups.mail_server import Post
from tests.followups.test_reminders import DUE, PROGRAM, T2, city, noted, opened, post, text
from tests.world import DEFINITIONS
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import account_row
from tracker.clock import today
from tracker.config import read_settings
from tracker.editions.preparations import Preparations
from tracker.followups.nudging import Nudges, last_asked, nudges
from tracker.followups.nudging_ordered import NudgeOrder
from tracker.followups.operations import return_, submit
from tracker.followups.outbox import outbox
from tracker.followups.reminder_texts import nudge_body, nudge_subject
from tracker.followups.sending import deliver
from tracker.jobs import Tools, Worker
from tracker.store.account import AccountRow, RoleRow
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.store.job import SILENT, JobRow, add_job, find_job, take_job

__all__ = ["city", "post"]  # fixtures
AFTER = DUE + timedelta(days=3)


def asked(engine: Engine, *units: str, later: int = 0) -> Nudges:
    with read_session(engine) as session:
        day = today() + timedelta(days=later)
        return nudges(session, DEFINITIONS, T2, units, by="Karin", today=day)


def send(engine: Engine, found: Nudges) -> None:
    with outbox(read_settings().mail) as server:
        for mail in found.mails:
            deliver(engine, server, mail, nudge_subject(mail), nudge_body(mail, "https://x.se"))


def test_it_goes_once_a_day_to_those_who_owe(city: Engine, post: Post) -> None:
    found = asked(city, "bromma", "jarva")
    assert [mail.address for mail in found.mails] == ["sara@example.se"]
    assert found.told == () and found.unreachable == ("Järva",)
    send(city, found)
    send(city, found)  # two pages open at once
    (mail,) = post.mails
    assert mail["To"] == "sara@example.se" and "Bromma väntas in" in mail["Subject"]
    assert "Karin ber er lämna in" in text(mail)
    assert f"https://x.se/uppfoljning/{PROGRAM}/2024-T2/bromma" in text(mail)
    assert noted(city) == {("sara", "bromma", f"asked:{today().isoformat()}")}
    assert asked(city, "bromma").mails == () and asked(city, "bromma").told == ("Bromma",)
    assert len(asked(city, "bromma", later=1).mails) == 1
    with read_session(city) as session:
        assert list(last_asked(session, PROGRAM, T2)) == ["bromma"]


def test_what_is_ordered_is_sent_once_though_its_process_ends_in_the_middle(city: Engine, post: Post) -> None:
    number = ordered(city, "bromma", "jarva")
    with write_session(city) as session:
        assert take_job(session, utc_now()) is not None
    send(city, asked(city, "bromma"))  # and then it ended, before it could say so
    with write_session(city) as session:
        session.execute(update(JobRow).values(alive_at=utc_now() - SILENT))
    worker = Worker(Tools(city, Preparations(), read_settings()))
    assert worker.work_once() and len(post.mails) == 1
    with read_session(city) as session:
        done = find_job(session, PROGRAM, number, "nudge")
        assert find_job(session, PROGRAM, number) is None, "it is no publication"
    assert done is not None and (done.state, done.taken) == ("done", 2)


def test_a_mail_server_that_is_gone_is_tried_again(city: Engine, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    number, there = ordered(city, "bromma"), read_settings()
    monkeypatch.setenv("TRACKER_SMTP_PORT", "1")
    for settings, state in ((read_settings(), "running"), (there, "done")):
        assert Worker(Tools(city, Preparations(), settings)).work_once()
        with write_session(city) as session:
            session.execute(update(JobRow).values(alive_at=utc_now() - SILENT))
            tried = find_job(session, PROGRAM, number, "nudge")
        assert tried is not None and tried.state == state
    assert len(post.mails) == 1


def test_without_a_mail_server_the_order_says_so(city: Engine, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    number = ordered(city, "bromma")
    monkeypatch.delenv("TRACKER_SMTP_HOST")
    assert Worker(Tools(city, Preparations(), read_settings())).work_once()
    with read_session(city) as session:
        failed = find_job(session, PROGRAM, number, "nudge")
    assert failed is not None and failed.outcome.startswith("E-post är inte inställd") and post.mails == []


def ordered(engine: Engine, *units: str) -> int:
    document = NudgeOrder("2024-T2", units, today().isoformat()).document()
    with write_session(engine) as session:
        karin = account_row(session, "karin").id
        return add_job(session, "nudge", PROGRAM, document, account=karin, by="Karin", language="sv", now=utc_now())


@pytest.mark.parametrize("gone", [AccountRow, RoleRow])
def test_nothing_is_sent_for_who_has_lost_the_right_to_it(
    city: Engine, post: Post, gone: type[AccountRow | RoleRow]
) -> None:
    number = ordered(city, "bromma")
    with write_session(city) as session:
        karin = account_row(session, "karin").id
        if gone is AccountRow:
            session.execute(update(AccountRow).where(AccountRow.id == karin).values(disabled=True))
        else:
            session.execute(delete(RoleRow).where(RoleRow.account == karin))
    assert Worker(Tools(city, Preparations(), read_settings())).work_once()
    with read_session(city) as session:
        failed = find_job(session, PROGRAM, number, "nudge")
    assert failed is not None and failed.state == "failed" and post.mails == []
    assert failed.outcome.startswith("Den som beställde detta får inte längre göra det")


def test_who_has_handed_in_gets_none_until_it_comes_back(city: Engine) -> None:
    number = opened(city)
    with write_session(city) as session:
        submit(session, followup=number, by=COMMAND_LINE, today=DUE)
    assert asked(city, "bromma") == Nudges((), (), ())
    with write_session(city) as session:
        return_(session, followup=number, by=COMMAND_LINE, reason="Se över I5.1")
    assert "Den har kommit åter" in nudge_body(asked(city, "bromma").mails[0], "https://x.se")
