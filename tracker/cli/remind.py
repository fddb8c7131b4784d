"""``tracker remind``: mail those who owe something, and the compilers; run it once a day."""

from __future__ import annotations

from datetime import date, datetime

import click
from sqlalchemy import Engine

from tracker.cli.help import option
from tracker.cli.installation import database, settings
from tracker.clock import moment
from tracker.clock import today as todays_date
from tracker.config import Settings
from tracker.followups.noted_mails import interrupted, settle_interrupted
from tracker.followups.notices import tell
from tracker.followups.outbox import Outbox, Outcome, Unreachable, outbox
from tracker.followups.reminder_texts import body, subject
from tracker.followups.reminders import Mail, Pending, pending
from tracker.followups.sending import deliver
from tracker.followups.threads.telling import tell_of_threads
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.words import gettext as _
from tracker.words import lazy


@click.command(help=lazy("Påminn en vecka före sista dagen och när den har gått; aldrig två gånger om samma sak."))
@option("--dry-run", is_flag=True, help=lazy("Visa vad som skulle skickas; skicka inget."))
@option("--today", type=click.DateTime(["%Y-%m-%d"]), hidden=True)
def remind(dry_run: bool, today: datetime | None) -> int:
    day = today.date() if today else todays_date()
    found, engine = settings(), database()
    now = utc_now()
    with read_session(engine) as session:
        due = pending(session, day)
        lost = interrupted(session, now)
    _warn(due, lost)
    if dry_run:
        _show(due, found.base_url)
        return 0
    with write_session(engine) as session:
        settle_interrupted(session, now)
    untold = _tell_rest(engine, found, day)
    if not due.mails:
        click.echo(_("Det finns inget att påminna om."))
        return 1 if lost or untold else 0
    outcomes: list[Outcome] = []
    try:
        with outbox(found.mail) as post:
            for mail in due.mails:
                outcomes.append(_send(engine, post, mail, found.base_url))
    except Unreachable as fault:
        click.echo(str(fault), err=True)
    sent = outcomes.count("sent")
    click.echo(_("{sent} mejl skickade, {failed} inte.").format(sent=sent, failed=len(due.mails) - sent))
    return 0 if sent == len(due.mails) and not lost and not untold else 1


def _tell_rest(engine: Engine, found: Settings, day: date) -> bool:
    """Send what the site could not send when a step was taken. Whether something is still left."""
    if found.mail is None:
        return False
    try:
        outcomes = tell(engine, found.mail, found.base_url, day)
        outcomes += tell_of_threads(engine, found.mail, found.base_url, day)
    except Unreachable:
        return True  # the reminders say why
    return any(outcome != "sent" for outcome in outcomes)


def _send(engine: Engine, post: Outbox, mail: Mail, base_url: str) -> Outcome:
    outcome = deliver(engine, post, mail, subject(mail), body(mail, base_url))
    if outcome == "refused":
        click.echo(_("{address}: servern tog inte emot mejlet.").format(address=mail.address), err=True)
    if outcome == "uncertain":
        message = _("{address}: kontakten bröts medan mejlet lämnades; det kan ha gått fram och skickas inte igen.")
        click.echo(message.format(address=mail.address), err=True)
    return outcome


def _warn(due: Pending, lost: list[tuple[str, datetime]]) -> None:
    for address, at in lost:
        message = _("{address}: en körning {at} avbröts; mejlet kan ha gått förlorat och skickas inte igen.")
        click.echo(message.format(address=address, at=moment(at)), err=True)
    for owed in due.unreachable:
        message = _("Ingen samordnare med e-postadress: {name} {period} ({program}).")
        click.echo(message.format(name=owed.name, period=owed.period, program=owed.program), err=True)


def _show(due: Pending, base_url: str) -> None:
    for mail in due.mails:
        click.echo(_("Till: {address}").format(address=mail.address))
        click.echo(_("Ämne: {subject}").format(subject=subject(mail)))
        click.echo("\n".join(f"  {line}".rstrip() for line in body(mail, base_url).splitlines()))
        click.echo()
    click.echo(_("{n} mejl skulle skickas. Inget är skickat (--dry-run).").format(n=len(due.mails)))
