"""A figure within a sentence, where a dot would be read as the sentence's end."""

from __future__ import annotations

from tracker.report import wording
from tracker.report.model import Cell
from tracker.words import gettext as _


def spoken(cell: Cell, kind: str) -> str:
    """``66,7 % (2 av 3)``, ``visas inte``, ``saknas``."""
    match cell.state:
        case "suppressed":
            return _("visas inte")
        case "not_applicable":
            return _("ej tillämpligt")
        case _:
            return wording.cell_text(cell, kind)
