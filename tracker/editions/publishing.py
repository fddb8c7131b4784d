"""Publish: decide, audit, freeze. An edition that the auditor does not pass is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.disclosure.model.system import InconsistentSystem
from tracker.disclosure.optimiser.linear_programs import solver
from tracker.editions.answers import ANSWERS
from tracker.editions.composing import compose
from tracker.editions.difference import Difference, differences
from tracker.editions.figure_words import FigureWords
from tracker.editions.fingerprint import fingerprint
from tracker.editions.incident_words import Incident, contradiction_told, incidents_told
from tracker.editions.movements import Movement, movements
from tracker.editions.protection import Protection, protect
from tracker.editions.sources import Archive, EditionSources, sources_now
from tracker.editions.statistics import period_lines
from tracker.editions.text_figures import text_figures
from tracker.editions.text_questions import Question, TextCheck
from tracker.editions.texts import judgements_in, order_words, own_words, read_as, said
from tracker.report.live_fields import has_fields, unknown_fields
from tracker.report.model import Report
from tracker.report.reading import from_json
from tracker.report.serialise import to_json
from tracker.store.catalogue import read_program
from tracker.store.edition_answers import Answer, add_answers
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
    """The next edition of a period as it would be published now. ``last``: the period's edition before it.

    ``texts``: the compilers' as they will be published, by place; ``kept``: as they are kept, with live fields.
    """

    sources: EditionSources
    code: str
    report: Report
    protection: Protection
    texts: Mapping[str, str]
    kept: Mapping[str, str]
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

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """What a correction tells of a few persons beside the edition that it corrects."""
        if self.last is None:
            return ()
        code, sources = self.last.code, self.sources
        before = [line for line in sources.ledger if line.edition == code]
        words = FigureWords(sources.definitions, sources.program)
        return movements(before, self.protection.lines, sources.rules.disclosure.threshold, words)

    def questions(self, title: str = "", reason: str | None = None) -> tuple[Question, ...]:
        """The numbers to answer for in all that is published in words, the edition's title and reason among them."""
        words = own_words(self.report) | order_words(self.report, title, reason)
        return self._texts.questions({**read_as(self.kept), **words})

    def questions_of(self, place: str, text: str) -> tuple[Question, ...]:
        """The numbers to answer for in one text as it is written now, saved or not."""
        return self._texts.questions(read_as({place: text}))

    @cached_property
    def _texts(self) -> TextCheck:
        figures = text_figures(self.protection, self.sources)
        return TextCheck(self.report, figures, self.sources.rules.disclosure.threshold)


@dataclass(frozen=True)
class Order:
    """What a person says when publishing. ``answers``: for each number in the texts that is asked about, by its place,
    one of the codes of ``ANSWERS``.

    ``incidents_accepted``: why it is accepted that some small counts cannot be protected; blank: nobody accepts it.
    """

    title: str
    reason: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    incidents_accepted: str | None = None


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
    if texts == prepared.kept:
        return prepared
    return _composed(prepared.sources, prepared.code, prepared.protection, prepared.last, texts)


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
        names = "; ".join(incident.figure for incident in prepared.incidents)
        text = _("Tidigare utgåvor röjer redan: {names}. Någon måste ta ställning innan utgåvan publiceras.")
        raise Refused(text.format(names=names))
    if prepared.last is not None and not (order.reason or "").strip():
        raise Refused(_("Perioden är redan publicerad. Ange skälet till rättelsen."))
    shown = [movement.indicator for movement in prepared.movements if movement.place not in order.answers]
    if shown:
        text = _("Rättelsen visar hur ett fåtal personer har tillkommit eller utgått i {names}; någon måste godta det.")
        raise Refused(text.format(names=", ".join(shown)))
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
    other editions, or the rules that decided its dots. What other programs change is no part of it.

    Of other periods nothing can have changed: while each of their editions was published, the history stood still.
    """
    hold_history(session)
    archive = Archive(session, sources.program.code)
    found = (
        archive.rows(sources.period, sources.moment),
        archive.published,
        archive.continued(sources.program, None),
        read_program(session, sources.program.code),
    )
    if found != (sources.own_rows, sources.earlier, sources.continued, sources.definitions):
        raise Refused(_("Underlaget har ändrats under tiden. Granska förhandsvisningen igen och publicera på nytt."))
