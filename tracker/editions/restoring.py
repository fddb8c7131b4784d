"""Put back an edition that was published and is no longer in the database, before anything new is published.

From a file of its own (``edition_file``) all of it comes back. From the published report alone, printed figures are
taken as printed. A dotted one gets the number that the database holds today, if its indicator's printed figures are
those that the database gives; otherwise what it was is unknown, and it stands in no ledger.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from tracker.definitions.catalogue import UnknownProgram
from tracker.editions.edition_file import FORMAT, CarriedEdition, EditionFileFault, read_edition
from tracker.editions.fingerprint import fingerprint
from tracker.editions.report_lines import report_lines
from tracker.editions.sources import EditionSources, sources_now
from tracker.editions.statistics import period_lines
from tracker.editions.texts import usual_title
from tracker.periods import PeriodError
from tracker.report.model import Report
from tracker.report.reading import from_json
from tracker.report.serialise import to_json
from tracker.rows import Key, Level, Line
from tracker.store.catalogue import read_program
from tracker.store.edition_answers import Answer, add_answers
from tracker.store.editions import Edition, add_edition, editions
from tracker.words import gettext as _

_LONGEST_NUMBER = 6


@dataclass(frozen=True)
class Restored:
    """``unknown``: how many dotted figures of which nobody knows here what they were."""

    edition: Edition
    unknown: int


def restore_edition(session: Session, content: str, name: str, *, by: str, now: datetime) -> Restored | None:
    """Store the edition of a file; None if the very same is there already. ``name``: the file, for the user.

    Raises EditionFileFault.
    """
    document = _document(content, name)
    if document.get("schema") == FORMAT:
        carried = read_edition(document, name)
        how, unknown = "whole", 0
    else:
        carried, unknown = _from_report(session, _report(content, name), name, by, now)
        how = "printed"
    edition = carried.edition
    there = editions(session, read_program(session, edition.program).program(edition.program).code)
    if any(each.sha256 == edition.sha256 or (how == "printed" and each.report == edition.report) for each in there):
        return None
    _must_follow(edition, there)
    stored = add_edition(session, edition, carried.lines, edition.by)
    add_answers(session, stored, [*carried.answers, Answer("restored", how, name, str(unknown), now, by)])
    return Restored(stored, unknown)


def _document(content: str, name: str) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (json.JSONDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        text = _("{file} är ingen utgåva: varken en fil från tracker edition export eller en utgåvas JSON.")
        raise EditionFileFault(text.format(file=name))
    return found


def _report(content: str, name: str) -> Report:
    try:
        report = from_json(content)
    except ValidationError as fault:
        text = _("{file} är ingen utgåva: varken en fil från tracker edition export eller en utgåvas JSON.")
        raise EditionFileFault(text.format(file=name)) from fault
    if report.audience != "published" or report.edition is None or report.unit is not None:
        text = _("{file} är en rapport, men ingen publicerad utgåva av hela staden.")
        raise EditionFileFault(text.format(file=name))
    return report


def _must_follow(edition: Edition, there: list[Edition]) -> None:
    """Nothing is ever overwritten, and an edition comes back only after those that it was published after."""
    if any(each.code == edition.code for each in there):
        text = _("Utgåva {code} finns redan i databasen och är en annan än filens. Inget har ändrats.")
        raise EditionFileFault(text.format(code=edition.code))
    number = sum(each.period == edition.period for each in there) + 1
    last = there[-1].sha256 if there else None
    if edition.previous != last or edition.number != number:
        text = _(
            "Utgåva {code} publicerades efter en annan utgåva än den sista i databasen ({last}). Läs in utgåvorna"
            " i den ordning de publicerades, innan något nytt publiceras."
        )
        raise EditionFileFault(text.format(code=edition.code, last=there[-1].code if there else "–"))


def _from_report(session: Session, report: Report, name: str, by: str, now: datetime) -> tuple[CarriedEdition, int]:
    try:
        sources = sources_now(session, report.program, report.period)
    except (UnknownProgram, PeriodError) as fault:
        text = _("{file} hör till ett program eller en period som inte finns i databasen.")
        raise EditionFileFault(text.format(file=name)) from fault
    code = str(report.edition)
    known = report_lines(report, sources.period)
    lines = _lines(sources, code, known)
    edition = Edition(
        sequence=0,
        program=report.program,
        period=sources.period,
        number=_number(code, name),
        code=code,
        title=usual_title(report),
        reason=None,
        published_at=now,
        by=by,
        moment=sources.moment,
        definitions=sources.definitions.model_dump_json(by_alias=True),
        report=to_json(report),
        incidents=(),
        sha256="",
        previous=sources.earlier[-1].sha256 if sources.earlier else None,
    )
    sealed = replace(edition, sha256=fingerprint(edition))
    return CarriedEdition(sealed, lines, ()), len(known) - len(lines)


def _lines(
    sources: EditionSources, code: str, known: Mapping[Key, tuple[Level, int | None]]
) -> tuple[Line, ...]:
    """The printed figures, and the dotted ones of every indicator whose printed figures the database gives too."""
    now = period_lines(sources.definitions, sources.program, sources.period, sources.own_rows, code)
    truth = {line.key: line.value for line in now}
    of: dict[str, dict[Key, tuple[Level, int | None]]] = defaultdict(dict)
    for key, found in known.items():
        of[key.indicator][key] = found
    lines = []
    for cells in of.values():
        same = all(key in truth and value in (None, truth[key]) for key, (_level, value) in cells.items())
        for key, (level, value) in cells.items():
            if value is not None:
                lines.append(Line(code, key, value, level, True))
            elif same:
                lines.append(Line(code, key, truth[key], level, False))
    return tuple(lines)


def _number(code: str, name: str) -> int:
    number = code.rpartition("-")[2]
    if not number.isdecimal() or len(number) > _LONGEST_NUMBER:
        raise EditionFileFault(_("{file} har en kod som ingen utgåva har.").format(file=name))
    return int(number)
