"""Carry an uploaded sheet from the page that shows its difference to the request that confirms it.

It travels in the page itself, signed and with a time limit: nothing of it lies on the server, in an address or in
a cookie, and nothing in it can be altered on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from tracker.entry.sheet_found import Typed
from tracker.entry.sheet_reading import Sheet
from tracker.followups.sheet_plan import SheetPlan
from tracker.words import gettext as _

VALID_SECONDS = 60 * 60


class CarryingFault(ValueError):
    """What was carried can no longer be used; the message is a Swedish sentence."""


@dataclass(frozen=True)
class Carried:
    """``shown``: per item the version that stood beside the sheet's on the page. ``refused``: what it says
    of items that cannot be saved so, as in the plan."""

    sheet: Sheet
    file: str
    shown: Mapping[str, int]
    refused: Mapping[str, Mapping[str, str]]


def pack(sheet: Sheet, plan: SheetPlan, file: str, account: int | None) -> str:
    """The sheet's own say as signed text: the fields in which it differs from the version it was made from."""
    document = {
        "account": account,
        "place": [sheet.program, sheet.unit, sheet.period],
        "file": file,
        "seen": dict(sheet.seen),
        "typed": {name: [typed.text, typed.place] for name, typed in plan.touched.items()},
        "refused": plan.refused,
        "shown": {difference.item: difference.token for difference in plan.differences},
    }
    packed = _serializer().dumps(document)
    return packed if isinstance(packed, str) else packed.decode("ascii")


def unpack(packed: str, account: int | None, place: tuple[str, str, str]) -> Carried:
    """What was packed for this account and follow-up. Raises CarryingFault."""
    try:
        document: dict[str, Any] = _serializer().loads(packed, max_age=VALID_SECONDS)
    except SignatureExpired:
        raise CarryingFault(_("Det har gått mer än en timme sedan skillnaden visades. Välj filen igen.")) from None
    except BadData:
        raise CarryingFault(_("Bladet kom inte fram helt. Välj filen igen.")) from None
    if document["account"] != account or tuple(document["place"]) != place:
        raise CarryingFault(_("Skillnaden visades för någon annan eller för en annan uppföljning. Välj filen igen."))
    typed = {name: Typed(text, where) for name, (text, where) in document["typed"].items()}
    sheet = Sheet(*place, rows=(), seen=document["seen"], typed=typed, refused=())
    return Carried(sheet, document["file"], document["shown"], document["refused"])


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="uploaded entry sheet")
