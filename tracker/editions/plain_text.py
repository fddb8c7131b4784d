"""A text as the search for numbers reads it: nothing that nobody sees, one kind of space, digits that are digits."""

from __future__ import annotations

import unicodedata


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
