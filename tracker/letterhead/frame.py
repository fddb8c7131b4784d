"""What stands over and under every page: which document it is, its marks, what it was made of, the page's number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from tracker.letterhead.about import About
from tracker.letterhead.placeholders import fill, names, paragraphs

_PAGE = re.compile(r"\bPAGE\b")


def frame(document: Any, about: About, width: float) -> None:
    """``width``: centimetres of the text."""
    section = document.sections[0]
    section.header.paragraphs[0].text = about.header
    line = section.footer.paragraphs[0]
    line.style = document.styles["Normal"]
    _line(line, about.source, width, numbered=True)


def complete_frame(document: Any, about: About, width: float) -> None:
    """The headers and footers of the city's own file, filled in; what they do not say of themselves is added under
    what they do: marks and source must be seen on every page, whatever it is printed on."""
    for header, footer in _frames(document):
        said = {name for part in (header, footer) for each in _paragraphs(part) for name in names(each)}
        numbered = any(_is_page_number(part._element) for part in (header, footer) if part is not None)
        for part in (header, footer):
            for each in _paragraphs(part):
                fill(each, about.words())
        if header is not None and "marks" not in said:
            _own_line(document, header, "Header").text = about.header
        if footer is not None and not (numbered and "source" in said):
            source = "" if "source" in said else about.source
            _line(_own_line(document, footer, "Footer"), source, width, numbered=not numbered)


def _frames(document: Any) -> Iterator[tuple[Any, Any]]:
    """Each header with its footer, on first, left and other pages where these differ; None for one that is the same
    as in the section before."""
    for place, section in enumerate(document.sections):
        pairs = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            pairs.append((section.first_page_header, section.first_page_footer))
        if document.settings.odd_and_even_pages_header_footer:
            pairs.append((section.even_page_header, section.even_page_footer))
        for pair in pairs:
            header, footer = (None if place and part.is_linked_to_previous else part for part in pair)
            if header is not None or footer is not None:
                yield header, footer


def _paragraphs(part: Any) -> list[Any]:
    return [] if part is None else list(paragraphs(part._element))


def _is_page_number(element: Any) -> bool:
    simple = (each.get(qn("w:instr")) or "" for each in element.iter(qn("w:fldSimple")))
    complex_ = (each.text or "" for each in element.iter(qn("w:instrText")))
    return any(_PAGE.search(says) for says in (*simple, *complex_))


def _own_line(document: Any, part: Any, style: str) -> Any:
    """A paragraph of ours, last in the header or footer."""
    line = part.add_paragraph()
    if style in document.styles:
        line.style = document.styles[style]
    return line


def _line(line: Any, source: str, width: float, numbered: bool) -> None:
    line.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
    line.text = source + ("\t" if numbered else "")
    if numbered:
        field(line, "PAGE")
        line.add_run(" (")
        field(line, "NUMPAGES")
        line.add_run(")")


def field(line: Any, says: str, now: int | None = None) -> Any:
    """A field that Word fills in, as the page's number; python-docx has no call for it. ``now``: what it says until
    then."""
    field_ = OxmlElement("w:fldSimple")
    field_.set(qn("w:instr"), says)
    line._p.append(field_)
    if now is not None:
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = str(now)
        run.append(text)
        field_.append(run)
    return field_
