"""What a file is, is told by its bytes; zip files by the parts that make them a document."""

from __future__ import annotations

import io
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from docx import Document
from openpyxl import Workbook

from tracker.followups.evidence_kinds import Found, kind_of


def zipped(*parts: tuple[str, str], packing: int = 0) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", packing) as package:
        for name, content in parts:
            package.writestr(name, content)
    return stream.getvalue()


def word() -> bytes:
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def excel() -> bytes:
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def typed(kind: str) -> bytes:
    """A document with one part that is said to be of the kind."""
    types = f'<Types><Override PartName="/word/a.bin" ContentType="{kind}"/></Types>'
    return zipped(("[Content_Types].xml", types), ("word/document.xml", ""), ("word/a.bin", ""))


TEXT, SHEET = (("mimetype", f"application/vnd.oasis.opendocument.{what}") for what in ("text", "spreadsheet"))
TYPES = ("[Content_Types].xml", "<Types/>")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7\n", Found("pdf")),
        (b"\x89PNG\r\n\x1a\nx", Found("png")),
        (b"\xff\xd8\xff\xe0x", Found("jpeg")),
        (word(), Found("docx")),
        (excel(), Found("xlsx")),
        (zipped(TEXT), Found("odt")),
        (zipped(SHEET), Found("ods")),
        (zipped(TEXT, ("Basic/Standard/x.xml", "")), Found("odt", macros=True)),
        (zipped(TYPES, ("word/document.xml", ""), ("word/vbaProject.bin", "")), Found("docx", macros=True)),
        # A part's name is free: it is a program by its type, however that is written.
        (typed("application/vnd.ms-office.vbaProject"), Found("docx", macros=True)),
        (typed("application/vnd.ms-office.VBA&#80;roject"), Found("docx", macros=True)),
        (typed("application/vnd.ms-word.document.macroEnabled.main+xml"), Found("docx", macros=True)),
        (typed("image/png"), Found("docx")),
        (zipped(TYPES, ("ppt/presentation.xml", "")), Found(None)),
        (zipped(TYPES, ("word/document.xml", ""), packing=ZIP_BZIP2), Found(None)),
        (zipped(*((str(number), "") for number in range(5001))), Found(None)),
        (zipped(("bilder/1.png", "")), Found(None)),
        (word()[:200], Found(None)),
        (b"MZ\x90\x00", Found(None)),
        (b"<html><script>", Found(None)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Found(None)),
        (b" %PDF-1.7", Found(None)),
        (b"", Found(None)),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, found: Found) -> None:
    assert kind_of(content) == found
