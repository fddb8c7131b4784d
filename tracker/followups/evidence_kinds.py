"""What a file is, by its bytes: a name says nothing that can be relied on."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zipfile import ZipFile

from lxml.etree import XMLParser, XMLSyntaxError, fromstring

from tracker.definitions.settings import FileKind
from tracker.zipped import DAMAGED, check_packing, part_content

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MOST_PARTS = 5_000
_MACROS = ("vbaproject.bin", "basic/", "scripts/")
_TYPED_MACROS = ("macroenabled", "vbaproject")
_LARGEST_LIST = 1_000_000
"""Bytes of the list of an Office file's parts and what each is."""


class Kind(NamedTuple):
    """``endings``: those that a name of such a file has, the first one first. ``media``: what browsers are told."""

    endings: tuple[str, ...]
    media: str


KINDS: Mapping[FileKind, Kind] = {
    "pdf": Kind((".pdf",), "application/pdf"),
    "docx": Kind((".docx",), f"{_OFFICE}wordprocessingml.document"),
    "xlsx": Kind((".xlsx",), f"{_OFFICE}spreadsheetml.sheet"),
    "odt": Kind((".odt",), f"{_OPEN_DOCUMENT}text"),
    "ods": Kind((".ods",), f"{_OPEN_DOCUMENT}spreadsheet"),
    "png": Kind((".png",), "image/png"),
    "jpeg": Kind((".jpg", ".jpeg"), "image/jpeg"),
}

MEDIA: Mapping[str, str] = {kind: known.media for kind, known in KINDS.items()}

_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_MAIN_PART: tuple[tuple[str, FileKind], ...] = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))


@dataclass(frozen=True)
class Found:
    """``kind``: None if it is none of those that are known. ``macros``: whether programs are in it."""

    kind: FileKind | None
    macros: bool = False


def kind_of(content: bytes) -> Found:
    """What the bytes are. A zip file's list of parts is read and one small part of it; nothing else is unpacked."""
    for start, kind in _MAGIC:
        if content.startswith(start):
            return Found(kind)
    if not content.startswith(b"PK\x03\x04"):
        return Found(None)
    try:
        with ZipFile(io.BytesIO(content)) as package:
            return _of_package(package)
    except DAMAGED:
        return Found(None)


def _of_package(package: ZipFile) -> Found:
    check_packing(package)
    names = {part.filename.replace("\\", "/").lower() for part in package.infolist()}
    if len(names) > _MOST_PARTS:
        return Found(None)
    macros = any(name.startswith(_MACROS) or name.endswith(_MACROS) for name in names)
    if "[content_types].xml" in names:
        macros = macros or _typed_as_macros(package)
        return Found(next((kind for part, kind in _MAIN_PART if part in names), None), macros)
    if "mimetype" not in names:
        return Found(None)
    stated = part_content(package, package.getinfo("mimetype"), 100).decode("ascii", "replace")
    return Found(next((kind for kind, known in KINDS.items() if known.media == stated), None), macros)


def _typed_as_macros(package: ZipFile) -> bool:
    """Whether any part is said to be a program, whatever it is called: a part's name is free, its type is not. What
    the list says cannot be read past, so one that no file of Office has counts as one that hides something."""
    listed = [part for part in package.infolist() if part.filename.lower() == "[content_types].xml"]
    try:
        read = [part_content(package, part, _LARGEST_LIST) for part in listed]
        lists = [fromstring(content, XMLParser(resolve_entities=False, no_network=True)) for content in read]
    except XMLSyntaxError:
        return True
    types = (str(each.get("ContentType", "")).lower() for tree in lists for each in tree.iter())
    return any(sign in kind for kind in types for sign in _TYPED_MACROS)
