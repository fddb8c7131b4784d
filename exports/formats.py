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
from exports.steps import Tell, tell_nobody
from exports.table import to_csv
from exports.workbook import write_workbook
from tracker.entry.csv_form import EXCEL
from tracker.report.ils import Ils
from tracker.report.live_fields import language_of
from tracker.report.model import Report
from tracker.report.serialise import to_json
from tracker.words import gettext as _
from tracker.words import language

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document"


@dataclass(frozen=True)
class Beside:
    """What is known beside the report. ``names``: what the receiver calls things. ``letterhead``: the Word file that
    documents are written into. ``tell``: is called as the file is made, by writers that take long."""

    names: Ils | None = None
    letterhead: bytes | None = None
    tell: Tell = tell_nobody


NOTHING = Beside()

Writer = Callable[[Report, BinaryIO, date, Beside], None]


@dataclass(frozen=True)
class Format:
    """``name``: as addresses and commands say it. ``words``: as readers see it, in their language. ``media_type``:
    without a charset, which the server adds to text. ``can_be_made``: whether this machine has what it takes.
    ``is_document``: whether it is written into the city's own Word file. ``slow``: whoever asks for it waits for
    seconds, and is told how far it is."""

    name: str
    words: Callable[[], str]
    media_type: str
    ending: str
    writer: Writer
    can_be_made: Callable[[], bool] = lambda: True
    is_document: bool = False
    slow: bool = False

    def file_name(self, about: str, report: Report) -> str:
        """What a file of the report is called. One that is read by people names its language where that is not the
        definitions' own, so that two of the same report are told apart."""
        told = (self.is_document or self.slow) and language() != language_of(report)
        return f"{about}-{language()}.{self.ending}" if told else f"{about}.{self.ending}"

    def write(self, report: Report, stream: BinaryIO, today: date, beside: Beside = NOTHING) -> None:
        """The report to the stream, made on a day."""
        self.writer(report, stream, today, beside)


def _document(make: Callable[[Report, BinaryIO, date, bytes | None, Tell], None]) -> Writer:
    return lambda report, stream, today, beside: make(report, stream, today, beside.letterhead, beside.tell)


def _workbook(report: Report, stream: BinaryIO, today: date, beside: Beside) -> None:
    write_workbook(report, stream, today, beside.tell)


def _alone(make: Callable[[Report, BinaryIO, date], None]) -> Writer:
    """A writer that needs nothing beside the report, and calls everything what the program does."""
    return lambda report, stream, today, _beside: make(report, stream, today)


def _text(make: Callable[[Report], str]) -> Writer:
    """A writer of what is made as text."""
    return _alone(lambda report, stream, _today: _write_text(make(report), stream))


def _ils(report: Report, stream: BinaryIO, _today: date, beside: Beside) -> None:
    _write_text(to_ils(report, beside.names), stream)


def _write_text(text: str, stream: BinaryIO) -> None:
    stream.write(text.encode("utf-8"))


_ALL = (
    Format("xlsx", lambda: _("Excel"), f"{OFFICE}.spreadsheetml.sheet", "xlsx", _workbook, slow=True),
    Format("docx", lambda: _("Word"), WORD, "docx", _document(write_document), is_document=True),
    Format("pdf", lambda: _("PDF"), "application/pdf", "pdf", _document(write_pdf), can_be_made, is_document=True,
           slow=True),
    Format("csv", lambda: _("CSV för andra program"), "text/csv", "csv", _text(to_csv)),
    Format("csv-excel", lambda: _("CSV för Excel"), "text/csv", "csv", _text(partial(to_csv, form=EXCEL))),
    Format("json", lambda: _("JSON"), "application/json", "json", _text(to_json)),
    Format("ils", lambda: _("Text för ILS-webb"), "text/plain", "txt", _ils),
)
FORMATS: Mapping[str, Format] = {each.name: each for each in _ALL}


def makeable() -> tuple[Format, ...]:
    """The formats that this machine can make."""
    return tuple(each for each in _ALL if each.can_be_made())


def of_file(name: str) -> Format | None:
    """The format that a file's name tells, by the ending or the name of a format, the first of them; else None."""
    ending = name.rpartition(".")[2].lower()
    return next((each for each in _ALL if ending in (each.ending, each.name)), None)
