"""``docx`` of what a person has collected: statements, charts and quotations between own words, then what they rest on.

Whoever gives a chart gives its pixels: nothing here draws.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Literal

from docx.shared import Cm

from exports.cells import clean
from exports.document_styles import Page
from tracker.letterhead.about import About, drawn
from tracker.report import wording
from tracker.words import gettext as _

WIDTH = 17.0
"""Centimetres of a picture and of a table."""


@dataclass(frozen=True)
class Picture:
    """``png``: pixels. ``told``: what it shows, for who cannot see it."""

    png: bytes
    told: str


@dataclass(frozen=True)
class Piece:
    """One thing of the answer, in its order. ``notes``: what it cannot tell, and where it comes from. ``changed``: what
    has changed since it was collected."""

    kind: Literal["heading", "words", "statement", "quote"]
    title: str = ""
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Answer:
    """``definitions``: of each indicator once, its name with names and texts. ``sources``: the editions and reports
    that the pieces were read in. ``method``: how figures are made and protected. ``marks``: what heads every page."""

    program: str
    marks: tuple[str, ...]
    pieces: tuple[Piece, ...]
    definitions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    sources: tuple[str, ...]
    method: tuple[str, ...]


def write_answer(answer: Answer, stream: BinaryIO, today: date, letterhead: bytes | None = None) -> None:
    """Write the answer as .docx. ``today``: the day that it says it was taken out. ``letterhead``: the city's own Word
    file."""
    page = Page(_about(answer, today), letterhead)
    page.describe(f"{_('Underlag till svar')} {answer.program}", today)
    page.title(_("Underlag till svar"))
    page.paragraph(f"{answer.program} · {drawn(today)}", "Subtitle")
    if answer.marks:
        page.mark(" · ".join(answer.marks))
    for piece in answer.pieces:
        _write(page, piece)
    _rests_on(page, answer)
    page.save(stream)


def _about(answer: Answer, today: date) -> About:
    return About(
        title=_("Underlag till svar"), program=answer.program, header=" · ".join((answer.program, *answer.marks)),
        source=drawn(today), today=today, marks=" · ".join(answer.marks),
    )  # fmt: skip


def _write(page: Page, piece: Piece) -> None:
    if piece.kind == "heading":
        page.heading(piece.title, 1)
        return
    if piece.kind == "words":
        page.rich(piece.lines[0])
        return
    page.heading(piece.title, 2)
    if piece.picture:
        _picture(page, piece.picture)
    for line in piece.lines:
        page.paragraph(line, "Intense Quote" if piece.kind == "quote" else None)
    for note in piece.notes:
        page.small(note)
    for line in piece.changed:
        page.mark(line)


def _picture(page: Page, picture: Picture) -> None:
    shape = page.document.add_picture(io.BytesIO(picture.png), width=Cm(min(WIDTH, page.width)))
    shape._inline.docPr.set("descr", clean(picture.told))


def _rests_on(page: Page, answer: Answer) -> None:
    if answer.definitions:
        page.heading(_("Så är uppgifterna definierade"), 1)
    for name, facts in answer.definitions:
        page.heading(name, 2)
        page.table([_("Vad"), _("Definition")], [list(fact) for fact in facts], (4.0, 13.0))
    page.heading(_("Källor"), 1)
    for source in answer.sources:
        page.paragraph(source, "List Bullet")
    page.heading(_("Metod och tecken"), 1)
    page.table([_("Tecken"), _("Betydelse")], [list(sign) for sign in wording.signs()], (4.0, 13.0))
    for sentence in answer.method:
        page.paragraph(sentence, "List Bullet")
