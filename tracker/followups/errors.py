"""Why a follow-up could not be changed. Every message is a Swedish sentence for the user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.accounts.account import shown_name
from tracker.rows import RowKey, Value
from tracker.words import gettext as _


class FollowupFault(Exception):
    """Base of everything that keeps a follow-up from being changed."""


class NotAllowed(FollowupFault):
    """The account's roles do not cover this."""

    def __init__(self) -> None:
        super().__init__(_("Du har inte behörighet att göra detta i den här uppföljningen."))


class NotOwed(FollowupFault):
    """The body answers for nothing in the period, or the period is none of the program's."""


class InvalidMove(FollowupFault):
    """The follow-up is not in a state from which this can be done; someone may have been first."""


class ReasonRequired(InvalidMove):
    def __init__(self) -> None:
        super().__init__(_("Skriv ett skäl; det visas för dem som ska rätta uppföljningen."))


class Locked(FollowupFault):
    """Nothing can be changed now. ``who`` locked it, ``when``, and ``why``, in words for the user."""

    def __init__(self, who: str, when: datetime, why: str) -> None:
        super().__init__(why)
        self.who, self.when, self.why = who, when, why


class Refused(FollowupFault):
    """Values that cannot be kept. ``faults``: field name (``I5.1/age/young/n``) → sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(faults.values())))
        self.faults = dict(faults)


@dataclass(frozen=True)
class Clash:
    """One item that somebody else changed meanwhile. ``mine``: what I wanted it to hold; ``theirs``: what it holds.

    ``token``: what to hand back as seen, to choose knowingly between the two.
    """

    item: str
    mine: Mapping[RowKey, Value]
    theirs: Mapping[RowKey, Value]
    by: str
    at: datetime
    token: int


class Conflict(FollowupFault):
    """Nothing was saved, because some items were changed by others since they were read."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        names = ", ".join(dict.fromkeys(shown_name(clash.by) for clash in clashes))
        items = ", ".join(clash.item for clash in clashes)
        message = _("{names} har ändrat {items} sedan du öppnade sidan. Välj vilken version som ska gälla.")
        super().__init__(message.format(names=names, items=items))
        self.clashes = clashes
