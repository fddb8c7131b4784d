"""Priorities and questions in words, the same on pages, in documents and in the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from tracker.report.asked import PrintedAnswer, PrintedThread
from tracker.words import gettext as _

# ``2024/1001``, ``KS 2024/123``, ``2.3-1234/2024``: numbers, one of them a year, after the mark of a register.
_CASE_NUMBER = re.compile(
    r"(?:[A-Z\u00c5\u00c4\u00d6]{1,5}[ ./-]?)?(?=(?:\d+[./:-])*(?:19|20)\d\d(?!\d))\d+(?:[./:-]\d+){1,5}"
)


class Asked(Protocol):
    """What a person has typed in asking or deciding, kept or printed."""

    @property
    def text(self) -> str: ...
    @property
    def origin(self) -> str | None: ...
    @property
    def body(self) -> str | None: ...
    @property
    def case_number(self) -> str | None: ...


def typed_words(asked: Asked, answers: Iterable[str | None]) -> tuple[str, ...]:
    """All that is printed of a thread in its writers' own words, which somebody answers for before it is published. A
    case number is one of a register, and counts nothing; what stands in its field and is none is read as words."""
    number = asked.case_number or ""
    other = "" if _CASE_NUMBER.fullmatch(number.strip()) else number
    return tuple(filter(None, (asked.origin, asked.body, other, asked.text, *answers)))


def heading() -> str:
    return _("Frågor och prioriteringar")


def kind_word(kind: str) -> str:
    return _("Prioritering") if kind == "priority" else _("Fråga")


def state_word(state: str) -> str:
    return {"open": _("öppen"), "answered": _("besvarad"), "closed": _("avslutad")}[state]


def asked_line(thread: PrintedThread) -> str:
    """What it is, whose and of which day: ``Question from BODY 2024-06-01 (letter, 2024/1001), open``."""
    what = f"{asked_by(thread)} ({known})" if (known := known_as(thread)) else asked_by(thread)
    return _("{what}, {state}").format(what=what, state=standing(thread))


def asked_by(thread: PrintedThread) -> str:
    if thread.kind == "priority":
        return _("Prioritering av {body} {day}").format(body=thread.body, day=thread.decided_on)
    return _("Fråga från {body} {day}").format(body=thread.asked_by, day=thread.asked_on)


def known_as(thread: PrintedThread) -> str:
    """Its origin and case number, in the asker's words; blank where none was given."""
    return ", ".join(filter(None, (thread.origin, thread.case_number)))


def standing(thread: PrintedThread) -> str:
    """Where it has come to, and by when an answer is wanted."""
    if thread.state == "open" and thread.answer_by:
        return _("{state}, svar senast {day}").format(state=state_word(thread.state), day=thread.answer_by)
    return state_word(thread.state)


def answer_line(answer: PrintedAnswer) -> str:
    return _("Svar från {name} {day}").format(name=answer.name, day=answer.day)


def whole_line(thread: PrintedThread) -> str:
    """All of it on one line, as a change of it is told."""
    said = (f"{asked_line(thread)}: {thread.text}", *(f"{answer_line(a)}: {a.text}" for a in thread.answers))
    return " ".join(" ".join(said).split())
