"""The formats of the final report: a program over all its published years, as Word and as Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import BinaryIO

from exports.final_document import write_final
from exports.formats import FORMATS, Beside, Format
from exports.years_workbook import write_years
from tracker.report.model import Report

FinalWriter = Callable[[Sequence[Report], BinaryIO, date, Beside], None]


def _as_word(reports: Sequence[Report], stream: BinaryIO, today: date, beside: Beside) -> None:
    write_final(reports, stream, today, beside.letterhead, beside.tell)


def _as_excel(reports: Sequence[Report], stream: BinaryIO, today: date, beside: Beside) -> None:
    write_years(reports, stream, today, beside.tell)


FINAL: Mapping[str, FinalWriter] = {"docx": _as_word, "xlsx": _as_excel}
"""By the format's name, in the order in which they are offered."""


def offered() -> tuple[Format, ...]:
    return tuple(FORMATS[name] for name in FINAL)
