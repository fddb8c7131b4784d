"""The file that says which roles a provider's claims give: YAML, read once when the site starts.

Its faults are told as those of definitions are: file, line, one sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from tracker.accounts.account import OF_BODY, Grant, Role
from tracker.accounts.provider.claims import Identity
from tracker.accounts.provider.faults import NotAdmitted
from tracker.definitions.explain import explain
from tracker.definitions.faults import DefinitionFaults, Fault
from tracker.definitions.located import FaultyFile, LocatedDict, place_of, read
from tracker.words import gettext as _


def _listed(given: Any) -> Any:
    """One value may be written without a list around it."""
    return (given,) if isinstance(given, str) else tuple(given) if isinstance(given, list) else given


Values = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
When = Annotated[dict[str, Values], Field(min_length=1)]
"""Claim → values, one of which it must hold; all claims named must."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Model):
    """Which claims say who the person is, the first time somebody signs in."""

    login: str = "preferred_username"
    name: str = "name"
    email: str = "email"


class Rule(_Model):
    """Who fulfils ``when`` gets the role. A role of one body is for ``unit``, or for the bodies that the claim
    ``unit_from`` names (``bodies`` says which code that is). ``program``: the only one, where it is not for all."""

    when: When
    role: Literal["coordinator", "contributor", "compiler", "reviewer", "administrator"]
    unit: str | None = None
    unit_from: str | None = None
    program: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> Rule:
        given = (self.unit is not None) + (self.unit_from is not None)
        if given != (self.role in OF_BODY):
            raise ValueError(
                _("en samordnare eller medarbetare behöver unit eller unit_from, och ingen annan roll har någondera.")
            )
        if self.role == "administrator" and self.program is not None:
            raise ValueError(_("en administratör har hand om hela installationen; ta bort program."))
        return self


class RoleMapping(_Model):
    """``bodies``: what a claim calls a body → the body's code. ``two_steps``: what the claims must say for the
    provider's own second step to count as ours; without it ours is asked for."""

    rules: tuple[Rule, ...]
    person: Person = Person()
    bodies: dict[str, str] = {}
    two_steps: When | None = None

    @model_validator(mode="after")
    def _says_something(self) -> RoleMapping:
        if not self.rules:
            raise ValueError(_("”rules” är tomt: ingen skulle komma in."))
        return self

    def grants(self, identity: Identity) -> frozenset[Grant]:
        """The roles that the claims give. Raises NotAdmitted where a claim that decides was left out as too long."""
        named = {claim for rule in self.rules for claim in (*rule.when, *filter(None, [rule.unit_from]))}
        if any(identity.lacks(claim) for claim in named):
            raise NotAdmitted("too_many_groups")
        held = [rule for rule in self.rules if _fulfils(identity, rule.when)]
        return frozenset(grant for rule in held for grant in self._of(rule, identity))

    def vouches(self, identity: Identity) -> bool:
        """Whether the provider says that it asked for a second step."""
        return self.two_steps is not None and _fulfils(identity, self.two_steps)

    def _of(self, rule: Rule, identity: Identity) -> Iterator[Grant]:
        role = cast("Role", rule.role)
        if rule.unit_from is None:
            yield Grant(role, rule.unit, rule.program, from_provider=True)
            return
        for called in identity.values(rule.unit_from) & self.bodies.keys():
            yield Grant(role, self.bodies[called], rule.program, from_provider=True)


def read_mapping(file: Path) -> RoleMapping:
    """Raises DefinitionFaults with every fault of the file."""
    try:
        tree = read(file)
        return RoleMapping.model_validate_json(json.dumps(tree), strict=True)
    except FaultyFile as faulty:
        raise DefinitionFaults(faulty.faults) from None
    except ValidationError as refusal:
        errors = refusal.errors(include_url=False)
        raise DefinitionFaults(sorted({_fault(tree, error) for error in errors})) from None


def unknown_codes(file: Path, units: Set[str], programs: Set[str]) -> list[Fault]:
    """Where a mapping that can be read names bodies and programs that there are not: those rules give nothing."""
    tree, found = read(file), []
    body, program = _("”{code}” finns inte i organisationen."), _("Programmet ”{code}” finns inte.")
    for called, code in tree.get("bodies", {}).items():
        if code not in units:
            found.append(tree["bodies"].places[called].fault(body.format(code=code)))
    for rule in tree["rules"]:
        for key, known, text in (("unit", units, body), ("program", programs, program)):
            if rule.get(key) is not None and rule[key] not in known:
                found.append(rule.places[key].fault(text.format(code=rule[key])))
    return found


def _fault(tree: LocatedDict, error: Any) -> Fault:
    return place_of(tree, error["loc"]).fault(explain(tree, error))


def _fulfils(identity: Identity, when: dict[str, tuple[str, ...]]) -> bool:
    return all(not identity.values(claim).isdisjoint(values) for claim, values in when.items())
