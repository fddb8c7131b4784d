"""A judgement says why, where the program's definitions ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.entry import findings
from tracker.entry.findings import Finding
from tracker.entry.model import Judgement
from tracker.rows import BLANK, RowKey, Value
from tracker.words import gettext as _


def analysis(entry: Judgement, values: Mapping[RowKey, Value]) -> Iterator[Finding]:
    """The finding of a judgement without a text."""
    value = values.get(RowKey(entry.code), BLANK)
    asked = entry.analysis.get(value.status or "", "optional")
    if asked == "optional" or value.text:
        return
    word = next((choice.word for choice in entry.status.choices if choice.code == value.status), "")
    if asked == "required":
        message = _("Skriv varför målet {word}.").format(word=word)
        yield Finding(findings.NO_ANALYSIS, entry.text.name, entry.code, message)
    else:
        message = _("Skriv gärna varför målet {word}.").format(word=word)
        yield Finding(findings.ANALYSIS_ASKED, entry.text.name, entry.code, message)
