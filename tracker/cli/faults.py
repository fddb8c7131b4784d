"""Failures → one Swedish line each."""

from __future__ import annotations

from gettext import gettext as _

import click
from sqlalchemy.exc import SQLAlchemyError

from tracker.accounts.administration import AccountFault
from tracker.accounts.passwords import WeakPassword
from tracker.config import SettingsError
from tracker.definitions.catalogue import UnknownProgram
from tracker.definitions.faults import DefinitionFaults
from tracker.demo.filling import NotEmpty
from tracker.disclosure.auditor.table import AuditFormatError
from tracker.editions.publishing import Refused
from tracker.editions.reading import NotPublished
from tracker.followups.errors import FollowupFault
from tracker.periods import PeriodError
from tracker.report.build import UnknownUnit
from tracker.store.copying import BackupFault
from tracker.store.database import DatabaseFault


class CommandFault(Exception):
    """A command that cannot be carried out; the message is what the user reads, a sentence or a line for each."""


EXPLAINED = (
    AccountFault,
    AuditFormatError,
    BackupFault,
    CommandFault,
    DatabaseFault,
    DefinitionFaults,
    FollowupFault,
    NotEmpty,
    NotPublished,
    PeriodError,
    Refused,
    SettingsError,
    UnknownProgram,
    UnknownUnit,
    WeakPassword,
)
"""Exceptions whose message is written for the user."""


def sentence(fault: BaseException) -> str:
    """What the user reads of a failure. An unforeseen one names its kind only: its text may hold figures."""
    match fault:
        case click.UsageError():
            return _usage(fault)
        case click.Abort() | KeyboardInterrupt():
            return _("Avbrutet.")
        case LookupError() if isinstance(fault, EXPLAINED):
            return str(fault.args[0])
        case _ if isinstance(fault, EXPLAINED):
            return str(fault)
        case OSError() if fault.filename:
            return _("{file} kan inte läsas eller skrivas ({reason}).").format(
                file=fault.filename, reason=fault.strerror
            )
        case SQLAlchemyError():
            return _("Databasen svarade med ett fel ({kind}). Inget har ändrats.").format(kind=type(fault).__name__)
        case _:
            return _("Oväntat fel ({kind}). Inget har ändrats; TRACKER_DEBUG=1 visar var det uppstod.").format(
                kind=type(fault).__name__
            )


def _usage(fault: click.UsageError) -> str:
    command = fault.ctx.command_path if fault.ctx else "tracker"
    match fault:
        case click.MissingParameter():
            name = fault.param.make_metavar(fault.ctx) if fault.param and fault.ctx else ""
            text = _("{name} saknas.").format(name=name)
        case click.NoSuchOption():
            text = _("Flaggan {name} finns inte.").format(name=fault.option_name)
        case click.BadParameter():
            text = fault.message
        case _:
            text = _("Kommandot går inte att förstå: {message}").format(message=fault.message)
    return _("{text} Se {command} --help.").format(text=text, command=command)
