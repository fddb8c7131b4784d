"""The collection as one document: its pieces in order, then definitions, sources and method of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exports.answer_document import Answer, Picture, Piece
from tracker.charts.taken import TAKEN
from tracker.report import wording
from tracker.report.facts import indicator_facts
from tracker.report.method import method_texts
from tracker.report.model import Report
from tracker.store.collected import Own
from tracker.web.collection.parts import Shown, source_of


def answer_of(program: str, things: Sequence[Shown]) -> Answer:
    """``program``: its name. What may not be shown, or is gone, is left out."""
    kept = [each for each in things if isinstance(each.opened.item.held, Own) or each.part]
    reports = list(_reports(kept))
    marks = [mark for report in reports for mark in (wording.audience_mark(report), wording.fictional_mark(report))]
    definitions = {
        f"{part.indicator.code} {part.indicator.title}": indicator_facts(report, part.indicator)
        for each in kept
        if (part := each.part) and part.indicator and (report := each.opened.report)
    }
    return Answer(
        program=program,
        marks=tuple(dict.fromkeys(mark for mark in marks if mark)),
        pieces=tuple(_piece(each) for each in kept),
        definitions=tuple(definitions.items()),
        sources=tuple(f"{source_of(report)}. SHA-256 {report.generated_from}" for report in reports),
        method=tuple(dict.fromkeys(text for report in reports for text in method_texts(report))),
    )


def _reports(things: Iterable[Shown]) -> Iterable[Report]:
    """Each report that anything is read in, once."""
    found = {source_of(report): report for each in things if (report := each.opened.report)}
    return found.values()


def _piece(each: Shown) -> Piece:
    held = each.opened.item.held
    if isinstance(held, Own):
        return Piece("heading", held.text) if held.kind == "heading" else Piece("words", lines=(held.text,))
    part, report = each.part, each.opened.report
    assert part is not None and report is not None
    picture = Picture(TAKEN["png"].write(report, each.chart), each.chart.answer) if each.chart else None
    notes = (*part.notes, each.source)
    return Piece("quote" if part.quoted else "statement", part.title, part.lines, notes, each.changed, picture)
