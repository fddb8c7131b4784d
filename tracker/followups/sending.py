"""Send mails: each noted before it is handed over, and the note withdrawn where the mail certainly was not taken."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol, TypeVar

from sqlalchemy import Engine

from tracker.config import Mail as MailSettings
from tracker.followups.noted_mails import Noted, claim, release, settle
from tracker.followups.outbox import Outbox, Outcome, Unreachable, outbox
from tracker.store.database import write_session
from tracker.words import use_language


class Notice(Noted, Protocol):
    """A mail that tells one person of one thing, in the reader's language."""

    @property
    def language(self) -> str: ...


N = TypeVar("N", bound=Notice)


def tell_each(
    engine: Engine, settings: MailSettings, waiting: Collection[N], write: Callable[[N], tuple[str, str]]
) -> list[Outcome]:
    """Hand each notice over; ``write``: its subject and text. Raises MailFault where the server cannot be used."""
    if not waiting:
        return []
    found = []
    with outbox(settings) as post:
        for notice in waiting:
            with use_language(notice.language):
                found.append(deliver(engine, post, notice, *write(notice)))
    return found


def deliver(engine: Engine, post: Outbox, mail: Noted, subject: str, text: str) -> Outcome:
    """Hand one mail over, once however many try at once. Raises Unreachable, and then nothing was sent."""
    with write_session(engine) as session:
        if not claim(session, mail):
            return "sent"  # another run is sending it
    try:
        outcome = post.send(mail.address, subject, text)
    except Unreachable:
        _withdraw(engine, mail)
        raise
    if outcome == "refused":
        _withdraw(engine, mail)
    else:
        with write_session(engine) as session:
            settle(session, mail, outcome)
    return outcome


def _withdraw(engine: Engine, mail: Noted) -> None:
    with write_session(engine) as session:
        release(session, mail)
