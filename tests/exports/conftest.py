"""Reports to render: the small sample, and the city's invented follow-ups."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from exports.workbook import write_workbook
from tests.exports import sample
from tests.programs import VALD, vald
from tracker.demo.followups import invent_followups
from tracker.report.build import build_report
from tracker.report.model import Report


@pytest.fixture
def small() -> Report:
    return sample.report()


@pytest.fixture(scope="session")
def city() -> Callable[[str], Report]:
    """The report of the whole city in a period, from the invented follow-ups."""
    definitions = vald()
    program = definitions.program(VALD)
    followups = [f for f in invent_followups(definitions, program) if f.state == "approved"]
    rows = [row for followup in followups for row in followup.rows]

    @cache
    def build(period: str) -> Report:
        return build_report(definitions, program, program.calendar.parse(period), rows)

    return build


@pytest.fixture(scope="session")
def city_file(
    city: Callable[[str], Report], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The whole city's workbook of a period as a file."""
    folder = tmp_path_factory.mktemp("city")

    @cache
    def write(period: str) -> Path:
        file = folder / f"{period}.xlsx"
        with file.open("wb") as stream:
            write_workbook(city(period), stream, date(2024, 10, 1))
        return file

    return write


@pytest.fixture(scope="session")
def city_read(city_file: Callable[[str], Path]) -> Callable[[str], Workbook]:
    """The same, read back; not to be changed."""
    return cache(lambda period: load_workbook(city_file(period)))


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str, Path], None]:
    """Open a file in LibreOffice and save it in another format into a folder."""
    program = shutil.which("soffice")
    assert program, "LibreOffice saknas; installera med: apt-get install libreoffice-calc libreoffice-writer"
    profile = tmp_path_factory.mktemp("soffice")

    def run(file: Path, form: str, folder: Path) -> None:
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form]
        done = subprocess.run(
            [*command, "--outdir", str(folder), str(file)],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    return run
