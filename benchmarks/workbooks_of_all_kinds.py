"""Workbooks of many makers put to the reader of entry sheets: what each is answered, and what it costs.

``python -m benchmarks.workbooks_of_all_kinds [FOLDER …]`` reads those made here (openpyxl, by hand, LibreOffice and the
libraries of ``workbook_makers`` where they are installed) and every file of the folders. Each is read in a process of
its own; it fails where one takes more than two seconds of processor time or 200 MiB, or is answered with anything but
one sentence. ``--page FILE`` writes what the made ones were answered as a page, and the folders' as one line each.
"""

from __future__ import annotations

import io
import resource
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.workbook_makers import write_with_others
from tests.entry.office import save_in_every_format
from tests.entry_sheets import filled_form, saved
from tracker.entry.sheet_package import SheetRefused
from tracker.entry.sheet_reading import read_sheet

MOST_SECONDS, MOST_MIB = 2.0, 200


@dataclass(frozen=True)
class Run:
    """One file: what it was answered, seconds of processor time, MiB, and whether that is too much or no answer."""

    name: str
    answer: str
    seconds: float
    mib: int
    bad: bool


def main() -> int:
    """Exit code 1 where a file costs too much or is answered badly."""
    if sys.argv[1:2] == ["--one"]:
        return _one(Path(sys.argv[2]))
    given = ArgumentParser(description=__doc__)
    given.add_argument("folders", nargs="*", type=Path)
    given.add_argument("--page", type=Path)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        passed_over = list(_make(Path(folder)))
        made = [_run(file) for file in _files(Path(folder))]
    found = {folder.name: [_run(file) for file in _files(folder)] for folder in asked.folders}
    print("\n".join(passed_over))
    runs = [*made, *(run for runs in found.values() for run in runs)]
    print(f"{len(runs)} files, {sum(run.bad for run in runs)} too dear or badly answered")
    if asked.page:
        asked.page.write_text(_page(made, found, passed_over), encoding="utf-8")
    return int(any(run.bad for run in runs))


def _files(folder: Path) -> list[Path]:
    """Every file but the notes that an office program keeps beside what it has open."""
    return sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith((".~lock", "~$")))


def _run(file: Path) -> Run:
    """Read one file in a process of its own, and print its line."""
    command = [sys.executable, "-m", "benchmarks.workbooks_of_all_kinds", "--one", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    answer, seconds, mib = (done.stdout.strip().splitlines() or ["?\t99\t9999"])[-1].split("\t")
    dear = float(seconds) > MOST_SECONDS or int(mib) > MOST_MIB
    run = Run(file.name, answer, float(seconds), int(mib), done.returncode != 0 or done.stderr != "" or dear)
    print(f"{'!' if run.bad else ' '} {seconds:>5} s {mib:>4} MiB  {run.name}: {run.answer}")
    return run


def _page(made: list[Run], found: dict[str, list[Run]], passed_over: list[str]) -> str:
    """``docs/workbooks.md``, whole."""
    made_by = "Written by `python -m benchmarks.workbooks_of_all_kinds --page docs/workbooks.md`. A row is a file:"
    what = "an entry sheet with a count and a status filled in, as that maker writes it, or a file that is none."
    lines = ["# Workbooks of many makers", "", made_by, what, ""]
    lines += ["| file | answer | s | MiB |", "|---|---|--:|--:|"]
    lines += [f"| {run.name} | {run.answer} | {run.seconds:.2f} | {run.mib} |" for run in made]
    for name, runs in found.items():
        dearest, largest = max((run.seconds for run in runs), default=0), max((run.mib for run in runs), default=0)
        told = f"{sum(run.bad for run in runs)} too dear or badly answered; at most {dearest:.2f} s and {largest} MiB"
        lines += ["", f"`{name}`: {len(runs)} files, {told}."]
    return "\n".join([*lines, *(line for each in passed_over for line in ("", f"{each}.")), ""])


def _one(file: Path) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    try:
        sheet = read_sheet(file.read_bytes())
        answer = f"read: {sum(bool(t.text) for t in sheet.typed.values())} filled, {len(sheet.refused)} refused"
    except SheetRefused as refused:
        answer = str(refused)
    used, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    mib = max(used.ru_maxrss, child.ru_maxrss) // 1024
    print(f"{answer}\t{used.ru_utime - before + child.ru_utime:.2f}\t{mib}")
    return 0 if "\n" not in answer else 1


def _make(folder: Path) -> Iterator[str]:
    """Make the workbooks. Yields what could not be made here."""
    sheet = filled_form({"I1.2/n": "26", "A1.1/status": "Pågår"})
    (folder / "blad.xlsx").write_bytes(sheet)
    (folder / "half.xlsx").write_bytes(sheet[: len(sheet) // 2])
    (folder / "empty.xlsx").write_bytes(b"")
    (folder / "text.xlsx").write_bytes(b"program;unit\n")
    book = load_workbook(io.BytesIO(sheet))
    book["Indikatorer"]["XFD1048576"] = "x"
    (folder / "far.xlsx").write_bytes(saved(book))
    large = Workbook(write_only=True)
    tab = large.create_sheet("Data")
    for number in range(20_000):
        tab.append([number, "x", number / 7])
    (folder / "large.xlsx").write_bytes(saved(large))
    yield from write_with_others(load_workbook(io.BytesIO(sheet)), folder)
    if shutil.which("soffice"):
        save_in_every_format(folder)
    else:
        yield "LibreOffice is not installed: not tried"
    shutil.rmtree(folder / "profile", ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
