"""Files that are no workbook: each is told what it is, and what to do."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from tests.entry_sheets import filled_form
from tracker.entry.file_kinds import other_file, other_package
from tracker.entry.sheet_package import SheetRefused
from tracker.entry.sheet_reading import read_sheet


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(zipfile.ZipInfo(name), "<x/>")
    return stream.getvalue()


XML_BOOK = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@pytest.mark.parametrize(("data", "told"), [
    (b"%PDF-1.7\n%", "en PDF"), (b"\x89PNG\r\n\x1a\n", "en bild"), (b"\xff\xd8\xff\xe0JFIF", "en bild"),
    (gzip.compress(b"x", mtime=0), "packad"), (b"7z\xbc\xaf\x27\x1c", "packad"), (b"Rar!\x1a\x07", "packad"),
    (b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', "en länk"),
    (b"<html><table><tr><td>I3.1</td></tr></table></html>", "en webbsida"),
    (b"\xef\xbb\xbf<!DOCTYPE html>", "en webbsida"), (b"\r\n<TABLE border=1>", "en webbsida"), (XML_BOOK, "XML"),
    (zipped("Index/Document.iwa", "Metadata/Properties.plist"), "Numbers"),
    (zipped("[Content_Types].xml", "word/document.xml"), "ett Word-dokument"),
    (zipped("[Content_Types].xml", "ppt/presentation.xml"), "en presentation"),
    (zipped("blad.xlsx", "__MACOSX/._blad.xlsx"), "packad"), (zipped("mapp\\BLAD.XLSX"), "packad"),
    (zipped("a.txt"), "ingen hel Excel-arbetsbok"), (b"program;unit\n", "ingen hel Excel-arbetsbok"),
    (b"UEsDBBQAAAAIAA==", "ingen hel Excel-arbetsbok"), (b'{"rows": []}', "ingen hel Excel-arbetsbok"),
])  # fmt: skip
def test_what_is_no_workbook_is_told_what_it_is(data: bytes, told: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(data)
    assert told in str(refused.value) and str(refused.value).endswith(".")


def test_a_sheet_is_nothing_else() -> None:
    sheet = filled_form({"I1.2/n": "26"})
    with zipfile.ZipFile(io.BytesIO(sheet)) as package:
        assert other_file(sheet) == other_package(package.namelist()) == ""
