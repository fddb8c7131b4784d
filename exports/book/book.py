"""A workbook that is being written: its formats, the names of its tables, and the cells that its charts read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from exports.book.cells import Entry
from exports.book.looks import FONT, Look, properties
from exports.cells import FORMULA_STARTS, clean
from tracker.report.rich_text import Run

UNNAMEABLE = re.compile(r"\W")


class Book:
    """The sheets are XlsxWriter's own; cells are written through ``put``, so that a text is always stored as text."""

    def __init__(self, title: str, author: str, made: datetime) -> None:
        self._stream = BytesIO()
        usual = {"font_name": FONT, "font_size": 10}
        self.file = Workbook(self._stream, {"in_memory": True, "default_format_properties": usual})
        self.file.set_properties({"title": title, "author": author, "created": made})
        self._formats: dict[tuple[Look, bool, bool], Any] = {}
        self._named: set[str] = set()

    def sheet(self, name: str) -> Any:
        return self.file.add_worksheet(name[:31])

    def look(self, look: Look, *, framed: bool = True, quoted: bool = False) -> Any:
        """The format of a look, made once."""
        key = look, framed, quoted
        if key not in self._formats:
            self._formats[key] = self.file.add_format(properties(look, framed=framed, quoted=quoted))
        return self._formats[key]

    def put(self, sheet: Any, row: int, column: int, entry: Entry, *, framed: bool = True) -> None:
        """Write an entry; rows and columns are counted from 0. A text never becomes a formula, an error or a number."""
        content, look = entry
        if content is None:
            sheet.write_blank(row, column, None, self.look(look, framed=framed))
        elif isinstance(content, str):
            words = clean(content)
            quoted = words.lstrip().startswith(FORMULA_STARTS)
            sheet.write_string(row, column, words, self.look(look, framed=framed, quoted=quoted))
        elif isinstance(content, bool):
            sheet.write_boolean(row, column, content, self.look(look, framed=framed))
        elif isinstance(content, int | float):
            sheet.write_number(row, column, content, self.look(look, framed=framed))
        else:
            sheet.write_datetime(row, column, datetime.combine(content, time()), self.look(look, framed=framed))

    def put_rich(self, sheet: Any, row: int, column: int, before: str, runs: Iterable[Run], look: Look) -> None:
        """Write words of different weight into one cell; ``before``: what comes first, in the look's own weight."""
        parts: list[Any] = [before] if before else []
        for run in runs:
            if run.text:
                weight = {"bold": run.strong, "italic": run.emphasis}
                face = self.file.add_format({**properties(look, framed=False, quoted=False), **weight})
                parts += [face, clean(run.text)]
        sheet.write_rich_string(row, column, *parts, self.look(look))

    def table_name(self, wished: str) -> str:
        """A name that no other table has, of the letters and digits that such a name may have."""
        name = base = UNNAMEABLE.sub("_", wished)
        number = 1
        while name.casefold() in self._named:
            number += 1
            name = f"{base}_{number}"
        self._named.add(name.casefold())
        return name

    def save(self, target: BinaryIO) -> None:
        self.file.close()
        target.write(self._stream.getbuffer())
