"""Text as people type and paste it → the same text without signs that nobody sees.

Every way in (page, paste, entry sheet, CSV, command line) goes through ``typed_text`` before anything is read or
compared: what looks the same is the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LINE_BREAKS = "\r\n\x0b\x0c\x85\u2028\u2029"
"""Every sign that breaks a line somewhere: Word's manual break is ``\\x0b``, a page break ``\\x0c``."""

MOST_MARKS = 30
"""Accents on one letter, as Unicode's stream-safe text has it; no language writes more than a few."""

_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Western letters and the signs of Swedish and English print need no work, and nearly every value has no others. The
# hard space (a0) and the soft hyphen (ad) are left out.
_PLAIN = re.compile(r"[ -~\n\t\xa1-\xac\xae-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2212]*")


# Signs that look like a hyphen; Word puts them in by itself. None of them is any use in a code or a day.
_HYPHENS = re.compile("[\u2010-\u2013\u2212\ufe63\uff0d]")
# Signs that nobody sees and that are letters or marks to Unicode: fillers, selectors of a variant, a blank of Braille.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def typed_text(text: str) -> str:
    """The text with line feeds for all line breaks, plain spaces for all spaces, no format characters, in NFC.

    Format characters (Unicode's Cf) are zero-width spaces, soft hyphens, marks of direction and order and the like.
    Other control characters are left for whoever reads the text to refuse or drop.
    """
    if _PLAIN.fullmatch(text):
        return text
    broken = _BREAK.sub("\n", text)
    seen = (" " if unicodedata.category(sign) == "Zs" else sign for sign in broken)
    return unicodedata.normalize("NFC", _few_marks(sign for sign in seen if unicodedata.category(sign) != "Cf"))


def _few_marks(signs: Iterable[str]) -> str:
    """The signs with at most MOST_MARKS marks on each letter: composing takes the square of their number."""
    kept, marks = [], 0
    for sign in signs:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def one_line(text: str) -> str:
    """The typed text on one line, without spaces at its ends: a name, a code, a title."""
    return " ".join(typed_text(text).split())


def without_unseen(text: str) -> str:
    """The typed text as the sign of a value: also without those unseen signs that may mean something in prose."""
    return _UNSEEN.sub("", typed_text(text))


def without_accents(text: str) -> str:
    """Without rings, dots and other marks on letters: as it is typed where the keyboard lacks them."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def code_text(text: str) -> str:
    """A code or a day as it was meant: on one line, with one kind of hyphen, without unseen signs."""
    return " ".join(_HYPHENS.sub("-", without_unseen(text)).split())


def shortened(text: str, longest: int = 60) -> str:
    """The text fit to be quoted in a message: on one line and no longer than ``longest`` signs."""
    seen = text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
    line = " ".join(seen.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
