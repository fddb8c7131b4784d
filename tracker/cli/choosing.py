"""Which program a command is about, where the person did not say: the only one that fits, or a line with the codes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.cli.faults import CommandFault
from tracker.cli.help import option
from tracker.definitions.catalogue import UnknownProgram
from tracker.definitions.program import Program
from tracker.periods import PeriodError
from tracker.store.catalogue import program_codes, read_heads
from tracker.store.editions import programs_with_edition
from tracker.words import gettext as _
from tracker.words import lazy

ONE_OF_ALL = option("--program", help=lazy("Bara det program som har den här koden; förval är alla."))
PROGRAM = option("--program", help=lazy("Programmets kod; behövs när flera program kan avses."))


def of_period(session: Session, program: str | None, period: str) -> str:
    """The code given, or that of the only program whose calendar has the part and whose dates hold the period.

    Raises CommandFault.
    """
    if program is not None:
        return program
    heads = read_heads(session)
    if len(heads) == 1:
        return heads[0].code  # what is wrong with the period is then told of that program
    fitting = [head.code for head in heads if _has(head, period)]
    return _only(fitting, [head.code for head in heads], _("perioden {what}").format(what=period))


def of_editions(session: Session, program: str | None, *editions: str) -> str:
    """The code given, or that of the only program that has all these editions. Raises CommandFault."""
    if program is not None:
        return program
    codes = program_codes(session)
    if len(codes) == 1:
        return codes[0]
    having = [set(programs_with_edition(session, edition)) for edition in editions]
    fitting = sorted(set.intersection(*having))
    return _only(fitting, codes, _("utgåvan {what}").format(what=", ".join(editions)))


def the_only(session: Session, program: str | None) -> str:
    """The code given, or that of the only program there is. Raises CommandFault."""
    if program is not None:
        return program
    codes = program_codes(session)
    return _only(codes, codes, _("uppgifter"))


def each_or(session: Session, program: str | None) -> list[str]:
    """The codes of all programs, or the one given. Raises UnknownProgram."""
    codes = program_codes(session)
    if program is not None and program not in codes:
        raise UnknownProgram(program, codes)
    return codes if program is None else [program]


def _has(head: Program, period: str) -> bool:
    try:
        return head.calendar.parse(period) in head.calendar.between(head.from_, head.to)
    except PeriodError:
        return False


def _only(fitting: Sequence[str], known: Sequence[str], what: str) -> str:
    """The one that fits. Raises CommandFault with the codes to choose among."""
    if len(fitting) == 1:
        return fitting[0]
    if not known:
        raise CommandFault(_("Inget program är inläst; läs in ett med tracker load."))
    if fitting:
        message = _("Flera program har {what}. Ange ett med --program: {codes}.")
        raise CommandFault(message.format(what=what, codes=", ".join(fitting)))
    message = _("Inget program har {what}. Ange ett med --program: {codes}.")
    raise CommandFault(message.format(what=what, codes=", ".join(known)))
