"""Told at once: who is written to when a follow-up is returned, received or opened again, and that it is once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from tests.followups.mail_server import Post, serve
from tests.people import person
from tests.world import DEFINITIONS, TODAY, view_of
from tracker.accounts.account import COMMAND_LINE, Account
from tracker.accounts.administration import grant_role
from tracker.config import Mail
from tracker.followups.notices import NOT_AFTER, tell
from tracker.followups.operations import approve, open_, reopen, return_, submit
from tracker.store.account import AccountRow
from tracker.store.base import utc_now
from tracker.store.database import connect, read_session, write_session
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.loading import load

SITE = "https://uppfoljning.example.se"


@pytest.fixture
def city(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    file = tmp_path / "city.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    engine = connect(f"sqlite:///{file}")
    with write_session(engine) as session:
        load(session, DEFINITIONS, TODAY)
    yield engine
    engine.dispose()


@pytest.fixture
def post() -> Iterator[Post]:
    with serve() as running:
        yield running


@pytest.fixture
def handed_in(city: Engine) -> int:
    people = {"Anna": "anna@example.se", "Carl": "carl@example.se", "Bo": "bo@example.se"}
    anna, _carl = person(city, "Anna", "coordinator", "bromma"), person(city, "Carl", "compiler")
    person(city, "Bo", "coordinator", "farsta")
    with write_session(city) as session:
        for name, email in people.items():
            session.execute(update(AccountRow).where(AccountRow.name == name).values(email=email))
        for login, unit in (("anna", "bromma"), ("bo", "farsta")):
            grant_role(session, login=login, role="coordinator", unit=unit, by=COMMAND_LINE)
        number = open_(session, view=view_of("2024-T2"), unit="bromma", by=anna, today=TODAY).id
        submit(session, followup=number, by=anna, today=TODAY)
    return number


def told(city: Engine, post: Post) -> list[str]:
    settings = Mail("127.0.0.1", post.port, "uppfoljning@example.se", starttls=False)
    return list(tell(city, settings, SITE, TODAY))


def compiler(city: Engine) -> Account:
    with read_session(city) as session:
        number = session.query(AccountRow.id).filter(AccountRow.name == "Carl").scalar()
    return Account(number, "carl", "Carl", COMMAND_LINE.grants)


STEPS: dict[str, Callable[..., object]] = {
    "kommit åter": lambda s, n, by: return_(s, followup=n, by=by, reason="Kalle Karlsson, 12 personer"),
    "mottagen": lambda s, n, by: approve(s, followup=n, by=by),
    "öppnad igen": lambda s, n, by: (approve(s, followup=n, by=by), reopen(s, followup=n, by=by, reason="fel")),
}


@pytest.mark.parametrize("words", STEPS)
def test_the_body_is_told_of_each_step_once(city: Engine, post: Post, handed_in: int, words: str) -> None:
    with write_session(city) as session:
        STEPS[words](session, handed_in, compiler(city))
    assert told(city, post) == ["sent"] and told(city, post) == []
    (mail,) = post.mails
    assert mail["To"] == "anna@example.se" and words in mail["Subject"] and mail["Subject"].startswith("Prov: Bromma")
    text = mail.get_content()
    assert f"{SITE}/uppfoljning/prov/2024-T2/bromma" in text and "Kalle" not in text and "12" not in text


def test_what_could_not_be_sent_is_sent_later(city: Engine, post: Post, handed_in: int) -> None:
    with write_session(city) as session:
        return_(session, followup=handed_in, by=compiler(city), reason="x")
    post.refused.add("anna@example.se")
    assert told(city, post) == ["refused"]
    post.refused.clear()
    assert told(city, post) == ["sent"]


def test_handing_in_commands_and_old_steps_tell_nobody(city: Engine, post: Post, handed_in: int) -> None:
    assert told(city, post) == [], "handing in is no news to who did it"
    with write_session(city) as session:
        return_(session, followup=handed_in, by=COMMAND_LINE, reason="x")
    assert told(city, post) == [], "a command's step"
    with write_session(city) as session:
        submit(session, followup=handed_in, by=COMMAND_LINE, today=TODAY)
        return_(session, followup=handed_in, by=compiler(city), reason="x")
        session.execute(update(EventRow).values(at=utc_now() - NOT_AFTER - timedelta(minutes=1)))
    assert told(city, post) == [], "long ago"
    with write_session(city) as session:
        session.execute(update(EventRow).values(at=utc_now()))
        session.execute(update(FollowupRow).values(fictional=True))
    assert told(city, post) == [], "invented figures"
