"""How much the items of follow-ups rest on: links and files, counted, without what they are called."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.periods import Period
from tracker.store.evidence import EvidenceRow
from tracker.store.evidence_file import EvidenceFileRow


class Place(NamedTuple):
    """An item of a body's follow-up of a period."""

    unit: str
    period: Period
    item: str


class Count(NamedTuple):
    links: int = 0
    files: int = 0


def evidence_counts(
    session: Session, program: str, *, unit: str | None = None, period: Period | None = None
) -> dict[Place, Count]:
    """Of every item that has any, in the order of their codes; of one body, or in one period."""
    found: dict[Place, Count] = {}
    for name, table in (("links", EvidenceRow), ("files", EvidenceFileRow)):
        of = (table.unit, table.year, table.part, table.item)
        query = select(*of, func.count()).where(table.program == program, table.removed_at.is_(None)).group_by(*of)
        if unit is not None:
            query = query.where(table.unit == unit)
        if period is not None:
            query = query.where(table.year == period.year, table.part == period.part)
        for body, year, part, item, count in session.execute(query):
            place = Place(body, Period(year, part), item)
            found[place] = found.get(place, Count())._replace(**{name: count})
    return dict(sorted(found.items(), key=lambda pair: pair[0].item))
