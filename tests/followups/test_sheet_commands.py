"""``tracker template`` and ``tracker import`` of an entry sheet: all of it or nothing, and every refusal a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.entry_sheets import filled
from tests.people import person
from tests.world import DEFINITIONS, PROGRAM, period, view_of
from tracker.accounts.account import COMMAND_LINE
from tracker.cli.program import main
from tracker.followups.operations import open_
from tracker.followups.saving import save
from tracker.rows import RowKey, Value
from tracker.store.database import connect, read_session, write_session
from tracker.store.loading import load
from tracker.store.queries import events_of, find_followup, history_of, tokens_of, values_of

T2 = period("2024-T2")
DAY = date(2024, 9, 1)


@pytest.fixture
def city(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    file = tmp_path / "city.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    engine = connect(f"sqlite:///{file}")
    with write_session(engine) as session:
        load(session, DEFINITIONS, date(2021, 1, 1))
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(engine.url))
    yield engine
    engine.dispose()


@pytest.fixture
def sheet(city: Engine, tmp_path: Path) -> Path:
    """A fetched sheet of Bromma, when nothing was given yet."""
    file = tmp_path / "blad.xlsx"
    assert run("template", "bromma", "2024-T2", "-o", str(file)) == 0
    return file


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(str(end.value.code or 0))


def write(file: Path, values: Mapping[str, object]) -> None:
    file.write_bytes(filled(file.read_bytes(), values))


def held(engine: Engine) -> dict[RowKey, Value]:
    with read_session(engine) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        return values_of(session, found.id) if found else {}


def states(engine: Engine) -> list[str]:
    with read_session(engine) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        return [event.kind for event in events_of(session, found.id)] if found else []


def test_a_filled_sheet_is_read_in_and_left_open(
    city: Engine, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(sheet, {"I1.2/n": "1 200", "A1.1/status": "genomförd", "I1.3/n": "ja"})
    capsys.readouterr()
    assert run("import", str(sheet), "--dry-run") == 0
    assert held(city) == {} and states(city) == []
    shown = capsys.readouterr().out
    assert "bromma 2024-T2 ny I1.2: n (inget) → 1200\n" in shown and "Inget har ändrats (--dry-run)." in shown
    assert run("import", str(sheet)) == 0
    assert held(city) == {
        RowKey("I1.2"): Value(n=1200), RowKey("I1.3"): Value(n=1, d=1), RowKey("A1.1"): Value(status="done"),
    }  # fmt: skip
    assert states(city) == ["opened"]
    assert "3 uppgifter ur bladet" in capsys.readouterr().out
    with read_session(city) as session:
        found = find_followup(session, PROGRAM, "bromma", T2)
        assert found is not None
        assert {change.reason for change in history_of(session, found.id)} == {"inläst ur blad.xlsx"}


def test_a_total_that_came_along_is_told_on_the_command_line_too(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(sheet, {"I1.1/sex/women/n": 9, "I1.1/sex/men/n": 31, "I1.1/sex/unknown/n": 40})
    assert run("import", str(sheet), "--dry-run") == 0
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Varning, Indikatorer")]
    assert len(told) == 1 and "40 är summan av de andra raderna" in told[0]


def test_decimals_are_printed_with_a_comma(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(sheet, {"I1.1/forecast": "61,50", "I1.2/n": 12})
    assert run("import", str(sheet), "--dry-run") == 0
    assert "forecast (inget) → 61,5\n" in capsys.readouterr().out


def test_approve_leaves_it_received_also_where_nothing_is_new(city: Engine, sheet: Path) -> None:
    write(sheet, {"I1.2/n": 5})
    assert run("import", str(sheet)) == 0
    assert run("import", str(sheet), "--approve") == 0
    assert states(city) == ["opened", "submitted", "approved"]
    assert run("import", str(sheet), "--approve") == 0
    assert len(states(city)) == 3
    write(sheet, {"I1.2/n": 6})
    assert run("import", str(sheet)) == 1, "it is locked"
    assert held(city)[RowKey("I1.2")].n == 5


def test_any_refusal_leaves_everything_as_it_was(
    city: Engine, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(sheet, {"I1.2/n": 12.5, "A1.1/status": "genomförd"})
    assert run("import", str(sheet)) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("Indikatorer D") and "I1.2: ”12,5” har decimaler" in told[0]
    assert told[-1] == "Inget har ändrats." and held(city) == {}


def test_what_others_changed_since_is_never_overwritten_from_the_command_line(
    city: Engine, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    amir = person(city, "Amir", "coordinator", "bromma")
    with write_session(city) as session:
        number = open_(session, view=view_of("2024-T2"), unit="bromma", by=COMMAND_LINE, today=DAY).id
        changes = {RowKey("I1.2"): Value(n=7), RowKey("A1.2"): Value(status="ongoing")}
        save(session, followup=number, view=view_of("2024-T2"), changes=changes, seen=tokens_of(session, number),
             by=amir, today=DAY)  # fmt: skip
    write(sheet, {"I1.2/n": 9})
    assert run("import", str(sheet)) == 1
    assert "I1.2: ändrades av Amir" in capsys.readouterr().err
    write(sheet, {"I1.2/n": 7, "A1.1/status": "genomförd"})
    assert run("import", str(sheet)) == 0, "what agrees is no conflict, and what the sheet left blank stands"
    assert held(city) == {
        RowKey("I1.2"): Value(n=7), RowKey("A1.2"): Value(status="ongoing"), RowKey("A1.1"): Value(status="done"),
    }  # fmt: skip


@pytest.mark.parametrize(("arguments", "sentence"), [
    (("nisse", "2024-T2"), "”nisse” har inget att följa upp i 2024-T2; koder: bromma, farsta, jarva"),
    (("kista", "2024-T2"), "”kista” har inget att följa upp i 2024-T2"),
    (("bromma", "2019-T2"), "2019-T2 ligger utanför programmets giltighetstid, 2021-01-01 till 2025-12-31."),
    (("bromma", "hösten"), "”hösten” är ingen period"),
])  # fmt: skip
def test_a_sheet_that_nobody_owes_is_refused_in_a_line(
    city: Engine, tmp_path: Path, arguments: tuple[str, str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("template", *arguments, "-o", str(tmp_path / "x.xlsx")) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "x.xlsx").exists()


def test_a_csv_by_the_name_of_a_workbook_is_told_as_such(
    city: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rader.xlsx"
    file.write_text("program,unit,period,item,n\nprov,bromma,2024-T2,I1.2,4\n", encoding="utf-8")
    assert run("import", str(file)) == 1
    assert capsys.readouterr().err.startswith("Filen är ingen hel Excel-arbetsbok (.xlsx), vad den än heter.")
    file.rename(tmp_path / "rader.csv")
    assert run("import", str(tmp_path / "rader.csv")) == 0
    assert held(city) == {RowKey("I1.2"): Value(n=4)}


@pytest.mark.parametrize(("rows", "more"), [(49, 0), (50, 0), (51, 1), (2_000, 1_950)])
def test_at_most_fifty_faults_are_listed_and_the_rest_counted(
    city: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: int, more: int
) -> None:
    file = tmp_path / "rader.csv"
    file.write_text("program,unit,period,item,n\n" + "prov,Bromma,2024-T2,I1.2,4\n" * rows, encoding="utf-8")
    assert run("import", str(file)) == 1
    told = capsys.readouterr().err.splitlines()
    assert sum("Menar du koden bromma?" in line for line in told) == min(rows, 50)
    assert [line for line in told if line.startswith("… och ")] == ([f"… och {more} till."] if more else [])
    assert told[-1] == "Inget har ändrats." and held(city) == {}
