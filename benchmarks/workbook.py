"""What a report costs as a workbook, against two writers that write the same cells and nothing else.

``python -m benchmarks.workbook [PERIOD]`` prints a table: seconds of processor time (the least of three runs, taken in
turn) and the highest memory of a process that does nothing else, over what it had before it began to write. ``years``
instead of a period: the workbook over all years, of the reports of the whole years.
"""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.xml import LXML

from exports.workbook import write_workbook
from exports.years_workbook import write_years
from tests.programs import VALD, vald
from tracker.demo.followups import invent_followups
from tracker.report.build import build_report
from tracker.report.model import Report

RUNS = 3
TODAY = date(2024, 10, 1)
KIBI = 1024

ALL_YEARS = "years"
Tabs = dict[str, list[tuple[Any, ...]]]
Reports = tuple[Report, ...]


def reports_of(wanted: str) -> Reports:
    definitions = vald()
    program = definitions.program(VALD)
    calendar = program.calendar
    rows = [row for each in invent_followups(definitions, program) if each.state == "approved" for row in each.rows]
    if wanted != ALL_YEARS:
        return (build_report(definitions, program, calendar.parse(wanted), rows),)
    periods = [each for each in calendar.between(program.from_, program.to) if calendar.is_whole_year(each)]
    asked = [each for each in periods if calendar.asks(each, "figures")]
    return tuple(build_report(definitions, program, each, rows) for each in asked)


def write(reports: Reports, stream: BytesIO) -> None:
    if len(reports) == 1:
        write_workbook(reports[0], stream, TODAY)
    else:
        write_years(reports, stream, TODAY)


def ours(reports: Reports, _tabs: Tabs) -> None:
    write(reports, BytesIO())


def openpyxl_cells(_reports: Reports, tabs: Tabs) -> None:
    book = Workbook(write_only=True)
    for title, rows in tabs.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(BytesIO())


def xlsxwriter_cells(_reports: Reports, tabs: Tabs) -> None:
    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True, "strings_to_formulas": False})
    for title, rows in tabs.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
    book.close()


WRITERS: dict[str, Callable[[Reports, Tabs], None]] = {
    "openpyxl, write-only, the cells alone": openpyxl_cells,
    "XlsxWriter, the cells alone": xlsxwriter_cells,
    "the workbook": ours,
}


def cells_of(reports: Reports) -> Tabs:
    stream = BytesIO()
    write(reports, stream)
    book = load_workbook(stream)
    return {sheet.title: [_trimmed(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    last = max((place for place, value in enumerate(row, start=1) if value is not None), default=0)
    return row[:last]


def seconds(reports: Reports, tabs: Tabs) -> dict[str, float]:
    least: dict[str, float] = {}
    for _run in range(RUNS):
        for name, make in WRITERS.items():
            gc.collect()
            started = time.process_time()
            make(reports, tabs)
            least[name] = min(least.get(name, 1e9), time.process_time() - started)
    return least


def memory(name: str, kept: Path) -> float:
    """Mebibytes that a fresh process needs more for the writer than it had before. ``kept``: what it writes."""
    command = [sys.executable, "-m", "benchmarks.workbook", str(kept), name]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def one(name: str, kept: Path) -> None:
    reports, tabs = pickle.loads(kept.read_bytes())
    gc.collect()
    # The highest memory until now is forgotten (Linux).
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _kibibytes("VmRSS")
    WRITERS[name](reports, tabs)
    print((_kibibytes("VmHWM") - before) / KIBI)


def _kibibytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main(wanted: str) -> None:
    reports = reports_of(wanted)
    tabs = cells_of(reports)
    taken = seconds(reports, tabs)
    base = next(iter(taken.values()))
    full = sum(value is not None for rows in tabs.values() for row in rows for value in row)
    print(f"{wanted}: {len(tabs)} sheets, {full:,} cells with something in them; lxml: {LXML}\n".replace(",", " "))
    print("| writer | CPU s | × openpyxl | MiB |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "written"
        kept.write_bytes(pickle.dumps((reports, tabs)))
        for name, spent in taken.items():
            print(f"| {name} | {spent:.2f} | {spent / base:.2f} | {memory(name, kept):.0f} |", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:] or ["2024-T2"]
    if given[1:]:
        one(given[1], Path(given[0]))
    else:
        main(given[0])
