"""Mail that a compiler asks for: to those who owe, with what and from whom, and at most once a day."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from tests.followups.mail_server import Post
from tests.followups.test_reminders import DUE, PROGRAM, T2, city, noted, opened, post, text
from tests.world import DEFINITIONS
from tracker.accounts.account import COMMAND_LINE
from tracker.clock import today
from tracker.config import read_settings
from tracker.followups.nudging import Nudges, last_asked, nudges
from tracker.followups.operations import return_, submit
from tracker.followups.outbox import outbox
from tracker.followups.reminder_texts import nudge_body, nudge_subject
from tracker.followups.sending import deliver
from tracker.store.database import read_session, write_session

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


def test_who_has_handed_in_gets_none_until_it_comes_back(city: Engine) -> None:
    number = opened(city)
    with write_session(city) as session:
        submit(session, followup=number, by=COMMAND_LINE, today=DUE)
    assert asked(city, "bromma") == Nudges((), (), ())
    with write_session(city) as session:
        return_(session, followup=number, by=COMMAND_LINE, reason="Se över I5.1")
    assert "Den har kommit åter" in nudge_body(asked(city, "bromma").mails[0], "https://x.se")
