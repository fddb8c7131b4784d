"""``tracker edition accept``, ``export`` and ``restore``, and what ``tracker verify`` says before and after."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.editions.test_restoring import lose
from tests.programs import VALD
from tracker.disclosure.optimiser.linear_programs import solver
from tracker.editions import sources
from tracker.store.database import connect

ROWS = [("skarpnack", 4, 30), ("farsta", 3, 40), ("enskede-arsta-vantor", 9, 50), ("bromma", 12, 60)]
CODE = "2024-T2-1"


@pytest.fixture
def published(run: Run, two_programs_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """I2.1 of four bodies is out: in the south-east two dots beside a printed 9 and the region's 16."""
    shutil.copyfile(two_programs_once, tmp_path / "own.sqlite3")
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite3'}")
    rows = [f"{VALD},{body},2024-T2,I2.1,,,{n},{d}" for body, n, d in ROWS]
    Path("rows.csv").write_text("\n".join(["program,unit,period,item,dimension,category,n,d", *rows]), "utf-8")
    assert run("import", "rows.csv", "--approve").code == 0
    assert run("edition", "publish", "2024-T2", "--program", VALD).code == 0
    return run


def test_what_the_control_learns_is_told_until_somebody_accepts_it(
    published: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert published("verify", "--program", VALD).code == 0
    before = sources.rules

    def bodies_too(*of: Any) -> Any:
        """From now on the control reckons with bodies that know their own figures."""
        found = before(*of)
        return replace(found, disclosure=found.disclosure.model_copy(update={"insiders": "bodies"}))

    monkeypatch.setattr(sources, "rules", bodies_too)
    found = published("verify", "--program", VALD)
    told = [line for line in found.out + found.err if "kan i efterhand räkna ut" in line]
    assert found.code == 1 and any("Farsta" in line and "Skarpnäck" in line for line in told)
    assert published("edition", "accept", CODE, "--reason", " ").code != 0
    accepted = published("edition", "accept", CODE, "--reason", "Karin Holm: ute redan")
    assert accepted.code == 0 and accepted.out[-1] == f"{len(told)} tal godtagna."
    assert published("verify", "--program", VALD).code == 0
    assert published("edition", "accept", CODE, "--reason", "igen").out == [f"Inget om {CODE} att godta."]


def test_an_edition_that_a_backup_lacks_comes_back_from_its_file(published: Run, tmp_path: Path) -> None:
    assert published("edition", "export", CODE, "-o", "edition.json").code == 0
    assert Path("edition.json").stat().st_mode & 0o077 == 0  # it holds what is dotted
    assert published("edition", "restore", "edition.json").out == ["Utgåvan finns redan; inget har ändrats."]
    lose(connect(f"sqlite:///{tmp_path / 'own.sqlite3'}"), CODE)
    assert CODE in published("edition", "export", CODE, "-o", "again.json").only_line()
    assert published("edition", "restore", "edition.json").out[0].startswith(f"Återläst: {CODE}, SHA-256 ")
    assert f"Prickarna bestämda med: {solver()}" in published("edition", "show", CODE).out
    assert published("verify", "--program", VALD).code == 0
    Path("edition.json").write_text('{"schema": "tracker-edition-1"}', "utf-8")
    assert "edition.json" in published("edition", "restore", "edition.json").only_line()
