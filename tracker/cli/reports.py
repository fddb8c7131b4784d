"""``tracker report``: the one report, rendered; ``tracker final-report``: every year of a program side by side."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import cast

import click

from exports.final_formats import FINAL
from exports.formats import FORMATS, Beside, Format, of_file
from tracker.cli.choosing import PROGRAM, of_period, the_only
from tracker.cli.faults import CommandFault
from tracker.cli.files import OutputFile, write_whole
from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.cli.reading_log import note_reading
from tracker.cli.steps import file_steps
from tracker.clock import today
from tracker.editions.final import yearly_reports
from tracker.editions.reading import report_for
from tracker.report.ils import rows, unnamed_text
from tracker.report.model import Audience
from tracker.store.catalogue import read_ils
from tracker.store.database import read_session
from tracker.store.letterhead import read_letterhead
from tracker.words import gettext as _
from tracker.words import lazy


@click.command(help=lazy("Skriv rapporten för PERIOD (t.ex. 2024-T2) till en fil."))
@click.argument("period")
@PROGRAM
@option("--unit", help=lazy("Koden för en ansvarig: bara dess del."))
@option(
    "--audience",
    type=click.Choice(["internal", "preview", "published"]),
    default="internal",
    help=lazy("Alla tal, vad som skulle synas om perioden publicerades nu, eller dess utgåva. Förval: internal."),
)
@option("--format", "form", type=click.Choice(sorted(FORMATS)), help=lazy("Förval: filens ändelse."))
@option("-o", "--output", type=OutputFile(), required=True)
def report(period: str, program: str | None, unit: str | None, audience: str, form: str | None, output: Path) -> None:
    chosen = FORMATS[form] if form else _from_name(output)
    engine = database()
    with read_session(engine) as session:
        made = report_for(session, cast("Audience", audience), of_period(session, program, period), period, unit)
        names = read_ils(session, made.program)
        letterhead = read_letterhead(session) if chosen.is_document else None
    if made.audience == "internal":
        note_reading(engine, "tracker report", made.program, made.period, made.unit)
    stream = BytesIO()
    with file_steps() as tell:
        chosen.write(made, stream, today(), Beside(names, letterhead, tell))
    write_whole(output, stream.getvalue())
    click.echo(_("{program} {period} skrevs till {file}").format(program=made.program, period=made.period, file=output))
    lacking = unnamed_text(rows(made, names)) if chosen.name == "ils" else None
    if lacking:
        click.echo(lacking, err=True)


def _from_name(output: Path) -> Format:
    found = of_file(output.name)
    if found is not None:
        return found
    known = ", ".join(sorted(FORMATS))
    raise CommandFault(_("Formatet framgår inte av {file}; ange --format ({known}).").format(file=output, known=known))


@click.command("final-report", help=lazy("Skriv slutrapporten över ett programs alla publicerade år (Word, Excel)."))
@PROGRAM
@option("--format", "form", type=click.Choice(sorted(FINAL)), help=lazy("Förval: filens ändelse."))
@option("-o", "--output", type=OutputFile(), required=True)
def final_report(program: str | None, form: str | None, output: Path) -> None:
    write = FINAL[form or _final_form(output)]
    with read_session(database()) as session:
        reports = yearly_reports(session, the_only(session, program))
        letterhead = read_letterhead(session)
    stream = BytesIO()
    with file_steps() as tell:
        write(reports, stream, today(), Beside(letterhead=letterhead, tell=tell))
    write_whole(output, stream.getvalue())
    years = f"{reports[0].calendar.year}–{reports[-1].calendar.year}"
    text = _("{program} {period} skrevs till {file}")
    click.echo(text.format(program=reports[-1].program, period=years, file=output))


def _final_form(output: Path) -> str:
    found = of_file(output.name)
    if found is not None and found.name in FINAL:
        return found.name
    known = ", ".join(sorted(FINAL))
    raise CommandFault(_("Formatet framgår inte av {file}; ange --format ({known}).").format(file=output, known=known))
