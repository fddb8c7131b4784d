"""``tracker edition publish`` and ``rules``: the next edition, what is asked before it, and what it tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import click
from sqlalchemy import Engine

from tracker.accounts.account import COMMAND_LINE
from tracker.cli.choosing import PROGRAM, each_or, of_period
from tracker.cli.faults import CommandFault
from tracker.cli.help import option
from tracker.cli.installation import database
from tracker.cli.long_runs import seldom_collected
from tracker.cli.reading_log import note_reading
from tracker.cli.withholding import tell_what_helps
from tracker.editions.number_question import Question
from tracker.editions.prepared import Prepared
from tracker.editions.publishing import Order, Refused, prepare, publish
from tracker.editions.question_words import ANSWERS
from tracker.editions.rule_reading import rules_tell
from tracker.editions.rule_words import HOW, told_indicators
from tracker.editions.settled import Settled
from tracker.editions.texts import usual_title
from tracker.editions.waiting import invented_and_unpublished, saved_texts
from tracker.report.withheld import withheld_text
from tracker.store.database import read_session, write_session
from tracker.words import gettext as _
from tracker.words import lazy, ngettext


@click.command(
    "publish", help=lazy("Publicera PERIOD; visar vad som prickas, och varför utgåvan tillåts eller nekas.")
)
@click.argument("period", required=False)
@PROGRAM
@option("--title", help=lazy("Utgåvans titel."))
@option("--reason", help=lazy("Skälet, om perioden redan är publicerad."))
@option("--accept-incidents", metavar=lazy("SKÄL"), help=lazy("Varför det som inte kan skyddas godtas."))
@option(
    "--confirm",
    multiple=True,
    metavar=lazy("STÄLLE[=SVAR]"),
    help=lazy("Svara för ett tal i texterna, eller för vad en rättelse visar; får upprepas."),
)
@option("--fictional", is_flag=True, help=lazy("Publicera varje påhittad period som saknar utgåva."))
def publish_command(
    period: str | None,
    program: str | None,
    title: str | None,
    reason: str | None,
    accept_incidents: str | None,
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
        order = Order(title or "", reason, answers=_answers(confirm), incidents_accepted=accept_incidents)
        _publish(engine, period, program, order)


@seldom_collected()
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


def _answers(confirmed: Iterable[str]) -> dict[str, str]:
    """What is said of each number by its place; without a word of what, that it may be said."""
    found = {}
    for each in confirmed:
        place, _equals, answer = each.rpartition("=") if "=" in each else (each, "", "allowed")
        if answer not in ANSWERS:
            codes = ", ".join(f"{code} ({words})" for code, words in ANSWERS.items())
            raise CommandFault(_("--confirm {each}: svaret ska vara något av {codes}.").format(each=each, codes=codes))
        found[place] = answer
    return found


def _must_be_ordered(prepared: Prepared, order: Order) -> None:
    """What only the person can give, by the names of the flags that give it."""
    if prepared.incidents and not (order.incidents_accepted or "").strip():
        tell_what_helps(prepared)
        text = _("Någon måste ta ställning till det som inte kan skyddas; --accept-incidents SKÄL godtar det.")
        raise CommandFault(text)
    if prepared.last is not None and not (order.reason or "").strip():
        raise CommandFault(_("Perioden är redan publicerad. Ange skälet till rättelsen med --reason."))


@seldom_collected()
def _publish_fictional(engine: Engine, program: str | None) -> None:
    """Program by program in the order of its calendar, one line each; what is published already is left as it is."""
    with read_session(engine) as session:
        codes = each_or(session, program)
        waiting = [(code, period) for code in codes for period in invented_and_unpublished(session, code)]
    settled: dict[str, Settled] = defaultdict(Settled)
    for code, period in waiting:
        with read_session(engine) as session:
            texts = saved_texts(session, code, period.code)
            prepared = prepare(session, code, period.code, texts, settled[code])
        try:
            with write_session(engine) as session:
                title, reason = usual_title(prepared.report), _("Uppgifterna är påhittade")
                order = Order(title, incidents_accepted=reason, invented=True)
                made = publish(session, prepared, order, by=COMMAND_LINE.name, now=datetime.now(UTC))
        except Refused as refusal:
            raise Refused(f"{code} {period}: {refusal}") from refusal
        if made is not None:
            text = _("Publicerad: {code} ({program}), {dotted} av {all} tal prickade.")
            counts = {"dotted": len(prepared.protection.dotted), "all": len(prepared.protection.lines)}
            click.echo(text.format(code=made.code, program=code, **counts))
            for incident in prepared.incidents:
                click.echo(f"  {incident.sentence}")
    if not waiting:
        click.echo(_("Ingen period med påhittade uppgifter väntar på en utgåva."))


def _tell(prepared: Prepared, order: Order) -> None:
    """What is dotted, by indicator; the auditor's word; what earlier editions had already lost."""
    protection = prepared.protection
    primary = len(protection.primary)
    text = _("{dotted} av {all} tal prickas: {primary} för sin egen skull, {other} för att skydda dem.")
    dotted = protection.dotted
    ruled = len(dotted) - len(protection.withheld - protection.primary)
    numbers = {"dotted": ruled, "all": len(protection.lines)}
    click.echo(text.format(**numbers, primary=primary, other=ruled - primary))
    for code in sorted({line.key.indicator for line in dotted}):
        own = [line for line in dotted if line.key.indicator == code]
        click.echo(ngettext("  {code}: {n} tal", "  {code}: {n} tal", len(own)).format(code=code, n=len(own)))
    for verdict in protection.verdicts:
        result = verdict.suppression
        if not result.optimal:
            text = _("  {family}: inom {gap:.2%} från det minsta möjliga")
            click.echo(text.format(family=verdict.family, gap=result.gap))
    for movement in prepared.movements:
        text = _("  Rättelsen visar hur {n} person(er) rör sig i {code}; godta med --confirm {place}")
        click.echo(text.format(n=movement.persons, code=movement.indicator, place=movement.place))
        for words in (*movement.totals, *movement.figures):
            click.echo(f"    {words}")
    _tell_what_rules_tell(prepared)
    for question in prepared.questions(order.title, order.reason):
        _tell_question(question, order)
    for incident in prepared.incidents:
        click.echo(f"  {incident.sentence}")
    for part in prepared.sources.withheld:
        click.echo(_("  Dolt efter val: {part}").format(part=withheld_text(part)))
    click.echo(_("Kontrollen godkänner.") if protection.passed else _("Kontrollen godkänner inte."))


def _tell_what_rules_tell(prepared: Prepared) -> None:
    text = _("  Den som kan reglerna kan räkna ut tal exakt i {code}; godta med --confirm {place}")
    for told in prepared.told_by_rules:
        click.echo(text.format(code=told.indicator, place=told.place))
        for words in told.figures.values():
            click.echo(f"    {words}")


def _tell_question(question: Question, order: Order) -> None:
    """A number in the texts, what it may tell, and how to answer it."""
    given = order.answers.get(question.place)
    ask = _("  Besvara med --confirm '{place}=SVAR': ”{around}”")
    answered = _("  Besvarat ({answer}): ”{around}”")
    words = {"place": question.place, "around": question.around, "answer": ANSWERS.get(given or "")}
    click.echo((answered if given else ask).format(**words))
    for figure in question.figures:
        click.echo(_("    kan röja {figure}").format(figure=figure))
    if question.more:
        click.echo(ngettext("    och {n} tal till", "    och {n} tal till", question.more).format(n=question.more))
    for printed in question.printed:
        click.echo(_("    utgåvan trycker {figure}").format(figure=printed))


@click.command(
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
    told = rules_tell(prepared.sources, prepared.protection, prepared.code)
    note_reading(engine, "tracker edition rules", prepared.sources.program.code, prepared.sources.period.code)
    click.echo(_("Internt – får ej spridas"))
    indicators = told_indicators(prepared, told.found)
    for indicator in indicators:
        for row in indicator.rows:
            place = (indicator.code, row.period, row.area, row.category, row.figure)
            click.echo("\t".join((*place, str(HOW[row.how]), row.remains)))
    for how, words in HOW.items():
        number = sum(indicator.count(how) for indicator in indicators)
        click.echo(_("{n} {how}").format(n=number, how=words))
    text = _("{n} av {all} skyddade små tal kan snävas in; {tried} är helt prövade, {partly} delvis, {rest} inte alls.")
    every = told.tried + told.partly + told.unsettled
    counts = {"tried": told.tried, "partly": told.partly, "rest": told.unsettled}
    click.echo(text.format(n=len(told.found), all=every, **counts))


