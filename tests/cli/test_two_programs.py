"""Commands in an installation with two programs: they choose the only one that fits, or say which there are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.programs import VALD
from tests.second.installation import SECOND

BOTH = f"{SECOND}, {VALD}"


@pytest.fixture
def both(run: Run, two_programs_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a database of its own that holds both programs and one approved figure of each."""
    file = tmp_path / "both.sqlite3"
    shutil.copyfile(two_programs_once, file)
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{file}")
    rows = ["program,unit,period,item,dimension,category,n,d",
            f"{SECOND},bromma,2024-HELAR,I1.1,sex,women,12,", f"{SECOND},bromma,2024-HELAR,I1.1,sex,men,9,",
            f"{VALD},bromma,2024-T2,I3.1,,,12,20"]  # fmt: skip
    Path("both.csv").write_text("\n".join(rows), encoding="utf-8")
    # The file says the program of each row itself.
    assert run("import", "both.csv", "--approve").code == 0
    return run


def test_the_only_program_with_the_period_needs_no_naming(both: Run) -> None:
    for period, program in (("2024-T2", VALD), ("2024-HELAR", SECOND)):
        assert both("report", period, "-o", "r.json").out == [f"{program} {period} skrevs till r.json"]
        assert f'"program":"{program}"' in Path("r.json").read_text(encoding="utf-8").replace('": "', '":"')
        assert program in both("template", "bromma", period, "-o", "s.xlsx").out[0]
        assert both("import", "s.xlsx", "--dry-run").code == 0
        assert both("observations", "--period", period, "-o", "o.csv").code == 0
        assert both("edition", "rules", period).code == 0


def test_what_fits_no_program_or_several_ends_with_their_codes(both: Run) -> None:
    assert both("report", "2024-X", "-o", "r.json").only_line() == (
        f"Inget program har perioden 2024-X. Ange ett med --program: {BOTH}."
    )
    assert both("template", "bromma", "2019-T2", "-o", "s.xlsx").only_line().startswith("Inget program har perioden")
    assert both("observations", "-o", "o.csv").only_line() == (
        f"Flera program har uppgifter. Ange ett med --program: {BOTH}."
    )
    assert both("observations", "--program", SECOND, "-o", "o.csv").code == 0
    assert both("edition", "show", "2024-T2-1").only_line().startswith("Inget program har utgåvan 2024-T2-1.")
    assert both("report", "2024-T2", "--program", "x", "-o", "r.json").only_line() == (
        f"Programmet ”x” finns inte. Inlästa program: {BOTH}."
    )


def test_both_are_published_listed_and_proved(both: Run) -> None:
    for period, program in (("2024-T2", VALD), ("2024-HELAR", SECOND)):
        assert f"Publicerad: {period}-1 ({program})" in both("edition", "publish", period).out[-1]
        assert f"Program: {program}" in both("edition", "show", f"{period}-1").out
    listed = both("edition", "list").out
    assert [line.split("\t")[:2] for line in listed] == [["2024-HELAR-1", SECOND], ["2024-T2-1", VALD]]
    proved = both("verify").out
    assert proved[0] == "2 utgåvor granskade. Allt stämmer."
    assert f"2024-HELAR-1 ({SECOND})" in proved[1] and f"2024-T2-1 ({VALD})" in proved[2]
    assert both("verify", "--program", SECOND).out[0] == "1 utgåva granskad. Allt stämmer."
    assert both("edition", "list", "--program", "x").only_line().startswith("Programmet ”x” finns inte.")
