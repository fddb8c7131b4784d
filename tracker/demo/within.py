"""What a coordinator of the demonstration has given to a colleague, so that a reader sees what a contributor sees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.definitions.catalogue import Definitions
from tracker.definitions.viewed import answering
from tracker.followups.threads.seeing import seen_now
from tracker.store.delegation import add_delegation


def give_part(session: Session, definitions: Definitions, accounts: Iterable[Account], today: date) -> None:
    """In each program the first goal that the contributor's body answers for, given by its coordinator."""
    people = list(accounts)
    for person in people:
        units = {grant.unit for grant in person.grants if grant.role == "contributor" and grant.unit is not None}
        for unit in units:
            giver = next((each.name for each in people if unit in each.units), person.name)
            for program in definitions.programs:
                goals = seen_now(definitions, program.code, today).goals
                code = next((goal.code for goal in goals if unit in answering(goal)), None)
                if code is not None and person.id is not None:
                    add_delegation(session, program.code, unit, code, person.id, giver)
