"""What persons answered for an edition, and the one way to add to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.store.base import Base, Utc
from tracker.store.edition import EditionRow
from tracker.store.editions import Edition


class EditionAnswerRow(Base):
    """One answer. ``place`` names what was asked about, the same on every run; ``about``: what the person was shown,
    in words; ``answer``: a code, or the person's reason.

    It is no part of the edition's checksum: what is asked depends on what is dotted, and a checksum that everybody sees
    could be tried out against the few numbers that a dotted one can be.
    """

    __tablename__ = "edition_answer"
    __table_args__ = (
        CheckConstraint("kind IN ('text', 'movement', 'incident', 'rule', 'afterwards', 'restored')", name="kind"),
        Index("ix_edition_answer_edition", "edition"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(ForeignKey("edition.sequence"))
    kind: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
    by: Mapped[str] = mapped_column(String(200))


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
    return _places(session, program, "afterwards")


def accepted_rules(session: Session, program: str) -> frozenset[str]:
    """The places of what the rules tell exactly and a person has accepted."""
    return _places(session, program, "rule")


def _places(session: Session, program: str, kind: Kind) -> frozenset[str]:
    query = (
        select(EditionAnswerRow.place)
        .join(EditionRow, EditionRow.sequence == EditionAnswerRow.edition)
        .where(EditionRow.program == program, EditionAnswerRow.kind == kind)
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
