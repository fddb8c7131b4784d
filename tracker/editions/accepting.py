"""Accept what is known of small counts today and was not reckoned with when their editions were published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.editions.incident_words import told_afterwards
from tracker.editions.known_afterwards import known_afterwards
from tracker.editions.sources import Archive, sources_of
from tracker.store.edition_answers import Answer, accepted_afterwards, add_answers
from tracker.store.editions import Edition


def accept(session: Session, edition: Edition, reason: str, *, by: str, now: datetime) -> tuple[str, ...]:
    """Keep with the edition that a person accepts what is known since it was published. Returns what that is, each in
    a sentence; nothing if nobody has to accept anything. ``verify`` names none of it any more."""
    archive = Archive(session, edition.program)
    made_of = {each.code: sources_of(archive, each) for each in archive.published}
    rules = {code: sources.rules for code, sources in made_of.items()}
    accepted = accepted_afterwards(session, edition.program).union(*(each.incidents for each in archive.published))
    found = {
        known.requirement: told_afterwards(known, made_of[known.edition])
        for known in known_afterwards(archive.ledger, rules, accepted)
        if known.edition == edition.code
    }
    answers = (Answer("afterwards", name, sentence, reason, now, by) for name, sentence in found.items())
    add_answers(session, edition, answers)
    return tuple(found.values())
