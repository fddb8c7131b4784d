"""``tracker init`` and ``load``: definitions into the database that mirrors them."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import resources
from tracker.cli.files import FOLDER
from tracker.cli.surroundings import any_database, database
from tracker.clock import today
from tracker.definitions import loader
from tracker.store.database import read_session, write_session
from tracker.store.loading import DefinitionChange, load, plan_load
from tracker.store.schema import upgrade
from tracker.words import gettext as _
from tracker.words import ngettext


@click.command()
def init() -> None:
    """Skapa eller uppgradera databasen och läs in programmen."""
    engine = any_database()
    definitions = loader.load(resources.PROGRAM)
    upgrade(engine)
    with write_session(engine) as session:
        changes = load(session, definitions, today())
    where = engine.url.render_as_string(hide_password=True)
    click.echo(_("Databasen är klar: {where}").format(where=where))
    click.echo(_summary(changes))


@click.command("load")
@click.argument("folder", type=FOLDER, default=resources.PROGRAM)
@click.option("--dry-run", is_flag=True, help="Visa skillnaden utan att ändra något.")
def load_command(folder: Path, dry_run: bool) -> None:
    """Visa och gör ändringen från databasens definitioner till dem i FOLDER."""
    definitions = loader.load(folder)
    engine = database()
    if dry_run:
        with read_session(engine) as session:
            changes = plan_load(session, definitions)
    else:
        with write_session(engine) as session:
            changes = load(session, definitions, today())
    for change in changes:
        click.echo(str(change))
    click.echo(_summary(changes) + (" " + _("Inget har ändrats (--dry-run).") if dry_run else ""))


def _summary(changes: list[DefinitionChange]) -> str:
    if not changes:
        return _("Definitionerna är redan inlästa; inget skiljer.")
    return ngettext("{n} skillnad i definitionerna.", "{n} skillnader i definitionerna.", len(changes)).format(
        n=len(changes)
    )

