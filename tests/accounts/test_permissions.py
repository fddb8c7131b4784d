"""The table of permissions: who may do what to whose follow-up."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from tests.world import DEFINITIONS
from tracker.accounts.account import COMMAND_LINE, Account, Grant, Role, with_inherited
from tracker.accounts.permissions import PERMISSIONS, Action, InstallationAction, may, may_some, may_somewhere, reach

ORGANISATION = DEFINITIONS.organisation
A, B = "program-a", "program-b"


def holder(
    role: Role, unit: str | None = None, program: str | None = None, disabled: bool = False
) -> Account:
    return Account(1, "a", "A", frozenset({Grant(role, unit, program)}), disabled=disabled)


OWN: list[Action] = ["view", "edit", "submit", "withdraw", "note_decision", "manage_own_items", "view_history"]


@pytest.mark.parametrize("action", OWN)
def test_a_coordinator_acts_for_the_own_body_only(action: Action) -> None:
    anna = holder("coordinator", "bromma")
    assert may(anna, action, program=A, unit="bromma")
    assert not may(anna, action, program=A, unit="farsta")
    assert not may(anna, action, program=A) and not may(anna, action, unit="bromma")
    assert may_somewhere(anna, action)


def test_compilers_receive_but_do_not_edit() -> None:
    carl = holder("compiler")
    received = ("view", "receive", "return", "reopen", "view_history")
    assert all(may(carl, action, program=A, unit="bromma") for action in received)
    assert not any(may(carl, action, program=A, unit="bromma") for action in ("edit", "submit", "note_decision"))
    assert may(carl, "view_internal", program=A) and may(carl, "publish", program=A)
    assert not may(carl, "manage_accounts")


def test_reviewers_and_administrators_see_no_internal_figures() -> None:
    for account in (holder("reviewer"), holder("administrator")):
        for action in ("view", "view_history", "edit", "receive"):
            assert not may(account, action, program=A, unit="bromma")
        for action in ("view_internal", "export_internal", "preview"):
            assert not may(account, action, program=A)
    assert may(holder("reviewer"), "view_published", program=A)
    assert not may(holder("administrator"), "view_published", program=A)


def test_a_disabled_account_may_nothing() -> None:
    for role in ("compiler", "administrator"):
        account = holder(role, disabled=True)
        assert not any(may(account, action, program=A, unit="bromma") for action in PERMISSIONS[role])
        assert not any(may_somewhere(account, action) for action in PERMISSIONS[role])


def test_the_command_line_may_all_that_anybody_may() -> None:
    actions = {action for role in PERMISSIONS.values() for action in role}
    assert all(may(COMMAND_LINE, action, program=A, unit="bromma") for action in actions)
    assert COMMAND_LINE.channel == "cli"


def test_a_successor_takes_over_from_the_day_of_the_merger() -> None:
    jarva, kista = holder("coordinator", "jarva"), holder("coordinator", "kista")
    assert with_inherited(jarva, ORGANISATION, date(2023, 6, 30)).units == {"jarva"}
    after = with_inherited(jarva, ORGANISATION, date(2023, 7, 1))
    assert after.units == {"jarva", "kista"}
    assert may(after, "edit", program=A, unit="kista")
    assert not may(after, "edit", program=A, unit="bromma")
    assert with_inherited(kista, ORGANISATION, date(2023, 7, 1)).units == {"kista"}
    assert with_inherited(holder("compiler"), ORGANISATION, date(2023, 7, 1)).units == frozenset()


@pytest.mark.parametrize("role", [role for role in PERMISSIONS if role != "command_line"])
def test_a_role_held_for_one_program_opens_nothing_of_another(role: Role) -> None:
    given = frozenset({(A, "bromma", "M1"), (B, "bromma", "M1")})
    limited, everywhere = (replace(holder(role, "bromma", program), given=given) for program in (A, None))
    for action in set(PERMISSIONS[role]) - set(get_args(InstallationAction)):
        assert may_some(limited, action, program=A, unit="bromma")
        assert may_some(everywhere, action, program=B, unit="bromma")
        assert not may_some(limited, action, program=B, unit="bromma")
        # Not even who holds it for all gets through where nobody said which program it is about.
        assert not may(limited, action, unit="bromma") and not may(everywhere, action, unit="bromma")
        assert (reach(limited, action), reach(everywhere, action)) == ({A}, None)
    assert reach(limited, "manage_definitions" if role != "administrator" else "edit") == frozenset()


def test_a_contributor_does_what_is_given_and_nothing_to_the_whole() -> None:
    given = frozenset({(A, "bromma", "M3"), (A, "farsta", "M1")})
    cleo = replace(holder("contributor", "bromma"), given=given)
    for action in PERMISSIONS["contributor"]:
        scope = PERMISSIONS["contributor"][action]
        assert may(cleo, action, program=A, unit="bromma", item=("I3.1", "M3"))
        assert may(cleo, action, program=A, unit="bromma", item=("I1.1", "M1")) == (scope == "all")
        # A forgotten item opens nothing; nor does another body's, though something of it is listed as given.
        assert may(cleo, action, program=A, unit="bromma") == (scope == "all")
        assert may(cleo, action, program=A, unit="farsta", item=("M1",)) == (scope == "all")
        assert may(cleo, action, program=B, unit="bromma", item=("I3.1", "M3")) == (scope == "all")
        assert may_some(cleo, action, program=A, unit="bromma")
        assert may_some(cleo, action, program=A, unit="farsta") == (scope == "all")
        assert may_some(replace(cleo, given=frozenset()), action, program=A, unit="bromma") == (scope == "all")
    whole: list[Action] = ["submit", "withdraw", "note_decision", "manage_own_items", "view_history", "delegate"]
    assert not any(may_some(cleo, action, program=A, unit="bromma") for action in whole)
    assert cleo.units_given_in(A) == {"bromma"} and cleo.units == frozenset()
    # What is given to a coordinator limits nothing, and given to anybody else it opens nothing.
    anna = replace(holder("coordinator", "bromma"), given=given)
    assert may(anna, "edit", program=A, unit="bromma")
    assert not may_some(replace(holder("reviewer"), given=given), "edit", program=A, unit="bromma")


def test_what_is_taken_over_is_taken_over_in_the_same_program() -> None:
    after = with_inherited(holder("coordinator", "jarva", A), ORGANISATION, date(2023, 7, 1))
    assert (after.units_in(A), after.units_in(B)) == ({"jarva", "kista"}, frozenset())
    assert may(after, "edit", program=A, unit="kista") and not may(after, "edit", program=B, unit="kista")
