"""How often a request asks the database: each statement is an exchange with PostgreSQL, which people wait for."""

from __future__ import annotations

import io

from sqlalchemy import event

from tests.entry_sheets import filled
from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, TOKEN, Person, sara

__all__ = ["sara"]

A_SAVE, AN_UPLOAD = 13, 15


def test_a_save_and_an_upload_ask_no_more_than_they_need(site: Site, sara: Person) -> None:
    asked: list[str] = []
    seen, number = "0", 0

    def save() -> int:
        """How many statements it takes to save a comment as the page's script does."""
        nonlocal seen, number
        number += 1
        data = {"I3.1/comment": f"Anteckning {number}", "seen:I3.1": seen, "csrf_token": token}
        asked.clear()
        answer = sara.client.post(BROMMA, data=data, headers={"Accept": "application/json"})
        assert answer.get_json()["saved"] == ["I3.1"]
        seen = str(answer.get_json()["tokens"]["I3.1"])
        return len(asked)

    found = TOKEN.search(sara.client.get("/", headers={"Accept": "text/html"}).text)
    assert found is not None
    token = found[1]
    event.listen(site.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    save()
    assert save() <= A_SAVE
    sheet = filled(sara.client.get(f"{BROMMA}/blad.xlsx").data, {"I3.1/n": 3, "I3.1/d": 4})
    for _time in range(2):  # the first reads the definitions that its page names
        save()
        asked.clear()
        data = {"csrf_token": token, "file": (io.BytesIO(sheet), "blad.xlsx")}
        assert sara.client.post(f"{BROMMA}/blad", data=data).status_code == 200
    assert len(asked) <= AN_UPLOAD
