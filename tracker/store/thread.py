"""Tables of threads: what somebody asks, decides or remarks about a part of a program, and all that was said of it
since."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Utc

KINDS = ("priority", "question", "remark")
TARGETS = ("program", "goal", "indicator", "activity", "unit")
ENTRIES = ("answered", "passed_on", "closed", "published", "unpublished")


def _one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


class ThreadRow(Base):
    """What was asked or decided. A row is only ever added: nobody changes the asker's words, the asker neither.

    ``target``, ``code``: what it is about; blank code: the whole program. A priority has the deciding ``body``, its day
    and its case number; a question its ``origin``, case number and the day by which an answer is wanted. What has a
    place (``unit``, ``year`` and ``part``) is on an item of one follow-up and between that body and the compilers: a
    remark of theirs, or a question of the body's own.
    """

    __tablename__ = "thread"
    __table_args__ = (
        CheckConstraint(_one_of("kind", KINDS), name="kind"),
        CheckConstraint(_one_of("target", TARGETS), name="target"),
        CheckConstraint("kind != 'priority' OR (body IS NOT NULL AND decided_on IS NOT NULL)", name="decided"),
        CheckConstraint("(unit IS NULL) = (year IS NULL) AND (unit IS NULL) = (part IS NULL)", name="placed"),
        CheckConstraint("kind = 'question' OR (kind = 'remark') = (unit IS NOT NULL)", name="between"),
        Index("ix_thread_program", "program"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str] = mapped_column(ForeignKey("program.code"))
    kind: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text)
    origin: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str | None] = mapped_column(String(200))
    decided_on: Mapped[date | None]
    case_number: Mapped[str | None] = mapped_column(String(100))
    answer_by: Mapped[date | None]
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int | None]
    part: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Utc)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))


class ThreadEntryRow(Base):
    """One thing said or done since. Rows are only ever added.

    ``unit``: the body that answered; None for the compilers. ``answer``: the answer that is passed on to the asker.
    """

    __tablename__ = "thread_entry"
    __table_args__ = (
        CheckConstraint(_one_of("kind", ENTRIES), name="kind"),
        CheckConstraint("kind != 'answered' OR text IS NOT NULL", name="text"),
        CheckConstraint("(kind = 'passed_on') = (answer IS NOT NULL)", name="answer"),
        Index("ix_thread_entry_thread", "thread"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    answer: Mapped[int | None] = mapped_column(ForeignKey("thread_entry.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    account: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str] = mapped_column(String(200))
