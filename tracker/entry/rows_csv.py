"""The observations CSV: one row per figure, status or text, in and out.

Reading lists every fault at once, each with its line; what it gives back is fit to be kept. Writing and reading
again gives the same rows exactly.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tracker.definitions.catalogue import Definitions
from tracker.entry.rows_cells import COLUMNS, FICTIONAL, FICTIONAL_MARK, REQUIRED, VALUES
from tracker.entry.rows_check import NumberedRow, RowFault, RowReader
from tracker.entry.rows_together import check_together
from tracker.observations import Observation
from tracker.words import gettext as _

_QUOTED = re.compile(r'[,;"\r\n]|^\s|\s$')


@dataclass(frozen=True)
class Reading:
    """``rows``: those without a fault. ``columns``: the file's own, so that what it has no column for is left alone.

    ``warnings`` never block. A file with any fault is to be refused as a whole.
    """

    rows: tuple[NumberedRow, ...]
    columns: frozenset[str]
    faults: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...] = ()


@dataclass(frozen=True)
class _Record:
    line: int
    cells: list[str]


class _Unreadable(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.fault = RowFault(line, message)


def read(data: bytes | str, definitions: Definitions) -> Reading:
    """Read a file's rows against the definitions. Nothing is raised: every fault is in the reading."""
    try:
        records = list(_records(data if isinstance(data, str) else _decoded(data)))
        names = _header(records)
    except _Unreadable as unreadable:
        return Reading((), frozenset(), (unreadable.fault,))
    reader = RowReader(definitions)
    rows: list[NumberedRow] = []
    faults: list[RowFault] = []
    for record in records[1:]:
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
    ordered = sorted([*faults, *together.faults], key=lambda fault: fault.line)
    return Reading(together.rows, frozenset(names), tuple(ordered), together.warnings)


def write(rows: Iterable[Observation]) -> str:
    """The rows as CSV, in an order that depends on nothing but the rows. Bodies' own targets have no column."""
    ordered = sorted((row for row in rows if _says_something(row)), key=_order)
    columns = (*COLUMNS, FICTIONAL) if any(row.fictional for row in ordered) else COLUMNS
    lines = [",".join(columns)]
    lines += [",".join(_cell(row, column) for column in columns) for row in ordered]
    return "\n".join(lines) + "\n"


def _says_something(row: Observation) -> bool:
    return any(getattr(row, column) is not None for column in VALUES)


def _order(row: Observation) -> tuple[object, ...]:
    # A1.10 comes after A1.9.
    item = [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", row.item)]
    return row.program, row.period.code, row.unit, item, row.dimension, row.category


def _cell(row: Observation, column: str) -> str:
    if column == FICTIONAL:
        return FICTIONAL_MARK if row.fictional else ""
    value = getattr(row, column)
    text = "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise _Unreadable(line, _("Filen är inte i UTF-8; spara den som ”CSV UTF-8” i Excel.")) from None


def _records(text: str) -> Iterator[_Record]:
    """The file's records, blank lines left out, each with the line on which it begins."""
    text = text.removeprefix("\ufeff")
    header = text.lstrip().split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            message = _("Raden går inte att läsa; ett citattecken som inte avslutas?")
            raise _Unreadable(line, message) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _Record(line, cells)
        line = reader.line_num + 1


def _header(records: list[_Record]) -> list[str]:
    if not records:
        raise _Unreadable(1, _("Filen är tom."))
    line, names = records[0].line, [cell.strip().lower() for cell in records[0].cells]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in names if name not in (*COLUMNS, FICTIONAL)]
    if unknown:
        message = _("Kolumnen ”{names}” är okänd. Kolumnerna heter {known}.")
        raise _Unreadable(line, message.format(names=_("”, ”").join(unknown), known=", ".join(COLUMNS)))
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise _Unreadable(line, _("Kolumnen {names} står två gånger.").format(names=", ".join(doubled)))
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise _Unreadable(line, _("Kolumnen {names} saknas i rubriken.").format(names=", ".join(missing)))
    if len(records) == 1:
        raise _Unreadable(line, _("Filen har bara en rubrik och inga rader."))
    return names
