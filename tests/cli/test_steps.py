"""What takes long says on a terminal how far it is, and nowhere else."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tracker.cli import steps


def test_a_terminal_is_told_and_a_file_is_not(filled_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    report, copy = ("report", "2024-T2", "-o", "report.docx"), ("backup", "copy.gz")
    assert [filled_run(*each).err for each in (report, copy)] == [[], []]
    monkeypatch.setattr(steps, "on_terminal", lambda: True)
    told = [filled_run(*each).err for each in (report, copy)]
    assert "Skriver filen (mål 7 av 7)" in told[0]
    assert {"5000 rader …", "30000 rader …"} <= set(told[1])
