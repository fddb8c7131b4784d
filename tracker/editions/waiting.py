"""What stands ready for a program's next editions: periods that wait, texts that are saved."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.definitions.program import Program
from tracker.periods import Period
from tracker.store.catalogue import read_program
from tracker.store.edition_texts import edition_texts
from tracker.store.editions import published_periods
from tracker.store.handed_in import received_by_period
from tracker.store.queries import followups


def invented_and_unpublished(session: Session, program: str) -> list[Period]:
    """The periods with something approved, no edition yet and nothing but invented figures, in the calendar's order.

    Real figures are published one period at a time, by a person who has looked at the preview.
    """
    followed = read_program(session, program).program(program)
    opened = followups(session, followed.code)
    real = {row.period for row in opened if not row.fictional}
    approved = {row.period for row in opened if row.state == "approved"}
    return sorted(approved - real - published_periods(session, followed.code), key=followed.calendar.order)


def unpublished_before(session: Session, program: Program, period: Period) -> list[Period]:
    """Those earlier in the period's year that are received and not published. Published after it, they would print how
    much of its figures came in when, and small numbers in that could no longer be protected."""
    received, published = received_by_period(session, program.code), published_periods(session, program.code)
    return [each for each in program.calendar.earlier_in_year(period) if each in received and each not in published]


def saved_texts(session: Session, program: str, period: str) -> dict[str, str]:
    """The compilers' texts as last saved, by goal; blank ones left out."""
    followed = read_program(session, program).program(program)
    found = edition_texts(session, followed.code, followed.calendar.parse(period))
    return {goal: text.text for goal, text in found.items() if text.text.strip()}
