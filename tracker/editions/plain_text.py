"""A text as the search for numbers reads it: nothing that nobody sees, one kind of space, digits that are digits; and
the words around what was found in it."""

from __future__ import annotations

import re
import unicodedata

_AROUND = 30
"""Signs on each side of a number that are shown with it."""


def plain(text: str) -> str:
    """The same words without invisible signs, such as a soft hyphen or a space of no width inside a number, with
    accents joined to their letters; ``④``, ``Ⅳ`` and digits of other scripts are written as digits."""
    return "".join(map(_sign, unicodedata.normalize("NFC", text)))


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign
    kind = unicodedata.category(sign)
    if kind == "Cf" or unicodedata.name(sign, "").startswith("VARIATION SELECTOR"):
        return ""
    if kind == "Zs":
        return " "
    number = unicodedata.numeric(sign, None) if kind in ("Nd", "Nl", "No") else None
    if number is None or number != int(number) or unicodedata.decomposition(sign).startswith(("<super>", "<sub>")):
        return sign  # a part such as ½, or the mark of a footnote
    return str(int(number)) if kind == "Nd" else f" {int(number)} "


def around_number(text: str, start: int, end: int) -> str:
    """The words on both sides; dots where the text goes on."""
    before, after = text[max(0, start - 2 * _AROUND) : start], text[end : end + 2 * _AROUND]
    left, right = before[-_AROUND:], after[:_AROUND]
    if len(before) > _AROUND:
        left = re.sub(r"^\S*\s*", "… ", left)
    if len(after) > _AROUND:
        right = re.sub(r"\s*\S*$", " …", right, count=1)
    return " ".join(f"{left}{text[start:end]}{right}".split())
