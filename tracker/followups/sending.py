"""Send one mail: noted before it is handed over, and the note withdrawn where the mail certainly was not taken."""

from __future__ import annotations

from sqlalchemy import Engine

from tracker.followups.noted_mails import Noted, claim, release, settle
from tracker.followups.outbox import Outbox, Outcome, Unreachable
from tracker.store.database import write_session


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
