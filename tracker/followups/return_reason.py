"""Why a follow-up came back: in the compiler's words, or so many remarks on its items, in the reader's language."""

from __future__ import annotations

import re

from tracker.words import ngettext

_REMARKS = re.compile(r"remarks:([0-9]+)")


def of_remarks(number: int) -> str:
    """The reason that is kept where remarks were all that was said; blank for none."""
    return f"remarks:{number}" if number else ""


def remarks_in(reason: str) -> int | None:
    """How many remarks a kept reason stands for; None where it is somebody's words."""
    found = _REMARKS.fullmatch(reason)
    return int(found[1]) if found else None


def reason_text(reason: str | None) -> str:
    """A kept reason as it is read."""
    number = remarks_in(reason or "")
    return (reason or "") if number is None else ngettext("{n} anmärkning", "{n} anmärkningar", number).format(n=number)
