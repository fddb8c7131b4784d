"""``tracker edition``: publish, and look back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby

import click
from sqlalchemy.orm import Session

from tracker.accounts.account import COMMAND_LINE, shown_name
from tracker.cli.choosing import ONE_OF_ALL, PROGRAM, each_or, of_editions
from tracker.cli.edition_files import export_command, restore_command
from tracker.cli.faults import CommandFault
from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.cli.publishing import publish_command, rules_command
from tracker.cli.withholding import withhold_command
from tracker.clock import moment
from tracker.editions.accepting import accept
from tracker.editions.difference import differences
from tracker.editions.groups import grouped
from tracker.editions.question_words import ANSWERS
from tracker.editions.words import Spoken, spoken
from tracker.report.reading import from_json
from tracker.store.database import read_session, write_session
from tracker.store.edition_answers import answers_of
from tracker.store.editions import Edition, editions, find_edition
from tracker.words import gettext as _
from tracker.words import lazy, ngettext


@click.group(help=lazy("Utgåvor: publicera, lista, visa, jämför."))
def edition() -> None:
    pass


edition.add_command(publish_command)
edition.add_command(rules_command)
edition.add_command(withhold_command)
edition.add_command(export_command)
edition.add_command(restore_command)


@edition.command("list", help=lazy("Lista alla utgåvor."))
@ONE_OF_ALL
def list_(program: str | None) -> None:
    with read_session(database()) as session:
        for each in each_or(session, program):
            for found in editions(session, each):
                day = moment(found.published_at)[:10]
                click.echo("\t".join((found.code, each, day, shown_name(found.by), found.title, found.sha256[:12])))


@edition.command(help=lazy("Visa en utgåva: när, av vem, varför, dess kontrollsumma, och vad en rättelse ändrade."))
@click.argument("code")
@PROGRAM
def show(code: str, program: str | None) -> None:
    with read_session(database()) as session:
        found = _edition(session, of_editions(session, program, code), code)
        siblings = editions(session, found.program, found.period)
        answers = answers_of(session, found)
    lines = (
        (_("Utgåva"), found.code),
        (_("Program"), found.program),
        (_("Titel"), found.title),
        (_("Period"), found.period.code),
        (_("Publicerad"), moment(found.published_at)),
        (_("Av"), shown_name(found.by)),
        (_("Skäl"), found.reason or "–"),
        ("SHA-256", found.sha256),
        (_("Prickarna bestämda med"), found.solver or "–"),
    )
    for name, value in lines:
        click.echo(f"{name}: {value}")
    for answer in answers:
        said, by = ANSWERS.get(answer.answer, answer.answer), shown_name(answer.by)
        click.echo(_("Besvarat av {by}: {about} – {said}").format(by=by, about=answer.about, said=said))
    for corrected in (each for each in siblings if each.number == found.number - 1):
        click.echo(_("Skiljer från {code}:").format(code=corrected.code))
        _tell_differences(corrected, found)


@edition.command(
    "accept", help=lazy("Godta det som tracker verify säger är känt i efterhand om en utgåva; sparas med den.")
)
@click.argument("code")
@PROGRAM
@option("--reason", required=True, help=lazy("Vem som har tagit ställning, och varför."))
def accept_command(code: str, program: str | None, reason: str) -> None:
    if not reason.strip():
        raise CommandFault(_("Ange skälet med --reason."))
    with write_session(database()) as session:
        found = _edition(session, of_editions(session, program, code), code)
        accepted = accept(session, found, reason.strip(), by=COMMAND_LINE.name, now=datetime.now(UTC))
    for sentence in accepted:
        click.echo(sentence)
    text = ngettext("{n} tal godtaget.", "{n} tal godtagna.", len(accepted))
    click.echo(text.format(n=len(accepted)) if accepted else _("Inget om {code} att godta.").format(code=code))


@edition.command(help=lazy("Visa vad som skiljer mellan två utgåvor, per nämnd och mål."))
@click.argument("before")
@click.argument("after")
@PROGRAM
@option("--all", "everything", is_flag=True, help=lazy("Visa även tidsserierna och allt från den som har tillkommit."))
def diff(before: str, after: str, program: str | None, everything: bool) -> None:
    with read_session(database()) as session:
        code = of_editions(session, program, before, after)
        found = (_edition(session, code, before), _edition(session, code, after))
    _tell_differences(*found, everything=everything)


def _edition(session: Session, program: str, code: str) -> Edition:
    (known,) = each_or(session, program)
    found = find_edition(session, known, code)
    if found is None:
        raise CommandFault(_("Utgåvan {code} finns inte; tracker edition list visar alla.").format(code=code))
    return found


def _tell_differences(before: Edition, after: Edition, *, everything: bool = False) -> None:
    """By body and goal. What lies behind a line that says enough, and the series, only if everything is asked for."""
    reports = (from_json(before.report), from_json(after.report))
    listed = spoken(differences(*reports), *reports)
    own, series = ([each for each in listed if each.series == of_series] for of_series in (False, True))
    for group in grouped(own, *reports):
        click.echo(group.title)
        if everything or not group.whole:
            _tell_rows(group.rows)
    if series:
        text = ngettext("{n} plats i tidsserierna skiljer", "{n} platser i tidsserierna skiljer", len(series))
        click.echo(text.format(n=len(series)))
    if everything:
        _tell_rows(series)
    click.echo(ngettext("{n} skillnad.", "{n} skillnader.", len(listed)).format(n=len(listed)))


def _tell_rows(rows: Iterable[Spoken]) -> None:
    """What each item is called once, and under it what differs."""
    for item, of_item in groupby(rows, key=lambda row: row.item):
        click.echo(f"  {item or _('Hela rapporten')}")
        for row in of_item:
            # The lines of a longer text stand below its first.
            told = f"{row.where}: {row.before} → {row.after}".replace("\n", "\n      ")
            click.echo(f"    {told}")
