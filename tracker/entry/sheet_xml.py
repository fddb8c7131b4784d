"""XML of a workbook's parts, read in one pass: nothing is fetched, no entity resolved, comments left out.

Names are compared without their namespace, which Strict Open XML changes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

_OPTIONS = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": True,
            "remove_pis": True}  # fmt: skip

MOST_CELLS = 200_000
"""Of one sheet; an entry sheet of the largest body has some thousands."""


class TooManyCells(ValueError):
    """A sheet holds more cells than any entry sheet can."""


def events(content: bytes) -> Iterator[tuple[str, Any]]:
    """``start`` and ``end`` of every element."""
    return iter(etree.iterparse(io.BytesIO(content), events=("start", "end"), **_OPTIONS))


def elements(content: bytes, *names: str) -> Iterator[Any]:
    """All elements of some names as they end, each let go of once it was looked at. The library looks for the names: a
    sheet has thousands of elements, and most of them only say how it looks."""
    if not content:
        return
    for _event, element in etree.iterparse(io.BytesIO(content), tag=[f"{{*}}{name}" for name in names], **_OPTIONS):
        yield element
        element.clear()


def tree(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(**_OPTIONS))


def local(element: Any) -> str:
    """The element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without its namespace; empty where there is none."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
