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
    if thread.kind == "priority":
        what = _("Prioritering av {body} {day}").format(body=thread.body, day=thread.decided_on)
    else:
        what = _("Fråga från {body} {day}").format(body=thread.asked_by, day=thread.asked_on)
    known = ", ".join(filter(None, (thread.origin, thread.case_number)))
    said = f"{what} ({known})" if known else what
    if thread.state == "open" and thread.answer_by:
        return _("{what}, {state}, svar senast {day}").format(
            what=said, state=state_word(thread.state), day=thread.answer_by
        )
    return _("{what}, {state}").format(what=said, state=state_word(thread.state))


def answer_line(answer: PrintedAnswer) -> str:
    return _("Svar från {name} {day}").format(name=answer.name, day=answer.day)


def whole_line(thread: PrintedThread) -> str:
    """All of it on one line, as a change of it is told."""
    said = (f"{asked_line(thread)}: {thread.text}", *(f"{answer_line(a)}: {a.text}" for a in thread.answers))
    return " ".join(" ".join(said).split())
