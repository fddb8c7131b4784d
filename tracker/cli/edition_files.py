"""``tracker edition export`` and ``restore``: an edition as a file, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from tracker.accounts.account import COMMAND_LINE
from tracker.cli.choosing import PROGRAM, of_editions
from tracker.cli.faults import CommandFault
from tracker.cli.files import InputFile, OutputFile, read_bytes
from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.cli.reading_log import note_reading
from tracker.editions.edition_file import EditionFileFault, write_edition
from tracker.editions.restoring import restore_edition
from tracker.store.database import read_session, write_session
from tracker.store.edition_answers import answers_of
from tracker.store.editions import find_edition, ledger
from tracker.store.whole_file import whole_file
from tracker.words import gettext as _
from tracker.words import lazy, ngettext


@click.command(
    "export",
    help=lazy("Skriv en utgåva med sin liggare till en fil. Den innehåller känsliga uppgifter: förvara den därefter."),
)
@click.argument("code")
@PROGRAM
@option("-o", "--output", "file", type=OutputFile(), required=True, help=lazy("Filen som skrivs."))
def export_command(code: str, program: str | None, file: Path) -> None:
    engine = database()
    with read_session(engine) as session:
        found = find_edition(session, of_editions(session, program, code), code)
        if found is None:
            raise CommandFault(_("Utgåvan {code} finns inte; tracker edition list visar alla.").format(code=code))
        content = write_edition(found, ledger(session, [found]), answers_of(session, found))
    note_reading(engine, "tracker edition export", found.program, found.period.code)
    with whole_file(file, private=True) as stream:
        stream.write(content.encode())
    click.echo(_("Utgåva {code} skrevs till {file}.").format(code=code, file=file))


@click.command(
    "restore",
    help=lazy("Läs tillbaka en utgåva som har publicerats och inte finns i databasen; skriver aldrig över något."),
)
@click.argument("file", type=InputFile())
def restore_command(file: Path) -> None:
    try:
        content = read_bytes(file).decode("utf-8-sig")
        with write_session(database()) as session:
            made = restore_edition(session, content, file.name, by=COMMAND_LINE.name, now=datetime.now(UTC))
    except UnicodeDecodeError as fault:
        raise CommandFault(_("{file} är ingen textfil.").format(file=file.name)) from fault
    except EditionFileFault as fault:
        raise CommandFault(str(fault)) from fault
    if made is None:
        click.echo(_("Utgåvan finns redan; inget har ändrats."))
        return
    click.echo(_("Återläst: {code}, SHA-256 {sha256}").format(code=made.edition.code, sha256=made.edition.sha256))
    if made.unknown:
        text = ngettext("{n} prickat tal är okänt.", "{n} prickade tal är okända.", made.unknown)
        click.echo(text.format(n=made.unknown))
