"""An account as the rest of the program sees it: a person and the roles held."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from tracker.definitions.organisation import Organisation
from tracker.words import gettext as _

Role = Literal["coordinator", "contributor", "compiler", "reviewer", "administrator", "public", "command_line"]
HELD: tuple[Role, ...] = ("coordinator", "contributor", "compiler", "reviewer", "administrator")
"""The roles that an account can be given."""
OF_BODY: tuple[Role, ...] = ("coordinator", "contributor")
"""Those that are held for one body."""
Channel = Literal["web", "cli"]


@dataclass(frozen=True)
class Grant:
    """A role held; those in ``OF_BODY`` for one body. ``program``: the only one that it opens, None for all.

    ``inherited``: taken over from a body that was merged. ``from_provider``: by the claims of the last sign-in; the
    role is the same whoever gave it.
    """

    role: Role
    unit: str | None = None
    program: str | None = None
    inherited: bool = False
    from_provider: bool = field(default=False, compare=False)

    def reaches(self, program: str) -> bool:
        """Whether the role is held for the program."""
        return self.program is None or self.program == program


@dataclass(frozen=True)
class Account:
    """``id`` is None for the command line, which acts for whoever runs the server.

    ``language``: the one that the person has chosen; None if none. ``program``: the one that the person looked at
    last, to begin with next time; None before the first. ``two_steps``: of who is signed in, whether a code was asked
    for beside the password. ``vouched``: whether the provider that signed the person in asked for such a step itself.
    ``given``: program, body and code of the goals and items that a coordinator has given to the person. ``ended_at``:
    when the sign-ins of before were ended last, by another password for one.
    """

    id: int | None
    login: str
    name: str
    grants: frozenset[Grant] = frozenset()
    email: str | None = None
    disabled: bool = False
    language: str | None = None
    program: str | None = None
    two_steps: bool = False
    vouched: bool = False
    given: frozenset[tuple[str, str, str]] = frozenset()
    ended_at: datetime | None = field(default=None, compare=False)

    @property
    def channel(self) -> Channel:
        return "cli" if self.id is None else "web"

    @property
    def units(self) -> frozenset[str]:
        """The bodies that the person coordinates in some program, inherited ones too."""
        return frozenset(g.unit for g in self.grants if g.role == "coordinator" and g.unit is not None)

    def units_in(self, program: str) -> frozenset[str]:
        """The bodies that the person coordinates in the program, inherited ones too."""
        held = (g for g in self.grants if g.role == "coordinator" and g.reaches(program))
        return frozenset(grant.unit for grant in held if grant.unit is not None)

    def units_given_in(self, program: str) -> frozenset[str]:
        """The bodies that have given the person anything of theirs to fill in, as a contributor of theirs."""
        held = {g.unit for g in self.grants if g.role == "contributor" and g.reaches(program)}
        return frozenset(unit for of, unit, _code in self.given if of == program and unit in held)

    @property
    def contributes(self) -> bool:
        """Whether the person is a contributor of some body, whatever has been given."""
        return any(grant.role == "contributor" for grant in self.grants)

    def holds(self, role: Role, program: str) -> bool:
        return any(grant.role == role and grant.reaches(program) for grant in self.grants)


COMMAND_LINE = Account(None, "", "systemförvaltaren (kommandoraden)", frozenset({Grant("command_line")}))
PROVIDER = Account(None, "", "inloggningstjänsten")
"""In histories: the provider of sign-ins, by its claims. It may do nothing else."""


def role_word(role: Role) -> str:
    """What a role that can be given is called."""
    return {
        "coordinator": _("samordnare"),
        "contributor": _("medarbetare"),
        "compiler": _("sammanställare"),
        "reviewer": _("granskare"),
        "administrator": _("administratör"),
    }[role]


def shown_name(by: str) -> str:
    """Who did something, as the reader is told: histories keep one name of what is no person, whoever reads them."""
    nobody = {COMMAND_LINE.name: _("systemförvaltaren (kommandoraden)"), PROVIDER.name: _("inloggningstjänsten")}
    return nobody.get(by, by)


def with_inherited(account: Account, organisation: Organisation, day: date) -> Account:
    """The account with what its bodies have taken over by the day, in the programs that it coordinates them in.

    A successor's coordinators finish what the bodies merged into it left open, through chains of mergers.
    """
    own = [grant for grant in account.grants if grant.role == "coordinator"]
    held = {(grant.unit, grant.program) for grant in own}
    gone = [unit.code for unit in organisation.units if not unit.exists(day)]
    successors = {code: organisation.successor(code, day) for code in gone}
    inherited = frozenset(
        Grant("coordinator", code, grant.program, inherited=True)
        for grant in own
        for code in gone
        if successors[code] == grant.unit and (code, grant.program) not in held
    )
    return replace(account, grants=account.grants | inherited)
