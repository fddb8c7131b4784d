"""What a person has collected, opened again: the report that each reference may be read in now, and as it was then.

A reference is read with the person's rights of today: who is no longer a compiler does not see what was collected as
one. Nothing of a report is kept with it; what it said then is read in the edition, or made again from the history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.catalogue import UnknownProgram
from tracker.editions.reading import NotPublished
from tracker.editions.recent import RecentReports
from tracker.followups.threads.printing import printed_threads
from tracker.periods import Period, PeriodError
from tracker.pipeline import report_of
from tracker.report.addressed import is_asked
from tracker.report.model import Report
from tracker.store.catalogue import read_program
from tracker.store.collected import Collected, Own, Reference, collected
from tracker.store.edition_heads import EditionHead, edition_heads
from tracker.store.editions import latest_code
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.past import Moment, approved_then, handed_in_then, this_moment

Lacking = Literal["", "role", "unpublished"]


@dataclass(frozen=True)
class Opened:
    """``report``: where a reference is read now; None of own words, and where ``lacking`` says why it is not shown.
    ``then``: the report in which it was collected, where that is another. ``later``: codes of editions of later years'
    like periods that were published since."""

    item: Collected
    report: Report | None = None
    then: Report | None = None
    lacking: Lacking = ""
    later: tuple[str, ...] = ()


def open_collection(session: Session, recent: RecentReports, account: Account, program: str) -> tuple[Opened, ...]:
    """All that the person has collected in the program, in the person's order."""
    heads = edition_heads(session, program)
    read: dict[tuple[Period, str | Moment], Opened] = {}  # a report is read once, however much is collected of it
    opened = list[Opened]()
    for item in collected(session, account.id or 0, program):
        held = item.held
        if isinstance(held, Own):
            opened.append(Opened(item))
            continue
        place = held.period, held.read_in
        if place not in read:
            read[place] = _open(session, recent, account, program, item, held)
        later = _later(heads, item, held) if read[place].report else ()
        found = replace(read[place], item=item, later=later)
        opened.append(_asked_then(session, program, held, found) if held.internal and is_asked(held.what) else found)
    return tuple(opened)


def reading_now(
    session: Session, account: Account, program: str, period: Period, edition: str | None
) -> Reference | None:
    """How a reference would be collected now, without its address: in the edition named, or in the compilers' own
    report; None where the person may not read that."""
    if edition is not None:
        return Reference(period, "", edition) if may(account, "view_published", program=program) else None
    return Reference(period, "", this_moment(session)) if may(account, "view_internal", program=program) else None


def newest(session: Session, program: str, held: Reference) -> str | Moment:
    """What the reference is read in today."""
    if held.internal:
        return this_moment(session)
    return latest_code(session, program, held.period) or str(held.read_in)


def _open(
    session: Session, recent: RecentReports, account: Account, program: str, item: Collected, held: Reference
) -> Opened:
    if not may(account, "view_internal" if held.internal else "view_published", program=program):
        return Opened(item, lacking="role")
    period = str(held.period)
    try:
        if isinstance(held.read_in, Moment):
            report, then = recent.internal(session, program, period), _as_then(session, recent, program, held)
            return Opened(item, report, then)
        report = recent.published(session, program, period)
        then = None if report.edition == held.read_in else recent.edition(session, program, period, held.read_in)
    except (NotPublished, PeriodError, UnknownProgram):
        return Opened(item, lacking="unpublished")
    return Opened(item, report, then)


def _as_then(session: Session, recent: RecentReports, program: str, held: Reference) -> Report | None:
    """The compilers' own report as it was at the moment; None where no follow-up of the program has moved since."""
    moment = held.read_in
    assert isinstance(moment, Moment)
    query = select(EventRow.id).join(FollowupRow, FollowupRow.id == EventRow.followup)
    moved = query.where(FollowupRow.program == program, EventRow.id > moment.last_event).limit(1)
    if session.scalar(moved) is None:
        return None
    return recent.then(session, program, str(held.period), moment, report_then)


def _asked_then(session: Session, program: str, held: Reference, opened: Opened) -> Opened:
    """A priority or a question in the compilers' own report: the history of the follow-ups knows nothing of it, but
    what was said in it is only ever added to."""
    if opened.report is None:
        return opened
    definitions = read_program(session, program)
    before = printed_threads(
        session, definitions, definitions.program(program), held.period, published=False, until=opened.item.at
    )
    same = before == opened.report.threads
    return replace(opened, then=None if same else opened.report.model_copy(update={"threads": before}))


def report_then(session: Session, program: str, period: str, moment: Moment) -> Report:
    """The internal report of what was approved at the moment, under the definitions of today."""
    definitions = read_program(session, program)
    followed = definitions.program(program)
    wanted, order = followed.calendar.parse(period), followed.calendar.order
    until = [each for each in followed.calendar.between(followed.from_, followed.to) if order(each) <= order(wanted)]
    rows = [row for each in until for row in approved_then(session, followed.code, each, moment)]
    waiting = handed_in_then(session, followed.code, wanted, moment)
    return report_of(session, definitions, followed, wanted, rows, waiting)


def _later(heads: Sequence[EditionHead], item: Collected, held: Reference) -> tuple[str, ...]:
    """Editions of later years' like periods that were published since; what is internal is of no edition."""
    if held.internal:
        return ()
    like = (each for each in heads if each.period.part == held.period.part and each.period.year > held.period.year)
    return tuple(each.code for each in like if each.published_at > item.at)
