"""The verbs of a thread: ask, answer, pass on, close, publish. Each only adds; who may is asked of the one table."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.followups.errors import InvalidMove, NotAllowed
from tracker.followups.threads.seeing import seen_now, thread_for
from tracker.store.catalogue import read_program
from tracker.store.database import take_turns
from tracker.store.threads import Asked, Thread, add_entry, add_thread, threads
from tracker.typed import typed_text
from tracker.words import gettext as _


class NoSuchThread(LookupError):
    """There is no such thread, or none that the person may see."""


def ask(session: Session, *, program: str, asked: Asked, by: Account, today: date) -> int:
    """Enter a priority or a question; its number. Sent twice it is one, while it is open. Raises NotAllowed, and
    InvalidMove where nothing is asked or what it is about is not in the program."""
    if not may(by, "ask", program=program):
        raise NotAllowed
    if not asked.text.strip():
        raise InvalidMove(_("Skriv vad frågan eller prioriteringen är."))
    if not seen_now(read_program(session, program), program, today).responsible(asked.target, asked.code):
        raise InvalidMove(_("”{code}” finns inte i programmet nu.").format(code=asked.code))
    take_turns(session, f"threads {program}")
    mine = (each for each in threads(session, program) if each.account == by.id and not each.closed)
    sent = next((each.id for each in mine if each.asked == asked), None)
    return sent or add_thread(session, program, asked, account=by.id, by=by.name)


def answer(
    session: Session, *, program: str, number: int, text: str, unit: str | None, by: Account, today: date
) -> None:
    """Answer for a body, or for the compilers (no ``unit``). Sent twice, it is one. Raises NoSuchThread, NotAllowed,
    InvalidMove."""
    thread = _found(session, program, number, by, today)
    if unit is None and not may(by, "release_threads", program=program):
        raise NotAllowed
    if unit is not None and not _answers_for(session, thread, unit, by, today):
        raise NotAllowed
    if thread.closed:
        raise InvalidMove(_("Frågan är avslutad av den som ställde den."))
    said = typed_text(text).strip()
    if not said:
        raise InvalidMove(_("Skriv ett svar."))
    take_turns(session, f"threads {program}")
    latest = _found(session, program, number, by, today).entries
    if (by.name, unit, said) not in {(each.by, each.unit, each.text) for each in latest if each.kind == "answered"}:
        add_entry(session, number, "answered", account=by.id, by=by.name, text=said, unit=unit)


def pass_on(session: Session, *, program: str, number: int, entry: int, by: Account, today: date) -> None:
    """Let the asker read a body's answer. Raises NoSuchThread, NotAllowed."""
    thread = _found(session, program, number, by, today)
    _must_release(by, program)
    given = {each.id for each in thread.entries if each.kind == "answered" and each.unit is not None}
    if entry in given - thread.passed_on:
        add_entry(session, number, "passed_on", account=by.id, by=by.name, answer=entry)


def close(session: Session, *, program: str, number: int, by: Account, today: date) -> None:
    """Say that nothing more is wanted: the asker's own right. Raises NoSuchThread, NotAllowed."""
    take_turns(session, f"threads {program}")
    thread = _found(session, program, number, by, today)
    if thread.closed and may(by, "ask", program=program):
        return  # the button was pressed twice
    if not may_close(thread, by):
        raise NotAllowed
    add_entry(session, number, "closed", account=by.id, by=by.name)


def publish(session: Session, *, program: str, number: int, public: bool, by: Account, today: date) -> None:
    """Let everybody read the thread who reads what is published, or no longer. Raises NoSuchThread, NotAllowed."""
    thread = _found(session, program, number, by, today)
    _must_release(by, program)
    if thread.published != public:
        add_entry(session, number, "published" if public else "unpublished", account=by.id, by=by.name)


def may_close(thread: Thread, by: Account) -> bool:
    """Whoever holds the asker's role in the program: the one who asked may have gone."""
    return may(by, "ask", program=thread.program) and not thread.closed


def _answers_for(session: Session, thread: Thread, unit: str, by: Account, today: date) -> bool:
    seen = seen_now(read_program(session, thread.program), thread.program, today)
    concerned = seen.responsible(thread.asked.target, thread.asked.code)
    return unit in concerned and may(by, "answer_threads", program=thread.program, unit=unit)


def _found(session: Session, program: str, number: int, by: Account, today: date) -> Thread:
    found = thread_for(session, by, program, number, today)
    if found is None:
        raise NoSuchThread
    return found


def _must_release(by: Account, program: str) -> None:
    if not may(by, "release_threads", program=program):
        raise NotAllowed
