"""What a role may do in a program, and to a body's follow-up: one table, read here and nowhere else decided.

A role is held for one program or for all, so whatever concerns a program is judged with its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from tracker.accounts.account import Account, Grant, Role

UnitAction = Literal[
    "view", "edit", "submit", "withdraw", "note_decision", "manage_own_items", "receive", "return", "reopen",
    "view_history", "answer_threads",
]
"""What is done to one body's follow-up, and needs the body to be judged."""

ProgramAction = Literal[
    "view_internal",
    "export_internal",
    "import_observations",
    "view_published",
    "preview",
    "publish",
    "manage_city_items",
    "manage_locks",
    "remind",
    "view_reading_log",
    "view_threads",
    "ask",
    "release_threads",
    "collect",
]
"""What concerns all bodies of one program."""

InstallationAction = Literal["manage_accounts", "manage_definitions", "view_security_log"]
"""What concerns no program more than another."""

Action = UnitAction | ProgramAction | InstallationAction
Scope = Literal["own", "all"]

PERMISSIONS: Mapping[Role, Mapping[Action, Scope]] = {
    "coordinator": {
        "view": "own",
        "view_history": "own",
        "edit": "own",
        "submit": "own",
        "withdraw": "own",
        "note_decision": "own",
        "manage_own_items": "own",
        "answer_threads": "own",
        "view_published": "all",
        "collect": "all",
    },
    "compiler": {
        "view": "all",
        "view_history": "all",
        "receive": "all",
        "return": "all",
        "reopen": "all",
        "view_internal": "all",
        "export_internal": "all",
        "import_observations": "all",
        "view_published": "all",
        "preview": "all",
        "publish": "all",
        "manage_city_items": "all",
        "manage_locks": "all",
        "remind": "all",
        "view_reading_log": "all",
        "view_threads": "all",
        "release_threads": "all",
        "collect": "all",
    },
    # Asks and sees what is passed on; the answers of bodies come through the compilers.
    "reviewer": {"view_published": "all", "view_threads": "all", "ask": "all", "collect": "all"},
    # Whoever reads without an account, in the programs that are public.
    "public": {"view_published": "all"},
    # No figures, published ones neither: those are read as a member of the public.
    "administrator": {
        "manage_accounts": "all",
        "manage_definitions": "all",
        "view_reading_log": "all",
        "view_security_log": "all",
    },
    "command_line": {
        "view": "all",
        "view_history": "all",
        "edit": "all",
        "submit": "all",
        "withdraw": "all",
        "note_decision": "all",
        "manage_own_items": "all",
        "receive": "all",
        "return": "all",
        "reopen": "all",
        "view_internal": "all",
        "export_internal": "all",
        "import_observations": "all",
        "view_published": "all",
        "preview": "all",
        "publish": "all",
        "manage_city_items": "all",
        "manage_locks": "all",
        "remind": "all",
        "manage_accounts": "all",
        "manage_definitions": "all",
        "view_reading_log": "all",
        "view_security_log": "all",
        "answer_threads": "all",
        "view_threads": "all",
        "ask": "all",
        "release_threads": "all",
        "collect": "all",
    },
}


def public_reader(programs: Iterable[str]) -> Account:
    """Who has no account, and may read what is published of these programs."""
    return Account(None, "", "", frozenset(Grant("public", program=code) for code in programs))


def may(account: Account, action: Action, *, program: str | None = None, unit: str | None = None) -> bool:
    """Whether the account may do this: in this program, to this body, where it concerns one.

    Without a program, what concerns programs is refused; without a body, what is limited to the own one: a forgotten
    argument opens nothing.
    """
    if account.disabled:
        return False
    for grant in account.grants:
        scope = PERMISSIONS[grant.role].get(action)
        if not _in_reach(grant, action, program):
            continue
        if scope == "all" or (scope == "own" and unit is not None and unit == grant.unit):
            return True
    return False


def may_somewhere(account: Account, action: Action) -> bool:
    """Whether the account may do this in any program, to any body at all: for menus, never to let anybody through."""
    return not account.disabled and any(action in PERMISSIONS[grant.role] for grant in account.grants)


def reach(account: Account, *actions: Action) -> frozenset[str] | None:
    """The codes of the programs in which the account may do any of this to some body; None for all programs."""
    held = {grant.program for grant in account.grants if any(action in PERMISSIONS[grant.role] for action in actions)}
    if account.disabled:
        return frozenset()
    return None if None in held else frozenset(code for code in held if code is not None)


def _in_reach(grant: Grant, action: Action, program: str | None) -> bool:
    return action in get_args(InstallationAction) or (program is not None and grant.reaches(program))
