"""A program of its own: the cells of a spreadsheet on standard input, as JSON on standard output.

``python -m tracker.entry.foreign_cells``, run by ``sheet_foreign`` with what it may use set first: the library is
compiled, and ends the whole process where a file makes it ask for more memory than there is.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

MOST_BYTES, MOST_SECONDS, MOST_CELLS = 400 * 1024 * 1024, 4, 200_000


def main() -> int:
    """Exit code 0 and the tabs; 3 for a workbook with a password; anything else: it cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        tabs = [_tab(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except python_calamine.PasswordError:
        return 3
    except Exception:
        return 4
    json.dump(tabs, sys.stdout)
    sys.stdout.flush()
    return 0


def _tab(sheet: Any) -> dict[str, Any]:
    rows, count = [], 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [[column, *_cell(value)] for column, value in enumerate(row, start=1) if value != ""]
        count += len(cells)
        if count > MOST_CELLS:
            raise MemoryError
        if cells:
            rows.append([number, cells])
    merged = [[top + 1, left + 1, bottom + 1, right + 1]
              for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]  # fmt: skip
    return {"name": sheet.name, "rows": rows, "merged": merged}


def _cell(value: object) -> tuple[str, str]:
    match value:
        case bool():
            return "truth", str(int(value))
        case int() | float():
            return "number", repr(value)
        case datetime() | date() | time():
            return "day", value.isoformat()
        case timedelta():
            return "day", str(value)
        case _:
            return "text", str(value)


if __name__ == "__main__":
    sys.exit(main())
