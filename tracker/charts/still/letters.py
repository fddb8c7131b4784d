"""How wide words are, and where a line of them ends: what a browser otherwise works out.

The letters come with the program (Source Sans Pro, a package), so a picture is the same on every machine, also on a
server that has no typefaces.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element

from tracker.charts.still.elements import add

FAMILY = "Source Sans Pro"
FAMILIES = f"{FAMILY}, Arial, Helvetica, sans-serif"
_PACKAGE = "font_source_sans_pro"
_OTHERS = 1.1
"""Where a reader's machine lacks these letters others take their place, which are so much wider."""


@cache
def font_files() -> tuple[Path, Path]:
    """The files of the plain and the bold letters."""
    spec = find_spec(_PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    (folder,) = folders
    plain, bold = (Path(folder) / "files" / f"SourceSansPro-{cut}.ttf" for cut in ("Regular", "Bold"))
    return plain, bold


@cache
def _widths(bold: bool) -> dict[int, float]:
    """By letter, in parts of the size. fontTools is loaded at the first use: loading takes a fifth of a second."""
    with import_module("fontTools.ttLib").TTFont(font_files()[bold], lazy=True) as font:
        whole, advances = font["head"].unitsPerEm, font["hmtx"]
        return {letter: advances[name][0] / whole for letter, name in font.getBestCmap().items()}


def prepare() -> None:
    """Read the letters now, so that no reader of a page waits for it."""
    _widths(bold=False)


def width(text: str, size: float, bold: bool = False) -> float:
    known = _widths(bold)
    return _OTHERS * size * sum(known.get(ord(letter), 0.6) for letter in text)


def wrapped(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Lines of whole words that fit; a word longer than the room keeps a line of its own."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(joined, size, bold) > room:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def write(
    parent: Element, lines: list[str], x: float, y: float, size: float, colour: str,
    anchor: str = "start", bold: bool = False,
) -> None:  # fmt: skip
    """Lines below one another; y: the foot of the first line's letters. ``anchor``: start, middle or end."""
    for place, line in enumerate(lines):
        add(
            parent, "text", line, x=x, y=y + place * step(size), font_size=size, fill=colour,
            text_anchor=None if anchor == "start" else anchor, font_weight="bold" if bold else None,
        )  # fmt: skip


def step(size: float) -> float:
    """From one line to the next."""
    return round(size * 1.25, 1)
