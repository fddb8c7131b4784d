"""What was said and added beside the values of a follow-up, as lines of its history: questions of the body and the
compilers' remarks with their answers, links and files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.accounts.account import shown_name
from tracker.clock import moment
from tracker.followups.work import Work
from tracker.store.evidence import Trace, traces_of
from tracker.store.evidence_file import EvidenceFile, files_of
from tracker.store.remarks import Remark, questions_on, remarks_on
from tracker.web.followups.change_lines import ShownChange
from tracker.words import gettext as _

Line = tuple[datetime, ShownChange]


def beside_lines(session: Session, work: Work, item: str | None = None) -> list[Line]:
    """In no order; of one item, or of all."""
    place = (work.program.code, work.unit, work.period)
    lines: list[tuple[str, Line]] = []
    for question in questions_on(session, *place):
        lines += _said(work, question, _("Fråga till sammanställarna"))
    for remark in remarks_on(session, *place):
        lines += _said(work, remark, _("Anmärkning"))
    for link in traces_of(session, *place):
        lines += _of_link(work, link)
    for file in files_of(session, *place):
        lines += _of_file(work, file)
    return [line for code, line in lines if item is None or code == item]


def _said(work: Work, said: Remark, what: str) -> Iterator[tuple[str, Line]]:
    yield _line(work, said.item, said.at, said.by, what, after=said.text)
    for reply in said.replies:
        yield _line(work, said.item, reply.at, reply.by, _("Svar"), before=said.text, after=reply.text)


def _of_link(work: Work, link: Trace) -> Iterator[tuple[str, Line]]:
    told = f"{link.title} ({link.address})" if link.removed_at is None else link.title or _("(borttagen)")
    yield _line(work, link.item, link.at, link.by, _("Länk till underlag"), after=told)
    if link.removed_at is not None:
        yield _line(work, link.item, link.removed_at, link.removed_by or "", _("Länk till underlag"), before=told)


def _of_file(work: Work, file: EvidenceFile) -> Iterator[tuple[str, Line]]:
    told = f"{file.name or _('(borttagen)')}, SHA-256 {file.sha256}"
    yield _line(work, file.item, file.at, file.by, _("Fil"), after=told)
    if file.removed_at is not None:
        yield _line(work, file.item, file.removed_at, file.removed_by or "", _("Fil"), before=told)


def _line(
    work: Work, item: str, at: datetime, by: str, field: str, *, before: str = "", after: str = ""
) -> tuple[str, Line]:
    line = ShownChange(
        at=moment(at),
        by=shown_name(by),
        item=work.form.name(item),
        field=field,
        before=before,
        after=after,
        reason="",
        code=item,
        cited=frozenset({"item", "before", "after"}),
    )
    return item, (at, line)
