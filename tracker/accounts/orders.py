"""Whether who ordered long work may still do it when its turn comes: accounts are closed, roles are taken away."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.accounts.kept import account_numbered, acting
from tracker.accounts.permissions import Action, may
from tracker.clock import today
from tracker.words import gettext as _


class NoLongerAllowed(Exception):
    """What was ordered is not done; the message is a sentence for whoever ordered it."""

    def __init__(self) -> None:
        super().__init__(
            _("Den som beställde detta får inte längre göra det: kontot är stängt eller har inte kvar sin roll.")
        )


def must_still(session: Session, account: int | None, action: Action, program: str) -> None:
    """Raise NoLongerAllowed unless the account of this number, as it is kept now, may do this in the program. What
    nobody's account has ordered is not done either."""
    found = None if account is None else account_numbered(session, account)
    if found is None or not may(acting(session, found, today()), action, program=program):
        raise NoLongerAllowed
