"""A copy of the real definitions that a test may spoil."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.definitions.catalogue import Definitions
from tracker.definitions.faults import Fault
from tracker.definitions.loader import check, load

PROGRAM = Path(__file__).parents[2] / "program"
VALD = "vald-2021-2025"
EQUAL = "likstallighet-vald"


@dataclass(frozen=True)
class Copy:
    """A folder of definitions that is the test's own."""

    folder: Path

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a piece of text that must be in the file, the first time it occurs."""
        path = self.folder / file
        text = path.read_text()
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1))

    def line(self, file: str, text: str) -> int:
        """The number of the first line that holds the text."""
        lines = (self.folder / file).read_text().splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def faults(self) -> list[Fault]:
        return check(self.folder)

    def load(self) -> Definitions:
        return load(self.folder)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    shutil.copytree(PROGRAM, tmp_path / "program")
    return Copy(tmp_path / "program")


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    return load(PROGRAM)
