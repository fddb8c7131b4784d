"""A CSV file's bytes → its records: whatever coding, separator and line ends the program that wrote it has.

Excel in Sweden writes Windows-1252 with semicolons, or UTF-16 with tabs, or UTF-8 with a mark; others differ.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.entry.file_kinds import other_file
from tracker.typed import typed_text
from tracker.words import gettext as _

SEPARATORS = ";,\t|"
LONGEST_FIELD = 131_072
"""Signs; Python's own limit. The longest text that can be kept is ten thousand."""

_CODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_LINE_END = re.compile(r"[\r\n]")
_SEPARATOR_LINE = re.compile(r'"?sep=(.?)"?,*;*\r?(?:\n|$)', re.IGNORECASE)
# What å, ä and ö of older codings (DOS, Macintosh) become in Windows-1252, inside a word.
_OTHER_CODING = re.compile(r"(?<=[A-Za-z])[†„”ŒŠš‡Ž™](?=[A-Za-z])")
# What å, ä, ö and é of UTF-8 become where they are read as Windows-1252.
_READ_TWICE = re.compile("Ã[¥¤¶…„–©]")


class Unreadable(ValueError):
    """The file, or what follows a line of it, cannot be read; the message is a sentence for the user."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Decoded:
    """``note``: what the person should know of how the file was read; empty where there is nothing."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Record:
    """``line``: where the record begins in the file."""

    line: int
    cells: list[str]


def decoded(data: bytes) -> Decoded:
    """The file as text. Raises Unreadable."""
    if told := other_file(data):
        raise Unreadable(1, told)
    coding = next((name for mark, name in _CODINGS if data.startswith(mark)), None) or _unmarked(data)
    try:
        text = data.decode(coding or "utf-8")
        twice = _READ_TWICE.search(text)
        told = _("å, ä och ö är fel i filen (”{found}”); den har sparats i fel teckenkodning någon gång.")
        return Decoded(text, told.format(found=twice[0]) if twice else "")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
    message = _("Filen är inte i UTF-8; spara den som ”CSV UTF-8” i Excel.")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(line, message) from None
    if coding is not None or _OTHER_CODING.search(text) or _READ_TWICE.search(text):
        raise Unreadable(line, message)
    return Decoded(text, _("filen är inte i UTF-8 och lästes som Windows-1252; kontrollera å, ä och ö."))


def records(text: str) -> Iterator[Record]:
    """The file's records, blank lines left out. Raises Unreadable."""
    text = text.removeprefix("\ufeff")
    if not _LINE_END.search(text):
        text = typed_text(text)  # its lines end in the signs of other systems
    said = _SEPARATOR_LINE.match(text)
    line, start = (2, said.end()) if said else (1, 0)
    separator = said[1] if said and said[1] and said[1] in _header(text[start:]) else _separator(text[start:])
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator, strict=True)
    first = line
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise Unreadable(line, _broken(fault)) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Record(line, cells)
        line = first + reader.line_num


def _separator(text: str) -> str:
    """The sign that stands most often in the first line with text; the comma where none does."""
    header = _header(text)
    return max(SEPARATORS, key=lambda sign: (header.count(sign), sign == ","))


def _header(text: str) -> str:
    """The first line with text."""
    return (text.lstrip(" \r\n")[:LONGEST_FIELD].splitlines() or [""])[0]


def _unmarked(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark: of Western text every other byte, or three of four, are zero."""
    many = [data[place:1000:4].count(0) * 5 > len(data[:1000]) for place in range(4)]
    if len(data) % 4 == 0 and sum(many) == 3:
        return "utf-32-le" if many[3] else "utf-32-be"
    if len(data) % 2 == 0 and sum(many) == 2 and many[0] == many[2]:
        return "utf-16-le" if many[1] else "utf-16-be"
    return None


def _broken(fault: csv.Error) -> str:
    if "field larger" in str(fault):
        return _("Ett fält har mer än 131 072 tecken; korta det, eller avsluta citattecknet som det börjar med.")
    return _("Raden går inte att läsa; ett citattecken som inte avslutas?")
