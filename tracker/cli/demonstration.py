"""``tracker demo``: five years of invented follow-ups to try the program with."""

from __future__ import annotations

import click

from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.clock import today
from tracker.demo.filling import PASSWORD, NotEmpty, demo_accounts, fill, is_empty, open_to_anybody
from tracker.store.catalogue import read_organisation
from tracker.store.database import read_session, write_session
from tracker.words import gettext as _
from tracker.words import lazy


@click.command(help=lazy("Fyll en tom databas med fem års påhittade uppföljningar; publicerar inget."))
@option("--if-empty", is_flag=True, help=lazy("Gör inget om det redan finns uppföljningar eller konton."))
def demo(if_empty: bool) -> None:
    engine = database()
    with write_session(engine) as session:
        empty = is_empty(session)
        if empty:
            count = fill(session, today())
        elif not if_empty:
            raise NotEmpty
    with read_session(engine) as session:
        works = open_to_anybody(session)
        shown = demo_accounts(read_organisation(session))
    if empty:
        click.echo(_("Påhittade uppgifter: {n} uppföljningar.").format(n=count))
    else:
        click.echo(_("Databasen har redan uppföljningar eller konton; inga påhittade lades till."))
    if works:
        click.echo(_("Konton att prova med (lösenord {password}):").format(password=PASSWORD))
    for account in shown:
        if account.login in works:
            click.echo(f"  {account.login:<24}{account.name}")
