"""Every page of a database with invented follow-ups says so; what shows internal figures is marked as it is logged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.fixtures.server import Site
from tests.web.test_editions import signed_in
from tests.web.test_entry_workflow import LIST, Person
from tracker.store.database import read_session
from tracker.store.readings import readings

VALUES = {"program": "vald-2021-2025", "period": "2023-T2", "unit": "bromma", "goal": "M1", "indicator": "I1.1",
          "edition": "2023-T2-1", "before": "2023-T1-1", "after": "2023-T2-1", "code": "S-1"}  # fmt: skip
DECIDING = "publishing."
"""The pages before publication take seconds each and say themselves what they are."""
WITHOUT = {"asset", "auth.sign_in"}
INVENTED, INTERNAL = "<strong>Påhittade uppgifter</strong>", "<strong>Internt – får ej spridas</strong>"


def pages(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Address and text of every page that the person may open."""
    for rule in client.application.url_map.iter_rules():
        if rule.endpoint in WITHOUT or rule.endpoint.startswith(DECIDING) or "GET" not in (rule.methods or set()):
            continue
        if rule.arguments <= VALUES.keys():
            built = rule.build({name: VALUES[name] for name in rule.arguments}, append_unknown=False)
            assert built is not None
            answer = client.get(built[1])
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield built[1], answer.text


@pytest.mark.parametrize(("login", "least"), [("sammanstallare", 14), ("bromma", 9), ("granskare", 6)])
def test_every_page_is_marked(published_year: Engine, tmp_path: Path, login: str, least: int) -> None:
    found = dict(pages(signed_in(published_year, tmp_path, login)))
    assert len(found) >= least
    assert [address for address, page in found.items() if INVENTED not in page] == []
    with read_session(published_year) as session:
        logged = {reading.what for reading in readings(session, limit=100, offset=0)}
    # The list of what is received names no figure, but bodies' states and reasons are nobody else's either.
    logged |= {"/mottagning/vald-2021-2025/2023-T2"} & found.keys()
    assert {address for address, page in found.items() if INTERNAL in page} == logged & found.keys()


def test_nothing_is_marked_as_invented_where_nothing_is(site: Site) -> None:
    assert INVENTED not in Person(site.app.test_client(), "sara").read("/")
    karin = Person(site.app.test_client(), "karin")
    for path in (LIST, f"{LIST}/stangning", f"{LIST}/gemensamma"):
        assert INVENTED not in karin.read(path)
