"""``tracker init``, ``upgrade`` and ``load``: a database, and definitions into it."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import resources
from tracker.accounts.kept import fold, unreachable_logins
from tracker.cli.files import FOLDER
from tracker.cli.help import option
from tracker.cli.installation import any_database, database
from tracker.cli.reading_log import note_reading
from tracker.clock import today
from tracker.definitions import loader
from tracker.definitions.program import Program
from tracker.editions.consequence_words import headline, line
from tracker.editions.consequences import Consequence, consequences
from tracker.periods import Period
from tracker.store.catalogue import read_city
from tracker.store.database import read_session, write_session
from tracker.store.loading import DefinitionChange, changed_periods, load, plan_load
from tracker.store.schema import check_ready, current_revision, is_there, newest_revision, upgrade
from tracker.words import gettext as _
from tracker.words import lazy, ngettext

MOST_FIGURES = 20
"""Of a period, so that what matters is not lost in a long list; the page shows all."""


@click.command(help=lazy("Skapa en tom databas och läs in programmen i FOLDER."))
@click.argument("folder", type=FOLDER, default=resources.PROGRAM)
def init(folder: Path) -> None:
    engine = any_database()
    where = engine.url.render_as_string(hide_password=True)
    if current_revision(engine) is None:
        definitions = loader.load(folder)
        upgrade(engine)
    else:
        check_ready(engine)
        with read_session(engine) as session:
            if read_city(session) is not None:
                click.echo(_("Databasen har redan definitioner; inget har ändrats: {where}").format(where=where))
                return
        definitions = loader.load(folder)
    with write_session(engine) as session:
        changes = load(session, definitions, today())
    click.echo(_("Databasen är klar: {where}").format(where=where))
    click.echo(_summary(changes))


@click.command("upgrade", help=lazy("Uppgradera databasen till den här versionen; definitionerna ändras inte."))
def upgrade_command() -> None:
    engine = any_database()
    before = current_revision(engine) if is_there(engine) else None
    if before is None:
        check_ready(engine)
    upgrade(engine)
    where = engine.url.render_as_string(hide_password=True)
    if before == newest_revision():
        click.echo(_("Databasen är redan av den här versionen: {where}").format(where=where))
    else:
        click.echo(_("Databasen är uppgraderad: {where}").format(where=where))
    with read_session(engine) as session:
        logins = unreachable_logins(session)
    for login in logins:
        message = _("Två konton heter {login}, skrivet med olika tecken. Ge den som inte kan logga in ett nytt konto.")
        click.echo(message.format(login=fold(login)), err=True)


@click.command("load", help=lazy("Visa och gör ändringen från databasens definitioner till dem i FOLDER."))
@click.argument("folder", type=FOLDER, default=resources.PROGRAM)
@option("--dry-run", is_flag=True, help=lazy("Visa skillnaden utan att ändra något."))
@option("--retire", multiple=True, metavar=lazy("CODE"), help=lazy("Låt ett program som saknas i FOLDER utgå."))
def load_command(folder: Path, dry_run: bool, retire: tuple[str, ...]) -> None:
    definitions, engine = loader.load(folder), database()
    with (read_session if dry_run else write_session)(engine) as session:
        ended = changed_periods(session, definitions, today(), retire)
        found = consequences(session, definitions, today(), retire) if dry_run else []
        changes = plan_load(session, definitions, retire) if dry_run else load(session, definitions, today(), retire)
    for program in dict.fromkeys(each.program.code for each in found):
        note_reading(engine, "tracker load --dry-run", program, None)
    for change in changes:
        click.echo(str(change))
    _say_which_ended(ended)
    _say_what_changes(found)
    click.echo(_summary(changes) + (" " + _("Inget har ändrats (--dry-run).") if dry_run else ""))


def _say_which_ended(periods: list[tuple[Program, Period]]) -> None:
    """A change that is not dated reaches back, and that should be meant."""
    if periods:
        codes = ", ".join(dict.fromkeys(period.code for _program, period in periods))
        click.echo(_("Ändrar även rapporterna för perioder som är slut: {periods}.").format(periods=codes))
        click.echo(_("Det som bara ska gälla framåt skrivs med from och to; se docs/definitions."))


def _say_what_changes(found: list[Consequence]) -> None:
    """Which figures that are reported would be others, and which editions have printed them."""
    for each in found:
        click.echo(headline(each))
        for figure in each.figures[:MOST_FIGURES]:
            click.echo("  " + line(figure))
        if len(each.figures) > MOST_FIGURES:
            click.echo("  " + _("… och {n} till").format(n=len(each.figures) - MOST_FIGURES))


def _summary(changes: list[DefinitionChange]) -> str:
    if not changes:
        return _("Definitionerna är redan inlästa; inget skiljer.")
    if all(change.what == "new" for change in changes):
        return ngettext("{n} definition är ny.", "{n} definitioner är nya.", len(changes)).format(n=len(changes))
    return ngettext("{n} skillnad i definitionerna.", "{n} skillnader i definitionerna.", len(changes)).format(
        n=len(changes)
    )
