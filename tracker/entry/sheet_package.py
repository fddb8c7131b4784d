"""An uploaded file before it is opened: is it a workbook at all, and one that can safely be unpacked?"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile, ZipInfo

from tracker.words import gettext as _

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_UNPACKED = 12 * 1024 * 1024
LARGEST_RATIO = 250
"""How many times smaller than its content a packed part may be, once it is large: text packs to a tenth or so."""

MOST_PARTS = 1000
MOST_ROWS = 5000
SMALL_PART = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_DOCTYPES = tuple(word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in _CODINGS)
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:]+)[\"']")


class SheetRefused(ValueError):
    """The file cannot be used as an entry sheet; the message is a Swedish sentence for the user."""


@dataclass(frozen=True)
class Part:
    """One sheet of the workbook as it lies in the file. ``merged``: ranges of merged cells, as ``B2:B3``."""

    rows: int
    merged: tuple[str, ...]


@dataclass(frozen=True)
class Package:
    """``data``: the same workbook, packed anew without compression, so that whoever opens it unpacks what was
    looked at and nothing else. ``sheets``: by their name in the package."""

    data: bytes
    sheets: Mapping[str, Part]


def looks_like_workbook(data: bytes, name: str) -> bool:
    """Whether a file is meant as a spreadsheet, by its first bytes or its name; it may still be none."""
    return data.startswith((b"PK\x03\x04", _OLE)) or name.lower().endswith((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))


def inspect(data: bytes) -> Package:
    """Look at a workbook without opening it. Nothing is unpacked before its size is known. Raises SheetRefused."""
    if not data:
        raise SheetRefused(_("Filen är tom. Välj Excel-bladet som du har fyllt i."))
    if len(data) > LARGEST_FILE:
        raise SheetRefused(_("Filen är för stor för att vara ett uppföljningsblad. Kontrollera att det är rätt fil."))
    if data.startswith(_OLE):
        raise SheetRefused(_old_or_locked(data))
    try:
        with ZipFile(io.BytesIO(data)) as package:
            return _inspected(package)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise SheetRefused(_no_workbook()) from None


def _old_or_locked(data: bytes) -> str:
    if _ENCRYPTED in data:
        return _locked()
    return _("Filen är i ett gammalt format (.xls). Spara den som Excel-arbetsbok (.xlsx) och försök igen.")


def _locked() -> str:
    return _("Filen är lösenordsskyddad och kan inte läsas. Ta bort lösenordet i Excel, spara och försök igen.")


def _no_workbook() -> str:
    return _("Filen är ingen hel Excel-arbetsbok (.xlsx), vad den än heter. Spara om den i Excel och försök igen.")


def _inspected(package: ZipFile) -> Package:
    parts = package.infolist()
    _check_sizes(parts)
    names = {part.filename for part in parts}
    if len(names) < len(parts):
        raise SheetRefused(_no_workbook())
    if "mimetype" in names and "content.xml" in names:
        message = _("Filen är i OpenDocument-format (.ods). Spara den som Excel-arbetsbok (.xlsx) och försök igen.")
        raise SheetRefused(message)
    if "xl/workbook.xml" not in names:
        raise SheetRefused(_no_workbook())
    found = {}
    safe = io.BytesIO()
    with ZipFile(safe, "w") as copy:
        for part in parts:
            content = _content(package, part)
            copy.writestr(part.filename, content)
            if any(mark in content for mark in _DOCTYPES):
                message = _("Filen innehåller definitioner (DTD) som inte hör hemma i ett Excel-blad, och läses inte.")
                raise SheetRefused(message)
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                merged = tuple(ref.decode("ascii") for ref in _MERGED.findall(content))
                found[part.filename] = Part(sum(1 for _row in _ROW.finditer(content)), merged)
    return Package(safe.getvalue(), found)


def _content(package: ZipFile, part: ZipInfo) -> bytes:
    """One part, never more of it than is stated: read as a whole it would first be unpacked as a whole."""
    with package.open(part) as stream:
        return stream.read(part.file_size + 1)


def _check_sizes(parts: list[ZipInfo]) -> None:
    """Sizes as the file states them; see ``_content`` for a file that lies."""
    unpacked = sum(part.file_size for part in parts)
    packed_hard = any(
        part.file_size > SMALL_PART and part.file_size > LARGEST_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or packed_hard:
        message = _("Filen är orimligt stor när den packas upp och läses inte. Hämta ett nytt blad och fyll i det.")
        raise SheetRefused(message)
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused(_locked())
