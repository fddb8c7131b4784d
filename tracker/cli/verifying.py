"""``tracker verify`` and ``audit``: prove the editions, or a table of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.choosing import ONE_OF_ALL, each_or
from tracker.cli.files import InputFile
from tracker.cli.installation import database
from tracker.cli.long_runs import seldom_collected
from tracker.disclosure.auditor.audit import audit as audit_table
from tracker.disclosure.auditor.reading import read
from tracker.disclosure.table_rules import rules_tell_of
from tracker.editions.number_words import remaining, rules_summary
from tracker.editions.verifying import remarks
from tracker.editions.verifying import verify as find_faults
from tracker.store.database import read_session
from tracker.store.editions import editions
from tracker.words import gettext as _
from tracker.words import lazy, ngettext


@click.command(help=lazy("Granska alla utgåvor, händelser och liggaren; slutar med 1 om något inte stämmer."))
@ONE_OF_ALL
@seldom_collected()
def verify(program: str | None) -> int:
    with read_session(database()) as session:
        codes = each_or(session, program)
        faults = [f"{code}: {fault}" for code in codes for fault in find_faults(session, code)]
        remarked = [f"{code}: {remark}" for code in codes for remark in remarks(session, code)]
        published = [editions(session, code) for code in codes]
    for fault in faults:
        click.echo(fault, err=True)
    for remark in remarked:
        click.echo(remark)
    if faults:
        return 1
    count = sum(map(len, published))
    text = ngettext("{n} utgåva granskad. Allt stämmer.", "{n} utgåvor granskade. Allt stämmer.", count)
    click.echo(text.format(n=count))
    for last in (found[-1] for found in published if found):
        # That the very last one was taken away can only be seen by who has kept this line.
        text = _("Senast publicerad: {code} ({program}), SHA-256 {sum}. Spara raden utanför databasen.")
        click.echo(text.format(code=last.code, program=last.program, sum=last.sha256))
    return 0


@click.command(help=lazy("Granska en egen tabell med prickade celler; formatet beskrivs i docs/audit-format.md."))
@click.argument("file", type=InputFile())
@click.option("--rules", is_flag=True, help=lazy("Lista också vad en läsare som kan reglerna kan sluta sig till."))
def audit(file: Path, rules: bool) -> int:
    table = read(file)
    result = audit_table(table)
    for found in result.cells:
        possible = ", ".join(map(str, found.reachable)) + (" …" if found.above else "")
        click.echo(f"{found.requirement}\t{found.verdict}\t{possible}")
    if rules:
        told = rules_tell_of(table)
        for each in told.inferences:
            click.echo(f"{each.key}\t{remaining(each.small, each.above, table.threshold)}")
        click.echo(rules_summary(len(told.inferences), told.tried, told.partly, told.unsettled))
    click.echo(_("Godkänd.") if result.passed else _("Inte godkänd."))
    return 0 if result.passed else 1
