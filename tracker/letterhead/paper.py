"""The city's own Word file, opened to be written into: its page, styles, header and footer, and the place for what is
written. What it lacks of the styles that documents ask for is taken from the plain document, without its looks."""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from tracker.letterhead.about import About
from tracker.letterhead.frame import complete_frame
from tracker.letterhead.placeholders import CONTENT, fill, names, paragraphs, text_area
from tracker.words import language_tag

STYLES = (
    "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet", "List Bullet 2",
    "List Paragraph", "Quote", "Intense Quote", "Table Grid",
)  # fmt: skip
"""What documents ask for by name, beside the one that paragraphs have by default."""
_ORIGIN = ("/attachedTemplate", "/extended-properties", "/thumbnail")


@dataclass(frozen=True)
class Letterhead:
    """``place``: the paragraph that gives way to what is written. ``width``: of the text there, in centimetres.
    ``titled``: whether the file says the document's title itself."""

    document: Any
    place: Any
    width: float
    titled: bool

    def put_in_place(self, last: Any) -> None:
        """Move what was written, which follows on ``last``, to its place."""
        for each in [each for each in last.itersiblings() if each.tag != qn("w:sectPr")]:
            self.place.addprevious(each)
        if next(self.place.iter(qn("w:sectPr")), None) is None:
            self.place.getparent().remove(self.place)
        else:  # it ends a section, too
            fill(self.place, {CONTENT: ""})


def opened(content: bytes, about: About) -> Letterhead:
    """``content``: as it was checked when it was loaded (``tracker/definitions/letterhead.py``)."""
    document = docx.Document(io.BytesIO(content))
    body = document.element.body
    place = next(each for each in body.iterchildren(qn("w:p")) if CONTENT in names(each))
    width = text_area(place).centimetres
    _take_out_origin(document)
    _add_styles(document)
    _say_language(document)
    complete_frame(document, about, width)
    said = [each for each in paragraphs(body) if names(each) and each is not place]
    titled = any("title" in names(each) for each in said)
    for each in said:
        fill(each, about.words())
    return Letterhead(document, place, width, titled)


def try_out(content: bytes) -> None:
    """Do with the file what documents do. Raises whatever a file that cannot be used leads to."""
    example = "example"
    about = About(example, example, example, example, date(2000, 1, 1), example, example, example, example)
    letterhead = opened(content, about)
    document = letterhead.document
    *_others, last, _section = document.element.body
    for name in STYLES[:-1]:
        document.add_paragraph(example, name)
    document.add_table(1, 1, STYLES[-1])
    document.core_properties.author = document.core_properties.title = example
    letterhead.put_in_place(last)
    document.save(io.BytesIO())
    if CONTENT in (name for each in paragraphs(document.element.body) for name in names(each)):
        raise ValueError("the place is still there")


def _take_out_origin(document: Any) -> None:
    """Where the file came from and who managed it: Word would fetch the one, and the other is nobody's business."""
    settings = document.settings.element
    for attached in list(settings.iter(qn("w:attachedTemplate"))):
        attached.getparent().remove(attached)
    own = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for relations in (own, document.part.package.rels):
        for number in [each for each, relation in relations.items() if relation.reltype.endswith(_ORIGIN)]:
            relations.pop(number)


def _say_language(document: Any) -> None:
    """What is written is in the reader's language, whatever the file's styles are marked as."""
    normal = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    looks = None if normal is None else normal.element.get_or_add_rPr()
    if looks is not None and looks.find(qn("w:lang")) is None:
        looks.append(parse_xml(f"<w:lang {nsdecls('w')}/>"))
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), language_tag())


def _add_styles(document: Any) -> None:
    plain = docx.Document()
    for name in STYLES:
        if name not in document.styles:
            document.styles.element.append(_without_looks(document, plain, deepcopy(plain.styles[name].element)))


def _without_looks(document: Any, plain: Any, style: Any) -> Any:
    """The style as the city's file can have it: on its own default, in its letters and colours."""
    taken = {each.style_id for each in document.styles}
    while style.get(qn("w:styleId")) in taken:
        style.set(qn("w:styleId"), style.get(qn("w:styleId")) + "_")
    default = document.styles.default(style.type)
    for kind in ("w:basedOn", "w:next"):
        for reference in list(style.iter(qn(kind))):
            if default is None:
                style.remove(reference)
            else:
                reference.set(qn("w:val"), default.style_id)
    for looks in [*style.iter(qn("w:link"), qn("w:rFonts"), qn("w:color"))]:
        looks.getparent().remove(looks)
    for number in style.iter(qn("w:numId")):
        number.set(qn("w:val"), _numbered(document, plain, number.get(qn("w:val"))))
    return style


def _numbered(document: Any, plain: Any, number: str) -> str:
    """The number, in the city's file, of a list that is like the plain document's."""
    ours, theirs = plain.part.numbering_part.element, _numbering(document)
    like = next(each for each in ours.iter(qn("w:num")) if each.get(qn("w:numId")) == number)
    abstract = like.find(qn("w:abstractNumId")).get(qn("w:val"))
    drawn = deepcopy(next(a for a in ours.iter(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == abstract))
    new = _next(theirs, "w:abstractNum", "w:abstractNumId")
    drawn.set(qn("w:abstractNumId"), new)
    # The schema has all abstract lists before the lists.
    first = theirs.find(qn("w:num"))
    theirs.append(drawn) if first is None else first.addprevious(drawn)
    given = _next(theirs, "w:num", "w:numId")
    theirs.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{given}"><w:abstractNumId w:val="{new}"/></w:num>'
    ))  # fmt: skip
    return given


def _numbering(document: Any) -> Any:
    part = document.part
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        made = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        own = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, made, part.package)
        part.relate_to(own, RELATIONSHIP_TYPE.NUMBERING)
        return made


def _next(numbering: Any, element: str, attribute: str) -> str:
    there = [int(each.get(qn(attribute))) for each in numbering.iter(qn(element))]
    return str(max(there, default=0) + 1)
