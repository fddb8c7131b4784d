"""The formats in which a report can be taken away: each with its words, its media type, its ending and its writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import BinaryIO

from exports.document import write_document
from exports.ils import to_ils
from exports.pdf import can_be_made, write_pdf
from exports.table import to_csv
from exports.workbook import write_workbook
from tracker.entry.csv_form import EXCEL
from tracker.report.model import Report
from tracker.report.serialise import to_json
from tracker.words import gettext as _

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """``name``: as addresses and commands say it. ``words``: as readers see it, in their language. ``media_type``:
    without a charset, which the server adds to text. ``write``: a report to a stream, made on a day. ``can_be_made``:
    whether this machine has what it takes."""

    name: str
    words: Callable[[], str]
    media_type: str
    ending: str
    write: Callable[[Report, BinaryIO, date], None]
    can_be_made: Callable[[], bool] = lambda: True


def _text(make: Callable[[Report], str]) -> Callable[[Report, BinaryIO, date], None]:
    """A writer of what is made as text."""

    def write(report: Report, stream: BinaryIO, today: date) -> None:
        stream.write(make(report).encode("utf-8"))

    return write


_ALL = (
    Format("xlsx", lambda: _("Excel"), f"{OFFICE}.spreadsheetml.sheet", "xlsx", write_workbook),
    Format("docx", lambda: _("Word"), f"{OFFICE}.wordprocessingml.document", "docx", write_document),
    Format("pdf", lambda: _("PDF"), "application/pdf", "pdf", write_pdf, can_be_made),
    Format("csv", lambda: _("CSV för andra program"), "text/csv", "csv", _text(to_csv)),
    Format("csv-excel", lambda: _("CSV för Excel"), "text/csv", "csv", _text(partial(to_csv, form=EXCEL))),
    Format("json", lambda: _("JSON"), "application/json", "json", _text(to_json)),
    Format("ils", lambda: _("Text för ILS-webb"), "text/plain", "txt", _text(to_ils)),
)
FORMATS: Mapping[str, Format] = {each.name: each for each in _ALL}


def makeable() -> tuple[Format, ...]:
    """The formats that this machine can make."""
    return tuple(each for each in _ALL if each.can_be_made())


def of_file(name: str) -> Format | None:
    """The format that a file's name tells, by the ending or the name of a format, the first of them; else None."""
    ending = name.rpartition(".")[2].lower()
    return next((each for each in _ALL if ending in (each.ending, each.name)), None)
