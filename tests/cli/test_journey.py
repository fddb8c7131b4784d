"""Every command as it is meant to be used, first in a process of its own: what one imports, another may lack."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from contextlib import chdir, redirect_stderr, redirect_stdout
from html import unescape
from io import StringIO
from itertools import takewhile
from pathlib import Path
from unittest import mock
from zipfile import ZipFile

import pytest

from tracker.accounts.sign_in import authenticate
from tracker.cli import main
from tracker.store.database import connect, read_session
from tracker.store.readings import readings

CODE = "from tracker.cli import main; main()"


@pytest.fixture(scope="module")
def home(filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that holds the invented follow-ups."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "instance").mkdir()
    (folder / "instance" / "tracker.sqlite3").write_bytes(filled_once.read_bytes())
    return folder


def tracker(home: Path, *words: str, typed: str = "", **settings: str) -> str:
    """What the command says when it ends well; a failure fails the test with its words.

    Each command has a process of its own the first time; what it does then, it does in this process too.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    environment = {**kept, "PYTHONPATH": str(Path(__file__).parents[2]), **settings}
    name = tuple(takewhile(str.isalpha, words[:2]))
    if name in _TRIED and not typed and "--format" not in words:  # each format has libraries of its own
        return _here(home, words, environment)
    _TRIED.add(name)
    command = [sys.executable, "-W", "error", "-c", CODE, *words]
    done = subprocess.run(
        command, cwd=home, env=environment, input=typed, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), (words, done.stderr)
    return done.stdout


_TRIED: set[tuple[str, ...]] = set()


def _here(home: Path, words: tuple[str, ...], environment: dict[str, str]) -> str:
    told, faults, mask = StringIO(), StringIO(), os.umask(0o022)
    try:
        with (
            chdir(home),
            mock.patch.dict(os.environ, environment, clear=True),
            redirect_stdout(told),
            redirect_stderr(faults),
            pytest.raises(SystemExit) as end,
        ):
            main(list(words))
    finally:
        os.umask(mask)
    assert (end.value.code or 0, faults.getvalue()) == (0, ""), (words, faults.getvalue())
    return told.getvalue()


def test_definitions(home: Path) -> None:
    assert tracker(home, "check").splitlines() == [
        "likstallighet-vald: 7 mål, 24 indikatorer, 0 aktiviteter. Inga fel.",
        "likstallighet-vald: ils.yaml saknar namn för S6.1 service.",
        "vald-2021-2025: 7 mål, 13 indikatorer, 52 aktiviteter. Inga fel.",
    ]
    assert "Databasen är klar" in tracker(home, "init", TRACKER_INSTANCE="other")
    assert "inget skiljer" in tracker(home, "load", "--dry-run", TRACKER_INSTANCE="other")


@pytest.mark.parametrize("form", ["xlsx", "docx", "json", "csv", "ils"])
def test_reports(home: Path, form: str) -> None:
    """Whatever the format, it says that its figures are invented, and that it is internal."""
    tracker(home, "report", "2024-T2", "--unit", "jarva", "--format", form, "-o", "report")
    content = (home / "report").read_bytes()
    match form:
        case "json":
            report = json.loads(content)
            assert (report["audience"], report["fictional"], report["unit"]) == ("internal", True, "jarva")
        case "csv":
            rows = list(csv.DictReader(content.decode().splitlines()))
            assert len(rows) > 100 and {(row["audience"], row["fictional"]) for row in rows} == {("internal", "true")}
        case "ils":
            # It has no place for a heading: a measure in ILS-webb is known by its name alone.
            rows_ = content.decode().splitlines()
            assert len(rows_) > 10 and all("(Påhittade uppgifter)" in row for row in rows_)
            assert any(row.startswith("Järva stadsdelsnämnd\t2024-08-31\tVåld – ") for row in rows_)
        case _:
            with ZipFile(home / "report") as package:
                parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
            text = unescape("".join(parts))
            assert "Innehåller tal som inte får spridas" in text and "Påhittade uppgifter" in text and "Järva" in text


def test_observations_come_back_unchanged(home: Path) -> None:
    assert "13816 rader" in tracker(home, "observations", "-o", "all.csv").replace("\N{NO-BREAK SPACE}", "")
    told = tracker(home, "import", "all.csv", "--dry-run")
    assert told.splitlines()[-1].startswith("0 nya, 0 ändrade, 0 borttagna, 13816 oförändrade rader.")


def test_copies(home: Path) -> None:
    tracker(home, "backup", "copy.gz")
    tracker(home, "restore", "copy.gz", TRACKER_INSTANCE="restored")
    tracker(home, "report", "2024-T2", "-o", "before.json")
    tracker(home, "report", "2024-T2", "-o", "after.json", TRACKER_INSTANCE="restored")
    assert (home / "after.json").read_bytes() == (home / "before.json").read_bytes()


def test_accounts(home: Path) -> None:
    added = tracker(home, "user", "add", "ny", "--name", "Ny", typed="ett långt lösenord\n")
    assert added == "ny\tNy\tingen roll\n"
    both = "ny\tNy\tcoordinator bromma (alla program), reviewer (vald-2021-2025)\n"
    tracker(home, "user", "role", "ny", "coordinator", "--unit", "bromma")
    assert tracker(home, "user", "role", "ny", "reviewer", "--program", "vald-2021-2025") == both
    new = "ett nytt långt lösenord"
    assert tracker(home, "user", "password", "NY", typed=f"{new}\n") == both
    engine = connect(f"sqlite:///{home / 'instance' / 'tracker.sqlite3'}")
    assert authenticate(engine, "ny", new, "10.0.0.1") is not None
    engine.dispose()
    tracker(home, "user", "role", "ny", "reviewer", "--program", "vald-2021-2025", "--revoke")
    assert tracker(home, "user", "disable", "ny") == "ny\tNy\tcoordinator bromma (alla program) (stängt)\n"
    assert "ny\tNy\tcoordinator bromma (alla program) (stängt)" in tracker(home, "user", "list")


def test_sheets_and_reminders(home: Path) -> None:
    tracker(home, "template", "bromma", "2025-VB", "-o", "sheet.xlsx")
    assert (home / "sheet.xlsx").read_bytes().startswith(b"PK")
    assert tracker(home, "remind", "--dry-run") != ""


def test_editions(home: Path) -> None:
    first, *figures, exact, narrowed, small, last = tracker(home, "edition", "rules", "2021-T1").splitlines()
    assert first == "Internt – får ej spridas"
    assert all(re.fullmatch(r"I[\d.]+\t2021-T1(\t[^\t]+){4}\t\d+(–\d+)?", line) for line in figures)
    known = Counter(line.split("\t")[5] for line in figures)
    words = ("exakt känt", "insnävat", "bara känt som litet")
    assert [exact, narrowed, small] == [f"{known.pop(how, 0)} {how}" for how in words] and not known
    assert re.match(rf"{len(figures)} av \d+ skyddade små tal kan snävas in; ", last)
    assert tracker(home, "edition", "list") == ""
    engine = connect(f"sqlite:///{home / 'instance' / 'tracker.sqlite3'}")
    with read_session(engine) as session:
        assert readings(session, limit=1)[0].what == "tracker edition rules"
    engine.dispose()
    assert "Publicerad: 2021-T1-1" in tracker(home, "edition", "publish", "2021-T1")
    assert "2021-T1-1" in tracker(home, "edition", "list")
    assert "SHA-256" in tracker(home, "edition", "show", "2021-T1-1")
    assert "0 skillnader." in tracker(home, "edition", "diff", "2021-T1-1", "2021-T1-1")
    assert "Allt stämmer" in tracker(home, "verify")
    tracker(home, "report", "2021-T1", "--audience", "published", "-o", "published.json")
    assert json.loads((home / "published.json").read_bytes())["audience"] == "published"
    corrected = "program,unit,period,item,n,d\nvald-2021-2025,bromma,2021-T1,I3.1,1,33\n"
    (home / "corrected.csv").write_text(corrected, encoding="utf-8")
    tracker(home, "import", "corrected.csv", "--approve")
    tracker(home, "edition", "publish", "2021-T1", "--reason", "Bromma räknade fel")
    shown = tracker(home, "edition", "show", "2021-T1-2")
    assert re.search(r"^Publicerad: \d{4}-\d\d-\d\d \d\d:\d\d$", shown, re.MULTILINE)
    assert "Skäl: Bromma räknade fel" in shown and "Skiljer från 2021-T1-1:" in shown
    told = tracker(home, "edition", "diff", "2021-T1-1", "2021-T1-2")
    assert told in shown
    # A body that came late is one line; all that it gave is there for who asks.
    assert "Bromma har tillkommit: 1 uppgift" in told.splitlines()
    figure = "    Bromma, totalt: ej rapporterat → 3,0\u00a0% (1\u00a0av\u00a033)"
    assert figure not in told.splitlines()
    assert re.search(r"^M3 .+: \d+ skillnader$", told, re.M) and "{" not in told
    everything = tracker(home, "edition", "diff", "2021-T1-1", "2021-T1-2", "--all")
    assert figure in everything.splitlines()
    assert "serien, " in everything and "serien, " not in told
