"""A publication that was ordered on its page and is carried out by a job: the same as the page showed, or none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Engine

from tracker.accounts.orders import must_still
from tracker.editions.preparations import Preparations
from tracker.editions.prepared import Prepared
from tracker.editions.publishing import Order, Refused, check, publish
from tracker.editions.steps import Tell
from tracker.report.serialise import to_json
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.store.job import Job, end_job
from tracker.words import gettext as _


@dataclass(frozen=True)
class Publication:
    """What the person confirmed. ``seen``: the fingerprint of what the page showed. The rest: see ``Order``."""

    period: str
    seen: str
    title: str
    reason: str | None
    answers: Mapping[str, str]
    incidents_accepted: str | None

    @property
    def order(self) -> Order:
        return Order(self.title, self.reason, answers=self.answers, incidents_accepted=self.incidents_accepted)

    def document(self) -> str:
        """As it is kept with the job."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def publication(job: Job) -> Publication:
    return Publication(**json.loads(job.document))


def seen_of(prepared: Prepared) -> str:
    """The fingerprint of what a person sees before publishing: the same text goes into the edition, or none does.

    With what is accepted by it: what earlier editions give away, and what a correction tells. What the rules tell takes
    seconds to work out, and follows from the rest: the edition's lines, behind its dots too, those published before,
    and the definitions. Nothing of it depends on the reader's language.
    """
    protection, sources = prepared.protection, prepared.sources
    lines = [
        (line.key.indicator, line.key.period.code, line.key.category, line.key.measured, sorted(line.key.bodies),
         line.value, bool(line.printed))
        for line in protection.lines
    ]  # fmt: skip
    shown = (
        to_json(prepared.report),
        prepared.code,
        [(edition.sequence, edition.code) for edition in sources.earlier[-1:]],
        sources.definitions.model_dump_json(by_alias=True),
        sorted(incident.key for incident in protection.incidents),
        [(movement.place, movement.persons) for movement in prepared.movements],
        sorted(lines),
    )
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def publish_ordered(engine: Engine, preparations: Preparations, job: Job, tell: Tell) -> None:
    """Carry the job out; the edition and the job's end are written together. Its outcome is the edition's code, blank
    where nothing differs from the period's last one. Raises Refused, NoLongerAllowed, TakenOver and what
    preparing raises."""
    wanted = publication(job)
    with read_session(engine) as session:
        prepared = preparations.get(session, job.program, wanted.period, tell)
    if seen_of(prepared) != wanted.seen:
        raise Refused(_("Underlaget har ändrats sedan sidan visades. Granska igen och publicera på nytt."))
    tell("rules", 0, 0)
    check(prepared, wanted.order)
    tell("freezing", 0, 0)
    with write_session(engine) as session:
        must_still(session, job.account, "publish", job.program)
        now = utc_now()
        made = publish(session, prepared, wanted.order, by=job.by, now=now)
        end_job(session, job, "done", made.code if made else "", now)
