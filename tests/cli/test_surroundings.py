"""A database, a folder, a disk or a terminal that does not play along: one Swedish line, and nothing half-written."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMMANDS = ("user list", "observations -o x.csv", "report 2024-T2 -o x.json", "backup x.gz", "verify")
URL = "TRACKER_DATABASE_URL"


@pytest.mark.parametrize("words", COMMANDS)
def test_a_database_that_nobody_has_made(run: Run, words: str) -> None:
    assert run(*words.split()).only_line() == "Databasen är inte skapad; kör tracker init."
    assert list(Path.cwd().iterdir()) == [], "looking for a database must not make one"


def test_an_empty_database(run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL, database_url)
    assert run("user", "list").only_line() == "Databasen är inte skapad; kör tracker init."


def test_init_on_either_database(run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL, database_url)
    first, second = run("init"), run("init")
    assert (first.code, second.code) == (0, 0)
    assert len(second.out) == 1 and second.out[0].startswith("Databasen har redan definitioner; inget har ändrats: ")
    assert run("user", "list").code == 0
    assert run("report", "2024-T2", "-o", "x.json").code == 0


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://x:hemligt@127.0.0.1:1/y", "ingen server svarar på adressen"),
        ("postgresql://x:hemligt@nowhere.invalid/y", "servernamnet är okänt"),
        ("postgresql://x:hemligt@localhost:port/y", "Databasens adress går inte att förstå"),
        ("mysql://x:hemligt@localhost/y", "TRACKER_DATABASE_URL: adressen ska börja med"),
        ("sqlite://", "TRACKER_DATABASE_URL: ange en fil"),
        ("sqlite:///:memory:", "TRACKER_DATABASE_URL: ange en fil"),
        ("sqlite:////proc/nowhere/x.db", "Mappen /proc/nowhere kan inte skapas: filen eller mappen finns inte."),
    ],
)
def test_an_address_that_leads_nowhere(run: Run, url: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL, url)
    line = run("init").only_line()
    assert words in line and "hemligt" not in line


def test_a_role_that_the_server_does_not_know(
    run: Run, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL, postgres_url.replace("tracker@", "nobody@"))
    assert "fel användarnamn eller lösenord" in run("user", "list").only_line()


def test_a_database_that_the_server_does_not_have(
    run: Run, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL, postgres_url.replace("/tracker_", "/nothing_"))
    assert "databasen finns inte på servern" in run("user", "list").only_line()


def test_a_file_that_is_no_database(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("text.db").write_text("hej " * 500, encoding="utf-8")
    monkeypatch.setenv(URL, "sqlite:///text.db")
    assert "filen är ingen SQLite-databas" in run("init").only_line()
    assert Path("text.db").read_text(encoding="utf-8") == "hej " * 500


def test_a_database_of_a_newer_version(run: Run, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(migrated_sqlite, "newer.db")
    connection = sqlite3.connect("newer.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    monkeypatch.setenv(URL, "sqlite:///newer.db")
    for words in ("init", "user list"):
        line = run(*words.split()).only_line()
        assert line == "Databasen är från en nyare version än det här programmet; installera den versionen."


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("INSTANCE", "file", "är inte en mapp"),
        ("INSTANCE", "file/deeper", "en del av sökvägen är ingen mapp"),
        ("BASE_URL", "hej", "TRACKER_BASE_URL: hej ska börja med"),
        ("SECRET_KEY", "ab" * 40, "TRACKER_SECRET_KEY: nyckeln går att gissa"),
        ("SECRET_KEY", "kort", "TRACKER_SECRET_KEY: nyckeln går att gissa"),
    ],
)
def test_settings_that_cannot_be_used(
    run: Run, name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("file").touch()
    monkeypatch.setenv(f"TRACKER_{name}", value)
    assert words in run("init").only_line()


@pytest.mark.parametrize("words", ["report 2024-T2 --format json -o", "observations -o", "backup"])
def test_a_full_disk(filled_run: Run, words: str) -> None:
    assert filled_run(*words.split(), "/dev/full").only_line() == (
        "/dev/full kan inte läsas eller skrivas: disken är full."
    )
    assert Path("/dev/full").is_char_device()


def test_a_failure_leaves_the_file_that_was_there(filled_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    Path("kept.csv").write_text("kept", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    line = filled_run("observations", "-o", "kept.csv").only_line()
    assert line == "kept.csv kan inte läsas eller skrivas: disken är full."
    assert [(f.name, f.read_text(encoding="utf-8")) for f in Path.cwd().iterdir()] == [("kept.csv", "kept")]


def test_a_copy_is_for_its_owner_only_from_its_first_byte(filled_run: Run) -> None:
    before = os.umask(0)
    try:
        assert filled_run("backup", "copy.gz").code == 0
    finally:
        os.umask(before)
    assert Path("copy.gz").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "rows",
    [
        [],
        ['{"rows":1}'],
        ['{"table":"unit","row":{"code":1}}', '{"rows":1}'],
        ['{"table":"nowhere","row":{}}', '{"rows":1}'],
        ["[]"],
        ["half a li"],
    ],
    ids=["cut", "a row lost", "a row of another kind", "unknown table", "no mapping", "cut in a line"],
)
def test_a_damaged_copy_changes_nothing(
    run: Run, migrated_sqlite: Path, rows: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(migrated_sqlite, "new.db")
    monkeypatch.setenv(URL, "sqlite:///new.db")
    assert run("backup", "copy.gz").code == 0
    with gzip.open("copy.gz", "rt", encoding="utf-8") as file:
        heading = file.readline().strip()
    with gzip.open("copy.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join([heading, *rows]))
    assert run("restore", "copy.gz").only_line() == "copy.gz är avbruten eller skadad. Inget har ändrats."
    connection = sqlite3.connect("new.db")
    assert connection.execute("SELECT count(*) FROM unit").fetchone() == (0,)
    connection.close()


def test_an_address_that_is_taken(filled_run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = filled_run("serve", "--port", str(port)).only_line()
    assert line == f"Adressen 127.0.0.1:{port} kan inte användas (porten är upptagen). Välj en annan med --port."


@pytest.mark.parametrize(
    ("where", "encoding", "line"),
    [
        (">/dev/full", "utf-8", "Det som skulle visas kunde inte skrivas: disken är full."),
        (">&-", "utf-8", ""),
        ("", "ascii", ""),
    ],
)
def test_a_terminal_that_cannot_show_it(where: str, encoding: str, line: str) -> None:
    command = f"{sys.executable} -c 'from tracker.cli import main; main()' --help {where}"
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, shell=True, capture_output=True, env=environment, check=False)
    assert done.stderr.decode().strip() == line
    assert done.returncode == (1 if line else 0)
