"""Priorities and questions in editions: those that are published, as they were then, their numbers answered for."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.editions.publishing import prepared_now
from tests.programs import VALD
from tracker.editions.sources import Archive, sources_now, sources_of
from tracker.editions.texts import THREAD
from tracker.editions.words import spoken
from tracker.report.asked import PrintedAnswer, PrintedThread
from tracker.report.asked_words import typed_words
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


def test_all_that_is_printed_of_them_is_read_for_numbers() -> None:
    """The deciding body is typed freely; a number of a register counts nothing, and other words in its place may."""
    thread = PrintedThread(
        code="1", kind="priority", target="program", item="", name="", text="Först.", origin=None, body="De 3 i Farsta",
        decided_on="2024-06-01", case_number="KS 2024/123", answer_by=None, asked_by="", asked_on="2024-06-01",
        state="open", answers=(PrintedAnswer(unit=None, name="", day="2024-06-02", text="Ja."),),
    )  # fmt: skip
    assert typed_words(thread, ("Ja.",)) == ("De 3 i Farsta", "Först.", "Ja.")
    assert typed_words(thread, ()) != typed_words(thread.model_copy(update={"body": None}), ())
    for number in ("2024/1001", "2.3-1234/2024", "SN 2024-12", "1234/2024"):
        assert number not in typed_words(thread.model_copy(update={"case_number": number}), ())
    for other in ("3 av 7", "3/7", "Anna Berg 2024/1", "3 kvinnor 2024/1001", "20241", "7/12024"):
        assert other in typed_words(thread.model_copy(update={"case_number": other}), ())
