"""Texts in CSV files that a spreadsheet would take for formulas: marked when written, and the mark taken off when read.

The mark is an apostrophe, which spreadsheets show and people know. What already begins with apostrophes before such a
sign gets one more, so that taking it off gives back every text exactly.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_MARKED = re.compile(r"''*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")


def marked(text: str) -> str:
    """The text as it is written: never a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unmarked(text: str) -> str:
    """The text that was marked, or one that never was."""
    return text[1:] if _MARKED.match(text) else text
