"""The final report over the years that are published: from the command line and from the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from sqlalchemy import Engine

from tests.programs import VALD
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
    assert client.get("/utgavor/likstallighet-vald/slutrapport.docx").status_code == 404
