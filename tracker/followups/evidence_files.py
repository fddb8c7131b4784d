"""A body adds files to what it reports, where its program allows that, and takes them away.

A file is judged by its bytes (``judged``), then shown to the scanner by the caller, then kept with its hash (``keep``).
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.settings import Evidence
from tracker.followups.errors import InvalidMove
from tracker.followups.evidence_kinds import KINDS, kind_of
from tracker.followups.operations import open_
from tracker.followups.saving import check_editable, held_still
from tracker.followups.work import Work
from tracker.store.evidence_file import LONGEST_NAME, NewFile, add_file, bytes_held, files_of, find_file, remove_file
from tracker.typed import one_line
from tracker.words import gettext as _

MEGABYTE = 1_000_000
MOST = 20
"""Files of one item."""


class BadFile(ValueError):
    """The file cannot be kept; the message is a sentence for the user."""


def judged(rules: Evidence, name: str, content: bytes) -> NewFile:
    """The file as it may be kept. Raises BadFile."""
    name = _plain_name(name)
    if not content:
        raise BadFile(_("Filen är tom."))
    if len(content) > rules.megabytes * MEGABYTE:
        raise BadFile(_("Filen är för stor; högst {n} MB går.").format(n=rules.megabytes))
    found = kind_of(content)
    if found.kind is None or found.kind not in rules.files:
        raise BadFile(_("Filen är av ett slag som inte tas emot här. Dessa går: {kinds}.").format(kinds=endings(rules)))
    if found.macros:
        raise BadFile(_("Filen innehåller makron. Spara den utan makron och försök igen."))
    known = KINDS[found.kind].endings
    if not name.lower().endswith(known):
        message = _("Filen heter {name} men är något annat, en {ending}-fil. Kontrollera att det är rätt fil.")
        raise BadFile(message.format(name=name, ending=known[0].removeprefix(".")))
    return NewFile(name, found.kind, content, sha256(content).hexdigest())


def check_place(work: Work, item: str) -> None:
    """Raises BadFile unless files may be added to the item."""
    if not work.program.evidence.files:
        raise BadFile(_("Programmet tar inte emot filer."))
    if all(item != entry.code for entry in work.form.entries()):
        raise BadFile(_("Uppgiften efterfrågas inte i uppföljningen."))


def keep(session: Session, work: Work, *, item: str, file: NewFile, by: Account, today: date) -> None:
    """Add a file that has been judged. Raises BadFile, NotAllowed, Locked, InvalidMove."""
    check_place(work, item)
    rules, place = work.program.evidence, (work.program.code, work.unit, work.period)
    followup = work.followup or open_(session, view=work.view, unit=work.unit, by=by, today=today)
    check_editable(session, held_still(session, followup.id), by, today, work.view, {item})
    there = [each for each in files_of(session, *place) if each.removed_at is None]
    if any((each.item, each.sha256) == (item, file.sha256) for each in there):
        return  # sent twice
    if sum(each.item == item for each in there) >= MOST:
        raise BadFile(_("Uppgiften har redan {n} filer. Ta bort någon först.").format(n=MOST))
    if bytes_held(session, *place) + len(file.content) > rules.megabytes_together * MEGABYTE:
        message = _("Uppföljningen får ha filer på högst {n} MB tillsammans. Ta bort någon först.")
        raise BadFile(message.format(n=rules.megabytes_together))
    add_file(session, *place, item=item, file=file, account=by.id, by=by.name)


def erase(session: Session, work: Work, *, number: int, by: Account, today: date) -> str:
    """Delete a file's bytes; the code of the item that it stood at. Whoever may ``erase_files`` does it at any time,
    the body as long as the item can be changed. Raises NotAllowed, Locked, InvalidMove."""
    row = find_file(session, work.program.code, work.unit, work.period, number)
    if row is None or work.followup is None or not shows(work, row.item):
        raise InvalidMove(_("Filen är redan borttagen."))
    locked = held_still(session, work.followup.id)
    if not may(by, "erase_files", program=work.program.code, unit=work.unit):
        check_editable(session, locked, by, today, work.view, {row.item})
    remove_file(session, row, by.name)
    return row.item


def shows(work: Work, item: str) -> bool:
    """Whether the reader sees the item's files: who sees the whole, also those of an item that is asked for no more."""
    return work.only is None or any(item == entry.code for entry in work.form.entries())


def endings(rules: Evidence) -> str:
    """The kinds of files that may be added, as their names end: "pdf, docx"."""
    return ", ".join(KINDS[kind].endings[0].removeprefix(".") for kind in rules.files)


def _plain_name(given: str) -> str:
    """The file's own name without folders or signs that nobody sees; cut in the middle, so that its ending stays."""
    name = one_line(re.split(r"[/\\]", given)[-1])
    name = "".join(sign for sign in name if sign.isprintable() and sign not in '"<>|:*?').strip(". ")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - 6]}.{ending[:5]}" if dot else name[:LONGEST_NAME]
