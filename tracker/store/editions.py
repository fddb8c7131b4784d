"""Questions about editions and their ledger, and the one way to add to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.definitions.measure import Measured
from tracker.periods import Period
from tracker.rows import Key, Level, Line
from tracker.store.edition import EditionRow, LedgerRow
from tracker.store.past import Moment


@dataclass(frozen=True)
class Edition:
    """What was published for a period. ``sequence``: order of publication; 0 for one not yet stored.

    ``previous``: the checksum of the edition published before it. ``solver``: what decided the dots, its name and
    version; None where that was not kept.
    """

    sequence: int
    program: str
    period: Period
    number: int
    code: str
    title: str
    reason: str | None
    published_at: datetime
    by: str
    moment: Moment
    definitions: str
    report: str
    incidents: tuple[str, ...]
    sha256: str
    previous: str | None = None
    solver: str | None = None


def editions(session: Session, program: str, period: Period | None = None, after: int = 0) -> list[Edition]:
    """The program's editions in the order of publication; of one period, and those ``after`` a sequence."""
    query = select(EditionRow).where(EditionRow.program == program, EditionRow.sequence > after)
    query = query.order_by(EditionRow.sequence)
    if period is not None:
        query = query.where(EditionRow.year == period.year, EditionRow.part == period.part)
    return [_edition(row) for row in session.scalars(query)]


def seals(session: Session, program: str) -> list[tuple[int, str]]:
    """Sequence and checksum of the program's editions in order. What is in them is not read."""
    query = select(EditionRow.sequence, EditionRow.sha256).where(EditionRow.program == program)
    return [(sequence, sha256) for sequence, sha256 in session.execute(query.order_by(EditionRow.sequence))]


def published_periods(session: Session, program: str) -> set[Period]:
    """The periods that have an edition."""
    query = select(EditionRow.year, EditionRow.part).where(EditionRow.program == program).distinct()
    return {Period(year, part) for year, part in session.execute(query)}


def newest_sequence(session: Session) -> int:
    """Which edition was published last, over all programs; 0 before the first."""
    return session.scalar(select(func.max(EditionRow.sequence))) or 0


def programs_with_edition(session: Session, code: str) -> list[str]:
    """The programs that have an edition of this code: each program numbers its own."""
    return list(session.scalars(select(EditionRow.program).where(EditionRow.code == code)))


def find_edition(session: Session, program: str, code: str) -> Edition | None:
    row = session.scalar(select(EditionRow).where(EditionRow.program == program, EditionRow.code == code))
    return None if row is None else _edition(row)


def latest_code(session: Session, program: str, period: Period) -> str | None:
    """The code of the period's latest edition, which is not read; None where none is published."""
    query = select(EditionRow.code).where(EditionRow.program == program)
    query = query.where(EditionRow.year == period.year, EditionRow.part == period.part)
    return session.scalar(query.order_by(EditionRow.sequence.desc()).limit(1))


def latest_edition(session: Session, program: str, period: Period) -> Edition | None:
    query = select(EditionRow).where(EditionRow.program == program)
    query = query.where(EditionRow.year == period.year, EditionRow.part == period.part)
    row = session.scalar(query.order_by(EditionRow.sequence.desc()).limit(1))
    return None if row is None else _edition(row)


@dataclass(frozen=True)
class Newest:
    """The edition of a program that was published last, and how many it has. What is in them is not read."""

    code: str
    title: str
    published_at: datetime
    count: int


def latest_editions(session: Session, programs: Collection[str]) -> dict[str, Newest]:
    """By program; those that have none are left out."""
    counted = select(func.max(EditionRow.sequence).label("last"), func.count().label("number"))
    last = counted.where(EditionRow.program.in_(programs)).group_by(EditionRow.program).subquery()
    query = select(EditionRow.program, EditionRow.code, EditionRow.title, EditionRow.published_at, last.c.number)
    rows = session.execute(query.join(last, last.c.last == EditionRow.sequence))
    return {program: Newest(*rest) for program, *rest in rows}


def ledger(session: Session, editions: Iterable[Edition]) -> list[Line]:
    """Every line of the editions, edition by edition, in an order that is the same on every run."""
    found: list[Line] = []
    for edition in editions:
        query = select(*_STORED).where(LedgerRow.edition == edition.sequence)
        found.extend(_line(edition, row) for row in sorted(map(tuple, session.execute(query))))
    return found


_STORED = (
    LedgerRow.indicator,
    LedgerRow.dimension,
    LedgerRow.category,
    LedgerRow.measured,
    LedgerRow.bodies,
    LedgerRow.level,
    LedgerRow.value,
    LedgerRow.printed,
)
"""In the order that lines have: by what they are, which no two of an edition share."""


def add_edition(session: Session, edition: Edition, lines: Iterable[Line], account: str) -> Edition:
    """Store an edition and its ledger. They are never changed afterwards."""
    row = EditionRow(
        program=edition.program,
        year=edition.period.year,
        part=edition.period.part,
        number=edition.number,
        code=edition.code,
        title=edition.title,
        reason=edition.reason,
        published_at=edition.published_at,
        by=account,
        last_event=edition.moment.last_event,
        last_change=edition.moment.last_change,
        definitions=edition.definitions,
        report=edition.report,
        incidents="\n".join(edition.incidents),
        sha256=edition.sha256,
        previous=edition.previous,
        solver=edition.solver,
    )
    session.add(row)
    session.flush()
    rows = [_row(row.sequence, line) for line in lines]
    if rows:
        session.execute(insert(LedgerRow), rows)
    return _edition(row)


def _row(sequence: int, line: Line) -> dict[str, Any]:
    dimension, category = line.key.category
    return {
        "edition": sequence,
        "indicator": line.key.indicator,
        "dimension": dimension,
        "category": category,
        "measured": line.key.measured,
        "bodies": "+".join(sorted(line.key.bodies)),
        "level": line.level,
        "value": line.value,
        "printed": bool(line.printed),
    }


def _line(edition: Edition, stored: tuple[Any, ...]) -> Line:
    indicator, dimension, category, measured, bodies, level, value, printed = stored
    key = Key(
        indicator=indicator,
        period=edition.period,
        category=(dimension, category),
        measured=cast("Measured", measured),
        bodies=frozenset(bodies.split("+")),
    )
    return Line(edition.code, key, value, cast("Level", level), printed)


def _edition(row: EditionRow) -> Edition:
    return Edition(
        sequence=row.sequence,
        program=row.program,
        period=row.period,
        number=row.number,
        code=row.code,
        title=row.title,
        reason=row.reason,
        published_at=row.published_at,
        by=row.by,
        moment=Moment(row.last_event, row.last_change),
        definitions=row.definitions,
        report=row.report,
        incidents=tuple(row.incidents.splitlines()),
        sha256=row.sha256,
        previous=row.previous,
        solver=row.solver,
    )
