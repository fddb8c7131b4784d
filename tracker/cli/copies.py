"""``tracker backup`` and ``tracker restore``: everything, from either database to either."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.files import InputFile, OutputFile
from tracker.cli.installation import any_database, database
from tracker.cli.steps import one_line
from tracker.store.copying import backup, restore
from tracker.words import gettext as _
from tracker.words import lazy


@click.command(
    "backup", help=lazy("Skriv allt i databasen till FILE. Filen innehåller känsliga uppgifter: förvara den därefter.")
)
@click.argument("file", type=OutputFile())
def backup_command(file: Path) -> None:
    with one_line() as show:
        count = backup(database(), file, lambda n: show(_("{n} rader …").format(n=n)))
    click.echo(_("{n} rader skrevs till {file}").format(n=count, file=file))


@click.command("restore", help=lazy("Läs in FILE i en ny, tom databas (den som TRACKER_DATABASE_URL pekar på)."))
@click.argument("file", type=InputFile())
def restore_command(file: Path) -> None:
    with one_line() as show:
        count = restore(any_database(), file, lambda n: show(_("{n} rader …").format(n=n)))
    click.echo(_("{n} rader lästes in ur {file}").format(n=count, file=file))
