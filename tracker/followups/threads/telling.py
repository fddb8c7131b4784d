"""Mail about threads: to the compilers and the body when something is asked, to the asker when there is an answer.
What a body asks before handing in goes to the compilers, and their answer to who asked.

Like other notices: one mail each, within some days, with an address and no words of the thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.config import Mail as MailSettings
from tracker.followups.addressees import address_of, addressees, language_of, letter
from tracker.followups.notices import NOT_AFTER
from tracker.followups.outbox import Outcome
from tracker.followups.sending import tell_each
from tracker.followups.threads.seeing import period_now
from tracker.periods import Period
from tracker.store.base import utc_now
from tracker.store.catalogue import program_codes, read_program, read_units
from tracker.store.database import read_session
from tracker.store.queries import holds_invented
from tracker.store.remarks import questions_since
from tracker.store.reminder import ReminderRow
from tracker.store.threads import Thread, threads
from tracker.words import gettext as _

Told = Literal["asked", "answer_waits", "answer_given", "body_asks", "body_answered"]


@dataclass(frozen=True)
class ThreadNotice:
    """One mail about one thing said. ``path``: where it is read; ``seq``: of what was said. ``unit``: blank for what
    concerns no single follow-up."""

    address: str
    name: str
    language: str
    program: str
    program_name: str
    period: Period
    kind: Told
    path: str
    seq: int
    unit: str = ""

    @property
    def occasion(self) -> str:
        return f"{self.kind}:{self.seq}"

    @property
    def occasions(self) -> tuple[ThreadNotice, ...]:
        return (self,)


def thread_notices(session: Session, today: date) -> tuple[ThreadNotice, ...]:
    """What nobody was told of yet. Nothing is told where anything is invented."""
    people = addressees(session, read_units(session), today)
    found: list[ThreadNotice] = []
    for program in program_codes(session):
        if holds_invented(session, program):
            continue
        for thread in threads(session, program):
            found += [
                _notice(session, thread, kind, seq, person, today)
                for kind, seq, by in _said(thread)
                for person in people
                if person.name != by and _concerns(person, thread, kind)
            ]
        found += _of_bodies(session, program, people)
    sent = {(row.program, row.occasion, row.address) for row in session.scalars(select(ReminderRow))}
    return tuple(n for n in dict.fromkeys(found) if (n.program, n.occasion, n.address) not in sent)


def tell_of_threads(engine: Engine, settings: MailSettings, base_url: str, today: date) -> list[Outcome]:
    """Send what nobody was told of yet. Raises MailFault where the server cannot be used."""
    with read_session(engine) as session:
        waiting = thread_notices(session, today)
    return tell_each(engine, settings, waiting, lambda notice: (_subject(notice), _text(notice, base_url)))


def _said(thread: Thread) -> Iterator[tuple[Told, int, str]]:
    """What was said lately: what it is, its number, and by whom."""
    after = utc_now() - NOT_AFTER
    if thread.at > after:
        yield "asked", thread.id, thread.by
    for entry in thread.entries:
        if entry.at > after and entry.kind in ("answered", "passed_on"):
            waits = entry.kind == "answered" and entry.unit is not None
            yield ("answer_waits" if waits else "answer_given"), entry.id, entry.by


def _of_bodies(session: Session, program: str, people: Sequence[Account]) -> Iterator[ThreadNotice]:
    """Of what a body has asked the compilers: to them, and the answers to who asked."""
    after = utc_now() - NOT_AFTER
    (known,) = read_program(session, program).programs
    city = read_units(session).city
    for place, asked in questions_since(session, program, after):
        path = f"/uppfoljning/{program}/{place.period}/{place.unit}"
        said: list[tuple[Told, int, str]] = [("body_asks", asked.id, asked.by)] if asked.at > after else []
        said += [("body_answered", reply.id, reply.by) for reply in asked.replies if reply.at > after]
        for kind, seq, by in said:
            for person in people:
                answers = may(person, "answer_questions", program=program, unit=place.unit)
                if person.name != by and (answers if kind == "body_asks" else person.id == asked.account):
                    yield ThreadNotice(
                        address_of(person), person.name, language_of(person, city), program, known.short_title,
                        place.period, kind, path, seq, place.unit,
                    )  # fmt: skip


def _concerns(person: Account, thread: Thread, kind: Told) -> bool:
    if kind == "answer_given":
        return person.id == thread.account
    own = thread.asked.target == "unit" and thread.asked.code in person.units_in(thread.program)
    return may(person, "release_threads", program=thread.program) or (kind == "asked" and own)


def _notice(session: Session, thread: Thread, kind: Told, seq: int, person: Account, today: date) -> ThreadNotice:
    (program,) = read_program(session, thread.program).programs
    return ThreadNotice(
        address=address_of(person),
        name=person.name,
        language=language_of(person, read_units(session).city),
        program=thread.program,
        program_name=program.short_title,
        period=period_now(program, today),
        kind=kind,
        path=f"/fragor/{thread.program}/{thread.id}",
        seq=seq,
    )


def _subject(notice: ThreadNotice) -> str:
    what = {
        "asked": _("En fråga eller prioritering har kommit"),
        "answer_waits": _("Ett svar väntar på att lämnas vidare"),
        "answer_given": _("Din fråga har fått ett svar"),
        "body_asks": _("En fråga har kommit om en uppföljning som inte är inlämnad"),
        "body_answered": _("Din fråga till sammanställarna har fått ett svar"),
    }[notice.kind]
    return f"{notice.program_name}: {what}"


def _text(notice: ThreadNotice, base_url: str) -> str:
    return letter(notice.name, (f"{_subject(notice)}:", "", f"{base_url}{notice.path}"))
