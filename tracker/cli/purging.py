"""``tracker purge``: forget what points at a person and is not needed any longer; run it once a day."""

from __future__ import annotations

import click

from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.store.base import utc_now
from tracker.store.database import empty_log, write_session
from tracker.store.retention import What, forget_old
from tracker.words import gettext as _
from tracker.words import lazy, ngettext


@click.command(help=lazy("Gallra personuppgifter som är äldre än vad docs/personal-data.md säger."))
@option("--dry-run", is_flag=True, help=lazy("Visa vad som skulle gallras; ändra inget."))
def purge(dry_run: bool) -> None:
    with write_session(database()) as session:
        found = list(forget_old(session, utc_now(), dry_run=dry_run))
    if not dry_run:
        empty_log(database())
    for each in found:
        days = each.kept.days
        text = ngettext("{what}, äldre än {days} dag: {count}", "{what}, äldre än {days} dagar: {count}", days)
        click.echo(text.format(what=_named(each.what), days=days, count=each.count))
    click.echo(_("Inget har ändrats (--dry-run).") if dry_run else _("Gallrat."))


def _named(what: What) -> str:
    return {
        "attempts": _("Misslyckade inloggningar"),
        "security": _("Rader i säkerhetsloggen"),
        "readings": _("Rader i läsloggen"),
        "mails": _("Noteringar om skickade mejl"),
        "addresses": _("E-postadresser till stängda konton"),
        "passkeys": _("Lösennycklar till stängda konton"),
        "unsent": _("Text som skrevs i formulär och aldrig skickades"),
        "made": _("Filer som beställdes"),
        "jobs": _("Beställda arbeten som har avslutats"),
        "files": _("Filer med underlag"),
        "links": _("Namn på länkar till underlag som har tagits bort"),
    }[what]
