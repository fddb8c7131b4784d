"""``tracker edition``: publish, and look back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.accounts.account import COMMAND_LINE
from tracker.cli.choosing import ONE_OF_ALL, PROGRAM, each_or, of_editions, of_period
from tracker.cli.faults import CommandFault
from tracker.cli.help import option
from tracker.cli.reading import note_reading
from tracker.cli.surroundings import database
from tracker.clock import moment
from tracker.editions.difference import differences
from tracker.editions.groups import grouped
from tracker.editions.number_words import rules_summary
from tracker.editions.publishing import Order, Prepared, Refused, prepare, publish
from tracker.editions.rule_reading import rules_tell
from tracker.editions.rule_words import told_indicators
from tracker.editions.texts import usual_title
from tracker.editions.waiting import invented_and_unpublished, saved_texts
from tracker.editions.words import Spoken, spoken
from tracker.report.reading import from_json
from tracker.store.database import read_session, write_session
from tracker.store.editions import Edition, editions, find_edition
from tracker.words import gettext as _
from tracker.words import lazy, ngettext


@click.group(help=lazy("Utgåvor: publicera, lista, visa, jämför."))
def edition() -> None:
    pass


@edition.command(
    "publish", help=lazy("Publicera PERIOD; visar vad som prickas, och varför utgåvan tillåts eller nekas.")
)
@click.argument("period", required=False)
@PROGRAM
@option("--title", help=lazy("Utgåvans titel."))
@option("--reason", help=lazy("Skälet, om perioden redan är publicerad."))
@option("--accept-incidents", is_flag=True, help=lazy("Godta det som tidigare utgåvor redan röjer."))
@option(
    "--confirm", multiple=True, metavar=lazy("STÄLLE"), help=lazy("Bekräfta ett litet tal i texterna; får upprepas.")
)
@option("--fictional", is_flag=True, help=lazy("Publicera varje påhittad period som saknar utgåva."))
def publish_command(
    period: str | None,
    program: str | None,
    title: str | None,
    reason: str | None,
    accept_incidents: bool,
    confirm: tuple[str, ...],
    fictional: bool,
) -> None:
    engine = database()
    if fictional:
        if period or title or reason:
            raise CommandFault(_("--fictional tar varken PERIOD, --title eller --reason; publicera perioden för sig."))
        _publish_fictional(engine, program)
    elif period is None:
        raise CommandFault(_("Ange PERIOD, t.ex. 2024-T2, eller --fictional."))
    else:
        order = Order(title or "", reason, confirmed=confirm, accept_incidents=accept_incidents)
        _publish(engine, period, program, order)


def _publish(engine: Engine, period: str, program: str | None, order: Order) -> None:
    with read_session(engine) as session:
        code = of_period(session, program, period)
        prepared = prepare(session, code, period, saved_texts(session, code, period))
    if prepared.last is not None and prepared.unchanged:
        click.echo(_("Inget skiljer från utgåva {code}; ingen ny utgåva.").format(code=prepared.last.code))
        return
    titled = replace(order, title=order.title or usual_title(prepared.report))
    _tell(prepared, titled)
    _must_be_ordered(prepared, titled)
    with write_session(engine) as session:
        made = publish(session, prepared, titled, by=COMMAND_LINE.name, now=datetime.now(UTC))
    if made is not None:
        text = _("Publicerad: {code} ({program}), SHA-256 {sha256}")
        click.echo(text.format(code=made.code, program=made.program, sha256=made.sha256))


def _must_be_ordered(prepared: Prepared, order: Order) -> None:
    """What only the person can give, by the names of the flags that give it."""
    if prepared.incidents and not order.accept_incidents:
        text = _("Någon måste ta ställning till det som tidigare utgåvor redan röjer; --accept-incidents godtar det.")
        raise CommandFault(text)
    if prepared.last is not None and not (order.reason or "").strip():
        raise CommandFault(_("Perioden är redan publicerad. Ange skälet till rättelsen med --reason."))


def _publish_fictional(engine: Engine, program: str | None) -> None:
    """Program by program in the order of its calendar, one line each; what is published already is left as it is."""
    with read_session(engine) as session:
        codes = each_or(session, program)
        waiting = [(code, period) for code in codes for period in invented_and_unpublished(session, code)]
    for code, period in waiting:
        with read_session(engine) as session:
            prepared = prepare(session, code, period.code, saved_texts(session, code, period.code))
        try:
            with write_session(engine) as session:
                order = Order(usual_title(prepared.report))
                made = publish(session, prepared, order, by=COMMAND_LINE.name, now=datetime.now(UTC))
        except Refused as refusal:
            raise Refused(f"{code} {period}: {refusal}") from refusal
        if made is not None:
            text = _("Publicerad: {code} ({program}), {dotted} av {all} tal prickade.")
            counts = {"dotted": len(prepared.protection.dotted), "all": len(prepared.protection.lines)}
            click.echo(text.format(code=made.code, program=code, **counts))
    if not waiting:
        click.echo(_("Ingen period med påhittade uppgifter väntar på en utgåva."))


def _tell(prepared: Prepared, order: Order) -> None:
    """What is dotted, by indicator; the auditor's word; what earlier editions had already lost."""
    protection = prepared.protection
    primary = len(protection.primary)
    text = _("{dotted} av {all} tal prickas: {primary} för sin egen skull, {other} för att skydda dem.")
    dotted = protection.dotted
    numbers = {"dotted": len(dotted), "all": len(protection.lines)}
    click.echo(text.format(**numbers, primary=primary, other=len(dotted) - primary))
    for code in sorted({line.key.indicator for line in dotted}):
        own = [line for line in dotted if line.key.indicator == code]
        click.echo(ngettext("  {code}: {n} tal", "  {code}: {n} tal", len(own)).format(code=code, n=len(own)))
    for verdict in protection.verdicts:
        result = verdict.suppression
        if not result.optimal:
            text = _("  {family}: inom {gap:.2%} från det minsta möjliga")
            click.echo(text.format(family=verdict.family, gap=result.gap))
    for found in prepared.to_confirm(order.title, order.reason):
        text = _("  Litet tal i texten, bekräfta med --confirm {place}: ”{around}”")
        click.echo(text.format(place=found.place, around=found.around))
    for incident in prepared.incidents:
        click.echo(_("  Redan röjt av tidigare utgåvor: {figure}").format(figure=incident.figure))
    click.echo(_("Kontrollen godkänner.") if protection.passed else _("Kontrollen godkänner inte."))


@edition.command(
    "rules",
    help=lazy(
        "Visa vad en läsare som kan reglerna kan sluta sig till av nästa utgåva av PERIOD; internt, publicerar inget."
    ),
)
@click.argument("period")
@PROGRAM
def rules_command(period: str, program: str | None) -> None:
    engine = database()
    with read_session(engine) as session:
        code = of_period(session, program, period)
        prepared = prepare(session, code, period, saved_texts(session, code, period))
    told = rules_tell(prepared)
    note_reading(engine, "tracker edition rules", prepared.sources.program.code, prepared.sources.period.code)
    click.echo(_("Internt – får ej spridas"))
    for indicator in told_indicators(prepared, told.found):
        for row in indicator.rows:
            click.echo("\t".join((indicator.code, row.period, row.area, row.category, row.figure, row.remains)))
    click.echo(rules_summary(len(told.found), told.tried, told.partly, told.unsettled))


@edition.command("list", help=lazy("Lista alla utgåvor."))
@ONE_OF_ALL
def list_(program: str | None) -> None:
    with read_session(database()) as session:
        for each in each_or(session, program):
            for found in editions(session, each):
                day = moment(found.published_at)[:10]
                click.echo("\t".join((found.code, each, day, found.by, found.title, found.sha256[:12])))


@edition.command(help=lazy("Visa en utgåva: när, av vem, varför, dess kontrollsumma, och vad en rättelse ändrade."))
@click.argument("code")
@PROGRAM
def show(code: str, program: str | None) -> None:
    with read_session(database()) as session:
        found = _edition(session, of_editions(session, program, code), code)
        siblings = editions(session, found.program, found.period)
    lines = (
        (_("Utgåva"), found.code),
        (_("Program"), found.program),
        (_("Titel"), found.title),
        (_("Period"), found.period.code),
        (_("Publicerad"), moment(found.published_at)),
        (_("Av"), found.by),
        (_("Skäl"), found.reason or "–"),
        ("SHA-256", found.sha256),
    )
    for name, value in lines:
        click.echo(f"{name}: {value}")
    for corrected in (each for each in siblings if each.number == found.number - 1):
        click.echo(_("Skiljer från {code}:").format(code=corrected.code))
        _tell_differences(corrected, found)


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
