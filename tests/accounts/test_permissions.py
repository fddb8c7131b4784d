"""The table of permissions: who may do what to whose follow-up."""

from datetime import date

import pytest

from tests.world import DEFINITIONS
from tracker.accounts.account import COMMAND_LINE, Account, Grant, Role, with_inherited
from tracker.accounts.permissions import PERMISSIONS, Action, may, may_somewhere

ORGANISATION = DEFINITIONS.organisation


def holder(role: Role, unit: str | None = None, disabled: bool = False) -> Account:
    return Account(1, "a", "A", frozenset({Grant(role, unit)}), disabled=disabled)


@pytest.mark.parametrize("action", ["view", "edit", "submit", "note_decision", "manage_own_items", "view_history"])
def test_a_coordinator_acts_for_the_own_body_only(action: Action) -> None:
    anna = holder("coordinator", "bromma")
    assert may(anna, action, "bromma")
    assert not may(anna, action, "farsta")
    assert not may(anna, action)
    assert may_somewhere(anna, action)


def test_compilers_receive_but_do_not_edit() -> None:
    carl = holder("compiler")
    assert all(may(carl, action, "bromma") for action in ("view", "receive", "return", "reopen", "view_history"))
    assert not any(may(carl, action, "bromma") for action in ("edit", "submit", "note_decision"))
    assert may(carl, "view_internal") and may(carl, "publish")
    assert not may(carl, "manage_accounts")


def test_reviewers_and_administrators_see_no_internal_figures() -> None:
    for account in (holder("reviewer"), holder("administrator")):
        for action in ("view", "view_history", "edit", "receive"):
            assert not may(account, action, "bromma")
        for action in ("view_internal", "export_internal", "preview"):
            assert not may(account, action)
    assert may(holder("reviewer"), "view_published")
    assert not may(holder("administrator"), "view_published")


def test_a_disabled_account_may_nothing() -> None:
    for role in ("compiler", "administrator"):
        account = holder(role, disabled=True)
        assert not any(may(account, action, "bromma") for action in PERMISSIONS[role])
        assert not any(may_somewhere(account, action) for action in PERMISSIONS[role])


def test_the_command_line_may_all_that_anybody_may() -> None:
    actions = {action for role in PERMISSIONS.values() for action in role}
    assert all(may(COMMAND_LINE, action, "bromma") for action in actions)
    assert COMMAND_LINE.channel == "cli"


def test_a_successor_takes_over_from_the_day_of_the_merger() -> None:
    jarva, kista = holder("coordinator", "jarva"), holder("coordinator", "kista")
    assert with_inherited(jarva, ORGANISATION, date(2023, 6, 30)).units == {"jarva"}
    after = with_inherited(jarva, ORGANISATION, date(2023, 7, 1))
    assert after.units == {"jarva", "kista"}
    assert may(after, "edit", "kista") and not may(after, "edit", "bromma")
    assert with_inherited(kista, ORGANISATION, date(2023, 7, 1)).units == {"kista"}
    assert with_inherited(holder("compiler"), ORGANISATION, date(2023, 7, 1)).units == frozenset()
