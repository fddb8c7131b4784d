"""Documents in the city's own Word file: what it says stays, what is written stands in its place, and marks, source and
page numbers are on every page, whatever it forgets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from zipfile import ZipFile

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from exports.answer_document import Answer, Piece, write_answer
from exports.document import write_document
from exports.document_styles import Page
from exports.final_document import write_final
from tests.exports import sample
from tests.letterheads import add_picture, letterhead
from tracker.letterhead.about import About
from tracker.letterhead.paper import STYLES
from tracker.letterhead.placeholders import CONTENT, NAMES
from tracker.words import use_language

TODAY = date(2024, 9, 20)
ABOUT = About("Titeln & mer", "Programmet", "Programmet 1 · Internt", "Utgåva 1 · SHA-256 0000…", TODAY, "Internt",
              "Tertial 2 2024", "Bromma", "1")  # fmt: skip
PAGE = f'<w:p {nsdecls("w")}><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r></w:p>'


def written(content: bytes, about: About = ABOUT, write: Callable[[Page], object] = lambda page: None) -> Any:
    page, stream = Page(about, content), io.BytesIO()
    write(page)
    page.save(stream)
    return docx.Document(stream)


def lines(part: Any) -> list[str]:
    return [paragraph.text for paragraph in part.paragraphs]


def test_every_name_has_its_words() -> None:
    assert {*ABOUT.words(), CONTENT} == set(NAMES)


def test_what_is_written_stands_in_its_place_between_what_the_file_says() -> None:
    def write(page: Page) -> None:
        page.heading("Rubrik", 1)
        page.table(["a", "b"], [["1", "2"]], (10.0, 7.0), caption="Två tal")
        page.paragraph("Sist", "List Bullet")

    document = written(letterhead(), write=write)
    said, written_ = lines(document)[:2], lines(document)[2:]
    assert said == ["Dnr: Tertial 2 2024 för Bromma", "Bromma"]
    assert written_ == ["Rubrik", "Tabell . Två tal", "", "Sist", "Underskrift"]
    assert document.tables[0].cell(0, 0).text == "1" and document.tables[1].cell(0, 0).text == "a"
    # 21 cm without margins of 4 and 2: the tables are as much narrower than on a plain page.
    assert [round(column.width.cm, 1) for column in document.tables[1].columns] == [8.8, 6.2]


def test_nothing_is_left_of_what_there_is_nothing_to_say_of() -> None:
    """A line of names alone goes; in a cell, which must have a line, it stays empty."""
    document = written(letterhead(), replace(ABOUT, unit="", edition=""))
    assert lines(document) == ["Dnr: Tertial 2 2024 för ", "Underskrift"]
    assert document.tables[0].cell(0, 0).text == ""


def test_marks_source_and_page_number_are_added_where_the_file_does_not_say_them() -> None:
    document = written(letterhead())
    section = document.sections[0]
    assert lines(section.header) == ["Förvaltningen", "Programmet 1 · Internt"]
    assert lines(section.footer) == ["Besöksadress: Torget 1", "Utgåva 1 · SHA-256 0000…\t ()"]
    assert re.findall(r'instr="(\w+)"', section.footer._element.xml) == ["PAGE", "NUMPAGES"]

    def told(document: Any) -> None:
        document.sections[0].header.add_paragraph("{{ marks }}")
        document.sections[0].footer.add_paragraph("{{ source }}")
        document.sections[0].header._element.append(parse_xml(PAGE))

    section = written(letterhead(told)).sections[0]
    assert lines(section.header) == ["Förvaltningen", "Internt", ""]
    assert lines(section.footer) == ["Besöksadress: Torget 1", "Utgåva 1 · SHA-256 0000…"]


def test_no_page_is_without_them() -> None:
    """First and left pages of their own, and a second section with others."""

    def several(document: Any) -> None:
        document.sections[0].different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        second = document.add_section(WD_SECTION.NEW_PAGE)
        second.header.is_linked_to_previous = False

    document = written(letterhead(several))
    first, second = document.sections
    headers = [first.header, first.first_page_header, first.even_page_header, second.header]
    assert [lines(each)[-1] for each in headers] == ["Programmet 1 · Internt"] * 4
    for footer in (first.footer, first.first_page_footer, first.even_page_footer):
        assert lines(footer)[-1].startswith("Utgåva 1")
    assert second.footer.is_linked_to_previous


def test_the_place_may_end_a_section() -> None:
    document = written(letterhead(lambda document: document.add_section(WD_SECTION.NEW_PAGE)),
                       write=lambda page: page.paragraph("Text"))  # fmt: skip
    assert len(document.sections) == 2 and [line for line in lines(document) if line][-2:] == ["Text", "Underskrift"]

    def at_the_place(document: Any) -> None:
        place = document.paragraphs[-2]._p
        place.get_or_add_pPr().append(parse_xml(f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="11906"/></w:sectPr>'))

    page = Page(ABOUT, letterhead(at_the_place))
    assert round(page.width, 1) == 16.0
    page.paragraph("Text")
    stream = io.BytesIO()
    page.save(stream)
    document = docx.Document(stream)
    assert len(document.sections) == 2 and lines(document)[-3:] == ["Text", "", "Underskrift"]


def test_a_title_that_the_file_says_is_not_said_again() -> None:
    def title(page: Page) -> None:
        page.title("Titeln & mer")

    assert lines(written(letterhead(), write=title)).count("Titeln & mer") == 1
    named = letterhead(lambda document: document.add_paragraph("{{ title }}"))
    assert lines(written(named, write=title)).count("Titeln & mer") == 1


def test_its_styles_are_kept_and_those_that_it_lacks_are_added_in_its_letters() -> None:
    document = written(letterhead(), write=lambda page: page.paragraph("Punkt", "List Bullet"))
    styles = document.styles
    assert str(styles["Heading 1"].font.color.rgb) == "112233" and set(STYLES) <= {style.name for style in styles}
    added = styles["Caption"]
    assert added.font.name is None and added.font.color.rgb is None and added.base_style == styles["Normal"]
    # The list that the added style is drawn with is in the file.
    number = re.findall(r'w:numId w:val="(\d+)"', styles["List Bullet"].element.xml)
    numbering = document.part.numbering_part.element.xml
    assert len(number) == 1 and f'w:num w:numId="{number[0]}"' in numbering
    assert numbering.rfind("<w:abstractNum ") < numbering.find("<w:num ")


def test_a_file_without_any_list_gets_one() -> None:
    def bare(document: Any) -> None:
        part = document.part
        number = next(each for each, relation in part.rels.items() if relation.reltype.endswith("/numbering"))
        part.rels.pop(number)
        for style in ("List Number", "List Bullet 2"):
            document.styles[style].element.getparent().remove(document.styles[style].element)

    document = written(letterhead(bare), write=lambda page: page.paragraph("Punkt", "List Bullet 2"))
    assert document.part.numbering_part.element.xml.count("<w:num ") == 2


def test_the_language_is_the_readers_and_nobody_is_named() -> None:
    def attached(document: Any) -> None:
        document.settings.element.append(parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="rId77"/>'))
        normal = document.styles["Normal"].element.get_or_add_rPr()
        normal.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="de-DE"/>'))

    with use_language("en"):
        page, stream = Page(ABOUT, letterhead(attached)), io.BytesIO()
        page.describe("Titel", TODAY)
        page.save(stream)
    with ZipFile(stream) as file:
        parts = {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}
    assert set(re.findall(r'w:lang [^>]*w:val="([\w-]+)"', parts["word/styles.xml"])) == {"en-GB"}
    assert "docProps/app.xml" not in parts and "attachedTemplate" not in "".join(parts.values())
    assert "Anna Andersson" not in "".join(parts.values())


def test_the_three_documents_are_written_into_it_with_all_that_they_say() -> None:
    """Headings, header rows and charts in words are those of the plain document."""
    report = sample.report()
    answer = Answer("Programmet", ("Internt",), (Piece("words", lines=("Ord",)),), (), ("Källan",), ("Metod",))
    writers: tuple[Callable[[Any, bytes | None], None], ...] = (
        lambda stream, own: write_document(report, stream, TODAY, own),
        lambda stream, own: write_document(report.model_copy(update={"unit": "bromma"}), stream, TODAY, own),
        lambda stream, own: write_final((report, report), stream, TODAY, own),
        lambda stream, own: write_answer(answer, stream, TODAY, own),
    )
    own = letterhead(lambda document: add_picture(document, "Stadens vapen"))
    for write in writers:
        plain, in_own = io.BytesIO(), io.BytesIO()
        write(plain, None)
        write(in_own, own)
        before, after = docx.Document(plain), docx.Document(in_own)
        styled = [[(p.style.name, p.text) for p in each.paragraphs] for each in (before, after)]
        assert styled[1][-1][1] == "Underskrift" and styled[1][-1 - len(styled[0]) : -1] == styled[0]
        xml, in_own_xml = before.element.xml, after.element.xml
        assert in_own_xml.count("<w:tblHeader/>") == xml.count("<w:tblHeader/>") == len(before.tables)
        drawn = [re.findall(r'wp:docPr [^>]*descr="([^"]*)"', each) for each in (xml, in_own_xml)]
        assert drawn[1] == ["Stadens vapen", *drawn[0]]
        wide = re.findall(r'<wp:extent cx="(\d+)"', in_own_xml)
        assert all(int(each) <= Cm(15) + 1 for each in wide)
        assert len(set(re.findall(r'wp:docPr id="(\d+)"', in_own_xml))) == len(drawn[1])
