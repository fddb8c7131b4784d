"""Workbooks of many makers put to the reader of entry sheets: what each is answered, and what it costs.

``python -m benchmarks.workbooks_of_all_kinds [FOLDER]`` reads those made here (openpyxl, by hand, LibreOffice if it is
installed) and every file of the folder. Each is read in a process of its own; it fails where one takes more than two
seconds of processor time or 200 MiB, or is answered with anything but one sentence.
"""

from __future__ import annotations

import io
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.entry.office import save_in_every_format
from tests.entry_sheets import filled_form, saved
from tracker.entry.sheet_package import SheetRefused
from tracker.entry.sheet_reading import read_sheet

MOST_SECONDS, MOST_MIB = 2.0, 200


def main() -> int:
    """Exit code 1 where a file costs too much or is answered badly."""
    if sys.argv[1:2] == ["--one"]:
        return _one(Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        _make(Path(folder))
        files = sorted(Path(folder).glob("*.*"))
        files += sorted(file for given in sys.argv[1:] for file in Path(given).rglob("*") if file.is_file())
        worst = [_run(file) for file in files]
    print(f"{len(worst)} files, {sum(worst)} too dear or badly answered")
    return int(any(worst))


def _run(file: Path) -> bool:
    """Read one file in a process of its own, and print its line. Whether it failed."""
    command = [sys.executable, "-m", "benchmarks.workbooks_of_all_kinds", "--one", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    answer, seconds, mib = (done.stdout.strip().splitlines() or ["?\t99\t9999"])[-1].split("\t")
    bad = done.returncode != 0 or done.stderr != "" or float(seconds) > MOST_SECONDS or float(mib) > MOST_MIB
    print(f"{'!' if bad else ' '} {seconds:>5} s {mib:>4} MiB  {file.name}: {answer}")
    return bad


def _one(file: Path) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    try:
        sheet = read_sheet(file.read_bytes())
        answer = f"{sum(bool(t.text) for t in sheet.typed.values())} fields, {len(sheet.refused)} refused"
    except SheetRefused as refused:
        answer = str(refused)
    used, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    mib = max(used.ru_maxrss, child.ru_maxrss) // 1024
    print(f"{answer}\t{used.ru_utime - before + child.ru_utime:.2f}\t{mib}")
    return 0 if "\n" not in answer else 1


def _make(folder: Path) -> None:
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
    if shutil.which("soffice"):
        save_in_every_format(folder)
    shutil.rmtree(folder / "profile", ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
