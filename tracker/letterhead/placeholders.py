"""``{{ name }}`` in the paragraphs of a Word file: found, and filled in, however a program has cut them into pieces;
and the room that there is at one of them.

Names and nothing else: a file from outside says what stands where, and runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

CONTENT = "content"
"""The paragraph that what is written takes the place of."""
NAMES = ("title", "program", "period", "unit", "edition", "date", "marks", "source", CONTENT)

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS = 567
"""Of which a centimetre has so many."""
_NAMED = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")


def paragraphs(element: Any) -> Iterator[Any]:
    """Every paragraph below an element, those in tables and text boxes too."""
    yield from element.iter(f"{WORD}p")


def names(paragraph: Any) -> list[str]:
    """What stands in double braces in the paragraph itself, whether it is a name that we know or not."""
    return _NAMED.findall(_text(paragraph))


def stray(paragraph: Any) -> bool:
    """Whether there are braces that are nobody's placeholder: half of one, or an instruction in another language."""
    return bool(_BRACES.search(_NAMED.sub("", _text(paragraph))))


def stands_alone(paragraph: Any) -> bool:
    """Whether the paragraph is a placeholder and nothing else."""
    return bool(_NAMED.fullmatch(_text(paragraph).strip()))


def fill(paragraph: Any, words: Mapping[str, str]) -> None:
    """Put words in the place of their names. A paragraph that had nothing but names, and now nothing, is taken out."""
    text = _text(paragraph)
    if not _NAMED.search(text):
        return
    for found in reversed(list(_NAMED.finditer(text))):
        if found[1] in words:
            _replace(paragraph, found.start(), found.end(), words[found[1]])
    only_names = not _NAMED.sub("", text).strip()
    if only_names and not _text(paragraph).strip() and _may_go(paragraph):
        paragraph.getparent().remove(paragraph)


def _may_go(paragraph: Any) -> bool:
    """A cell and a header must keep a paragraph, and one may carry pictures or the end of a section."""
    carries = next(paragraph.iter(f"{WORD}drawing", f"{WORD}pict", f"{WORD}sectPr"), None)
    others = [each for each in paragraph.getparent().iterchildren(f"{WORD}p") if each is not paragraph]
    return carries is None and bool(others)


def _pieces(paragraph: Any) -> list[Any]:
    """The pieces of text of the paragraph itself, not those of a text box in it."""
    return [piece for piece in paragraph.iter(f"{WORD}t") if next(piece.iterancestors(f"{WORD}p")) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in _pieces(paragraph))


def _replace(paragraph: Any, start: int, end: int, word: str) -> None:
    """The first piece that has some of it gets the word, in its looks; the others lose their part."""
    place, given = 0, False
    for piece in _pieces(paragraph):
        text = piece.text or ""
        first, last = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if first >= last:
            continue
        piece.text = text[:first] + ("" if given else word) + text[last:]
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        given = True

@dataclass(frozen=True)
class TextArea:
    centimetres: float
    columns: int


def text_area(place: Any) -> TextArea:
    """What the section that a paragraph of the body stands in has for text; an A4 with Word's margins where it does
    not say."""
    ends = (found for each in (place, *place.itersiblings()) for found in each.iter(f"{WORD}sectPr"))
    section = next(ends, None)
    if section is None:
        return TextArea((11906 - 2 * 1417) / _TWIPS, 1)
    width = _number(section, "pgSz", "w", 11906)
    edges = (_number(section, "pgMar", side, usual) for side, usual in (("left", 1417), ("right", 1417), ("gutter", 0)))
    return TextArea((width - sum(edges)) / _TWIPS, _number(section, "cols", "num", 1))


def _number(section: Any, element: str, attribute: str, usual: int) -> int:
    found = section.find(f"{WORD}{element}")
    given = None if found is None else found.get(f"{WORD}{attribute}")
    return int(given) if given and given.lstrip("-").isdecimal() else usual
