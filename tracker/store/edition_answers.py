"""What persons answered for an edition, and the one way to add to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.store.edition import EditionRow
from tracker.store.edition_answer import EditionAnswerRow
from tracker.store.editions import Edition

Kind = Literal["text", "movement", "incident", "rule", "afterwards", "restored"]


@dataclass(frozen=True)
class Answer:
    """What was asked about (see ``EditionAnswerRow``), and what a person said."""

    kind: Kind
    place: str
    about: str
    answer: str
    at: datetime
    by: str


def add_answers(session: Session, edition: Edition, answers: Iterable[Answer]) -> None:
    """Keep answers with a stored edition. They are never changed."""
    session.add_all(EditionAnswerRow(edition=edition.sequence, **vars(answer)) for answer in answers)
    session.flush()


def answers_of(session: Session, edition: Edition) -> list[Answer]:
    """The edition's answers in the order in which they were given."""
    query = select(EditionAnswerRow).where(EditionAnswerRow.edition == edition.sequence).order_by(EditionAnswerRow.id)
    return [_answer(row) for row in session.scalars(query)]


def accepted_afterwards(session: Session, program: str) -> frozenset[str]:
    """The places of what became known after editions were out and a person has accepted."""
    query = (
        select(EditionAnswerRow.place)
        .join(EditionRow, EditionRow.sequence == EditionAnswerRow.edition)
        .where(EditionRow.program == program, EditionAnswerRow.kind == "afterwards")
    )
    return frozenset(session.scalars(query))


def restored(session: Session, program: str) -> dict[str, Answer]:
    """The program's editions that were put back from a file, by code: how, from which, when and by whom."""
    query = (
        select(EditionRow.code, EditionAnswerRow)
        .join(EditionRow, EditionRow.sequence == EditionAnswerRow.edition)
        .where(EditionRow.program == program, EditionAnswerRow.kind == "restored")
        .order_by(EditionAnswerRow.id)
    )
    return {code: _answer(row) for code, row in session.execute(query)}


def _answer(row: EditionAnswerRow) -> Answer:
    return Answer(cast("Kind", row.kind), row.place, row.about, row.answer, row.at, row.by)
