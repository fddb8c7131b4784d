"""Verify: every edition proves itself. Nothing is solved again, and later changes of follow-ups are no error."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from pydantic import ValidationError
from sqlalchemy.orm import Session

from tracker.accounts.account import shown_name
from tracker.disclosure.auditor.table import AuditFormatError
from tracker.disclosure.model.rules import Rules
from tracker.editions.composing import compose
from tracker.editions.fingerprint import fingerprint
from tracker.editions.incident_words import told_afterwards
from tracker.editions.known_afterwards import known_afterwards
from tracker.editions.report_lines import report_lines
from tracker.editions.sources import Archive, EditionSources, sources_of
from tracker.editions.statistics import period_lines
from tracker.followups.verifying import followup_faults, kept_item_faults
from tracker.periods import Period
from tracker.report.model import Report
from tracker.report.reading import from_json
from tracker.report.serialise import to_json
from tracker.report.withheld import withheld_text
from tracker.report.written import written
from tracker.rows import Line
from tracker.store.edition_answers import accepted_afterwards, restored
from tracker.store.editions import Edition
from tracker.words import gettext as _


def verify(session: Session, program: str) -> Iterator[str]:
    """Everything that does not hold, one Swedish sentence each; nothing if all holds."""
    yield from followup_faults(session, program)
    yield from kept_item_faults(session, program)
    archive = Archive(session, program)
    published, lines = archive.published, archive.ledger
    yield from _numbers(published)
    yield from _chain(published)
    put_back = restored(session, program)
    made_of: dict[str, EditionSources] = {}
    rules: dict[str, Rules] = {}
    for edition in published:
        try:
            sources = made_of[edition.code] = sources_of(archive, edition)
            rules[edition.code] = sources.rules
        except (ValidationError, LookupError, ValueError):
            text = _("Utgåva {code}: dess eller en tidigare utgåvas definitioner kan inte läsas.")
            yield text.format(code=edition.code)
            continue
        yield from _edition(edition, sources, [line for line in lines if line.edition == edition.code], put_back)
    accepted = accepted_afterwards(session, program).union(*(edition.incidents for edition in published))
    yield from _together(lines, rules, made_of, accepted)


def remarks(session: Session, program: str) -> Iterator[str]:
    """What holds and could not be proved as far as usual: editions that were put back from a file."""
    for code, how in restored(session, program).items():
        if how.place == "whole":
            text = _(
                "Utgåva {code} är återläst ur {about} av {by}: kontrollsumma, kedja och liggare stämmer; om underlaget"
                " finns i databasen har inte prövats."
            )
        else:
            text = _(
                "Utgåva {code} är återläst ur sin publicerade rapport av {by}. Tryckta tal är tagna som tryckta;"
                " {unknown} prickade tal är okända, och den första kontrollsumman kan inte prövas."
            )
        yield text.format(code=code, about=how.about, by=shown_name(how.by), unknown=how.answer)


def _numbers(published: Sequence[Edition]) -> Iterator[str]:
    """A period's editions are numbered from 1 without a gap; a gap is an edition that somebody took away."""
    count: Counter[Period] = Counter()
    for edition in published:
        count[edition.period] += 1
        if edition.number != count[edition.period]:
            text = _("En utgåva saknas före {code}; någon har ändrat i databasen.")
            yield text.format(code=edition.code)


def _chain(published: Sequence[Edition]) -> Iterator[str]:
    """Each edition names the one published before it, of whatever period; those from before that was done name none."""
    before: Edition | None = None
    for edition in published:
        named = edition.previous is not None or (before is not None and before.previous is not None)
        if named and edition.previous != (before.sha256 if before else None):
            text = _("Utgåva {code} följer inte på den utgåva som publicerades före den; någon har ändrat i databasen.")
            yield text.format(code=edition.code)
        before = edition


def _edition(edition: Edition, sources: EditionSources, lines: list[Line], put_back: Collection[str]) -> Iterator[str]:
    try:
        report, sealed = from_json(edition.report), fingerprint(edition)
    except (ValidationError, json.JSONDecodeError):
        yield _("Utgåva {code} kan inte läsas; någon har ändrat i databasen.").format(code=edition.code)
        return
    if sealed != edition.sha256:
        yield _("Utgåva {code} har ändrats efter publiceringen: kontrollsumman stämmer inte.").format(code=edition.code)
    yield from _withheld(edition, sources, lines)
    if edition.code in put_back:
        # What it was made of need not be in this database; its ledger must at least print what its report prints.
        yield from _printed(edition, report, lines)
        return
    yield from _ledger(edition, sources, lines)
    form = report.schema_
    again = compose(sources, lines, code=edition.code, audience="published", texts=written(report), schema=form)
    if to_json(again, form) != edition.report:
        text = _("Utgåva {code} stämmer inte med underlaget: samma beräkning ger i dag andra uppgifter.")
        yield text.format(code=edition.code)


def _withheld(edition: Edition, sources: EditionSources, lines: list[Line]) -> Iterator[str]:
    """What the edition says that it leaves out by choice is dotted in it."""
    for part in sources.withheld:
        if any(line.printed and sources.parts.holds(part, line) for line in lines):
            text = _("Utgåva {code} säger att {part} inte visas, men trycker något av det.")
            yield text.format(code=edition.code, part=withheld_text(part))


def _ledger(edition: Edition, sources: EditionSources, lines: list[Line]) -> Iterator[str]:
    """The ledger holds exactly the statistics of the roll-up, with their true values."""
    expected = period_lines(sources.definitions, sources.program, sources.period, sources.own_rows, edition.code)
    truth = {line.key: (line.value, line.level) for line in expected}
    # Bodies written in another order would be the same statistic a second time, printed or dotted otherwise.
    if len(lines) != len(truth) or truth != {line.key: (line.value, line.level) for line in lines}:
        text = _("Utgåva {code}: liggaren över tryckta och prickade tal stämmer inte med underlaget.")
        yield text.format(code=edition.code)


def _printed(edition: Edition, report: Report, lines: list[Line]) -> Iterator[str]:
    printed = {key: value for key, (_level, value) in report_lines(report, edition.period).items() if value is not None}
    if {line.key: line.value for line in lines if line.printed} != printed:
        text = _("Utgåva {code}: liggaren trycker andra tal än rapporten; någon har ändrat i databasen.")
        yield text.format(code=edition.code)


def _together(
    lines: Sequence[Line],
    rules: Mapping[str, Rules],
    made_of: Mapping[str, EditionSources],
    accepted: Collection[str],
) -> Iterator[str]:
    """All editions together must pass the auditor, apart from what a person has accepted as lost.

    Each edition's figures match its own history, dots and all, or that is said above; so what the auditor finds in them
    was not reckoned with when they were published.
    """
    try:
        found = list(known_afterwards(lines, rules, accepted))
    except (AuditFormatError, LookupError):  # an indicator or a period that no definition knows
        yield _("Utgåvornas liggare motsäger sig själv; någon har ändrat i databasen.")
        return
    yield from (told_afterwards(each, made_of[each.edition]) for each in found)
