"""The formats of the final report: a program over all its published years, as Word and as Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import BinaryIO

from exports.final_document import write_final
from exports.formats import FORMATS, Format
from exports.years_workbook import write_years
from tracker.report.model import Report

FinalWriter = Callable[[Sequence[Report], BinaryIO, date], None]
FINAL: Mapping[str, FinalWriter] = {"docx": write_final, "xlsx": write_years}
"""By the format's name, in the order in which they are offered."""


def offered() -> tuple[Format, ...]:
    return tuple(FORMATS[name] for name in FINAL)
