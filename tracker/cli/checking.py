"""``tracker check``: the definitions as they are written, without a database."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import resources
from tracker.cli.files import FOLDER
from tracker.definitions import loader
from tracker.definitions.ils_lacking import lacking
from tracker.words import gettext as _
from tracker.words import lazy


@click.command(help=lazy("Granska definitionerna i FOLDER; varje fel skrivs som fil:rad: fel."))
@click.argument("folder", type=FOLDER, default=resources.PROGRAM)
def check(folder: Path) -> int:
    faults = loader.check(folder)
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        return 1
    definitions = loader.load(folder)
    for program in definitions.programs:
        counts = _("{goals} mål, {indicators} indikatorer, {activities} aktiviteter").format(
            goals=len(program.goals), indicators=len(program.indicators()), activities=len(program.activities())
        )
        click.echo(f"{program.code}: {counts}. " + _("Inga fel."))
        unnamed = lacking(definitions.organisation, program)
        if unnamed:
            text = _("{program}: ils.yaml saknar namn för {what}.")
            click.echo(text.format(program=program.code, what=", ".join(unnamed)))
    return 0
