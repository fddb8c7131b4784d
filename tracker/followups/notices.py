"""Told at once: a follow-up was returned, received, opened again or withdrawn. One mail to each of the
body's coordinators.

The site sends it when the step is taken; what could not be sent then goes with the next ``tracker remind``. No figure
and no reason is in a mail: the page says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tracker.accounts.account import Account, shown_name
from tracker.config import Mail as MailSettings
from tracker.definitions.organisation import Organisation
from tracker.followups.addressees import address_of, addressees, language_of, letter
from tracker.followups.outbox import Outcome
from tracker.followups.sending import tell_each
from tracker.periods import Period
from tracker.store.base import utc_now
from tracker.store.catalogue import read_program, read_units
from tracker.store.database import read_session
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.queries import IS_LAST
from tracker.store.reminder import ReminderRow
from tracker.words import gettext as _

Told = Literal["returned", "approved", "reopened", "withdrawn"]

NOT_AFTER = timedelta(days=3)
"""Older steps are not told of any more: the reminders say what is owed."""


@dataclass(frozen=True)
class Notice:
    """One mail about one step. ``seq``: the step's number among those of its follow-up."""

    address: str
    name: str
    language: str
    program: str
    program_name: str
    period: Period
    period_name: str
    unit: str
    unit_name: str
    kind: Told
    seq: int
    by: str

    @property
    def occasion(self) -> str:
        return f"{self.kind}:{self.seq}"

    @property
    def occasions(self) -> tuple[Notice, ...]:
        return (self,)


def notices(session: Session, today: date, followup: int | None = None) -> tuple[Notice, ...]:
    """What nobody was told of yet: the latest step of each follow-up, or of one, if it was taken on the site lately.

    What a command did, such as an import of the whole city, is not told of, nor what is done with invented figures.
    """
    steps = (
        select(EventRow, FollowupRow)
        .join(FollowupRow, IS_LAST)
        .where(EventRow.kind.in_(get_args(Told)), EventRow.at > utc_now() - NOT_AFTER, EventRow.account.is_not(None))
        .where(FollowupRow.fictional.is_(False))
    )
    if followup is not None:
        steps = steps.where(FollowupRow.id == followup)
    organisation = read_units(session)
    people = addressees(session, organisation, today)
    found = [
        _notice(session, organisation, event, row, person)
        for event, row in session.execute(steps)
        for person in people
        if row.unit in person.units_in(row.program) and person.id != event.account
    ]
    sent = {(r.program, r.year, r.part, r.unit, r.occasion, r.address) for r in session.scalars(select(ReminderRow))}
    return tuple(
        n for n in dict.fromkeys(found)
        if (n.program, n.period.year, n.period.part, n.unit, n.occasion, n.address) not in sent
    )  # fmt: skip


def tell(
    engine: Engine, settings: MailSettings, base_url: str, today: date, followup: int | None = None
) -> list[Outcome]:
    """Send what nobody was told of yet. Raises MailFault where the server cannot be used."""
    with read_session(engine) as session:
        waiting = notices(session, today, followup)
    return tell_each(engine, settings, waiting, lambda notice: (subject(notice), text(notice, base_url)))


def subject(notice: Notice) -> str:
    what = {
        "returned": _("{unit}, {period}: uppföljningen har kommit åter"),
        "approved": _("{unit}, {period}: uppföljningen är mottagen"),
        "reopened": _("{unit}, {period}: uppföljningen är öppnad igen"),
        "withdrawn": _("{unit}, {period}: uppföljningen är tillbakadragen"),
    }[notice.kind]
    named = what.format(unit=notice.unit_name, period=f"{notice.period_name} {notice.period.year}")
    return f"{notice.program_name}: {named}"


def text(notice: Notice, base_url: str) -> str:
    told = {
        "returned": _("{by} har skickat uppföljningen åter. Skälet står på sidan; komplettera och lämna in igen."),
        "approved": _("{by} har tagit emot uppföljningen i sammanställningen. Du behöver inte göra något mer."),
        "reopened": _("{by} har öppnat uppföljningen igen. Skälet står på sidan; lämna in den på nytt."),
        "withdrawn": _("{by} har dragit tillbaka uppföljningen. Den är inte inlämnad förrän den lämnas in på nytt."),
    }[notice.kind]
    address = f"{base_url}/uppfoljning/{notice.program}/{notice.period}/{notice.unit}"
    about = f"{notice.unit_name}, {notice.period_name} {notice.period.year} ({notice.program_name})"
    return letter(notice.name, (f"{about}:", told.format(by=shown_name(notice.by)), "", address))


def _notice(
    session: Session, organisation: Organisation, event: EventRow, row: FollowupRow, person: Account
) -> Notice:
    (program,) = read_program(session, row.program).programs
    unit = organisation.find(row.unit)
    return Notice(
        address=address_of(person),
        name=person.name,
        language=language_of(person, organisation.city),
        program=row.program,
        program_name=program.short_title,
        period=row.period,
        period_name=program.calendar.part(row.period).name,
        unit=row.unit,
        unit_name=unit.name if unit else row.unit,
        kind=event.kind,  # type: ignore[arg-type]  # the query asks for these kinds only
        seq=event.seq,
        by=event.by,
    )
