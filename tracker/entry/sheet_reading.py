"""Read an uploaded entry sheet: what it is about, and the text in every field it has.

Nothing is judged here but whether a cell can be read; the form and its rules do the rest, as for the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from tracker.entry.sheet_book import Book, Cell, Tab
from tracker.entry.sheet_foreign import ForeignLocked, ForeignUnreadable, read_foreign
from tracker.entry.sheet_found import CellNote, CellRefused, Found, LooseRow, ShownRow, Typed
from tracker.entry.sheet_layout import BOOK_MARK, CREATOR, FORMAT, HEADS, KEY_MARK
from tracker.entry.sheet_ods import read_ods
from tracker.entry.sheet_ooxml import read_ooxml
from tracker.entry.sheet_package import SheetRefused, inspect, locked
from tracker.entry.sheet_table import LONGEST_HEADING, read_table, without_keys
from tracker.measures.numbers import whole_text
from tracker.rows import parse_token
from tracker.typed import one_line
from tracker.words import gettext as _

MOST_ROWS, MOST_MERGED = 5000, 200
"""Of one tab. Every field is held against every range of merged cells."""
_BOOKS = {"ooxml": read_ooxml, "ods": read_ods}


@dataclass(frozen=True)
class Sheet:
    """``rows``: the keys that the sheet was made with. ``seen``: per item the token of the version it shows.

    ``shown``: what each row with a key says of itself. ``notes``: what the person should know of cells that were read.
    ``loose``: rows without a key, such as the goals' headings. ``outside``: cells and tabs that hold something and
    belong to no field, which are not read. ``remarks``: what to know of the file as a whole.
    """

    program: str
    unit: str
    period: str
    rows: tuple[str, ...]
    seen: Mapping[str, int]
    typed: Mapping[str, Typed]
    refused: tuple[CellRefused, ...]
    shown: tuple[ShownRow, ...] = ()
    loose: tuple[LooseRow, ...] = ()
    notes: tuple[CellNote, ...] = ()
    outside: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_sheet(data: bytes) -> Sheet:
    """Read the workbook. Raises SheetRefused for a file that is no entry sheet of ours."""
    package = inspect(data)
    try:
        return _read(_BOOKS[package.kind](package.parts) if package.kind in _BOOKS else read_foreign(data))
    except SheetRefused:
        raise
    except ForeignLocked:
        raise SheetRefused(locked()) from None
    except ForeignUnreadable:
        message = _("Filen går inte att läsa som kalkylblad. Spara den som Excel-arbetsbok (.xlsx) och försök igen.")
        raise SheetRefused(message) from None
    except Exception as fault:
        # A broken workbook makes a reader raise nearly anything.
        message = _("Filen går inte att läsa som Excel-arbetsbok. Spara om den i Excel och försök igen.")
        raise SheetRefused(message) from fault


def _read(book: Book) -> Sheet:
    """What kind of workbook it is comes first: advice on its rows would help nobody with the wrong file."""
    named = next((tab for tab in book.tabs if _first_text(tab) == BOOK_MARK), None)
    if named is None:
        raise SheetRefused(_wrong_book(book))
    told = [cells for _number, cells in islice(named.rows(), MOST_ROWS)]
    program, unit, period, rows, seen = _about(told)
    found = Found(book.since_1904, _marks(told))
    others = [tab for tab in book.tabs if tab is not named and not read_table(_sized(tab), found)]
    missing = {row.split("/")[0].casefold() for row in rows} - {row.key.item.casefold() for row in found.shown}
    for tab in others:
        _pass_over(tab, missing, found)
    if len(others) == len(book.tabs) - 1:
        message = _("Bladets dolda rubrikrader saknas, så cellerna går inte att känna igen. Hämta ett nytt blad.")
        raise SheetRefused(message)
    return Sheet(
        program, unit, period, rows, seen, found.typed, tuple(_joined(found.refused)),
        tuple(found.shown), tuple(found.loose), tuple(found.notes), tuple(found.outside), tuple(_remarks(book)),
    )  # fmt: skip


def _joined(refused: list[CellRefused]) -> list[CellRefused]:
    """What is refused for the same reason from row to row, as one: a column pasted below the table is one fault."""
    joined: list[CellRefused] = []
    last = ("", 0)
    for cell in refused:
        before = joined[-1] if joined else None
        found = re.fullmatch(r"(.*?)([0-9]+)", cell.place)
        here = (found[1], int(found[2])) if found else ("", 0)
        goes_on = before is not None and (before.key, before.message) == (None, cell.message) and cell.key is None
        if before is not None and goes_on and here == (last[0], last[1] + 1):
            first = before.place.partition("–")[0]
            joined[-1] = replace(before, place=f"{first}–{here[0].rpartition(' ')[2]}{here[1]}")
        else:
            joined.append(cell)
        last = here
    return joined


def _remarks(book: Book) -> Iterator[str]:
    if not all(tab.shows_empty for tab in book.tabs):
        yield _("Filformatet visar inte vad som är formler, fel eller procent. Kontrollera talen, eller spara bladet "
                "som .xlsx och läs in det.")  # fmt: skip


def _pass_over(tab: Tab, missing: Set[str], found: Found) -> None:
    """A tab that is none of the tables is told to be left out, unless it is the page of advice. SheetRefused where it
    holds items that are ``missing`` from the tables: one of those, without its marks."""
    texts = [cell for _number, cells in tab.rows() for cell in cells.values() if cell.is_written]
    if any(one_line(cell.raw or "").casefold() in missing for cell in texts):
        raise SheetRefused(without_keys(tab.name))
    if texts and not any(title.startswith(texts[0].raw or "") for title in found.titles):
        found.outside.append(_("Fliken ”{name}”").format(name=tab.name))


def _first_text(tab: Tab) -> str:
    number, cells = next(tab.rows(), (0, {}))
    return (cells[1].raw or "") if number == 1 and 1 in cells else ""


def _wrong_book(book: Book) -> str:
    heads = (cells for tab in book.tabs for _number, cells in islice(tab.rows(), LONGEST_HEADING))
    ours = any(cell.raw == KEY_MARK for cells in heads for cell in cells.values())
    if book.creator == CREATOR and not ours:
        return _("Filen är en rapport härifrån och inget uppföljningsblad. Hämta bladet på uppföljningens sida.")
    return _("Filen är inget uppföljningsblad härifrån, eller så saknas det dolda bladet. Hämta ett nytt blad.")


def _sized(tab: Tab) -> Tab:
    if tab.size > MOST_ROWS:
        message = _("Bladet ”{name}” har {rows} rader. Ta bort raderna som inte hör till bladet och spara igen.")
        raise SheetRefused(message.format(name=tab.name, rows=whole_text(tab.size)))
    if len(tab.merged) > MOST_MERGED:
        message = _("Bladet ”{name}” har {n} sammanslagna celler. Dela upp dem, eller hämta ett nytt blad.")
        raise SheetRefused(message.format(name=tab.name, n=whole_text(len(tab.merged))))
    return tab


def _about(told: Sequence[Mapping[int, Cell]]) -> tuple[str, str, str, tuple[str, ...], dict[str, int]]:
    """What the hidden sheet says: the follow-up, and each row's key with its item's token."""
    named = {cells[1].raw or "": _plain(cells[2].raw) for cells in told if 1 in cells and 2 in cells}
    if named.get(BOOK_MARK) != FORMAT:
        raise SheetRefused(_("Bladet är gjort för en annan version av tjänsten. Hämta ett nytt och för över värdena."))
    try:
        place = named["program"], named["unit"], named["period"]
    except KeyError:
        raise SheetRefused(_("Det dolda bladet har ändrats. Hämta ett nytt blad och för över värdena.")) from None
    keys = {key: parse_token(token) for key, token in named.items() if key not in HEADS and token.isdecimal()}
    return *place, tuple(keys), {key.split("/")[0]: token for key, token in keys.items()}


def _marks(told: Sequence[Mapping[int, Cell]]) -> dict[str, frozenset[str]]:
    """Each row's key, with the marks of what the row said beside its fields when the sheet was made."""
    return {cells[1].raw or "": frozenset((cells[3].raw or "").split()) for cells in told if 1 in cells and 3 in cells}


def _plain(raw: str | None) -> str:
    """A number that a program made of the text: ``1.0`` is ``1``."""
    return (raw or "").removesuffix(".0")
