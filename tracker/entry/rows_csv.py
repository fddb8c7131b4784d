"""The observations CSV: one row per figure, status or text, in and out.

Reading lists every fault at once, each with its line; what it gives back is fit to be kept. Writing and reading
again gives the same rows exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.definitions.catalogue import Definitions
from tracker.entry.csv_form import MACHINE, Form
from tracker.entry.csv_marks import marked
from tracker.entry.csv_text import SEPARATORS, Decoded, Record, Unreadable, decoded, records
from tracker.entry.rows_cells import COLUMNS, FICTIONAL, FICTIONAL_MARK, FREE_TEXTS, REQUIRED, VALUES
from tracker.entry.rows_check import NumberedRow, RowFault, RowReader
from tracker.entry.rows_together import check_together
from tracker.observations import Observation
from tracker.typed import one_line, shortened
from tracker.words import gettext as _

MOST_NAMED, LONGEST_NAME = 5, 30
"""Unknown columns that are named, and signs of each."""


@dataclass(frozen=True)
class ReadRows:
    """``rows``: those without a fault. ``columns``: the file's own, so that what it has no column for is left alone.

    ``warnings`` never block. A file with any fault is to be refused as a whole.
    """

    rows: tuple[NumberedRow, ...]
    columns: frozenset[str]
    faults: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...] = ()


def read(data: bytes | str, definitions: Definitions) -> ReadRows:
    """Read a file's rows against the definitions. Nothing is raised: every fault is in the reading."""
    try:
        file = Decoded(data) if isinstance(data, str) else decoded(data)
        found = list(records(file.text))
        names = _header(found)
    except Unreadable as fault:
        return ReadRows((), frozenset(), (RowFault(fault.line, str(fault)),))
    reader = RowReader(definitions)
    rows: list[NumberedRow] = []
    faults: list[RowFault] = []
    for record in found[1:]:
        if any(cell.strip() for cell in record.cells[len(names) :]):
            message = _("Raden har {cells} fält men rubriken bara {names}; ett semikolon eller komma för mycket?")
            message = message.format(cells=len(record.cells), names=len(names))
            faults.append(RowFault(record.line, message))
            continue
        row, wrong = reader.read(record.line, dict(zip(names, record.cells, strict=False)))
        faults += wrong
        if row is not None:
            rows.append(row)
    together = check_together(rows, reader)
    notes = [RowFault(found[0].line, file.note)] if file.note else []
    told, warned = (sorted(all_, key=lambda fault: fault.line)
                    for all_ in ([*faults, *together.faults], [*notes, *together.warnings]))  # fmt: skip
    return ReadRows(together.rows, frozenset(names), tuple(told), tuple(warned))


def write(rows: Iterable[Observation], form: Form = MACHINE) -> str:
    """The rows as CSV, in an order that depends on nothing but the rows. Bodies' own targets have no column."""
    ordered = sorted((row for row in rows if _says_something(row)), key=_order)
    columns = (*COLUMNS, FICTIONAL) if any(row.fictional for row in ordered) else COLUMNS
    return form.text([columns, *([_cell(row, column) for column in columns] for row in ordered)])


def _says_something(row: Observation) -> bool:
    return any(getattr(row, column) is not None for column in VALUES)


def _order(row: Observation) -> tuple[object, ...]:
    # A1.10 comes after A1.9.
    item = [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", row.item)]
    return row.program, row.period.code, row.unit, item, row.dimension, row.category


def _cell(row: Observation, column: str) -> object:
    if column == FICTIONAL:
        return FICTIONAL_MARK if row.fictional else ""
    value = getattr(row, column)
    return marked(value) if column in FREE_TEXTS and value is not None else value


def _unknown(names: list[str], unknown: list[str]) -> str:
    """Why the header cannot be read: what separates its names, that there is none, or which columns are not known."""
    one = re.fullmatch(r"(\w+)(\W+)\w+(?:\2\w+)*", names[0])
    if len(names) == 1 and one and one[1] in COLUMNS:
        if one[2] in SEPARATORS:
            return _("Rubriken är ett enda fält; varje rad står inom citattecken. Spara filen som CSV på nytt.")
        return _("Fälten skiljs åt med ”{sign}”; använd semikolon, komma eller tabb.").format(sign=one[2])
    if len(unknown) == len(names):
        message = _("Raden är ingen rubrik (”{found}”); filens första rad ska vara kolumnernas namn: {known}.")
        return message.format(found=shortened(names[0], LONGEST_NAME), known=", ".join(COLUMNS))
    message = _("Kolumnen ”{names}” är okänd{more}. Kolumnerna heter {known}.")
    more = _(", och {n} till").format(n=len(unknown) - MOST_NAMED) if len(unknown) > MOST_NAMED else ""
    named = _("”, ”").join(shortened(name, LONGEST_NAME) for name in unknown[:MOST_NAMED])
    return message.format(names=named, more=more, known=", ".join(COLUMNS))


def _unnamed(column: int) -> str:
    """A column of line numbers is what programs put first, and leave without a name."""
    return _("Kolumn {n} i rubriken saknar namn; ta bort den ur filen.").format(n=column)


def _header(records: list[Record]) -> list[str]:
    if not records:
        raise Unreadable(1, _("Filen är tom."))
    line, names = records[0].line, [one_line(cell).lower() for cell in records[0].cells]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in names if name not in (*COLUMNS, FICTIONAL)]
    if {*unknown} == {""} and len(names) > 1:
        raise Unreadable(line, _unnamed(names.index("") + 1))
    if unknown:
        raise Unreadable(line, _unknown(names, unknown))
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise Unreadable(line, _("Kolumnen {names} står två gånger.").format(names=", ".join(doubled)))
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise Unreadable(line, _("Kolumnen {names} saknas i rubriken.").format(names=", ".join(missing)))
    if len(records) == 1:
        raise Unreadable(line, _("Filen har bara en rubrik och inga rader."))
    return names
