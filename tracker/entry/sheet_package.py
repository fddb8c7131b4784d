"""An uploaded file before it is opened: which kind of workbook is it, and can it safely be unpacked?"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from zipfile import ZipFile, ZipInfo

from tracker.entry.file_kinds import other_file, other_package
from tracker.words import gettext as _
from tracker.zipped import DAMAGED, check_packing, part_content

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_UNPACKED = 12 * 1024 * 1024
LARGEST_RATIO = 250
"""How many times smaller than its content a packed part may be, once it is large: text packs to a tenth or so."""

MOST_PARTS = 1000
SMALL_PART = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DOCTYPES = tuple(word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in _CODINGS)
# In what else a package may be written, a definition could not be seen; no program writes one so.
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,40})[\"']")
_KNOWN_CODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
_BEGINNINGS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b" ", b"\r", b"\n", b"\t")


class SheetRefused(ValueError):
    """The file cannot be used as an entry sheet; the message is a sentence for the user."""


@dataclass(frozen=True)
class Package:
    """``kind``: a workbook of Excel or OpenDocument by its ``parts``, unpacked; or another, to be read as it is."""

    kind: Literal["ooxml", "ods", "foreign"]
    parts: Mapping[str, bytes]


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
        if _ENCRYPTED in data:
            raise SheetRefused(locked())
        return Package("foreign", {})
    if told := other_file(data):
        raise SheetRefused(told)
    try:
        with ZipFile(io.BytesIO(data)) as package:
            return _inspected(package)
    except SheetRefused:
        raise
    except DAMAGED:
        raise SheetRefused(no_workbook()) from None


def locked() -> str:
    return _("Filen är lösenordsskyddad och kan inte läsas. Ta bort lösenordet i Excel, spara och försök igen.")


def no_workbook() -> str:
    return _("Filen är ingen hel Excel-arbetsbok (.xlsx), vad den än heter. Spara om den i Excel och försök igen.")


def _inspected(package: ZipFile) -> Package:
    parts = package.infolist()
    _check_sizes(parts)
    names = {_name(part) for part in parts}
    if told := other_package(names):
        raise SheetRefused(told)
    if len(names) < len(parts):
        raise SheetRefused(no_workbook())
    check_packing(package)
    contents = _contents(package, parts)
    if b"encryption-data" in contents.get("META-INF/manifest.xml", b""):
        raise SheetRefused(locked())
    for name, content in contents.items():
        if name.endswith((".xml", ".rels")) and not _sound(content):
            message = _("Filen innehåller definitioner (DTD) som inte hör hemma i ett Excel-blad, och läses inte.")
            raise SheetRefused(message)
    if "xl/workbook.bin" in names:
        return Package("foreign", {})
    if "content.xml" in names:
        return Package("ods", contents)
    if "[Content_Types].xml" not in names and "xl/workbook.xml" not in names:
        raise SheetRefused(no_workbook())
    return Package("ooxml", contents)


def _name(part: ZipInfo) -> str:
    """Some programs for Windows part folders with their own sign."""
    return part.filename.replace("\\", "/")


def _sound(content: bytes) -> bool:
    """Whether a part is written in a coding in which a definition (DTD) would be seen, and has none."""
    if not content:
        return True
    declared = _DECLARED.match(content[:1000])
    if not content.startswith(_BEGINNINGS) or (declared and declared[1].lower() not in _KNOWN_CODINGS):
        return False
    return not any(mark in content for mark in _DOCTYPES)


def _contents(package: ZipFile, parts: list[ZipInfo]) -> dict[str, bytes]:
    room, contents = LARGEST_UNPACKED, dict[str, bytes]()
    for part in parts:
        contents[_name(part)] = content = part_content(package, part, room)
        room -= len(content)
    return contents


def _check_sizes(parts: list[ZipInfo]) -> None:
    """Sizes as the file states them; see ``part_content`` for a file that lies."""
    unpacked = sum(part.file_size for part in parts)
    packed_hard = any(
        part.file_size > SMALL_PART and part.file_size > LARGEST_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or packed_hard:
        message = _("Filen är orimligt stor när den packas upp och läses inte. Hämta ett nytt blad och fyll i det.")
        raise SheetRefused(message)
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused(locked())
