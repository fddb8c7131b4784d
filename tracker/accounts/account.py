"""An account as the rest of the program sees it: a person and the roles held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tracker.definitions.organisation import Organisation

Role = Literal["coordinator", "compiler", "reviewer", "administrator", "command_line"]
Channel = Literal["web", "cli"]


@dataclass(frozen=True)
class Grant:
    """A role held; a coordinator's is for one body. ``inherited``: taken over from a body that was merged."""

    role: Role
    unit: str | None = None
    inherited: bool = False


@dataclass(frozen=True)
class Account:
    """``id`` is None for the command line, which acts for whoever runs the server.

    ``language``: the one that the person has chosen; None if none.
    """

    id: int | None
    login: str
    name: str
    grants: frozenset[Grant] = frozenset()
    email: str | None = None
    disabled: bool = False
    language: str | None = None

    @property
    def channel(self) -> Channel:
        return "cli" if self.id is None else "web"

    @property
    def units(self) -> frozenset[str]:
        """The bodies that the person coordinates, inherited ones too."""
        return frozenset(g.unit for g in self.grants if g.role == "coordinator" and g.unit is not None)

    def holds(self, role: Role) -> bool:
        return any(grant.role == role for grant in self.grants)


COMMAND_LINE = Account(None, "", "systemförvaltaren (kommandoraden)", frozenset({Grant("command_line")}))


def with_inherited(account: Account, organisation: Organisation, day: date) -> Account:
    """The account with what its bodies have taken over by the day.

    A successor's coordinators finish what the bodies merged into it left open, through chains of mergers.
    """
    own = {grant.unit for grant in account.grants if grant.role == "coordinator"}
    gone = (unit for unit in organisation.units if not unit.exists(day) and unit.code not in own)
    taken_over = (unit.code for unit in gone if organisation.successor(unit.code, day) in own)
    inherited = frozenset(Grant("coordinator", code, inherited=True) for code in taken_over)
    return replace(account, grants=account.grants | inherited)
