"""How an indicator is measured, in words."""

from __future__ import annotations

from tracker.measures.table import kind_of
from tracker.report.model import Cell, Indicator
from tracker.words import gettext as _


def kind_word(kind: str) -> str:
    return kind_of(kind).word()


def direction_word(direction: str | None) -> str:
    match direction:
        case "up":
            return _("högre är bättre")
        case "down":
            return _("lägre är bättre")
        case _:
            return _("ingen önskad riktning")


def source_word(source: str) -> str:
    return {
        "register": _("verksamhetssystem"),
        "count": _("egen räkning"),
        "survey": _("enkät"),
        "focus_group": _("fokusgrupp"),
        "national": _("nationell uppföljning"),
    }[source]


def base_text(indicator: Indicator, cell: Cell) -> str:
    """Why a figure that is printed has no value, where it rests on too few; empty elsewhere."""
    base = indicator.smallest_base
    if base is None or cell.state != "value" or not 0 < (cell.d or 0) < base:
        return ""
    text = _("Nämnaren är mindre än {base}: för liten för att räkna ut ett värde, så bara antalen visas.")
    return text.format(base=base)
