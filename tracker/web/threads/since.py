"""Threads on other pages: on the first screen what was asked and answered, beside a field what is about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.clock import day_of, today
from tracker.followups.threads.seeing import seen_now, threads_for, waiting_for
from tracker.report import asked_words
from tracker.report.asked import PrintedThread
from tracker.report.model import Report
from tracker.store.catalogue import read_program
from tracker.store.threads import Thread
from tracker.web.access import same_for_all
from tracker.web.threads.words import ThreadWords
from tracker.words import gettext as _


@dataclass(frozen=True)
class Since:
    """Threads since a day. ``open``: also older ones. ``latest``: the one answered last: what it is ``about``, its
    ``origin`` with day and person, the ``answer``, who gave it and when, in words. ``waiting``: of those not answered,
    the address and what it is about."""

    day: str
    asked: int
    answered: int
    open: int
    latest: Thread | None = None
    about: str = ""
    origin: str = ""
    answer: str = ""
    answered_by: str = ""
    waiting: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> str:
        return _("Ställda sedan {day}: {asked}. Besvarade: {answered}. Öppna nu: {open}").format(
            day=self.day, asked=self.asked, answered=self.answered, open=self.open
        )


@dataclass(frozen=True)
class Note:
    """A thread where it belongs. ``address``: of its own page; blank for who has none. Then all of it stands here:
    ``name``, what it is about where that does not stand above; ``known``, its origin and case number; ``state``; and
    ``answers``, whose each is and of which day, and its words."""

    address: str
    what: str
    text: str
    name: str = ""
    known: str = ""
    state: str = ""
    answers: tuple[tuple[str, str], ...] = ()


def since(threads: Iterable[Thread], words: ThreadWords, day: str) -> Since:
    """What has happened since the day (``2024-01-01``)."""
    found = list(threads)
    answers = [(each, entry) for each in found for entry in each.answers]
    answers.sort(key=lambda given: (given[1].at, given[0].id))
    late = [(each, entry) for each, entry in answers if day_of(entry.at) >= day]
    asked = sum(day_of(each.at) >= day for each in found)
    waiting = [each for each in found if each.state == "open"]
    links = tuple((_address(each), words.about(each)) for each in waiting)
    counted = Since(day, asked, len({each.id for each, _entry in late}), len(waiting), waiting=links)
    if not late:
        return counted
    latest, answer = late[-1]
    return replace(
        counted, latest=latest, about=words.about(latest), origin=_("{what} {day} ({by})").format(
            what=latest.asked.origin or words.kind(latest), day=day_of(latest.at), by=latest.by
        ),
        answer=answer.text or "",
        answered_by=_("{who} {day}").format(who=words.who(answer), day=day_of(answer.at)),
    )  # fmt: skip


def since_for(session: Session, account: Account, program: str, day: str) -> Since:
    """The same of a program, as the account may see it."""
    found = () if same_for_all() else threads_for(session, account, program, today())
    words = ThreadWords(seen_now(read_program(session, program), program, today()))
    return since(found, words, day) if found else Since(day, 0, 0, 0)


def notes(threads: Iterable[Thread], words: ThreadWords) -> Mapping[str, tuple[Note, ...]]:
    """Those that are not closed, by what they are about: ``target:code``."""
    found: dict[str, tuple[Note, ...]] = {}
    for each in threads:
        if each.state != "closed":
            key = f"{each.asked.target}:{each.asked.code}"
            found[key] = (*found.get(key, ()), note(each, words))
    return found


def note(thread: Thread, words: ThreadWords) -> Note:
    what = f"{words.kind(thread)}, {words.state(thread)}"
    if thread.state == "open" and thread.asked.answer_by:
        what += ", " + _("svar senast {day}").format(day=thread.asked.answer_by)
    return Note(_address(thread), what, thread.asked.text)


def _address(thread: Thread) -> str:
    return url_for("threads.show", program=thread.program, number=thread.id)


def notes_for(session: Session, account: Account, program: str) -> Mapping[str, tuple[Note, ...]]:
    """The same of a program, as the account may see it."""
    found = threads_for(session, account, program, today())
    if not found:
        return {}
    return notes(found, ThreadWords(seen_now(read_program(session, program), program, today())))


def printed_notes(report: Report) -> Mapping[str, tuple[Note, ...]]:
    """The same for who reads without an account: what the edition has printed, whole, since a thread's own page names
    persons and asks for an account."""
    found: dict[str, tuple[Note, ...]] = {}
    for each in report.threads:
        key = f"{each.target}:{each.item}"
        found[key] = (*found.get(key, ()), _printed(each))
    return found


def all_printed(report: Report) -> tuple[Note, ...]:
    """All of those, each with the name of what it is about."""
    return tuple(_printed(each, each.name) for each in report.threads)


def _printed(thread: PrintedThread, name: str = "") -> Note:
    answers = tuple((asked_words.answer_line(answer), answer.text) for answer in thread.answers)
    what, known, state = asked_words.asked_by(thread), asked_words.known_as(thread), asked_words.standing(thread)
    return Note("", what, thread.text, name, known, state, answers)


def waiting_notes(session: Session, account: Account, program: str) -> tuple[Note, ...]:
    """What waits for an answer that the account can give."""
    shown = threads_for(session, account, program, today())
    if not shown:
        return ()
    seen = seen_now(read_program(session, program), program, today())
    return tuple(note(each, ThreadWords(seen)) for each in waiting_for(account, seen, shown))
