"""SVG elements. Colours and sizes are attributes, never styles, so a page's policy has nothing to refuse."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def know(what: str, given: Mapping[str, Any], known: Collection[str]) -> None:
    """Raise `NotImplementedError` for a property that nothing here draws: a fault in the program, never in the data."""
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise NotImplementedError(f"{what}: {', '.join(unknown)}")


def add(parent: Element, tag: str, text: str | None = None, **attributes: object) -> Element:
    """``stroke_width`` becomes ``stroke-width``; numbers are written with two decimals at most, None is left out."""
    named = {key.replace("_", "-"): _written(value) for key, value in attributes.items() if value is not None}
    element = SubElement(parent, tag, named)
    element.text = None if text is None else clean(text)
    return element


def clean(text: str) -> str:
    """Without what XML cannot hold: a body may paste anything into a name."""
    return _NOT_XML.sub("", text)


def _written(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
