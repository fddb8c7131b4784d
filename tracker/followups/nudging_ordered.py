"""Mail that a compiler asked for, sent by a job: what was not sent when its process ended is sent by the next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Engine

from tracker.accounts.orders import must_still
from tracker.config import Mail
from tracker.followups.nudging import nudges
from tracker.followups.outbox import outbox
from tracker.followups.reminder_texts import nudge_body, nudge_subject
from tracker.followups.sending import deliver
from tracker.store.base import utc_now
from tracker.store.catalogue import read_program
from tracker.store.database import read_session, write_session
from tracker.store.job import Job, end_job


@dataclass(frozen=True)
class NudgeOrder:
    """``units``: the bodies that were chosen. ``day``: when they were, in the city: each is written to once in it."""

    period: str
    units: Sequence[str]
    day: str

    def document(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)


def send_ordered(engine: Engine, mail: Mail | None, base_url: str, job: Job) -> None:
    """Who has handed in since it was ordered gets none. Its outcome is how many were sent. Raises
    NoLongerAllowed, MailFault and TakenOver."""
    order = NudgeOrder(**json.loads(job.document))
    day = date.fromisoformat(order.day)
    with read_session(engine) as session:
        must_still(session, job.account, "remind", job.program)
        definitions = read_program(session, job.program)
        period = definitions.program(job.program).calendar.parse(order.period)
        found = nudges(session, definitions, period, order.units, by=job.by, today=day, again=True)
    with outbox(mail) as post:
        outcomes = [
            deliver(engine, post, each, nudge_subject(each), nudge_body(each, base_url)) for each in found.mails
        ]
    with write_session(engine) as session:
        end_job(session, job, "done", str(outcomes.count("sent")), utc_now())
