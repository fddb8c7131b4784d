"""Personal numbers and telephone numbers in a text: what points at a person and has no place in a follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tracker.words import gettext as _

_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d\d(\d\d)(\d\d)[-+ ]?\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\d./-])(?:\+46 ?(?:\(0\))?|0)[1-9]\d{0,2}[ -/]?(?:[ -]?\d){5,8}(?![\d./-])")


def personal_data(text: str) -> Iterator[str]:
    """What the text seems to hold of a person, in words."""
    if any(_is_day(int(found[1]), int(found[2])) for found in _PERSONAL_NUMBER.finditer(text)):
        yield _("ett personnummer")
    if _PHONE.search(text):
        yield _("ett telefonnummer")


def _is_day(month: int, day: int) -> bool:
    """Whether the digits can be a date of birth; a co-ordination number has 60 added to the day."""
    try:
        date(2024, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True
