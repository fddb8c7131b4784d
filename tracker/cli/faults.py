"""Failures → one Swedish line each."""

from __future__ import annotations

from collections.abc import Set

import click

from tracker.store import reasons
from tracker.words import gettext as _


class CommandFault(Exception):
    """A command that cannot be carried out; the message is what the user reads, a sentence or a line for each."""


EXPLAINED = frozenset(
    {
        "exports.pdf.NoPdf",
        "tracker.accounts.administration.AccountFault",
        "tracker.accounts.passwords.WeakPassword",
        "tracker.cli.faults.CommandFault",
        "tracker.config.fault.SettingsError",
        "tracker.definitions.catalogue.UnknownProgram",
        "tracker.definitions.faults.DefinitionFaults",
        "tracker.demo.filling.NotEmpty",
        "tracker.disclosure.auditor.table.AuditFormatError",
        "tracker.disclosure.model.system.InconsistentSystem",
        "tracker.editions.publishing.Refused",
        "tracker.editions.reading.NotPublished",
        "tracker.entry.sheet_package.SheetRefused",
        "tracker.followups.errors.FollowupFault",
        "tracker.followups.outbox.MailFault",
        "tracker.periods.PeriodError",
        "tracker.report.build.UnknownUnit",
        "tracker.store.copying.BackupFault",
        "tracker.store.database.DatabaseFault",
        "tracker.store.loading.LoadRefused",
    }
)
"""Exceptions whose message is written for the user. By name: importing them all would slow down every command."""

BROKEN = frozenset({"tracker.followups.states.BrokenEvents", "tracker.followups.verifying.BrokenHistory"})


def sentence(fault: BaseException) -> str:
    """What the user reads of a failure. An unforeseen one names its kind only: its text may hold figures."""
    match fault:
        case click.UsageError():
            return _usage(fault)
        case click.Abort() | KeyboardInterrupt():
            return _("Avbrutet.")
        case _ if _is(fault, EXPLAINED):
            # A LookupError would put its message in quotes.
            return str(fault.args[0]) if isinstance(fault, LookupError) else str(fault)
        case OSError() if fault.filename:
            text = _("{file} kan inte läsas eller skrivas: {reason}.")
            return text.format(file=fault.filename, reason=reasons.of_system(fault))
        case OSError() if fault.errno:
            text = _("Det som skulle visas kunde inte skrivas: {reason}.")
            return text.format(reason=reasons.of_system(fault))
        case UnicodeEncodeError():
            return _("Ett tecken i det som skrevs kan inte tolkas; skriv det i UTF-8. Inget har ändrats.")
        case _ if _is(fault, BROKEN):
            return _("Databasen är ändrad för hand och hänger inte ihop; tracker verify visar var.")
        case MemoryError():
            return _("Minnet räcker inte. Inget har ändrats.")
        case _ if _is(fault, {"sqlalchemy.exc.SQLAlchemyError"}):
            return _("Databasen svarade med ett fel ({kind}). Inget har ändrats.").format(kind=type(fault).__name__)
        case _:
            text = _("Oväntat fel ({kind}). Inget har ändrats; TRACKER_DEBUG=1 visar var det uppstod.")
            return text.format(kind=type(fault).__name__)


def _is(fault: BaseException, names: Set[str]) -> bool:
    return any(f"{kind.__module__}.{kind.__qualname__}" in names for kind in type(fault).__mro__)


def _usage(fault: click.UsageError) -> str:
    """The command as it was typed cannot be understood: click's own words are English, so only its facts are used."""
    if fault.ctx is None:
        return _wrong(fault)
    return _("{text} Se {command} --help.").format(text=_wrong(fault), command=fault.ctx.command_path)


def _wrong(fault: click.UsageError) -> str:
    match fault:
        case click.MissingParameter():
            return _("{name} saknas.").format(name=_name(fault))
        case click.NoSuchOption():
            return _("Flaggan {name} finns inte.").format(name=fault.option_name)
        case click.NoSuchCommand():
            return _("Kommandot {name} finns inte.").format(name=fault.command_name)
        case click.BadOptionUsage():
            flag = "not take" in fault.message
            text = _("Flaggan {name} tar inget värde.") if flag else _("Flaggan {name} ska följas av ett värde.")
            return text.format(name=fault.option_name)
        case click.BadParameter():
            return _("{name} {demand}.").format(name=_name(fault), demand=_demand(fault))
        case _ if fault.message.endswith(")"):
            surplus = fault.message.rpartition("(")[2].removesuffix(")")
            return _("”{surplus}” är för mycket.").format(surplus=surplus)
        case _:
            return _("Kommandot går inte att förstå.")


def _name(fault: click.BadParameter) -> str:
    """The parameter as help shows it: ``--output``, ``PERIOD``."""
    if isinstance(fault.param, click.Option):
        return max(fault.param.opts, key=len)
    return (fault.param.name or "").upper() if fault.param else ""


def _demand(fault: click.BadParameter) -> str:
    match fault.param.type if fault.param else None:
        case click.Choice() as choice:
            return _("ska vara något av {choices}").format(choices=", ".join(map(str, choice.choices)))
        case click.DateTime():
            return _("ska vara en dag, skriven som 2024-09-15")
        case click.IntRange() as numbers:
            return _("ska vara ett heltal från {min} till {max}").format(min=numbers.min, max=numbers.max)
        case _:
            return _("har ett värde som inte går att använda")
