"""``tracker load`` tells what it changes, and which reports of periods that are over change with it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.programs import vald_files
from tracker import resources


def folder(file: str, old: str, new: str) -> str:
    """A copy of the definitions with one change."""
    copy = vald_files(Path.cwd() / "definitions")
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    return str(copy)


def test_what_is_taken_out_reaches_no_period_that_is_over(filled_run: Run) -> None:
    goal = "vald-2021-2025/goals/M3.yaml"
    text = (resources.PROGRAM / goal).read_text(encoding="utf-8")
    item = "  - code: A3.2" + text.partition("  - code: A3.2")[2].partition("  - code: A3.3")[0]
    where = folder(goal, item, "")
    retired = "aktivitet A3.2: utgår (finns kvar i databasen för äldre uppföljningar)"
    ended = filled_run("load", where, "--dry-run")
    assert (ended.code, ended.out) == (
        0, [retired, "1 skillnad i definitionerna. Inget har ändrats (--dry-run)."],
    )  # fmt: skip
    assert filled_run("load", where).out == [retired, "1 skillnad i definitionerna."]
    assert filled_run("load", where).out == ["Definitionerna är redan inlästa; inget skiljer."]


def test_what_is_rewritten_says_which_periods_it_reaches(filled_run: Run) -> None:
    old, new = "svenska-bostader, familjebostader, stockholmshem", "svenska-bostader, stockholmshem"
    told = filled_run("load", folder("organisation/groups.yaml", old, new), "--dry-run").out
    assert told[0].startswith("grupp bostadsbolagen: members ändras")
    assert told[1].startswith("Ändrar även rapporterna för perioder som är slut: 2021-VP, 2021-T1, ")
    # Three of M3's 23 bodies are companies; the one that is left out has answered in every period.
    assert "Program mot våld 2021–2025 2021-T1: 5 rapporterade uppgifter ändras." in told
    assert any("Familjebostäder: bedöms uppfyllas delvis → finns inte" in line for line in told)
    assert told[2] == "Det som bara ska gälla framåt skrivs med from och to; se docs/definitions."
    assert filled_run("load", folder("organisation/groups.yaml", old, new)).out[:3] == told[:3]
    # What it reached has been reached.
    assert len(filled_run("load", folder("organisation/groups.yaml", old, new)).out) == 1
