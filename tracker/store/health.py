"""Whether the database can be relied on: of this version, whole, with room to grow, and a clock that goes forward."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tracker.store.account import AccountEventRow
from tracker.store.base import utc_now
from tracker.store.database import DatabaseFault
from tracker.store.followup import EventRow
from tracker.store.schema import check_ready
from tracker.store.tables import metadata
from tracker.words import gettext as _

LEAST_ROOM = 200 * 1024 * 1024
"""Bytes that should be free where the installation writes: a copy, a log and a day's work fit."""

_OFF = timedelta(minutes=2)
_OLDEST_POSTGRES = 15


def unready(engine: Engine) -> str | None:
    """Why the database cannot be worked with, in a sentence; None if it can."""
    try:
        check_ready(engine)
    except DatabaseFault as fault:
        return str(fault)
    return None


def crowded(folder: Path) -> str | None:
    """A sentence if the disk of the folder has too little room; None if it has enough."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(there).free
    if free >= LEAST_ROOM:
        return None
    return _("Disken med {folder} har bara {free} MB ledigt.").format(folder=folder, free=free // 2**20)


def damages(engine: Engine) -> Iterator[str]:
    """A sentence for each thing that is broken; every page of the database is read, which takes a while."""
    damaged = _("Databasen är skadad ({what}). Stoppa tjänsten, och läs in den senaste hela säkerhetskopian i en ny.")
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                lines = connection.execute(text("PRAGMA integrity_check")).scalars().all()
                if lines != ["ok"]:
                    yield damaged.format(what=lines[0].partition("\n")[0])
                elif lost := connection.execute(text("PRAGMA foreign_key_check")).all():
                    yield damaged.format(what=", ".join(sorted({row[0] for row in lost})))
            else:
                for table in metadata.sorted_tables:
                    # Whole rows: what is long in them is kept elsewhere.
                    connection.execute(text(f'SELECT sum(length(each::text)) FROM "{table.name}" AS each'))
    except DatabaseError as fault:
        yield damaged.format(what=type(fault.orig).__name__)


def clock_faults(session: Session) -> Iterator[str]:
    """A sentence if the computer's clock goes otherwise than the database's, or than it once did."""
    now, kept = utc_now(), [session.scalar(select(func.max(row.at))) for row in (EventRow, AccountEventRow)]
    last = max((at for at in kept if at is not None), default=now)
    if last > now + _OFF:
        text_ = _("Klockan är {now} UTC, men något i databasen hände {last}. Ställ klockan, helst med NTP.")
        yield text_.format(now=_minute(now), last=_minute(last))
    if session.get_bind().dialect.name == "postgresql":
        theirs: datetime = session.execute(text("SELECT now()")).scalar_one()
        if abs(theirs - now) > _OFF:
            text_ = _("Klockan är {now} UTC här men {theirs} hos databasen. Ställ båda, helst med NTP.")
            yield text_.format(now=_minute(now), theirs=_minute(theirs))


def outdated_server(session: Session) -> str | None:
    """A sentence if PostgreSQL is older than what is tested; None otherwise."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    number = int(session.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
    if number >= _OLDEST_POSTGRES:
        return None
    return _("PostgreSQL är version {number}; det ska vara {least} eller senare.").format(
        number=number, least=_OLDEST_POSTGRES
    )


def files_of(engine: Engine) -> list[Path]:
    """The files that an SQLite database consists of; none for others."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return [] if file is None else [path for end in ("", "-wal", "-shm") if (path := Path(file + end)).exists()]


def readable_by_others(paths: list[Path]) -> list[Path]:
    """Those of the files and folders that others on the computer may read."""
    found = []
    for path in paths:
        with suppress(OSError):
            if path.stat().st_mode & 0o077:
                found.append(path)
    return found


def _minute(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
