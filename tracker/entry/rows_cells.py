"""The cells of one row of the observations CSV: text → values, every fault kept as a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

from tracker.definitions.measure import Empty
from tracker.entry.csv_marks import unmarked
from tracker.entry.days import DayFault, Days, parse_day
from tracker.entry.number_faults import NumberFault
from tracker.entry.numbers import parse_decimal, parse_whole
from tracker.entry.typed_values import LONGEST_TEXT
from tracker.typed import code_text, shortened, typed_text
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

FREE_TEXTS = ("comment", "text")
"""What people write; everything else is codes, numbers and days."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

T = TypeVar("T")


class Cells:
    """Typed access to a row's cells. What cannot be read is None, and its fault is added to ``faults``."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.days: Days | None = None
        """The program's first and last; None until it is known."""
        self.faults: list[str] = []

    @property
    def says_nothing(self) -> bool:
        return not any(self._cells.get(column, "").strip() for column in VALUES)

    def code(self, column: str) -> str:
        """A code, cut where it is far longer than any is: it is quoted if it is wrong."""
        return shortened(self._line(column))

    def _line(self, column: str) -> str:
        return code_text(self._cells.get(column, ""))

    def whole(self, column: str) -> int | None:
        typed = self._line(column)
        if typed in ("-", ".", ".."):
            message = _("”{typed}” står i {column}; en uppgift som saknas märks i kolumnen empty.")
            self.faults.append(message.format(typed=typed, column=column))
            return None
        return self._number(column, typed, parse_whole)

    def decimal(self, column: str) -> Decimal | None:
        return self._number(column, self._line(column), partial(parse_decimal, machine=True))

    def day(self, column: str) -> date | None:
        typed = self._line(column)
        try:
            # The form that is written is read whatever the year: a file that came from here is never refused.
            if _ISO.fullmatch(typed):
                return date.fromisoformat(typed)
        except ValueError:
            pass
        try:
            return parse_day(typed, last=column == "end", within=self.days)
        except DayFault as fault:
            self.faults.append(f"{column}: {fault}")
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
        """A text as it was typed, without the mark that keeps it from being a formula; None for nothing but space."""
        text = unmarked(typed_text(self._cells.get(column, "")))
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
