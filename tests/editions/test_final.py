"""The final report over the years that are published: from the command line and from the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sqlalchemy import Engine

from tests.programs import VALD
from tracker.cli.faults import CommandFault
from tracker.cli.reports import final_report
from tracker.config import Settings
from tracker.demo.filling import PASSWORD
from tracker.editions import final
from tracker.editions.reading import NotPublished
from tracker.store.database import read_session
from tracker.web.app import create_app


def test_it_is_made_of_the_whole_years_editions(published_year: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with read_session(published_year) as session:
        (report,) = final.yearly_reports(session, VALD)
        assert (report.period, report.audience, report.edition) == ("2023-VB", "published", "2023-VB-1")
        monkeypatch.setattr(final, "latest_edition", lambda *_: None)
        with pytest.raises(NotPublished, match=f"Inget helt år av {VALD} är publicerat"):
            final.yearly_reports(session, VALD)


def test_a_reviewer_takes_it_from_the_list_of_editions(published_year: Engine, tmp_path: Path) -> None:
    settings = Settings(str(published_year.url), tmp_path, "http://127.0.0.1", None, "a key for the tests only")
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    address = f"/utgavor/{VALD}/slutrapport.docx"
    assert client.get(address).status_code in (302, 401, 403)
    assert client.post("/logga-in", data={"login": "granskare", "password": PASSWORD}).status_code == 302
    assert address in client.get(f"/utgavor/{VALD}").text
    document = docx.Document(BytesIO(client.get(address).data))
    assert "2023-VB-1" in [row.cells[0].text for row in document.tables[-1].rows]
    book = load_workbook(BytesIO(client.get(address.replace(".docx", ".xlsx")).data), read_only=True)
    named = [cell for row in book["Utgåvor"].iter_rows(values_only=True) for cell in row]
    assert "2023-VB-1" in named and "/slutrapport.xlsx" in client.get(f"/utgavor/{VALD}").text
    for missing in ("likstallighet-vald/slutrapport.docx", f"{VALD}/slutrapport.pdf"):
        assert client.get(f"/utgavor/{missing}").status_code == 404


def test_the_command_writes_word_or_excel_as_the_file_is_called(
    published_year: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", str(published_year.url))
    for name, beginning in (("final.docx", "word/document.xml"), ("final.xlsx", "xl/workbook.xml")):
        done = CliRunner().invoke(final_report, ["--program", VALD, "-o", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert beginning in ZipFile(tmp_path / name).namelist()
    with pytest.raises(CommandFault, match="Formatet framgår inte av"):
        CliRunner().invoke(final_report, ["-o", str(tmp_path / "final.pdf")], catch_exceptions=False)
