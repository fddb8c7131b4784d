"""A mark that the database itself changes with every change of the definitions, and what is kept in memory by it.

Every request stands on definitions, and they change a few times a year. As long as the mark is the same, what was made
of them is used again without reading them: one short question instead of five that bring a program's whole text.

Triggers change it (a migration makes them), so nobody who writes has to think of it. It is drawn anew each time and
never counted: the same mark stands for the same definitions also after a change was rolled back, in a copy, in a
standby that has become the database, and whichever of several databases a process has asked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar, cast

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.store.base import Base
from tracker.store.database import ASKED, only_reads, plain, take_turns

T = TypeVar("T")

_MOST = 100
"""Things kept in each process; the one asked for longest ago leaves first."""


class DefinitionMarkRow(Base):
    """The only row, from the first definition on; only triggers write it. It belongs to the database that it is in, so
    no copy carries it."""

    __tablename__ = "definition_mark"
    __table_args__ = (CheckConstraint("id = 1", name="only"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(String(40))


_MARK = select(DefinitionMarkRow.mark)
_KEPT: OrderedDict[tuple[str, tuple[object, ...]], object] = OrderedDict()
_LOCK = Lock()


def by_mark(session: Session, name: tuple[object, ...], make: Callable[[], T]) -> T:
    """What is made of nothing but definitions, by its name: made once for as long as they are the same.

    In a session that may write it is made anew: others may commit between reading the mark and reading definitions.
    """
    mark = _mark(session) if only_reads(session) else None
    if mark is None:
        return make()
    key = mark, name
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return cast("T", _KEPT[key])
    made = make()  # outside the lock: others need not wait
    with _LOCK:
        first = _KEPT.setdefault(key, made)  # who came first: what else is kept knows it by being the very same
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return cast("T", first)


def change_definitions(session: Session) -> None:
    """To be called before definitions are written: until this session ends nobody else writes any. Else the mark's row
    would be waited for half-way, by who holds what the other needs next."""
    take_turns(session, "definitions")


def _mark(session: Session) -> str | None:
    """Asked once in a session, which sees one moment. None before there are definitions."""
    asked = session.info[ASKED]
    if _MARK not in asked:
        asked[_MARK] = next((row.mark for row in plain(session, _MARK)), None)
    return cast("str | None", asked[_MARK])
