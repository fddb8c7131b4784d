"""How every CSV of this program is written: for other programs, or as Excel in Sweden opens it with a click."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_QUOTED = re.compile(r'[,;"\r\n]|^\s|\s$')


@dataclass(frozen=True)
class Form:
    """``mark`` tells Excel that the file is UTF-8."""

    mark: str
    separator: str
    decimal: str
    line_end: str

    def text(self, lines: Iterable[Iterable[object]]) -> str:
        """The whole file. A cell is a text, a whole number, a Decimal, or None for an empty one."""
        return self.mark + "".join(self._line(line) + self.line_end for line in lines)

    def _line(self, cells: Iterable[object]) -> str:
        return self.separator.join(self._cell(cell) for cell in cells)

    def _cell(self, cell: object) -> str:
        text = "" if cell is None else str(cell)
        if isinstance(cell, Decimal):
            text = format(cell, "f").replace(".", self.decimal)
        return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


MACHINE = Form("", ",", ".", "\n")
"""The promised one."""

EXCEL = Form("\ufeff", ";", ",", "\r\n")
