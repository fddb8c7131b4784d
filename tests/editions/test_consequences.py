"""What a change of definitions does to figures that are reported and printed, told before it is done."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine

from tests import zips
from tests.programs import vald_files
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import grant_role
from tracker.config import Settings
from tracker.definitions import loader
from tracker.definitions.packed import BadPackage, unpacked
from tracker.editions.consequences import consequences
from tracker.pipeline import make_report
from tracker.store.database import read_session, write_session
from tracker.store.readings import readings
from tracker.web.app import create_app

TODAY = date(2026, 11, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The definitions, with Bromma no district in July and August 2023, so that one period is another."""
    made = vald_files(tmp_path / "definitions")
    groups = made / "organisation" / "groups.yaml"
    text = groups.read_text(encoding="utf-8")
    start = text.index("      - from: 2023-07-01")
    latest = text[start : text.index("\n\n", start)]
    summer = latest.replace("- from: 2023-07-01", "- from: 2023-07-01\n        to: 2023-08-31").replace("bromma, ", "")
    groups.write_text(text.replace(latest, f"{summer}\n{latest.replace('2023-07-01', '2023-09-01', 1)}"), "utf-8")
    return made


def packed(folder: Path) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for file in folder.rglob("*.yaml"):
            archive.write(file, f"program/{file.relative_to(folder)}")
    return stream.getvalue()


def test_old_and_new_values_and_the_editions_that_printed_them(published_year: Engine, folder: Path) -> None:
    with read_session(published_year) as session:
        (found,) = consequences(session, loader.load(folder), TODAY)
        report = make_report(session, "vald-2021-2025", "2023-T2")
    assert found.period.code == "2023-T2"
    goal = next(goal for goal in report.goals if goal.code == "M3")
    indicator = next(each for each in goal.indicators if each.code == "I3.1")
    bromma = next(area for area in indicator.units if area.code == "bromma").total
    city = indicator.city.total
    assert bromma.n and bromma.d and city.n and city.d
    rows = {(f.said.item[:4], f.said.where): f for f in found.figures}
    total = rows["I3.1", "hela staden, totalt"]
    assert f"{city.n} av {city.d}" in total.said.before.replace("\u00a0", " ")
    assert f"{city.n - bromma.n} av {city.d - bromma.d}" in total.said.after.replace("\u00a0", " ")
    own = rows["I3.1", "Bromma, totalt"]
    assert f"{bromma.n} av {bromma.d}" in own.said.before.replace("\u00a0", " ") and own.said.after == "finns inte"
    # Nothing of I3.1 is dotted; of what is, the edition has printed nothing that could change.
    assert total.printed_in == own.printed_in == ("2023-T2-1",)
    assert 0 < found.editions["2023-T2-1"] < len(found.figures)


def test_what_changes_nothing_that_is_reported_says_so(published_year: Engine, tmp_path: Path) -> None:
    with read_session(published_year) as session:
        assert consequences(session, loader.load(vald_files(tmp_path / "same")), TODAY) == []


def test_the_page_is_for_administrators_and_shows_figures_to_compilers_alone(
    published_year: Engine, folder: Path, tmp_path: Path
) -> None:
    app = create_app(Settings("", tmp_path, "http://127.0.0.1", None, "x" * 32), published_year)
    app.config.update(WTF_CSRF_ENABLED=False)
    content = packed(folder)

    def sent(login: str) -> tuple[int, str]:
        client = app.test_client()
        client.post("/logga-in", data={"login": login, "password": "prova-programmet"})
        answer = client.post("/definitioner", data={"file": (BytesIO(content), "program.zip")})
        return answer.status_code, answer.text.replace("\u00a0", " ")

    assert sent("sammanstallare")[0] == 403
    status, page = sent("administrator")
    assert status == 200 and "tryckt i" in page and "Talen visas för den som är sammanställare" in page
    assert "<th scope=\"col\">Nu</th>" not in page and "finns inte" not in page
    with write_session(published_year) as session:
        grant_role(session, login="administrator", role="compiler", unit=None, by=COMMAND_LINE)
    status, page = sent("administrator")
    assert status == 200 and "finns inte" in page and '<th scope="col">Nu</th>' in page
    with read_session(published_year) as session:
        noted = [(row.what, row.period) for row in readings(session, None, limit=9, offset=0)]
    assert noted == [("/definitioner", "2023-T2")]
    units = folder / "organisation" / "units.yaml"
    units.write_text(units.read_text("utf-8") + "\nmore: 1\n", "utf-8")
    content = packed(folder)
    status, page = sent("administrator")
    assert status == 422 and "organisation/units.yaml:" in page and "definitions-" not in page
    content = zips.garbled("organisation/units.yaml")
    status, page = sent("administrator")
    assert status == 422 and "Filen kan inte läsas." in page


@pytest.mark.parametrize("name", ["../organisation/a.yaml", "/organisation/a.yaml", "organisation/../../a.yaml"])
def test_a_package_stays_in_its_folder(name: str) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, "a: 1")
    with pytest.raises(BadPackage, match="leder ut ur mappen"), unpacked(stream.getvalue()):
        pass


def test_a_package_that_is_none_or_too_large_is_refused() -> None:
    for content, told in ((b"not a zip", "kan inte läsas"), (_one("program/a.yaml", b""), "organisation"),
                          (_one("organisation/a.yaml", b" " * (21 * 1024 * 1024)), "för stor")):  # fmt: skip
        with pytest.raises(BadPackage, match=told), unpacked(content):
            pass


def _one(name: str, content: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", compression=8) as archive:
        archive.writestr(name, content)
    return stream.getvalue()
