"""Run a command as it is typed, in this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.cli import main


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, and the lines that it wrote."""

    code: int
    out: list[str]
    err: list[str]

    def only_line(self) -> str:
        """The one line of a failure; anything else than one line on standard error fails the test."""
        assert self.code in (1, 2) and self.out == [] and len(self.err) == 1, self
        return self.err[0]


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Call it with the words after ``tracker``. It runs in a folder of its own, on SQLite unless told otherwise."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("DATABASE_URL", "INSTANCE", "SECRET_KEY", "BASE_URL", "SMTP_HOST", "DEBUG"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)

    def call(*words: str) -> Ended:
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main(list(words))
        told = capfd.readouterr()
        assert "Traceback" not in told.err
        return Ended(end.value.code if isinstance(end.value.code, int) else 1, *map(str.splitlines, told))

    before = os.umask(0o022)  # a command sets its own, for the process that it has to itself
    yield call
    os.umask(before)


@pytest.fixture
def filled_run(run: Run, filled_sqlite: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same, on a database with the invented follow-ups."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", filled_sqlite)
    return run


@pytest.fixture
def peopled_run(run: Run, peopled_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same, on a database with accounts and no follow-ups, in the folder that it runs in."""
    shutil.copyfile(peopled_sqlite, "site.sqlite3")
    Path("site.sqlite3").chmod(0o600)
    Path("instance").mkdir(mode=0o700)
    monkeypatch.setenv("TRACKER_DATABASE_URL", "sqlite:///site.sqlite3")
    return run
