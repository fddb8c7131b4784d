"""Priorities and questions in editions: those that are published, as they were then, their numbers answered for."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.editions.publishing import prepared_now
from tests.programs import VALD
from tracker.editions.sources import Archive, sources_now, sources_of
from tracker.editions.texts import THREAD
from tracker.editions.words import spoken
from tracker.report.reading import from_json
from tracker.store.database import read_session, write_session
from tracker.store.editions import editions
from tracker.store.threads import Thread, add_entry, threads

LATER = "Nu har 3 kvinnor fått stöd."


def public(engine: Engine) -> Thread:
    with read_session(engine) as session:
        return next(each for each in threads(session, VALD) if each.published)


def test_an_edition_keeps_what_was_printed_and_the_next_one_tells_what_is_new(published_year: Engine) -> None:
    asked = public(published_year)
    with read_session(published_year) as session:
        first = editions(session, VALD)[0]
    before = from_json(first.report)
    (printed,) = before.threads
    assert (printed.code, printed.text, printed.state) == (str(asked.id), asked.asked.text, "answered")
    assert [answer.text for answer in printed.answers] == [asked.answers[0].text]
    assert asked.by not in before.model_dump_json()  # no person is named
    with write_session(published_year) as session:
        add_entry(session, asked.id, "answered", account=None, by="Karin Holm", text=LATER)
    with read_session(published_year) as session:
        archive = Archive(session, VALD)
        assert sources_of(archive, first).threads == before.threads  # what is verified is what was printed
    prepared = prepared_now(published_year, before.period)
    (question,) = (each for each in prepared.questions() if each.item == f"{THREAD}{asked.id}")
    assert question.number == "3"
    (told,) = (each for each in spoken(prepared.changes, before, prepared.report) if "frågor" in each.where)
    assert LATER in told.after and LATER not in told.before
    with write_session(published_year) as session:
        add_entry(session, asked.id, "unpublished", account=None, by="Karin Holm")
    with read_session(published_year) as session:
        assert sources_now(session, VALD, before.period).threads == ()
