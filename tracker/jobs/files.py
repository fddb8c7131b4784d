"""Files that take seconds to make: ordered on their page, made by a job, kept for who ordered them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Literal, Protocol

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from exports.final_formats import FINAL
from exports.formats import FORMATS, Beside
from tracker.accounts.orders import must_still
from tracker.accounts.permissions import ProgramAction
from tracker.clock import today
from tracker.editions.final import yearly_reports
from tracker.editions.publishing import Refused
from tracker.editions.reading import city_report, report_for
from tracker.report.model import Report
from tracker.store.base import utc_now
from tracker.store.catalogue import read_ils
from tracker.store.database import read_session, write_session
from tracker.store.editions import find_edition
from tracker.store.job import Job, end_job
from tracker.store.letterhead import read_letterhead
from tracker.store.made_file import MadeFile, keep_file
from tracker.words import gettext as _

What = Literal["internal", "edition", "final"]


class Telling(Protocol):
    """How a job tells how far it is."""

    def __call__(self, step: str, done: int, of: int, /) -> None: ...


@dataclass(frozen=True)
class FileOrder:
    """``what``: the compilers' own report of a period, an edition, or the final report of a program. ``of``: the period
    or the edition's code; blank for a final report. ``format``: of ``exports.formats``. ``made_of``: a mark of all that
    it is made of, and the day: the same order gives the same file."""

    what: What
    of: str
    format: str
    made_of: str

    def document(self) -> str:
        """As it is kept with the job."""
        return json.dumps(asdict(self), sort_keys=True)

    @property
    def action(self) -> ProgramAction:
        """What who orders it, and who fetches it, must be allowed to do."""
        return "export_internal" if self.what == "internal" else "view_published"


def file_order(job: Job) -> FileOrder:
    return FileOrder(**json.loads(job.document))


def make_ordered(engine: Engine, job: Job, tell: Telling) -> None:
    """Make the file; it and the job's end are written together. Raises Refused, NoLongerAllowed, NoPdf, NotPublished,
    TakenOver and what reading a report raises."""
    order = file_order(job)
    tell("reading", 0, 0)
    with read_session(engine) as session:
        must_still(session, job.account, order.action, job.program)
        name, write = _writer(session, job.program, order)
    content = BytesIO()
    write(content, tell)
    made = MadeFile(name, FORMATS[order.format].media_type, content.getvalue())
    with write_session(engine) as session:
        must_still(session, job.account, order.action, job.program)
        now = utc_now()
        keep_file(session, job, made, now)
        end_job(session, job, "done", made.name, now)


Write = Callable[[BytesIO, Telling], None]


def _writer(session: Session, program: str, order: FileOrder) -> tuple[str, Write]:
    """What the file is called, and what writes it once everything is read."""
    form, day = FORMATS[order.format], today()
    letterhead = read_letterhead(session) if form.is_document else None
    if order.what == "final":
        reports = yearly_reports(session, program)
        name = form.file_name(f"{reports[-1].program}-{_('slutrapport')}", reports[-1])
        return name, lambda stream, tell: FINAL[form.name](reports, stream, day, Beside(None, letterhead, tell))
    report, names = _report(session, program, order), read_ils(session, program)
    name = form.file_name(f"{report.program}-{report.edition or report.period}", report)
    return name, lambda stream, tell: form.write(report, stream, day, Beside(names, letterhead, tell))


def _report(session: Session, program: str, order: FileOrder) -> Report:
    if order.what == "internal":
        return report_for(session, "internal", program, order.of, None)
    edition = find_edition(session, program, order.of)
    if edition is None:
        raise Refused(_("Utgåvan {code} finns inte.").format(code=order.of))
    return city_report(edition)
