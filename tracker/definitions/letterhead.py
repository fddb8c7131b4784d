"""The city's own Word file that documents are written into (``organisation/letterhead.docx``): can it be used?

It comes from outside and goes into every document that is handed on, so it is looked through before it is loaded.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from tracker.letterhead.placeholders import CONTENT, NAMES, WORD, names, paragraphs, stands_alone, stray, text_area
from tracker.words import gettext as _
from tracker.zipped import DAMAGED, check_packing, part_content

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_PARTS = 500
LEAST_WIDTH = 13.0
"""Centimetres that the tables need."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
_DOCUMENT, _TEMPLATE = (_MAIN.format(kind=kind) for kind in ("document", "template"))
_MACROS = ("macroenabled", "vbaproject", "activex", "oleobject", "embeddings/")
_EMBEDDED = ("/oleobject", "/package", "/control", "/vbaproject", "/afchunk")
"""Relations to what is opened by other programs, whatever its part is called."""
_FETCHING = frozenset(
    ["DDE", "DDEAUTO", "LINK", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "DATABASE", "RD", "MACROBUTTON"]
)
"""Fields that fetch something, or start something."""
_ALLOWED_OUTSIDE = ("/hyperlink", "/attachedTemplate")
"""Links are followed by who clicks; where the file came from is taken out when it is used."""
_UNFINISHED = [f"{WORD}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "commentReference")]
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class _Unusable(Exception):
    """Nothing more can be said of the file; the message is a sentence for who writes definitions."""


def faults_of(content: bytes) -> list[str]:
    """Every reason why the file cannot be used, one sentence each; empty if it can."""
    try:
        parts = _unpacked(content)
        _check_kind(parts)
        texts = {name: _tree(part) for name, part in parts.items() if _holds_text(name)}
    except _Unusable as reason:
        return [str(reason)]
    except (*DAMAGED, LookupError, AttributeError, TypeError, etree.XMLSyntaxError):
        return [_damaged()]
    body = texts["word/document.xml"].find(f"{WORD}body")
    if body is None or not len(body) or body[-1].tag != f"{WORD}sectPr":  # the page, which every document ends with
        return [_damaged()]
    return list(dict.fromkeys(_found(parts, texts, body))) or _tried(content)


def _tried(content: bytes) -> list[str]:
    """What is sound part by part may still not fit together: it is opened as it will be, with all that is done then."""
    paper = import_module("tracker.letterhead.paper")  # no other command needs what reads Word files
    try:
        paper.try_out(content)
    except Exception:
        # The library tells of a damaged package by whatever its next step stumbles on.
        return [_damaged()]
    return []


def _damaged() -> str:
    return _("Filen är inget helt Word-dokument (.docx); öppna den i Word och spara om den.")


def _unpacked(content: bytes) -> Mapping[str, bytes]:
    if len(content) > LARGEST_FILE:
        raise _Unusable(_("Filen är större än {n} megabyte; komprimera bilderna i den.").format(n=LARGEST_FILE >> 20))
    if content.startswith(_OLE):
        message = _("Filen har lösenord eller är i det gamla formatet .doc; spara den som .docx utan lösenord.")
        raise _Unusable(message)
    with ZipFile(io.BytesIO(content)) as package:
        found = package.infolist()
        if len(found) > MOST_PARTS or sum(part.file_size for part in found) > LARGEST_UNPACKED:
            raise _Unusable(_("Filen är orimligt stor när den packas upp."))
        check_packing(package)
        parts, room = dict[str, bytes](), LARGEST_UNPACKED
        for part in found:
            parts[part.filename] = read = part_content(package, part, room)
            room -= len(read)
    if len(parts) < len(found):
        raise BadZipFile("a name that stands twice")
    return parts


def _check_kind(parts: Mapping[str, bytes]) -> None:
    types = parts["[Content_Types].xml"].decode("utf-8", "replace")
    listed = (str(each.get("ContentType", "")) for each in _tree(parts["[Content_Types].xml"]).iter())
    said = [text.lower() for text in (*listed, *parts)]
    if any(sign in text for sign in _MACROS for text in said) or any(map(_embeds, _relations(parts))):
        message = _("Filen har makron eller inbäddade objekt; spara den som .docx utan dem.")
        raise _Unusable(message)
    if _TEMPLATE in types:
        raise _Unusable(_("Filen är sparad som Word-mall (.dotx); spara den som Word-dokument (.docx)."))
    if _DOCUMENT not in types or "word/document.xml" not in parts:
        raise _Unusable(_damaged())


def _holds_text(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml") and "/" not in name[len("word/"):]  # fmt: skip


def _tree(part: bytes) -> Any:
    tree = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    if tree.getroottree().docinfo.doctype:
        raise _Unusable(_damaged())
    return tree


def _found(parts: Mapping[str, bytes], texts: Mapping[str, Any], body: Any) -> Iterator[str]:
    if any(map(_is_fetched, _relations(parts))) or any(map(_fetches, parts.values())):
        yield _("Filen hämtar en bild eller något annat utifrån; lägg in det i filen.")
    for tree in texts.values():
        if next(tree.iter(*_UNFINISHED), None) is not None:
            yield _("Filen har spårade ändringar eller kommentarer; godkänn eller ta bort dem.")
        for paragraph in paragraphs(tree):
            yield from _of_placeholders(paragraph)
    places = [p for tree in texts.values() for p in paragraphs(tree) if CONTENT in names(p)]
    yield from _of_place(places, body)
    if any(not drawn.get("descr") for drawn in body.iter(_DRAWN)):
        yield _("En bild eller ruta i brödtexten saknar alternativtext; skriv en, eller flytta den till sidhuvudet.")


def _relations(parts: Mapping[str, bytes]) -> Iterator[Any]:
    for name, part in parts.items():
        if name.lower().endswith(".rels"):
            yield from _tree(part)


def _embeds(relation: Any) -> bool:
    return str(relation.get("Type", "")).lower().endswith(_EMBEDDED)


def _fetches(part: bytes) -> bool:
    """Whether a text has a field that fetches something; a field's name may be cut into pieces, as any text."""
    try:
        tree = _tree(part)
    except etree.XMLSyntaxError:
        return False  # a picture
    said = ["".join(each.text or "" for each in p.iter(f"{WORD}instrText")) for p in tree.iter(f"{WORD}p")]
    said += [each.get(f"{WORD}instr", "") for each in tree.iter(f"{WORD}fldSimple")]
    return any(word.upper() in _FETCHING for text in said for word in text.split())


def _is_fetched(relation: Any) -> bool:
    outside = str(relation.get("TargetMode", "")).lower() == "external"
    return outside and not str(relation.get("Type", "")).endswith(_ALLOWED_OUTSIDE)


def _of_placeholders(paragraph: Any) -> Iterator[str]:
    for name in names(paragraph):
        if name not in NAMES:
            known = ", ".join(NAMES)
            yield _("Platshållaren ”{name}” finns inte. De som finns: {known}.").format(name=name[:40], known=known)
    if stray(paragraph):
        text = _("Ett stycke har klamrar som inte hör till någon platshållare; en sådan skrivs {example}.")
        yield text.format(example="{{ period }}")


def _of_place(places: list[Any], body: Any) -> Iterator[str]:
    place = f"{{{{ {CONTENT} }}}}"
    if not places:
        yield _("Platsen för innehållet saknas: skriv {place} ensamt i ett stycke i brödtexten.").format(place=place)
    elif len(places) > 1 or places[0].getparent() is not body or not stands_alone(places[0]):
        text = _("{place} ska stå en gång, ensamt i ett stycke i brödtexten utanför tabeller och rutor.")
        yield text.format(place=place)
    else:
        area = text_area(places[0])
        if area.centimetres < LEAST_WIDTH or area.columns > 1:
            text = _("Texten där {place} står är {width} cm bred; innehållet behöver {least} cm i en enda spalt.")
            yield text.format(place=place, width=f"{area.centimetres:.0f}", least=f"{LEAST_WIDTH:.0f}")
