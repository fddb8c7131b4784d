"""``ils``: the bodies' figures as tab-separated text for import into ILS-webb (Stratsys).

One row per figure: the body, a date inside the period, the measure and the value. Stratsys recognises
bodies and measures by names spelled exactly as in its own tree; the program's ``ils.yaml`` has them. There is no header
row. The form follows the vendor's description of importing measure data; it has not been tried against the city's
installation.
"""

from __future__ import annotations

from tracker.report import wording
from tracker.report.ils import Ils, IlsRow, rows
from tracker.report.model import Report
from tracker.words import gettext as _


def to_ils(report: Report, names: Ils | None) -> str:
    """The rows. Names that cannot be recognised say so, and those rows stand last: who reads the file in, or only reads
    it, sees what was not carried over. Invented figures get a measure's name that no measure in ILS-webb has."""
    lines = (_line(row, wording.fictional_mark(report)) for row in rows(report, names))
    return "".join("\t".join(_plain(value) for value in line) + "\r\n" for line in lines)


def _line(row: IlsRow, invented: str | None) -> tuple[str, str, str, str]:
    body = row.body if row.body_known else _unknown(row.body)
    measure = row.measure if row.measure_known else _unknown(row.measure)
    return body, row.day, f"{measure} ({invented})" if invented else measure, row.value.replace(".", ",")


def _unknown(name: str) -> str:
    return _("{name} [namn saknas i ils.yaml]").format(name=name)


def _plain(value: str) -> str:
    """Tabs and line breaks would end the column or the row."""
    return " ".join(value.split())
