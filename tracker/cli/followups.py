"""``tracker import`` and ``observations``: follow-ups in and out of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tracker.accounts.account import COMMAND_LINE
from tracker.cli.choosing import PROGRAM, of_period, the_only
from tracker.cli.faults import CommandFault
from tracker.cli.files import InputFile, OutputFile, read_bytes, write_whole
from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.cli.reading_log import note_reading
from tracker.clock import today
from tracker.definitions.program import Program
from tracker.entry import rows_csv
from tracker.entry.csv_form import EXCEL, MACHINE
from tracker.entry.rows_check import RowFault
from tracker.entry.sheet_package import looks_like_workbook
from tracker.followups.importing import apply_import
from tracker.followups.planning import ImportPlan, plan_import
from tracker.periods import Period, PeriodError
from tracker.store.catalogue import read_definitions, read_program
from tracker.store.database import read_session, write_session
from tracker.store.observed import approved_observations
from tracker.words import gettext as _
from tracker.words import lazy

MOST_LISTED = 50
"""Faults of a file that are printed; a column of the wrong kind gives one per row."""


@click.command(
    "import", help=lazy("Läs in FILE (observationer som CSV, eller ett ifyllt Excel-blad); allt eller inget.")
)
@click.argument("file", type=InputFile())
@option("--dry-run", is_flag=True, help=lazy("Visa skillnaden utan att ändra något."))
@option("--approve", is_flag=True, help=lazy("Lämna uppföljningarna mottagna i sammanställningen."))
def import_(file: Path, dry_run: bool, approve: bool) -> None:
    content = read_bytes(file)
    if looks_like_workbook(content, file.name):
        from tracker.cli.sheets import import_sheet

        import_sheet(content, file, dry_run=dry_run, approve=approve)
        return
    engine = database()
    with write_session(engine) as session:
        definitions = read_definitions(session)
        reading = rows_csv.read(content, definitions)
        for warning in listed(reading.warnings):
            click.echo(_("Varning, {warning}").format(warning=warning), err=True)
        if reading.faults:
            raise CommandFault("\n".join([*listed(reading.faults), _("Inget har ändrats.")]))
        rows = [numbered.row for numbered in reading.rows]
        plan = plan_import(session, rows, definitions, columns=reading.columns, approve=approve)
        if plan.refusals:
            raise CommandFault("\n".join([*plan.refusals, _("Inget har ändrats.")]))
        if not dry_run:
            reason = _("inläst ur {file}").format(file=file.name)
            apply_import(session, plan, by=COMMAND_LINE, today=today(), approve=approve, reason=reason)
    _tell(plan, dry_run)


def listed(faults: Sequence[RowFault]) -> Iterator[str]:
    """The first faults of a file, and how many more there are."""
    yield from map(str, faults[:MOST_LISTED])
    if len(faults) > MOST_LISTED:
        yield _("… och {n} till.").format(n=len(faults) - MOST_LISTED)


def _tell(plan: ImportPlan, dry_run: bool) -> None:
    for line in plan.lines():
        click.echo(line)
    text = _("{new} nya, {changed} ändrade, {removed} borttagna, {unchanged} oförändrade rader.")
    kinds = ("new", "changed", "removed", "unchanged")
    counts = {kind: sum(r.what == kind for f in plan.followups for r in f.rows) for kind in kinds}
    click.echo(text.format(**counts) + (" " + _("Inget har ändrats (--dry-run).") if dry_run else ""))


@click.command(help=lazy("Skriv de mottagna observationerna som CSV; filen kan läsas in igen."))
@PROGRAM
@option("--period", help=lazy("Bara en period, t.ex. 2024-T2."))
@option("--excel", is_flag=True, help=lazy("Semikolon och decimalkomma, så att Excel öppnar filen rätt."))
@option("-o", "--output", type=OutputFile(), required=True)
def observations(program: str | None, period: str | None, excel: bool, output: Path) -> None:
    engine = database()
    with read_session(engine) as session:
        code = the_only(session, program) if period is None else of_period(session, program, period)
        followed = read_program(session, code).program(code)
        wanted = None if period is None else _period(followed, period)
        rows = approved_observations(session, followed, until=wanted)
    note_reading(engine, "tracker observations", followed.code, None if wanted is None else wanted.code)
    chosen = [row for row in rows if wanted is None or row.period == wanted]
    write_whole(output, rows_csv.write(chosen, EXCEL if excel else MACHINE).encode("utf-8"))
    click.echo(_("{n} rader skrevs till {file}").format(n=len(chosen), file=output))


def _period(program: Program, code: str) -> Period:
    found = program.calendar.parse(code)
    if found not in program.calendar.between(program.from_, program.to):
        text = _("Perioden {period} ligger utanför programmets giltighetstid ({first}–{last}).")
        raise PeriodError(text.format(period=found, first=program.from_, last=program.to))
    return found
