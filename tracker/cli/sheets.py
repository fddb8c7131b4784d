"""``tracker template``, and ``tracker import`` of an entry sheet: one follow-up as a workbook, out and in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import click

from exports.entry_sheet import write_entry_sheet
from tracker.accounts.account import COMMAND_LINE, shown_name
from tracker.cli.choosing import PROGRAM, of_period
from tracker.cli.faults import CommandFault
from tracker.cli.files import OutputFile, write_whole
from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.cli.reading_log import note_reading
from tracker.clock import moment, today
from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import View
from tracker.entry.sheet_reading import Sheet, read_sheet
from tracker.followups.importing import apply_import
from tracker.followups.planning import ImportPlan
from tracker.followups.remarks import with_remarks
from tracker.followups.sheet_place import words
from tracker.followups.sheet_plan import SheetPlan, SheetRefusal, asked_first
from tracker.followups.sheet_planning import plan_sheet
from tracker.followups.work import NoSuchFollowup, view_of, work
from tracker.store.catalogue import read_program
from tracker.store.database import read_session, write_session
from tracker.words import gettext as _
from tracker.words import lazy

MOST_LISTED = 50
"""Refusals that are printed; a column pasted below the table gives one per row."""


@click.command(
    help=lazy("Skriv Excel-bladet för en uppföljning: UNIT är den ansvarigas kod, PERIOD t.ex. 2024-T2.")
)
@click.argument("unit")
@click.argument("period")
@PROGRAM
@option("-o", "--output", type=OutputFile(), required=True)
def template(unit: str, period: str, program: str | None, output: Path) -> None:
    stream = BytesIO()
    engine = database()
    with read_session(engine) as session:
        code = of_period(session, program, period)
        definitions = read_program(session, code)
        found = work(session, definitions, _owing(definitions, code, unit, period), unit)
        form = with_remarks(session, found)
    note_reading(engine, "tracker template", found.program.code, found.period.code, unit)
    made_with = words(found.program)
    write_entry_sheet(
        form, stream, tokens=found.tokens, words=made_with, fictional=found.fictional, today=today()
    )
    write_whole(output, stream.getvalue())
    name = f"{found.form.unit.name} {found.period} ({code})"
    click.echo(_("Bladet för {name} skrevs till {file}").format(name=name, file=output))


def import_sheet(content: bytes, file: Path, *, dry_run: bool, approve: bool) -> None:
    """Read an entry sheet in, all of it or nothing. Raises SheetRefused, CommandFault, FollowupFault."""
    sheet = read_sheet(content)
    with write_session(database()) as session:
        definitions = read_program(session, sheet.program)
        seen = _owing(definitions, sheet.program, sheet.unit, sheet.period)
        made = plan_sheet(session, view=seen, unit=sheet.unit, sheet=sheet, approve=approve)
        hindrances = list(_hindrances(made))
        if hindrances:
            more = len(hindrances) - MOST_LISTED
            rest = [_("Och {n} till.").format(n=more)] if more > 0 else []
            raise CommandFault("\n".join([*hindrances[:MOST_LISTED], *rest, _("Inget har ändrats.")]))
        asked = tuple(asked_first(work(session, definitions, seen, sheet.unit), made))
        plan = made.only({difference.item for difference in made.differences})
        if approve and not plan.followups and made.followup.held is not None:
            plan = ImportPlan((made.followup,))  # nothing new, and still to be left approved
        if not dry_run:
            reason = _("inläst ur {file}").format(file=file.name)
            apply_import(session, plan, by=COMMAND_LINE, today=today(), approve=approve, reason=reason)
    _tell(made, plan, sheet, dry_run)
    _remark(made, asked)


def _owing(definitions: Definitions, program: str, unit: str, period: str) -> View:
    """The definitions in the period, in which the body owes something. Raises CommandFault."""
    known = definitions.program(program)
    code = known.calendar.parse(period)
    try:
        seen = view_of(definitions, known.code, code.code)
    except NoSuchFollowup:
        message = _("{period} ligger utanför programmets giltighetstid, {first} till {last}.")
        raise CommandFault(message.format(period=code, first=known.from_, last=known.to)) from None
    if all(unit != body.code for body in seen.units):
        message = _("”{unit}” har inget att följa upp i {period}; koder: {known}.")
        codes = ", ".join(body.code for body in seen.units)
        raise CommandFault(message.format(unit=unit, period=code, known=codes))
    return seen


def _hindrances(plan: SheetPlan) -> Iterator[str]:
    yield from map(str, plan.refusals)
    for refusal in plan.followup.refusals:
        yield refusal + " " + _("Med --approve öppnas den och tas emot på nytt.")
    for conflict in plan.conflicts():
        message = _("{item}: ändrades av {by} {at}, efter att bladet hämtades. Ladda upp bladet på webben och välj.")
        when = moment(conflict.at) if conflict.at else ""
        yield message.format(item=conflict.item, by=shown_name(conflict.by), at=when)


def _remark(made: SheetPlan, asked: Sequence[SheetRefusal]) -> None:
    """What to know of cells that were read, and of those that were not; ``asked``: of those likely meant otherwise."""
    for question in asked:
        click.echo(_("Varning, {warning}").format(warning=question), err=True)
    for note in made.notes:
        click.echo(_("Obs, {note}").format(note=note), err=True)
    for where in made.outside[:MOST_LISTED]:
        click.echo(_("Obs, {place} står utanför bladets fält och läses inte.").format(place=where), err=True)
    if len(made.outside) > MOST_LISTED:
        click.echo(_("Och {n} till.").format(n=len(made.outside) - MOST_LISTED), err=True)


def _tell(made: SheetPlan, plan: ImportPlan, sheet: Sheet, dry_run: bool) -> None:
    for line in plan.lines():
        click.echo(line)
    if made.deleted:
        message = _("{n} rader finns inte kvar i bladet; uppgifterna på dem är oförändrade.")
        click.echo(message.format(n=made.deleted))
    text = _("{unit} {period}: {changed} uppgifter ur bladet, {unchanged} oförändrade.")
    counts = {"changed": len(made.differences), "unchanged": made.unchanged}
    ending = " " + _("Inget har ändrats (--dry-run).") if dry_run else ""
    click.echo(text.format(unit=sheet.unit, period=sheet.period, **counts) + ending)
