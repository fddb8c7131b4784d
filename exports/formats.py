"""The formats in which a report can be written, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import BinaryIO

from exports.document import write_document
from exports.ils import to_ils
from exports.table import to_csv
from exports.workbook import write_workbook
from tracker.report.model import Report
from tracker.report.serialise import to_json

Writer = Callable[[Report, BinaryIO, date], None]


def _workbook(report: Report, stream: BinaryIO, today: date) -> None:
    write_workbook(report, stream, today=today)


def _json(report: Report, stream: BinaryIO, today: date) -> None:
    stream.write(to_json(report).encode("utf-8"))


def _document(report: Report, stream: BinaryIO, today: date) -> None:
    write_document(report, stream, today=today)


def _table(report: Report, stream: BinaryIO, today: date) -> None:
    stream.write(to_csv(report).encode("utf-8"))


def _ils(report: Report, stream: BinaryIO, today: date) -> None:
    stream.write(to_ils(report).encode("utf-8"))


FORMATS: Mapping[str, Writer] = {
    "xlsx": _workbook,
    "docx": _document,
    "csv": _table,
    "ils": _ils,
    "json": _json,
}


def write(report: Report, form: str, stream: BinaryIO, *, today: date) -> None:
    """Write the report to the stream in one of FORMATS. Raises KeyError for another."""
    FORMATS[form](report, stream, today)
