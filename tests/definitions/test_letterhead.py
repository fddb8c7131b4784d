"""The city's own Word file is refused in a sentence for each thing that is wrong with it, and else read as it is."""

from __future__ import annotations

import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.shared import Cm

from tests import zips
from tests.letterheads import add_picture, letterhead, part_of, with_part
from tests.programs import vald_files
from tracker.definitions import loader
from tracker.definitions.letterhead import LARGEST_FILE, faults_of
from tracker.definitions.packed import unpacked

TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
RELATION = b'<Relationship Id="rId99" Type="http://x/%s" Target="http://x/y" TargetMode="External"/></Relationships>'


def retyped(before: bytes, after: bytes) -> bytes:
    content = letterhead()
    return with_part(content, TYPES, part_of(content, TYPES).replace(before, after))


def fetching(kind: bytes) -> bytes:
    content = letterhead()
    relations = part_of(content, RELATIONS).replace(b"</Relationships>", RELATION % kind)
    return with_part(content, RELATIONS, relations)


def torn() -> bytes:
    """Every part is sound, and one that another needs is not there."""
    content = letterhead()
    relations = re.sub(rb"<Relationship [^>]*/header[^>]*/>", b"", part_of(content, RELATIONS))
    return with_part(content, RELATIONS, relations)


def tracked(document: Any) -> None:
    document.paragraphs[0]._p.append(document.paragraphs[0]._p.makeelement(f"{{{document.element.nsmap['w']}}}ins"))


def says(text: str) -> Callable[[Any], None]:
    return lambda document: document.sections[0].header.add_paragraph(text)


def field(*pieces: str) -> Callable[[Any], None]:
    """A field in the page's head, its name in pieces."""

    def add(document: Any) -> None:
        paragraph = document.sections[0].header.paragraphs[0]._p
        for piece in pieces:
            paragraph.append(paragraph.makeelement(f"{{{document.element.nsmap['w']}}}instrText"))
            paragraph[-1].text = piece

    return add


def narrow(document: Any) -> None:
    document.sections[0].left_margin = Cm(9)


@pytest.mark.parametrize(("made", "told"), [
    (lambda: letterhead(field(" DDEAU", "TO c:\\\\x ")), "hämtar en bild eller något annat utifrån"),
    (lambda: letterhead(field(' INCLUDEPICTURE "http://x/y" \\d ')), "hämtar en bild eller något annat utifrån"),
    (lambda: fetching(b"aFChunk"), "makron eller inbäddade objekt"),
    (lambda: retyped(b"</Types>", b'<Default Extension="x" ContentType="a/VBA&#80;roject"/></Types>'),
     "makron eller inbäddade objekt"),
    (lambda: b"hej", "inget helt Word-dokument"),
    (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "lösenord"),
    (lambda: zips.garbled("word/document.xml"), "inget helt Word-dokument"),
    (lambda: zips.packed("word/document.xml", b"<a/>"), "inget helt Word-dokument"),
    (lambda: bytes(LARGEST_FILE + 1), "större än 2 megabyte"),
    (lambda: zips.packed("word/media/a.png", bytes(30_000_000)), "orimligt stor"),
    (lambda: letterhead()[:-900], "inget helt Word-dokument"),
    (lambda: with_part(letterhead(), "word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "inget helt"),
    (lambda: with_part(letterhead(), "word/vbaProject.bin", b"x"), "makron"),
    (lambda: retyped(b"wordprocessingml.document.main", b"wordprocessingml.template.main"), r"\.dotx"),
    (lambda: fetching(b"image"), "utifrån"),
    (lambda: letterhead(lambda d: d.element.body.remove(d.element.body.sectPr)), "inget helt"),
    (torn, "inget helt"),
    (lambda: letterhead(tracked), "spårade ändringar"),
    (lambda: letterhead(says("{{ perid }}")), "”perid” finns inte. De som finns: title, program, period"),
    (lambda: letterhead(says("{% for a in b %}")), "klamrar"),
    (lambda: letterhead(says("{{ period }")), "klamrar"),
    (lambda: letterhead(place="Här"), "Platsen för innehållet saknas"),
    (lambda: letterhead(place="Här: {{ content }}"), "ensamt i ett stycke"),
    (lambda: letterhead(lambda document: document.add_paragraph("{{content}}")), "ska stå en gång"),
    (lambda: letterhead(lambda d: setattr(d.tables[0].cell(0, 0), "text", "{{ content }}"), "Här"), "utanför tabeller"),
    (lambda: letterhead(narrow), r"är 10 cm bred; innehållet behöver 13 cm"),
    (lambda: letterhead(lambda document: add_picture(document, "")), "alternativtext"),
])  # fmt: skip
def test_what_is_wrong_is_told_in_one_sentence(made: Callable[[], bytes], told: str) -> None:
    (said,) = faults_of(made())
    assert re.search(told, said), said


def test_what_can_be_used_has_no_fault() -> None:
    """Links, and where Word says the file came from, lead nowhere by themselves."""
    for content in (letterhead(), fetching(b"hyperlink"), fetching(b"attachedTemplate"),
                    letterhead(lambda document: add_picture(document, "Stadens vapen"))):  # fmt: skip
        assert faults_of(content) == []


def test_every_fault_is_told_at_once() -> None:
    content = letterhead(lambda document: (says("{{ a }}{{ b }}")(document), narrow(document)))
    assert len(faults_of(content)) == 3


def test_no_more_is_unpacked_than_is_allowed() -> None:
    for packing in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        content = zips.lying("word/document.xml", packing)
        tracemalloc.start()
        assert len(faults_of(content)) == 1
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
        tracemalloc.stop()


def test_it_is_loaded_with_the_organisation_and_checked_with_it(tmp_path: Path) -> None:
    folder = vald_files(tmp_path / "program")
    assert loader.load(folder).letterhead is None
    file = folder / "organisation" / "letterhead.docx"
    file.write_bytes(letterhead())
    loaded = loader.load(folder)
    assert loaded.letterhead == file.read_bytes() and "letterhead" not in loaded.model_dump()
    file.write_bytes(letterhead(says("{{ nej }}")))
    (file.with_suffix(".dotx")).write_bytes(b"")
    assert [fault.file.name for fault in loader.check(folder)] == ["letterhead.docx", "letterhead.dotx"]


def test_it_comes_with_a_package(tmp_path: Path) -> None:
    files = {"program/organisation/letterhead.docx": b"a", "program/organisation/city.yaml": b"b"}
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    with unpacked((tmp_path / "a.zip").read_bytes()) as folder:
        assert (folder / "organisation" / "letterhead.docx").read_bytes() == b"a"
