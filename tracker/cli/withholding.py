"""``tracker edition withhold``: choose what else the next edition leaves out, or take it back."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from sqlalchemy import Engine

from tracker.accounts.account import COMMAND_LINE
from tracker.cli.choosing import PROGRAM, of_period
from tracker.cli.faults import CommandFault
from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.editions.alternative_words import AlternativeTold, alternatives_told, choices_told, chosen_told
from tracker.editions.prepared import Prepared
from tracker.editions.publishing import prepare
from tracker.editions.withholding import UnknownPart, choose
from tracker.report.withheld import withheld_text
from tracker.store.database import read_session, write_session
from tracker.words import gettext as _
from tracker.words import lazy


@click.command(
    "withhold",
    help=lazy(
        "Dölj något mer i PERIODens nästa utgåva, t.ex. I2.1:city; utan PART visas vad som är valt och kan väljas."
    ),
)
@click.argument("period")
@click.argument("part", required=False)
@PROGRAM
@option("--undo", is_flag=True, help=lazy("Ångra valet av PART."))
def withhold_command(period: str, part: str | None, program: str | None, undo: bool) -> None:
    engine = database()
    if part is None:
        if undo:
            raise CommandFault(_("Ange vilken PART som ska visas igen."))
        _tell(engine, period, program)
        return
    try:
        with write_session(engine) as session:
            code = of_period(session, program, period)
            by, now = COMMAND_LINE.name, datetime.now(UTC)
            known = choose(session, code, period, part, chosen=not undo, by=by, now=now)
    except UnknownPart as fault:
        text = _("”{part}” går inte att dölja i {period}; tracker edition withhold {period} visar vad som går.")
        raise CommandFault(text.format(part=part, period=period)) from fault
    text = _("Döljs inte längre: {part}.") if undo else _("Döljs i nästa utgåva: {part}.")
    click.echo(text.format(part=withheld_text(known)))


def _tell(engine: Engine, period: str, program: str | None) -> None:
    with read_session(engine) as session:
        prepared = prepare(session, of_period(session, program, period), period)
    for each in chosen_told(prepared):
        click.echo(_("Valt: {line}").format(line=_line(each)))
    tell_what_helps(prepared)
    for listed in choices_told(prepared).values():
        for each in listed:
            click.echo(_line(each))


def tell_what_helps(prepared: Prepared) -> None:
    """What could be hidden against what can be worked out, or that nothing would help."""
    helping = alternatives_told(prepared)
    for each in helping:
        text = _("Skyddar {saves}: {line}")
        click.echo(text.format(saves=each.saves, line=_line(each)))
    if prepared.incidents and not helping:
        click.echo(_("Att dölja mer hjälper inte mot det som redan kan räknas ut."))


def _line(each: AlternativeTold) -> str:
    return "\t".join((each.place, each.words, each.price))
