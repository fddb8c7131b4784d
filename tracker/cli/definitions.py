"""``tracker init`` and ``load``: definitions into the database that mirrors them."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import resources
from tracker.cli.files import FOLDER
from tracker.cli.help import option
from tracker.cli.surroundings import any_database, database
from tracker.clock import today
from tracker.definitions import loader
from tracker.definitions.program import Program
from tracker.periods import Period
from tracker.store.database import read_session, write_session
from tracker.store.loading import DefinitionChange, changed_periods, load, plan_load
from tracker.store.schema import upgrade
from tracker.words import gettext as _
from tracker.words import lazy, ngettext


@click.command(help=lazy("Skapa eller uppgradera databasen och läs in programmen."))
def init() -> None:
    engine = any_database()
    definitions = loader.load(resources.PROGRAM)
    upgrade(engine)
    with write_session(engine) as session:
        ended = changed_periods(session, definitions, today())
        changes = load(session, definitions, today())
    where = engine.url.render_as_string(hide_password=True)
    click.echo(_("Databasen är klar: {where}").format(where=where))
    click.echo(_summary(changes))
    _say_which_ended(ended)


@click.command("load", help=lazy("Visa och gör ändringen från databasens definitioner till dem i FOLDER."))
@click.argument("folder", type=FOLDER, default=resources.PROGRAM)
@option("--dry-run", is_flag=True, help=lazy("Visa skillnaden utan att ändra något."))
def load_command(folder: Path, dry_run: bool) -> None:
    definitions = loader.load(folder)
    engine = database()
    if dry_run:
        with read_session(engine) as session:
            changes, ended = plan_load(session, definitions), changed_periods(session, definitions, today())
    else:
        with write_session(engine) as session:
            ended = changed_periods(session, definitions, today())
            changes = load(session, definitions, today())
    for change in changes:
        click.echo(str(change))
    _say_which_ended(ended)
    click.echo(_summary(changes) + (" " + _("Inget har ändrats (--dry-run).") if dry_run else ""))


def _say_which_ended(periods: list[tuple[Program, Period]]) -> None:
    """A change that is not dated reaches back, and that should be meant."""
    if periods:
        codes = ", ".join(dict.fromkeys(period.code for _program, period in periods))
        click.echo(_("Ändrar även rapporterna för perioder som är slut: {periods}.").format(periods=codes))
        click.echo(_("Det som bara ska gälla framåt skrivs med from och to; se docs/definitions."))


def _summary(changes: list[DefinitionChange]) -> str:
    if not changes:
        return _("Definitionerna är redan inlästa; inget skiljer.")
    return ngettext("{n} skillnad i definitionerna.", "{n} skillnader i definitionerna.", len(changes)).format(
        n=len(changes)
    )
