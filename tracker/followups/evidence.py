"""A body adds links to what an item rests on, and takes them away, as long as the item can be changed."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.followups.errors import InvalidMove
from tracker.followups.operations import open_
from tracker.followups.saving import check_editable, held_still
from tracker.followups.work import Work
from tracker.store.evidence import (
    LONGEST_ADDRESS,
    LONGEST_TITLE,
    add_evidence,
    count_evidence,
    find_evidence,
    remove_evidence,
)
from tracker.typed import one_line
from tracker.words import gettext as _

MOST = 20
"""Links to one item."""

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)


class BadLink(ValueError):
    """What was typed is no link that can be kept; the message is a sentence for the user. ``field``: at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def attach(session: Session, work: Work, *, item: str, title: str, address: str, by: Account, today: date) -> None:
    """Add a link. Raises BadLink, NotAllowed, Locked, InvalidMove."""
    title, address = one_line(title), address.strip()
    if all(item != entry.code for entry in work.form.entries()):
        raise BadLink("item", _("Uppgiften efterfrågas inte i uppföljningen."))
    _check(title, address)
    place = (work.program.code, work.unit, work.period)
    followup = work.followup or open_(session, view=work.view, unit=work.unit, by=by, today=today)
    check_editable(session, held_still(session, followup.id), by, today, work.view, {item})
    if count_evidence(session, *place, item) >= MOST:
        raise BadLink("address", _("Uppgiften har redan {n} länkar. Ta bort någon först.").format(n=MOST))
    add_evidence(session, *place, item=item, title=title, address=address, account=by.id, by=by.name)


def detach(session: Session, work: Work, *, number: int, by: Account, today: date) -> str:
    """Take a link away; the code of the item that it stood at. Raises NotAllowed, Locked, InvalidMove."""
    row = find_evidence(session, work.program.code, work.unit, work.period, number)
    if row is None or work.followup is None:
        raise InvalidMove(_("Länken är redan borttagen."))
    check_editable(session, held_still(session, work.followup.id), by, today, work.view, {row.item})
    remove_evidence(session, row, by.name)
    return row.item


def _check(title: str, address: str) -> None:
    if not title or len(title) > LONGEST_TITLE:
        raise BadLink("title", _("Skriv vad länken leder till, med högst {n} tecken.").format(n=LONGEST_TITLE))
    plain = address.isprintable() and not any(sign.isspace() for sign in address) and len(address) <= LONGEST_ADDRESS
    if not plain or not _leads_where_it_says(address):
        raise BadLink("address", _("Skriv en hel adress som börjar med https:// och inte har något lösenord i sig."))


def _leads_where_it_says(address: str) -> bool:
    """Whether a browser goes to the very host that is shown beside the link. It takes a backslash for a slash, and
    decodes what a host may not hold."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        _port = parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and "@" not in parts.netloc and "\\" not in address and bool(_HOST.fullmatch(host))
