"""Files that take seconds: ordered, made by a job, fetched by who ordered them and may have them still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from exports import formats
from exports.formats import FORMATS, Beside
from exports.pdf import NoPdf
from tests.web.test_editions import signed_in, work
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import grant_role, revoke_role
from tracker.report.model import Report
from tracker.store.base import utc_now
from tracker.store.database import read_session, write_session
from tracker.store.job import JobRow
from tracker.store.made_file import KEPT, MadeFileRow
from tracker.store.readings import ReadingRow
from tracker.web import ordered_files

PROGRAM = "vald-2021-2025"
EDITION = f"/utgavor/{PROGRAM}/2023-T2-1/rapport.pdf"
INTERNAL = f"/program/{PROGRAM}/2023-T2/rapport.pdf"
FINAL = f"/utgavor/{PROGRAM}/slutrapport.docx"
Meanwhile = list[Callable[[], object]]

@pytest.fixture
def client(published_year: Engine, tmp_path: Path) -> FlaskClient:
    """A reader, where 2023 is published."""
    return signed_in(published_year, tmp_path, "granskare")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """A PDF takes no time. What is called while one is made."""
    meanwhile: Meanwhile = []

    def write(report: Report, stream: BinaryIO, _day: date, beside: Beside) -> None:
        beside.tell("writing", 2, 7)
        for each in meanwhile:
                each()
        stream.write(f"%PDF-{report.edition or report.period}".encode())

    made = replace(FORMATS["pdf"], writer=write, can_be_made=lambda: True)
    monkeypatch.setattr(formats, "_ALL", (made,))
    monkeypatch.setitem(formats.__dict__["FORMATS"], "pdf", made)
    return meanwhile


def ordered(client: FlaskClient, address: str = EDITION) -> str:
    """The page of the file that is ordered."""
    answer = client.post(address)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_file_is_ordered_made_and_fetched_by_who_ordered_it(
    client: FlaskClient, published_year: Engine, quick: Meanwhile, tmp_path: Path
) -> None:
    assert f'action="{EDITION}"' in client.get(EDITION.removesuffix("/rapport.pdf")).text
    page = ordered(client)
    assert ordered(client) == page, "pressed again, it is the same file"
    waiting = client.get(page).text
    assert "Väntar på sin tur." in waiting and "Utgåva 2023-T2-1 (PDF)" in waiting and "job.js" in waiting
    assert client.get(f"{page}.pdf").status_code == 404
    told: list[str] = []
    quick.append(lambda: told.append(client.get(page).text))
    assert work(client) and not work(client)
    assert "Steg 2 av 4: Skriver filen (mål 3 av 7)." in told[0]
    done = client.get(page).text
    assert "Filen är klar." in done and f'data-file="{page}.pdf"' in done and "job.js" not in done
    file = client.get(f"{page}.pdf")
    assert (file.data, file.mimetype) == (b"%PDF-2023-T2-1", "application/pdf")
    assert "vald-2021-2025-2023-T2-1.pdf" in file.headers["Content-Disposition"]
    assert client.get(f"{page}.docx").status_code == 404
    other = signed_in(published_year, tmp_path, "sammanstallare")
    assert [other.get(each).status_code for each in (page, f"{page}.pdf")] == [404, 404]
    assert ordered(client) == page, "it is not made twice"
    with write_session(published_year) as session:
        session.execute(update(MadeFileRow).values(made_at=utc_now() - KEPT))
    assert client.get(f"{page}.pdf").status_code == 404
    assert "Filen finns inte kvar." in client.get(page).text and ordered(client) != page


def test_the_addresses_of_files_answer_as_before(reader: FlaskClient, client: FlaskClient) -> None:
    for asked, address in ((reader, f"/oppet{EDITION}"), (client, EDITION)):
        assert asked.get(address).data == b"%PDF-2023-T2-1"
    page = reader.get(f"/oppet{EDITION.removesuffix('/rapport.pdf')}").text
    assert f'href="/oppet{EDITION}' in page and f'action="{EDITION}"' not in page
    assert reader.post(f"/oppet{EDITION}").status_code == 405


def test_internal_figures_are_for_who_may_take_them_when_they_are_fetched(
    published_year: Engine, client: FlaskClient, tmp_path: Path
) -> None:
    assert client.post(INTERNAL).status_code == 403
    compiler = signed_in(published_year, tmp_path, "sammanstallare")
    assert f'action="{INTERNAL}"' in compiler.get(INTERNAL.removesuffix("/rapport.pdf")).text
    page = ordered(compiler, INTERNAL)
    assert work(compiler)

    def logged() -> list[str]:
        with read_session(published_year) as session:
            rows = session.scalars(select(ReadingRow).where(ReadingRow.what.startswith("/filer/")))
            return [f"{row.what} {row.program} {row.period}" for row in rows]

    assert "Filen är klar." in compiler.get(page).text and logged() == []
    assert compiler.get(f"{page}.pdf").data == b"%PDF-2023-T2"
    assert logged() == [f"{page}.pdf {PROGRAM} 2023-T2"]
    unmade = ordered(compiler, INTERNAL.replace("2023-T2", "2023-T1"))
    with write_session(published_year) as session:
        revoke_role(session, login="sammanstallare", role="compiler", unit=None, by=COMMAND_LINE)
        grant_role(session, login="sammanstallare", role="reviewer", unit=None, by=COMMAND_LINE)
    assert work(compiler)
    assert [compiler.get(each).status_code for each in (page, f"{page}.pdf", unmade)] == [403, 403, 403]
    with read_session(published_year) as session:
        job = session.scalars(select(JobRow).order_by(JobRow.id.desc())).first()
        assert job is not None and (job.state, job.outcome[:37]) == ("failed", "Den som beställde detta får inte läng")
        assert len(session.scalars(select(MadeFileRow)).all()) == 1


def test_a_file_that_cannot_be_made_is_told_of_and_ordered_anew(client: FlaskClient, quick: Meanwhile) -> None:
    def fail() -> None:
        raise NoPdf("LibreOffice kunde inte.")

    quick.append(fail)
    page = ordered(client)
    assert work(client)
    told = client.get(page).text
    assert "Filen kunde inte göras." in told and "LibreOffice kunde inte." in told and f'action="{EDITION}"' in told
    assert ordered(client) != page


def test_files_of_a_program_are_made_one_after_another_and_a_person_orders_few(
    client: FlaskClient, quick: Meanwhile
) -> None:
    taken: list[bool] = []
    quick.append(lambda: taken.append(work(client)))
    first, second = (ordered(client, EDITION.replace("T2", part)) for part in ("T1", "T2"))
    assert first != second and work(client) and work(client) and taken == [False, False]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordered_files, "MOST_WAITING", 1)
        ordered(client, FINAL)
        assert client.post(EDITION.replace("T2", "VB")).status_code == 429
    assert work(client)
    name = client.get(f"{first.rpartition('/')[0]}/3.docx").headers["Content-Disposition"]
    assert name == f"attachment; filename={PROGRAM}-slutrapport.docx"


def test_what_is_no_file_is_not_ordered(client: FlaskClient) -> None:
    for address in (EDITION.replace("pdf", "csv"), EDITION.replace("pdf", "odt"), EDITION.replace("T2-1", "T2-9"),
                    INTERNAL.replace(PROGRAM, "x"), FINAL.replace(PROGRAM, "x")):  # fmt: skip
        assert client.post(address).status_code in (403, 404), address
    assert client.get(f"/filer/{PROGRAM}/{2**63}").status_code == 404
