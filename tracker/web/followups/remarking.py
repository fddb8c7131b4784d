"""Remarks that a compiler is writing on a follow-up: they stand at its goals' pages until it is sent back with them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.followups.work import Work
from tracker.store.unsent import keep_unsent, unsent_at
from tracker.web.followups.location import location
from tracker.words import ngettext

REMARK = "remark:"
"""Before an item's code: the field of a remark on it."""
DUE = "due"
"""The field of the day that a follow-up is sent back until."""


def place_of(work: Work) -> str:
    """Where remarks are sent from, on whichever page they are written."""
    return location(work, "receipt.send_back")


def written_remarks(session: Session, work: Work, account: Account) -> dict[str, str]:
    """Item → what the person has written and not sent."""
    if account.id is None:
        return {}
    found = unsent_at(session, account.id, place_of(work))
    return {f.removeprefix(REMARK): each.text for f, each in found.items() if f.startswith(REMARK) and each.text}


def unsent_text(session: Session, place: str, account: Account) -> str:
    """How much the person has written to the body and not sent, remarks on items or on the whole; blank for nothing.

    ``place``: where it would be sent from.
    """
    found = unsent_at(session, account.id, place) if account.id is not None else {}
    written = [field for field, each in found.items() if field != DUE and each.text.strip()]
    if not written:
        return ""
    return ngettext(
        "Du har skrivit {n} anmärkning som inte är skickad.",
        "Du har skrivit {n} anmärkningar som inte är skickade.",
        len(written),
    ).format(n=len(written))


def sent_remarks(form: Mapping[str, str]) -> dict[str, str]:
    """Item → its remark, of a form's fields."""
    return {f.removeprefix(REMARK): text for f, text in form.items() if f.startswith(REMARK)}


def keep_remarks(session: Session, work: Work, account: Account, remarks: Mapping[str, str]) -> None:
    """Keep them until they are sent. Raises TooMuchUnsent."""
    if account.id is not None:
        typed = {f"{REMARK}{item}": (text.replace("\r\n", "\n"), "") for item, text in remarks.items()}
        keep_unsent(session, account.id, place_of(work), typed)
