"""Publish: decide, audit, freeze. An edition that the auditor does not pass is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.disclosure.model.system import InconsistentSystem
from tracker.disclosure.optimiser.linear_programs import solver
from tracker.editions.composing import compose
from tracker.editions.fingerprint import fingerprint
from tracker.editions.incident_words import contradiction_told
from tracker.editions.prepared import Prepared
from tracker.editions.protection import Protection, protect
from tracker.editions.question_words import ANSWERS
from tracker.editions.settled import Settled
from tracker.editions.sources import Archive, EditionSources, sources_now
from tracker.editions.statistics import period_lines
from tracker.editions.steps import Tell, tell_nobody
from tracker.editions.texts import judgements_in, said
from tracker.editions.withholding import chosen_now
from tracker.followups.threads.printing import printed_threads
from tracker.report.live_fields import has_fields, unknown_fields
from tracker.report.model import Report
from tracker.report.serialise import to_json
from tracker.store.catalogue import read_program
from tracker.store.edition_answers import Answer, accepted_rules, add_answers
from tracker.store.editions import Edition, add_edition, seals
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
class Order:
    """What a person says when publishing. ``answers``: for each number in the texts that is asked about, by its place,
    one of the codes of ``ANSWERS``.

    ``incidents_accepted``: why it is accepted that some small counts cannot be protected; blank: nobody accepts it.
    ``invented``: every figure is, so that what rules tell is of nobody and is not worked out.
    """

    title: str
    reason: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    incidents_accepted: str | None = None
    invented: bool = False


def prepare(
    session: Session,
    program: str,
    period: str,
    texts: Mapping[str, str] | None = None,
    settled: Settled | None = None,
    tell: Tell = tell_nobody,
) -> Prepared:
    """Decide what the period's next edition would print. Nothing is stored.

    ``settled``: what a run that prepares one edition after another has read of those before. ``tell``: how far it is.
    Raises NothingApproved, Contradictory, UnknownProgram, PeriodError.
    """
    tell("reading", 0, 0)
    sources = sources_now(session, program, period, settled)
    if not sources.own_rows:
        raise NothingApproved(_("Ingen mottagen uppföljning finns för {period}.").format(period=sources.period))
    own = [edition for edition in sources.earlier if edition.period == sources.period]
    code = f"{sources.period.code}-{len(own) + 1}"
    lines = period_lines(sources.definitions, sources.program, sources.period, sources.own_rows, code)
    new = sources.parts.without(lines, sources.withheld)
    try:
        protection = protect(new, sources.ledger, sources.rules, tell)
    except InconsistentSystem as fault:
        told = contradiction_told(fault, new, sources)
        text = _("{period} kan inte publiceras. {fault}")
        raise Contradictory(text.format(period=sources.period, fault=told.sentence), told.bodies) from fault
    found = _composed(sources, code, protection, own[-1] if own else None, texts or {})
    return replace(found, accepted=accepted_rules(session, sources.program.code))


def with_texts(prepared: Prepared, texts: Mapping[str, str]) -> Prepared:
    """The same edition with other texts; what is dotted does not depend on them."""
    if texts == prepared.kept:
        return prepared
    found = _composed(prepared.sources, prepared.code, prepared.protection, prepared.last, texts)
    return replace(found, accepted=prepared.accepted)


def _composed(
    sources: EditionSources, code: str, protection: Protection, last: Edition | None, texts: Mapping[str, str]
) -> Prepared:
    def with_words(words: Mapping[str, str]) -> Report:
        return compose(sources, protection.lines, code=code, audience="preview", texts=words)

    kept = {place: text for place, text in texts.items() if text.strip()}
    published = said(with_words(judgements_in(kept)), kept) if any(map(has_fields, kept.values())) else kept
    return Prepared(sources, code, with_words(published), protection, published, kept, last)


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
        solver=solver(),
    )
    sealed = Edition(**{**edition.__dict__, "sha256": fingerprint(edition)})
    stored = add_edition(session, sealed, prepared.protection.lines, by)
    add_answers(session, stored, _answered(prepared, order, by, now))
    return stored


def _answered(prepared: Prepared, order: Order, by: str, now: datetime) -> Iterator[Answer]:
    """What the person was asked and said, to be kept with the edition."""
    for question in prepared.questions(order.title, order.reason):
        yield Answer("text", question.place, question.about, order.answers[question.place], now, by)
    for movement in prepared.movements:
        yield Answer("movement", movement.place, movement.about, order.answers[movement.place], now, by)
    for told in () if order.invented else prepared.told_by_rules:
        for name, figure in told.figures.items():
            yield Answer("rule", name, figure, order.answers[told.place], now, by)
    for incident in prepared.incidents:
        yield Answer("incident", incident.key, incident.sentence, order.incidents_accepted or "", now, by)


def check(prepared: Prepared, order: Order) -> None:
    """Raise Refused with the first reason why this may not be published."""
    protection = prepared.protection
    if not protection.passed:
        failed = [f"{v.family} {v.year}" for v in protection.verdicts if not v.passed]
        text = _("Kontrollen godkänner inte utgåvan: {groups} kan räknas fram. Inget har publicerats.")
        raise Refused(text.format(groups=", ".join(failed)))
    if protection.incidents and not (order.incidents_accepted or "").strip():
        names = "; ".join(dict.fromkeys(incident.figure for incident in prepared.incidents))
        text = _("Tidigare utgåvor röjer redan: {names}. Någon måste ta ställning innan utgåvan publiceras.")
        raise Refused(text.format(names=names))
    if prepared.last is not None and not (order.reason or "").strip():
        raise Refused(_("Perioden är redan publicerad. Ange skälet till rättelsen."))
    shown = [movement.indicator for movement in prepared.movements if movement.place not in order.answers]
    if shown:
        text = _("Rättelsen visar hur ett fåtal personer har tillkommit eller utgått i {names}; någon måste godta det.")
        raise Refused(text.format(names=", ".join(shown)))
    by_rules = () if order.invented else prepared.told_by_rules
    exact = [told.indicator for told in by_rules if told.place not in order.answers]
    if exact:
        text = _("Den som kan reglerna kan räkna ut enstaka tal exakt i {names}; någon måste godta det.")
        raise Refused(text.format(names=", ".join(exact)))
    empty = [field for text in prepared.texts.values() for field in unknown_fields(prepared.report, text)]
    if empty:
        text = _("Texterna har fält som inte finns i rapporten: {fields}. Ta bort dem eller rätta dem.")
        raise Refused(text.format(fields=", ".join(empty)))
    asked = prepared.questions(order.title, order.reason)
    open_ = [question for question in asked if order.answers.get(question.place) not in ANSWERS]
    if open_:
        words = _("{item} (”{text}”)")
        places = "; ".join(words.format(item=found.item, text=found.around) for found in open_)
        text = _("Texterna innehåller tal som måste besvaras ett och ett: {places}")
        raise Refused(text.format(places=places))


def _must_be_current(session: Session, sources: EditionSources) -> None:
    """Hold the history still and see that nothing the edition is made of has changed since it was prepared: figures,
    other editions, the rules that decided its dots, what is left out by choice, or the questions printed in it. What
    other programs change is no part of it.

    Of other periods nothing can have changed: while each of their editions was published, the history stood still.
    """
    hold_history(session)
    definitions = read_program(session, sources.program.code)
    program = definitions.program(sources.program.code)
    archive = Archive(session, program.code, Settled(list(sources.earlier)))
    found = (
        archive.rows_now(sources.period, sources.moment),
        seals(session, sources.program.code),
        archive.continued(sources.program, None),
        definitions,
        chosen_now(session, definitions, program, sources.period),
        printed_threads(session, definitions, program, sources.period, published=True),
    )
    published = [(edition.sequence, edition.sha256) for edition in sources.earlier]
    known = (sources.own_rows, published, sources.continued, sources.definitions, sources.withheld, sources.threads)
    if found != known:
        raise Refused(_("Underlaget har ändrats under tiden. Granska förhandsvisningen igen och publicera på nytt."))
