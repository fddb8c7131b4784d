"""Priorities and questions in words, the same on pages, in documents and in the workbook."""

from __future__ import annotations

from tracker.report.asked import PrintedAnswer, PrintedThread
from tracker.words import gettext as _


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
