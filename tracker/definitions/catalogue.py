"""All definitions together: the organisation and every program."""

from __future__ import annotations

from tracker.definitions.dated import Model
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Program


class UnknownProgram(LookupError):
    """No program has this code; the message is a Swedish sentence for the user."""


class Definitions(Model):
    organisation: Organisation
    programs: tuple[Program, ...]

    def program(self, code: str | None = None) -> Program:
        """The program with this code; without a code, the only one or the first."""
        if code is None and self.programs:
            return self.programs[0]
        for program in self.programs:
            if program.code == code:
                return program
        known = ", ".join(program.code for program in self.programs) or "inga"
        raise UnknownProgram(f"Programmet ”{code}” finns inte. Inlästa program: {known}.")
