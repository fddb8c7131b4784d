"""Which follow-up an entry sheet belongs to, and what the sheet is made with."""

from __future__ import annotations

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import View
from tracker.entry.sheet_package import SheetRefused
from tracker.entry.sheet_reading import Sheet
from tracker.words import gettext as _


def words(program: Program) -> dict[str, str]:
    """Status and judgement codes → the program's words."""
    statuses = {word.code: word.word for word in program.statuses}
    return statuses | {word.code: word.word for word in program.judgements}


def check_place(definitions: Definitions, view: View, unit: str, sheet: Sheet) -> None:
    """Raises SheetRefused if the sheet is of another body, period or program."""
    if (sheet.program, sheet.unit, sheet.period) == (view.program.code, unit, view.period.code):
        return
    message = _("Bladet gäller {theirs}, men det här är {ours}. Ladda upp det på rätt uppföljnings sida.")
    known = definitions.organisation.find(sheet.unit)
    theirs = f"{known.name if known else sheet.unit} {sheet.period}"
    ours = f"{view.unit(unit).name} {view.period}"
    if sheet.program != view.program.code:
        theirs, ours = f"{theirs} ({sheet.program})", f"{ours} ({view.program.code})"
    raise SheetRefused(message.format(theirs=theirs, ours=ours))
