"""Publish: decide, audit, freeze. An edition that the auditor does not pass is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.disclosure.model.system import InconsistentSystem
from tracker.editions.composing import compose
from tracker.editions.difference import Difference, differences
from tracker.editions.incident_words import Incident, contradiction_told, incidents_told
from tracker.editions.protection import Protection, protect
from tracker.editions.sources import Archive, EditionSources, gather, sources_now
from tracker.editions.statistics import period_lines
from tracker.editions.texts import SmallNumber, order_words, own_words, small_numbers
from tracker.report.model import Report
from tracker.report.reading import from_json
from tracker.report.serialise import to_json
from tracker.store.catalogue import read_program
from tracker.store.editions import Edition, add_edition
from tracker.store.past import hold_history
from tracker.words import gettext as _


class Refused(Exception):
    """The edition may not be published; the message is a Swedish sentence that says why."""


class NothingApproved(Refused):
    """There is no approved follow-up of the period."""


class Contradictory(Refused):
    """The received figures contradict each other, so what readers could work out of them cannot be judged.

    ``bodies``: whose figures they are, each with its period, so that a page can lead there.
    """

    def __init__(self, sentence: str, bodies: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.bodies = bodies


@dataclass(frozen=True)
class Prepared:
    """The next edition of a period as it would be published now. ``last``: the period's edition before it."""

    sources: EditionSources
    code: str
    report: Report
    protection: Protection
    texts: Mapping[str, str]
    last: Edition | None

    @property
    def unchanged(self) -> bool:
        return self.last is not None and not self.changes

    @cached_property
    def changes(self) -> tuple[Difference, ...]:
        """What differs from the period's last edition; everything is new in a first one."""
        return () if self.last is None else differences(from_json(self.last.report), self.report)

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        return incidents_told(self.protection, self.sources)

    def to_confirm(self, title: str = "", reason: str | None = None) -> tuple[SmallNumber, ...]:
        """Small numbers in all that is published in words, also in the edition's title and a correction's reason."""
        return small_numbers({**self.texts, **own_words(self.report), **order_words(self.report, title, reason)})


@dataclass(frozen=True)
class Order:
    """What a person says when publishing. ``confirmed``: places of small numbers in texts that may stand.

    ``accept_incidents``: requirements that earlier editions had already lost are accepted as they are.
    """

    title: str
    reason: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    confirmed: Collection[str] = ()
    accept_incidents: bool = False


def prepare(
    session: Session, program: str, period: str, texts: Mapping[str, str] | None = None
) -> Prepared:
    """Decide what the period's next edition would print. Nothing is stored.

    Raises NothingApproved, Contradictory, UnknownProgram, PeriodError.
    """
    sources = sources_now(session, program, period)
    if not sources.own_rows:
        raise NothingApproved(_("Ingen mottagen uppföljning finns för {period}.").format(period=sources.period))
    own = [edition for edition in sources.earlier if edition.period == sources.period]
    code = f"{sources.period.code}-{len(own) + 1}"
    new = period_lines(sources.definitions, sources.program, sources.period, sources.own_rows, code)
    try:
        protection = protect(new, sources.ledger, sources.rules)
    except InconsistentSystem as fault:
        told = contradiction_told(fault, new, sources)
        text = _("{period} kan inte publiceras. {fault}")
        raise Contradictory(text.format(period=sources.period, fault=told.sentence), told.bodies) from fault
    return _composed(sources, code, protection, own[-1] if own else None, texts or {})


def with_texts(prepared: Prepared, texts: Mapping[str, str]) -> Prepared:
    """The same edition with other texts; what is dotted does not depend on them."""
    if texts == prepared.texts:
        return prepared
    return _composed(prepared.sources, prepared.code, prepared.protection, prepared.last, texts)


def _composed(
    sources: EditionSources, code: str, protection: Protection, last: Edition | None, texts: Mapping[str, str]
) -> Prepared:
    kept = {goal: text for goal, text in texts.items() if text.strip()}
    report = compose(sources, protection.lines, code=code, audience="preview", texts=kept)
    return Prepared(sources, code, report, protection, kept, last)


def publish(session: Session, prepared: Prepared, order: Order, *, by: str, now: datetime) -> Edition | None:
    """Freeze a prepared edition; None if nothing differs from the period's last one. Raises Refused."""
    if prepared.unchanged:
        return None
    check(prepared, order)
    _must_be_current(session, prepared.sources)
    report = prepared.report.model_copy(update={"audience": "published"})
    sources = prepared.sources
    edition = Edition(
        sequence=0,
        program=sources.program.code,
        period=sources.period,
        number=int(prepared.code.rpartition("-")[2]),
        code=prepared.code,
        title=order.title,
        reason=order.reason,
        published_at=now,
        by=by,
        moment=sources.moment,
        definitions=sources.definitions.model_dump_json(by_alias=True),
        report=to_json(report),
        incidents=tuple(sorted(incident.key for incident in prepared.protection.incidents)),
        sha256="",
        previous=sources.earlier[-1].sha256 if sources.earlier else None,
    )
    sealed = Edition(**{**edition.__dict__, "sha256": fingerprint(edition)})
    return add_edition(session, sealed, prepared.protection.lines, by)


def check(prepared: Prepared, order: Order) -> None:
    """Raise Refused with the first reason why this may not be published."""
    protection = prepared.protection
    if not protection.passed:
        failed = [f"{v.family} {v.year}" for v in protection.verdicts if not v.passed]
        text = _("Kontrollen godkänner inte utgåvan: {groups} kan räknas fram. Inget har publicerats.")
        raise Refused(text.format(groups=", ".join(failed)))
    if protection.incidents and not order.accept_incidents:
        names = "; ".join(incident.figure for incident in prepared.incidents)
        text = _("Tidigare utgåvor röjer redan: {names}. Någon måste ta ställning innan utgåvan publiceras.")
        raise Refused(text.format(names=names))
    if prepared.last is not None and not (order.reason or "").strip():
        raise Refused(_("Perioden är redan publicerad. Ange skälet till rättelsen."))
    written = prepared.to_confirm(order.title, order.reason)
    open_ = [found for found in written if found.place not in order.confirmed]
    if open_:
        small = _("{item} (”{text}”)")
        places = "; ".join(small.format(item=found.item, text=found.around) for found in open_)
        text = _("Texterna innehåller små tal som måste bekräftas ett och ett: {places}")
        raise Refused(text.format(places=places))


def _must_be_current(session: Session, sources: EditionSources) -> None:
    """Hold the history still and see that nothing the edition is made of has changed since it was prepared: figures,
    other editions, or the rules that decided its dots. What other programs change is no part of it."""
    hold_history(session)
    archive = Archive(session, sources.program.code)
    found = gather(
        archive, sources.definitions, sources.program, sources.period, sources.moment, archive.published
    )
    made_of = (sources.rows, sources.earlier, sources.continued, sources.definitions)
    if (found.rows, found.earlier, found.continued, read_program(session, sources.program.code)) != made_of:
        raise Refused(_("Underlaget har ändrats under tiden. Granska förhandsvisningen igen och publicera på nytt."))


def fingerprint(edition: Edition) -> str:
    """SHA-256 over the canonical JSON of all that was published and how it came about.

    The checksum of the edition before it is part of it, so that the last one vouches for them all.
    """
    content = {
        "program": edition.program,
        "period": edition.period.code,
        "code": edition.code,
        "title": edition.title,
        "reason": edition.reason,
        "published_at": edition.published_at.isoformat(),
        "by": edition.by,
        "moment": [edition.moment.last_event, edition.moment.last_change],
        "incidents": list(edition.incidents),
        "definitions": json.loads(edition.definitions),
        "report": json.loads(edition.report),
    }
    if edition.previous is not None:
        content["previous"] = edition.previous
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
