"""A city's own Word file as a secretary makes one: a logo over the page, columns of its own, names cut into pieces."""

from __future__ import annotations

import io
import zipfile
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import docx
from docx.shared import Cm, RGBColor

PLACE = "{{ content }}"
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


def letterhead(change: Callable[[Any], None] | None = None, place: str = PLACE) -> bytes:
    """``change``: made to the document before it is saved."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Cm(21), Cm(4), Cm(2)
    section.header.paragraphs[0].text = "Förvaltningen"
    section.footer.paragraphs[0].text = "Besöksadress: Torget 1"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x11, 0x22, 0x33)
    document.core_properties.author = "Anna Andersson"
    for name in ("List Bullet", "Caption", "Quote"):  # Word writes only those that are used
        element = document.styles[name].element
        element.getparent().remove(element)
    line = document.add_paragraph("Dnr: ")
    for piece in ("{", "{ per", "iod }}", " för {{unit}}"):
        line.add_run(piece)
    document.add_paragraph("{{ unit }}")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ edition }}"
    document.add_paragraph(place)
    document.add_paragraph("Underskrift")
    if change:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The package with one part more, or another in the place of one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != name:
                new.writestr(each.filename, old.read(each))
        new.writestr(name, part)
    return stream.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def add_picture(document: Any, words: str) -> None:
    """A picture in the body, with or without words for who cannot see it."""
    shape = document.paragraphs[0].add_run().add_picture(io.BytesIO(DOT), width=Cm(1))
    shape._inline.docPr.set("descr", words)
