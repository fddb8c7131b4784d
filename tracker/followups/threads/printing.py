"""What a report prints of the reviewers' priorities and questions.

A report of a period has those that are open, every priority that is not closed, and what has been asked, answered or
closed since the period's first day: what was settled before it belongs to earlier reports. Nobody is named: a reader
needs to know which body asked and which answered, and an edition keeps its words when an account is long gone.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import view
from tracker.followups.threads.seeing import Seen
from tracker.periods import Period
from tracker.report.asked import PrintedAnswer, PrintedThread
from tracker.store.threads import Entry, Thread, threads


def printed_threads(
    session: Session,
    definitions: Definitions,
    program: Program,
    period: Period,
    *,
    published: bool,
    until: datetime | None = None,
) -> tuple[PrintedThread, ...]:
    """Those of the period's report, in the order in which they were asked. ``published``: only what the compilers let
    everybody read. ``until``: as they were at that moment; None: as they are."""
    found = threads(session, program.code)
    if until is not None:
        found = [each.until(until) for each in found if each.at <= until]
    if not found:
        return ()
    first_day = program.calendar.first_day(period).isoformat()
    seen = Seen(view(definitions.organisation, program, period))
    told = (each for each in reversed(found) if each.published or not published)
    return tuple(_printed(each, seen, definitions) for each in told if _concerns(each, first_day))


def _concerns(thread: Thread, first_day: str) -> bool:
    stands = thread.asked.kind == "priority" and not thread.closed
    said = (thread.at, *(entry.at for entry in thread.answers), *(e.at for e in thread.entries if e.kind == "closed"))
    return stands or thread.state == "open" or day_of(max(said)) >= first_day


def _printed(thread: Thread, seen: Seen, definitions: Definitions) -> PrintedThread:
    asked, city = thread.asked, definitions.organisation.city
    return PrintedThread(
        code=str(thread.id),
        kind=asked.kind,
        target=asked.target,
        item=asked.code,
        name=seen.name(asked.target, asked.code),
        text=asked.text,
        origin=asked.origin,
        body=asked.body,
        decided_on=asked.decided_on.isoformat() if asked.decided_on else None,
        case_number=asked.case_number,
        answer_by=asked.answer_by.isoformat() if asked.answer_by else None,
        asked_by=_name(definitions, city.reviews),
        asked_on=day_of(thread.at),
        state=thread.state,
        answers=tuple(_answer(entry, definitions) for entry in thread.answers),
    )


def _answer(entry: Entry, definitions: Definitions) -> PrintedAnswer:
    name = _name(definitions, entry.unit or definitions.organisation.city.compiles)
    return PrintedAnswer(unit=entry.unit, name=name, day=day_of(entry.at), text=entry.text or "")


def _name(definitions: Definitions, unit: str) -> str:
    """Of a body, also of one that no longer exists."""
    found = definitions.organisation.find(unit)
    return found.name if found else unit
