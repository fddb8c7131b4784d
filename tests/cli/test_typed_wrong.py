"""What is typed wrong gets one Swedish line that says what and where, and nothing is written."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Run

USAGE = [
    ("foo", "Kommandot foo finns inte. Se tracker --help."),
    ("--foo", "Flaggan --foo finns inte. Se tracker --help."),
    ("edition foo", "Kommandot foo finns inte. Se tracker edition --help."),
    ("import", "FILE saknas. Se tracker import --help."),
    ("report", "PERIOD saknas. Se tracker report --help."),
    ("report 2024-T2", "--output saknas. Se tracker report --help."),
    ("report 2024-T2 -o", "Flaggan -o ska följas av ett värde."),
    ("report 2024-T2 -o x.json more words", "”more words” är för mycket. Se tracker report --help."),
    ("init --dry-run", "Flaggan --dry-run finns inte. Se tracker init --help."),
    ("import --dry-run=1 x", "Flaggan --dry-run tar inget värde."),
    (
        "report 2024-T2 --format odt -o x",
        "--format ska vara något av csv, csv-excel, docx, ils, json, pdf, xlsx. Se tracker report --help.",
    ),
    (
        "user role bromma boss",
        (
            "ROLE ska vara något av coordinator, contributor, compiler, reviewer, administrator. "
            "Se tracker user role --help."
        ),
    ),
    ("serve --port abc", "--port ska vara ett heltal från 1 till 65535. Se tracker serve --help."),
    ("serve --port 0", "--port ska vara ett heltal från 1 till 65535. Se tracker serve --help."),
]

REFUSED = [
    ("import nowhere.csv", "Filen nowhere.csv finns inte."),
    ("import .", ". är en mapp; ange en fil."),
    ("audit nowhere.json", "Filen nowhere.json finns inte."),
    ("restore nowhere.gz", "Filen nowhere.gz finns inte."),
    ("report 2024-T2 -o .", ". är en mapp; ange en fil."),
    ("report 2024-T2 -o a/b.xlsx", "Mappen a finns inte; skapa den först eller ange en annan."),
    ("observations -o a/b.csv", "Mappen a finns inte; skapa den först eller ange en annan."),
    ("backup a/b.gz", "Mappen a finns inte; skapa den först eller ange en annan."),
    (
        "report 2024-T2 -o x.odt",
        "Formatet framgår inte av x.odt; ange --format (csv, csv-excel, docx, ils, json, pdf, xlsx).",
    ),
    (
        "report 2024-T3 -o x.json",
        "Perioden 2024-T3 finns inte; programmets perioder heter ÅÅÅÅ- följt av VP, T1, T2, VB.",
    ),
    ("report förra -o x.json", "”förra” är ingen period; skriv den som 2024-VB."),
    ("report 2030-T2 -o x.json", "Perioden 2030-T2 ligger utanför programmets giltighetstid (2021-01-01–2025-12-31)."),
    (
        "observations --period 2030-T2 -o x.csv",
        "Perioden 2030-T2 ligger utanför programmets giltighetstid (2021-01-01–2025-12-31).",
    ),
    ("report 2024-T2 --unit norrmalm -o x.json", "”norrmalm” ansvarar inte för något i programmet i perioden 2024-T2."),
    ("report 2024-T2 --program p -o x.json", "Programmet ”p” finns inte. Inlästa program: vald-2021-2025."),
    ("report 2024-T2 --audience published -o x.json", "Ingen utgåva av 2024-T2 (Tertialrapport 2 2024) är publicerad."),
    ("edition show x", "Utgåvan x finns inte; tracker edition list visar alla."),
    ("demo", "Databasen har redan uppföljningar eller konton; påhittade får inte blandas med riktiga."),
    ("user disable nobody", "Användarnamnet nobody finns inte."),
    ("edition show \udcff", "Ett tecken i det som skrevs kan inte tolkas; skriv det i UTF-8. Inget har ändrats."),
]


@pytest.mark.parametrize(("words", "line"), USAGE, ids=[words for words, _ in USAGE])
def test_a_command_that_cannot_be_understood(run: Run, words: str, line: str) -> None:
    ended = run(*words.split())
    assert (ended.only_line(), ended.code) == (line, 2)


@pytest.mark.parametrize(("words", "line"), REFUSED, ids=[ascii(words) for words, _ in REFUSED])
def test_a_command_that_cannot_be_carried_out(filled_run: Run, words: str, line: str) -> None:
    ended = filled_run(*words.split(" "))
    assert (ended.only_line(), ended.code) == (line, 1)
    assert list(Path.cwd().iterdir()) == []


PASSWORDS = [
    ("add x --name X", "kort", "Lösenordet ska ha minst 12 och högst 200 tecken."),
    ("add x --name X", "password1234", "Lösenordet går lätt att gissa: "),
    ("password nobody", "långt nog men förgäves", "Användarnamnet nobody finns inte."),
    ("password bromma", "", "Skriv lösenordet i en terminal, eller på en rad i standard in."),
]


@pytest.mark.parametrize(("words", "typed", "line"), PASSWORDS)
def test_a_password_that_cannot_be_used(
    filled_run: Run, words: str, typed: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(typed))
    assert filled_run("user", *words.split()).only_line().startswith(line)


def test_a_password_is_no_argument(run: Run) -> None:
    line = run("user", "password", "bromma", "--password", "ett riktigt långt lösenord").only_line()
    assert line.startswith("Flaggan --password finns inte.")


@pytest.mark.parametrize("words", ["", "edition", "user"])
def test_a_command_without_its_second_word_shows_the_help(run: Run, words: str) -> None:
    ended = run(*words.split())
    assert ended.code == 2 and ended.out == []
    assert any("--help" in line for line in ended.err) and len(ended.err) > 5


def test_every_faulty_row_of_a_file_is_told_and_nothing_is_changed(filled_run: Run) -> None:
    head = "program,unit,period,item,dimension,category,n,d,empty,status,comment\n"
    rows = (
        "vald-2021-2025,nowhere,2024-T2,A1.1,,,,,,done,x\n"
        "vald-2021-2025,bromma,2024-T2,A9.9,,,,,,done,x\n"
        "vald-2021-2025,bromma,2024-T2,I5.1,sex,women,7,5,,,\n"
    )
    Path("rows.csv").write_text(head + rows, encoding="utf-8")
    ended = filled_run("import", "rows.csv")
    assert ended.code == 1 and ended.out == []
    assert {line.partition(":")[0] for line in ended.err[:-1]} == {"rad 2", "rad 3", "rad 4"}
    assert ended.err[-1] == "Inget har ändrats."


def test_a_file_far_too_large_is_not_read(filled_run: Run) -> None:
    line = filled_run("import", "/dev/zero").only_line()
    assert line == "Filen /dev/zero är större än 100 MB; är det rätt fil?"


def test_what_a_file_holds_does_not_steer_the_terminal(filled_run: Run) -> None:
    Path("rows.csv").write_bytes(b"program\x1b[2J,unit\n1,2\n")
    ended = filled_run("import", "rows.csv")
    assert "”program [2j”" in ended.err[0] and "\x1b" not in "".join(ended.err)
