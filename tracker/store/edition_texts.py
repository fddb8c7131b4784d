"""The compilers' texts for a period's next edition: read and saved, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.periods import Period
from tracker.store.edition_text import EditionTextRow


@dataclass(frozen=True)
class EditionText:
    """A goal's text as last saved. ``version``: grows with each saving; 0 for none yet."""

    goal: str
    text: str = ""
    version: int = 0
    by: str = ""
    at: datetime | None = None


def edition_texts(session: Session, program: str, period: Period) -> dict[str, EditionText]:
    """The newest text of each goal that has one."""
    query = (
        select(EditionTextRow)
        .where(
            EditionTextRow.program == program, EditionTextRow.year == period.year, EditionTextRow.part == period.part
        )
        .order_by(EditionTextRow.id)
    )
    return {row.goal: EditionText(row.goal, row.text, row.id, row.by, row.at) for row in session.scalars(query)}


def save_texts(
    session: Session,
    program: str,
    period: Period,
    texts: Mapping[str, str],
    seen: Mapping[str, int],
    *,
    by: str,
    now: datetime,
) -> dict[str, EditionText]:
    """Save the texts that differ from what is kept. ``seen``: the version of each goal's text that the writer saw.

    Returns the goals that somebody else changed meanwhile, with what they now say; those are left as they are.
    """
    kept = edition_texts(session, program, period)
    clashes: dict[str, EditionText] = {}
    for goal, text in texts.items():
        before = kept.get(goal, EditionText(goal))
        if text == before.text:
            continue
        if seen.get(goal, 0) != before.version:
            clashes[goal] = before
            continue
        row = EditionTextRow(
            program=program, year=period.year, part=period.part, goal=goal, text=text, at=now, by=by
        )
        session.add(row)
    session.flush()
    return clashes
