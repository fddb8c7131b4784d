"""``pdf``: the document as a tagged PDF (PDF/UA-1), made of the Word file by LibreOffice where that is installed.

LibreOffice keeps headings, tables, lists and the language; the words for who cannot see a chart it loses on its way,
so they are put back (docs/decisions/tagged-pdf.md).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO
from zipfile import ZipFile

from lxml import etree

from exports.document import write_document
from exports.steps import Tell, tell_nobody
from tracker.report.model import Report
from tracker.words import gettext as _

PROGRAM = "soffice"
SECONDS = 60
"""That a conversion may take; a year's report takes some four."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_one_at_a_time = Lock()


class NoPdf(Exception):
    """A PDF cannot be made here; the message says why, to the user."""


def can_be_made() -> bool:
    """Whether this machine has what makes a PDF."""
    return shutil.which(PROGRAM) is not None and find_spec("pikepdf") is not None


def write_pdf(
    report: Report, stream: BinaryIO, today: date, letterhead: bytes | None = None, tell: Tell = tell_nobody
) -> None:
    """Write the report's document as a tagged PDF. Raises NoPdf if it cannot be made."""
    if not can_be_made():
        raise NoPdf(_("PDF görs av LibreOffice (soffice) och pikepdf, och något av dem saknas på den här datorn."))
    document = BytesIO()
    write_document(report, document, today, letterhead, tell)
    tell("converting", 0, 0)
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise NoPdf(_("Andra PDF-filer görs just nu. Vänta en stund och försök igen."))
    try:
        with tempfile.TemporaryDirectory() as folder:
            pdf = _converted(document.getvalue(), Path(folder))
            tell("finishing", 0, 0)
            stream.write(_described(pdf, _Drawn.of(document)))
    finally:
        _one_at_a_time.release()


def _converted(document: bytes, folder: Path) -> Path:
    """The Word file as PDF. LibreOffice gets a folder of its own, so that it waits for no window of anybody's."""
    source = folder / "report.docx"
    source.write_bytes(document)
    wished = {name: {"type": "boolean", "value": "true"} for name in ("PDFUACompliance", "UseTaggedPDF")}
    command = [
        PROGRAM, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
        "--convert-to", f"pdf:writer_pdf_Export:{json.dumps(wished)}", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    try:
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as fault:
        raise NoPdf(_("LibreOffice kunde inte göra en PDF av dokumentet. Ta det som Word i stället.")) from fault
    made = folder / "report.pdf"
    if not made.exists():
        raise NoPdf(_("LibreOffice kunde inte göra en PDF av dokumentet. Ta det som Word i stället."))
    return made


@dataclass(frozen=True)
class _Drawn:
    """What the Word file says, in its order: ``charts`` in words; of each table whether it has a header row, which one
    that a city lays out its own file with has not."""

    charts: tuple[str, ...]
    tables: tuple[bool, ...]

    @classmethod
    def of(cls, document: BytesIO) -> _Drawn:
        with ZipFile(document) as file:
            tree = etree.fromstring(file.read("word/document.xml"))
        drawn = [each for each in tree.iter(DRAWN) if next(each.getparent().iter(CHART), None) is not None]
        tables = tuple(next(table.iter(f"{WORD}tblHeader"), None) is not None for table in tree.iter(f"{WORD}tbl"))
        return cls(tuple(each.get("descr") or "" for each in drawn), tables)


def _described(pdf: Path, drawn: _Drawn) -> bytes:
    """The file with what LibreOffice has lost: charts in words, the header cells of some tables, the title."""
    pikepdf = import_module("pikepdf")  # the site runs without it
    made = BytesIO()
    with pikepdf.open(pdf) as file:
        found = list(_elements(file.Root.StructTreeRoot))
        # A picture keeps its words; a chart loses them.
        figures = [each for each in found if each.S == "/Figure" and not str(each.get("/Alt", ""))]
        if len(figures) != len(drawn.charts):
            raise NoPdf(_("LibreOffice kunde inte göra en PDF av dokumentet. Ta det som Word i stället."))
        for figure, words in zip(figures, drawn.charts, strict=True):
            figure["/Alt"] = pikepdf.String(words)
        for cell in _heads(found, drawn.tables):
            cell["/S"] = pikepdf.Name("/TH")
            cell["/A"] = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=pikepdf.Name("/Column"))
        # An ampersand in the title is escaped twice.
        with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            said["dc:title"] = str(file.docinfo["/Title"])
        file.save(made)
    return made.getvalue()


def _heads(found: list[Any], headed: tuple[bool, ...]) -> Iterator[Any]:
    """The cells of the first row of every table with a header row that are tagged as any other."""
    tables = [each for each in found if each.S == "/Table"]
    same = len(tables) == len(headed)
    for table in (each for place, each in enumerate(tables) if not same or headed[place]):
        row = next((each for each in _elements(table) if each.S == "/TR"), None)
        if row is not None:
            yield from (cell for cell in _elements(row) if cell.S == "/TD")


def _elements(above: Any) -> Iterator[Any]:
    """The elements of the structure below one, in reading order."""
    children = above.get("/K")
    if children is None:
        return
    for child in children if hasattr(children, "append") else [children]:
        if hasattr(child, "keys"):
            if "/S" in child:
                yield child
            yield from _elements(child)
