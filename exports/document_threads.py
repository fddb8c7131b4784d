"""Priorities and questions in the document, each beside what it is about, with its answers as quotations."""

from __future__ import annotations

from collections.abc import Iterable

from exports.document_styles import Page
from tracker.report import asked_words
from tracker.report.asked import PrintedThread


def write_threads(page: Page, threads: Iterable[PrintedThread], *, named: bool = False) -> None:
    """``named``: with the name of what it is about, where that does not stand above."""
    for thread in threads:
        line = asked_words.asked_line(thread)
        page.small(f"{thread.name}: {line}" if named else line)
        page.paragraph(thread.text, "Quote")
        for answer in thread.answers:
            page.small(asked_words.answer_line(answer))
            page.paragraph(answer.text, "Intense Quote")
