"""Definitions together: the organisation, and every program or one of them."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from tracker.definitions.dated import Model
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Program
from tracker.words import gettext as _


class UnknownProgram(LookupError):
    """No program has this code; the message is a Swedish sentence for the user."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        text = _("Programmet ”{code}” finns inte. Inlästa program: {known}.")
        super().__init__(text.format(code=code, known=", ".join(known) or _("inga")))


class Definitions(Model):
    """What was read together: all programs of an installation, or one with the organisation it needs."""

    organisation: Organisation
    """The city and its bodies."""
    programs: tuple[Program, ...]
    """The programs, in the order of their codes."""
    letterhead: bytes | None = Field(default=None, exclude=True, repr=False)
    """The city's own Word file. It is how documents look and says nothing of a figure, so no edition freezes it."""

    def program(self, code: str) -> Program:
        """The program with this code. Raises UnknownProgram."""
        for program in self.programs:
            if program.code == code:
                return program
        raise UnknownProgram(code, (program.code for program in self.programs))
