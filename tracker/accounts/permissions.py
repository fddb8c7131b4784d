"""What a role may do in a program, and to a body's follow-up: one table, read here and nowhere else decided.

A role is held for one program or for all, so whatever concerns a program is judged with its code. What may be done to
what somebody has been given is judged item by item.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, get_args

from tracker.accounts.account import Account, Grant, Role

UnitAction = Literal[
    "view", "edit", "submit", "withdraw", "note_decision", "manage_own_items", "receive", "return", "reopen",
    "view_history", "answer_threads", "ask_compilers", "answer_questions", "delegate", "erase_files",
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
Scope = Literal["given", "own", "all"]
"""``given``: the goals and items of the own body that one of its coordinators has given to the person."""

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
        "ask_compilers": "own",
        "delegate": "own",
        "view_published": "all",
        "collect": "all",
    },
    # Sees and fills in what is given, and nothing of the whole: no report, no sheet, no history, no handing in.
    "contributor": {
        "view": "given",
        "edit": "given",
        "answer_threads": "given",
        "ask_compilers": "given",
        "view_published": "all",
    },
    "compiler": {
        "view": "all",
        "view_history": "all",
        "receive": "all",
        "return": "all",
        "reopen": "all",
        "answer_questions": "all",
        "erase_files": "all",
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
        "ask_compilers": "all",
        "answer_questions": "all",
        "delegate": "all",
        "erase_files": "all",
        "view_threads": "all",
        "ask": "all",
        "release_threads": "all",
        "collect": "all",
    },
}


def public_reader(programs: Iterable[str]) -> Account:
    """Who has no account, and may read what is published of these programs."""
    return Account(None, "", "", frozenset(Grant("public", program=code) for code in programs))


def may(
    account: Account,
    action: Action,
    *,
    program: str | None = None,
    unit: str | None = None,
    item: Collection[str] = (),
) -> bool:
    """Whether the account may do this: in this program, to this body, to this item, where it concerns one.

    ``item``: the codes that it goes by, its own and its goal's. Without a program, what concerns programs is refused;
    without a body, what is limited to the own one; without an item, what is limited to what is given: a forgotten
    argument opens nothing.
    """
    own = any((program, unit, code) in account.given for code in item)
    return any(
        scope == "all" or (unit is not None and unit == grant.unit and (scope == "own" or own))
        for grant, scope in _held(account, action, program)
    )


def may_some(account: Account, action: Action, *, program: str | None, unit: str | None) -> bool:
    """Whether the account may do this to anything of the body's at all: for pages that show each person only what that
    one may see, and judge every item by itself."""
    given = any((of, body) == (program, unit) for of, body, _code in account.given)
    return any(
        scope == "all" or (unit is not None and unit == grant.unit and (scope == "own" or given))
        for grant, scope in _held(account, action, program)
    )


def _held(account: Account, action: Action, program: str | None) -> Iterator[tuple[Grant, Scope]]:
    """The roles that let the account do this in the program, and how far."""
    for grant in () if account.disabled else account.grants:
        scope = PERMISSIONS[grant.role].get(action)
        if scope is not None and _in_reach(grant, action, program):
            yield grant, scope


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
