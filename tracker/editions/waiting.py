"""What stands ready for a program's next editions: periods that wait, texts that are saved, the usual title."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.editions.publishing import Prepared
from tracker.periods import Period
from tracker.store.catalogue import read_definitions
from tracker.store.edition_texts import edition_texts
from tracker.store.editions import published_periods
from tracker.store.queries import followups


def unpublished(session: Session, program: str | None) -> list[Period]:
    """The periods with something approved and no edition yet, in the order of the calendar."""
    followed = read_definitions(session).program(program)
    done = published_periods(session, followed.code)
    approved = {row.period for row in followups(session, followed.code) if row.state == "approved"}
    return sorted(approved - done, key=followed.calendar.order)


def saved_texts(session: Session, program: str | None, period: str) -> dict[str, str]:
    """The compilers' texts as last saved, by goal; blank ones left out."""
    followed = read_definitions(session).program(program)
    found = edition_texts(session, followed.code, followed.calendar.parse(period))
    return {goal: text.text for goal, text in found.items() if text.text.strip()}


def usual_title(prepared: Prepared) -> str:
    """``Program mot våld, tertialrapport 2 2024``: what an edition is called unless somebody says otherwise."""
    report = prepared.report
    return f"{report.about.short_title}, {report.calendar.name.lower()} {report.calendar.year}"
