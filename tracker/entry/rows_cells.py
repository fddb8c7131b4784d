"""The cells of one row of the observations CSV: text → values, every fault kept as a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from tracker.definitions.measure import Empty
from tracker.entry.number_faults import NumberFault
from tracker.entry.numbers import parse_decimal, parse_whole
from tracker.entry.reading import LONGEST_TEXT
from tracker.words import gettext as _

REQUIRED = ("program", "unit", "period", "item")
COLUMNS = (
    *REQUIRED,
    *("dimension", "category", "n", "d", "empty", "status", "comment"),
    *("forecast", "start", "end", "text"),
)
"""The promised columns in their promised order; all but the first four may be left out."""

VALUES = COLUMNS[6:]
FICTIONAL = "fictional"
FICTIONAL_MARK = "Påhittade uppgifter"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

T = TypeVar("T")


class Cells:
    """Typed access to a row's cells. What cannot be read is None, and its fault is added to ``faults``."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.faults: list[str] = []

    @property
    def says_nothing(self) -> bool:
        return not any(self._cells.get(column, "").strip() for column in VALUES)

    def code(self, column: str) -> str:
        return self._cells.get(column, "").strip()

    def whole(self, column: str) -> int | None:
        typed = self.code(column)
        if typed in ("-", "−", "–", ".", ".."):
            message = _("”{typed}” står i {column}; en uppgift som saknas märks i kolumnen empty.")
            self.faults.append(message.format(typed=typed, column=column))
            return None
        return self._number(column, typed, parse_whole)

    def decimal(self, column: str) -> Decimal | None:
        return self._number(column, self.code(column), parse_decimal)

    def day(self, column: str) -> date | None:
        typed = self.code(column)
        if not typed:
            return None
        try:
            if _ISO.fullmatch(typed):
                return date.fromisoformat(typed)
        except ValueError:
            pass
        message = _("”{typed}” i {column} är inget datum; skriv det som 2024-05-31.")
        self.faults.append(message.format(typed=typed, column=column))
        return None

    def empty(self) -> Empty | None:
        match self.code("empty"):
            case "":
                return None
            case "-":
                return "-"
            case ".":
                return "."
            case typed:
                message = _("”{typed}” i empty är okänt; skriv - (saknas) eller . (ej tillämpligt).")
                self.faults.append(message.format(typed=typed))
                return None

    def fictional(self) -> bool:
        typed = self.code(FICTIONAL)
        if typed not in ("", FICTIONAL_MARK):
            message = _("”{typed}” i fictional är okänt; skriv {mark} eller lämna tomt.")
            self.faults.append(message.format(typed=typed, mark=FICTIONAL_MARK))
        return typed == FICTIONAL_MARK

    def text(self, column: str) -> str | None:
        """A text exactly as given; None when there is nothing in it but space."""
        text = self._cells.get(column, "")
        if _CONTROL.search(text):
            self.faults.append(_("Texten i {column} har tecken som inte kan visas.").format(column=column))
        if len(text) > LONGEST_TEXT:
            message = _("Texten i {column} har {length} tecken; korta den till högst {longest}.")
            self.faults.append(message.format(column=column, length=len(text), longest=LONGEST_TEXT))
        return text if text.strip() else None

    def _number(self, column: str, typed: str, parse: Callable[[str], T | None]) -> T | None:
        try:
            return parse(typed)
        except NumberFault as fault:
            self.faults.append(f"{column}: {fault}")
            return None
