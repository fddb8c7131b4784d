"""A file that is no workbook: what it is, by its first bytes or the names of its parts, and what to do instead.

Phones, mail programs and file shares hand over other things under a workbook's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.words import gettext as _

_PAGE = re.compile(rb"\s*(<!doctype\s+html|<html|<table|<head)\b", re.IGNORECASE)
_XML_BOOK = b"urn:schemas-microsoft-com:office:spreadsheet"
_LINK = re.compile(rb'\s*\{\s*"(url|doc_id)"')
_LOOKED_AT = 4096
"""Bytes at the beginning, in which each kind shows itself."""


def other_file(data: bytes) -> str:
    """A sentence that names what the file is; empty where it is not known."""
    start = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(b"%PDF-"):
        return _("Filen är en PDF, inte ett kalkylblad. Fyll i Excel-bladet och läs in det.")
    if start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return _("Filen är en bild, inte ett kalkylblad. Fyll i Excel-bladet och läs in det.")
    if start.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        return _packed()
    if _LINK.match(start):
        return _("Filen är en länk till ett kalkylark på webben. Hämta det som Microsoft Excel (.xlsx) och läs in det.")
    if _XML_BOOK in start or _PAGE.match(start):
        return _("Filen är en webbsida eller XML som heter som en arbetsbok. Spara den som Excel-arbetsbok (.xlsx).")
    return ""


def other_package(names: Iterable[str]) -> str:
    """The same of a zip file, by the names of what is in it."""
    within = list(names)
    if any(name.endswith(".iwa") for name in within):
        return _("Filen är gjord i Numbers. Exportera den till Excel (.xlsx) och läs in den.")
    if "word/document.xml" in within:
        return _("Filen är ett Word-dokument, inte ett kalkylblad. Fyll i Excel-bladet och läs in det.")
    if "ppt/presentation.xml" in within:
        return _("Filen är en presentation, inte ett kalkylblad. Fyll i Excel-bladet och läs in det.")
    if any(name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".csv")) for name in within):
        return _packed()
    return ""


def _packed() -> str:
    return _("Filen är packad (zip eller liknande). Packa upp den och läs in Excel-bladet som ligger i den.")
