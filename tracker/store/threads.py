"""Threads as plain values, and the one way to add to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, cast

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.store.base import utc_now
from tracker.store.database import plain
from tracker.store.thread import ThreadEntryRow, ThreadRow

Kind = Literal["priority", "question"]
Target = Literal["program", "goal", "indicator", "activity", "unit"]
EntryKind = Literal["answered", "passed_on", "closed", "published", "unpublished"]


@dataclass(frozen=True)
class Asked:
    """What a person asks or decides; see ``ThreadRow``."""

    kind: Kind
    target: Target
    code: str
    text: str
    origin: str | None = None
    body: str | None = None
    decided_on: date | None = None
    case_number: str | None = None
    answer_by: date | None = None


@dataclass(frozen=True)
class Entry:
    """``unit``: the body that answered; None for the compilers. ``answer``: the entry that is passed on."""

    id: int
    kind: EntryKind
    text: str | None
    unit: str | None
    answer: int | None
    at: datetime
    by: str


@dataclass(frozen=True)
class Thread:
    """``entries``: what was said and done since, first to last."""

    id: int
    program: str
    asked: Asked
    at: datetime
    account: int | None
    by: str
    entries: tuple[Entry, ...]

    @property
    def passed_on(self) -> frozenset[int]:
        """The bodies' answers that the asker has got."""
        return frozenset(entry.answer for entry in self.entries if entry.answer is not None)

    @property
    def answers(self) -> tuple[Entry, ...]:
        """What the asker has got as answers: the compilers' own, and those that they passed on."""
        given = (entry for entry in self.entries if entry.kind == "answered")
        return tuple(entry for entry in given if entry.unit is None or entry.id in self.passed_on)

    def until(self, moment: datetime) -> Thread:
        """As it was at the moment: what has been said and done is only ever added to."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.at <= moment))

    @property
    def closed(self) -> bool:
        return any(entry.kind == "closed" for entry in self.entries)

    @property
    def published(self) -> bool:
        """Whether the compilers let everybody read it who reads what is published."""
        said = [entry.kind for entry in self.entries if entry.kind in ("published", "unpublished")]
        return bool(said) and said[-1] == "published"

    @property
    def state(self) -> Literal["open", "answered", "closed"]:
        """``open`` from period to period, until the asker has an answer."""
        if self.closed:
            return "closed"
        return "answered" if self.answers else "open"


def threads(session: Session, program: str) -> list[Thread]:
    """All that reviewers asked and decided in the program, the newest first. What is between the compilers and one body
    stands in ``remarks``."""
    query = select(ThreadRow).where(ThreadRow.program == program, OF_REVIEWERS).order_by(ThreadRow.id.desc())
    return _read(session, session.scalars(query))


def programs_with_threads(session: Session, programs: Collection[str]) -> frozenset[str]:
    """Those of the programs that anything was ever asked in."""
    return frozenset(row[0] for row in plain(session, _WITH_THREADS, programs=list(programs)))


def said_last(session: Session, program: str) -> tuple[int, int]:
    """The numbers of the latest thread and of the latest thing said in any; rows are only ever added."""
    asked, said = next(iter(plain(session, _LATEST, program=program)))
    return asked or 0, said or 0


OF_REVIEWERS = ThreadRow.unit.is_(None)

_WITH_THREADS = (
    select(ThreadRow.program)
    .where(ThreadRow.program.in_(bindparam("programs", expanding=True)), OF_REVIEWERS)
    .distinct()
)


_LATEST = (
    select(func.max(ThreadRow.id), func.max(ThreadEntryRow.id))
    .outerjoin(ThreadEntryRow, ThreadEntryRow.thread == ThreadRow.id)
    .where(ThreadRow.program == bindparam("program"), OF_REVIEWERS)
)


def thread(session: Session, program: str, number: int) -> Thread | None:
    query = select(ThreadRow).where(ThreadRow.program == program, ThreadRow.id == number, OF_REVIEWERS)
    return next(iter(_read(session, session.scalars(query))), None)


def add_thread(session: Session, program: str, asked: Asked, *, account: int | None, by: str) -> int:
    """Keep what is asked; its number."""
    row = ThreadRow(program=program, **vars(asked), at=utc_now(), account=account, by=by)
    session.add(row)
    session.flush()
    return row.id


def add_entry(
    session: Session,
    number: int,
    kind: EntryKind,
    *,
    account: int | None,
    by: str,
    text: str | None = None,
    unit: str | None = None,
    answer: int | None = None,
) -> int:
    """Keep what is said or done now; its number."""
    row = ThreadEntryRow(
        thread=number, kind=kind, text=text, unit=unit, answer=answer, at=utc_now(), account=account, by=by
    )
    session.add(row)
    session.flush()
    return row.id


def _read(session: Session, rows: Iterable[ThreadRow]) -> list[Thread]:
    found = list(rows)
    if not found:
        return []
    query = select(ThreadEntryRow).where(ThreadEntryRow.thread.in_(row.id for row in found))
    said: dict[int, list[Entry]] = {}
    for each in session.scalars(query.order_by(ThreadEntryRow.id)):
        kind = cast("EntryKind", each.kind)
        entry = Entry(each.id, kind, each.text, each.unit, each.answer, each.at, each.by)
        said.setdefault(each.thread, []).append(entry)
    return [_thread(row, said.get(row.id, [])) for row in found]


def _thread(row: ThreadRow, entries: list[Entry]) -> Thread:
    asked = Asked(
        cast("Kind", row.kind),
        cast("Target", row.target),
        row.code,
        row.text,
        row.origin,
        row.body,
        row.decided_on,
        row.case_number,
        row.answer_by,
    )
    return Thread(row.id, row.program, asked, row.at, row.account, row.by, tuple(entries))
