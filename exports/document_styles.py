"""A Word document's page, styles and tables: Swedish, A4, table headers repeated on every page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import BinaryIO

import docx
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from exports.cells import clean
from exports.document_charts import DocumentChart
from exports.document_drawing import add_chart
from exports.document_tables import add_table
from tracker.entry.sheet_layout import CREATOR
from tracker.letterhead.about import About
from tracker.letterhead.frame import field, frame
from tracker.letterhead.paper import opened
from tracker.report.rich_text import blocks
from tracker.words import gettext as _
from tracker.words import language_tag

WIDTH = 17.0
"""Centimetres of the text on a plain page, by which all other widths are told."""
ACCENT = RGBColor(0x1F, 0x3A, 0x5F)
FONT = "Arial"


class Page:
    """A document being written from the top down."""

    def __init__(self, about: About, letterhead: bytes | None = None) -> None:
        """``letterhead``: the city's own Word file, where it has one."""
        about = about.each(clean)
        self._numbers: dict[str, int] = {}
        self._places: list[str] = []
        self._letterhead = opened(letterhead, about) if letterhead else None
        if self._letterhead:
            self.document, self.width = self._letterhead.document, self._letterhead.width
            *_others, self._last, _section = self.document.element.body
            return
        self.document, self.width = docx.Document(), WIDTH
        self._styles()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.0)
        frame(self.document, about, self.width)

    def save(self, stream: BinaryIO) -> None:
        if self._letterhead:
            self._letterhead.put_in_place(self._last)
        self.document.save(stream)

    def _styles(self) -> None:
        for name, size in (
            ("Normal", 10),
            ("Title", 20),
            ("Heading 1", 15),
            ("Heading 2", 13),
            ("Heading 3", 11),
            ("Caption", 9),
            ("Subtitle", 12),
        ):
            style = self.document.styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            # The theme's typeface would otherwise win over the named one.
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            if name != "Normal":
                style.font.color.rgb = ACCENT
        for name in ("List Bullet", "List Bullet 2"):
            # Otherwise a list within a list stands further from its line than two lists from each other.
            form = self.document.styles[name].paragraph_format
            form.space_after = Pt(3)
            for contextual in form.element.iter(qn("w:contextualSpacing")):
                contextual.set(qn("w:val"), "0")
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), language_tag())
        self.document.styles["Normal"].element.get_or_add_rPr().append(language)
        # LibreOffice takes the language of the whole document, and of a PDF, from its defaults.
        for default in self.document.styles.element.iter(qn("w:docDefaults")):
            for given in default.iter(qn("w:lang")):
                given.set(qn("w:val"), language_tag())

    def describe(self, title: str, today: date) -> None:
        """The file's properties: no person and no machine stands in them."""
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = CREATOR
        properties.title = title
        properties.language = language_tag()
        properties.comments = ""
        properties.created = properties.modified = datetime.combine(today, time())

    def title(self, content: str) -> None:
        if self._letterhead and self._letterhead.titled:
            return
        self.document.add_heading(clean(content), 0)

    def heading(self, content: str, level: int, place: str | None = None) -> None:
        """``place``: a name for what leads here."""
        heading = self.document.add_heading(clean(content), level)
        if place is not None:
            start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            for part in (start, end):
                part.set(qn("w:id"), str(len(self._places)))
            start.set(qn("w:name"), place)
            heading._p.insert(1, start)
            heading._p.append(end)
            self._places.append(place)

    def contents(self, headings: Sequence[tuple[str, str]]) -> None:
        """Lines that lead to headings of this document, each with its page. ``headings``: text and place."""
        for content, place in headings:
            line = self.document.add_paragraph()
            line.paragraph_format.tab_stops.add_tab_stop(Cm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            line.paragraph_format.space_after = Pt(2)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), place)
            run = line.add_run(clean(content) + "\t")
            link.append(run._r)
            line._p.append(link)
            field(line, f"PAGEREF {place} \\h").set(qn("w:dirty"), "true")

    def paragraph(self, content: str, style: str | None = None) -> None:
        self.document.add_paragraph(clean(content), style)

    def answer(self, question: str, content: str) -> None:
        """What is asked in two or three words, to be found at a glance, and the answer."""
        line = self.document.add_paragraph()
        line.add_run(clean(f"{question}: ")).bold = True
        line.add_run(clean(content))

    def small(self, content: str) -> None:
        """What belongs to what stands above it."""
        self.document.add_paragraph().add_run(clean(content)).font.size = Pt(8)

    def rich(self, content: str | None) -> None:
        """What compilers wrote: paragraphs, lists and emphasis."""
        for block in blocks(content or ""):
            paragraph = self.document.add_paragraph(style="List Paragraph" if block.level else None)
            if block.level:
                paragraph.paragraph_format.left_indent = Cm(0.75 * block.level)
                paragraph.paragraph_format.first_line_indent = Cm(-0.6)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.75 * block.level))
                paragraph.add_run(f"{block.marker}\t")
            for run in block.runs:
                written = paragraph.add_run(clean(run.text))
                written.bold, written.italic = run.strong or None, run.emphasis or None

    def mark(self, content: str) -> None:
        """What must be seen before anything is spread."""
        run = self.document.add_paragraph().add_run(clean(content))
        run.bold = True
        run.font.color.rgb = RGBColor(0xA4, 0x26, 0x2C)

    def chart(self, drawn: DocumentChart) -> None:
        """A chart of Word's own, with the words for who cannot see it, and its numbered caption under it."""
        share = min(1.0, self.width / drawn.width)
        add_chart(self.document, replace(drawn, width=drawn.width * share, height=drawn.height * share))
        self._caption(_("Diagram"), drawn.caption)

    def _caption(self, kind: str, content: str) -> None:
        line = self.document.add_paragraph(style="Caption")
        line.add_run(f"{kind} ")
        field(line, f"SEQ {kind} \\* ARABIC", self._numbers.setdefault(kind, 0) + 1)
        self._numbers[kind] += 1
        line.add_run(clean(f". {content}"))

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        numbers: Collection[int] = (),
        caption: str | None = None,
        whole: Collection[int] = (),
    ) -> None:
        """A table whose header row is repeated on every page. ``widths``: centimetres where the
        text is 17 wide. ``numbers``: the columns whose figures end at the same edge. ``whole``: rows that stand out."""
        if caption is not None:
            self._caption(_("Tabell"), caption)
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        add_table(self.document, head, rows, [width * self.width / WIDTH for width in widths], numbers, whole)
        self.document.add_paragraph().paragraph_format.space_after = Pt(4)
