"""Observations as a file in the browser: fetched, shown as a difference, and read in as a whole."""

from __future__ import annotations

import io
import re

import pytest

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import TOKEN, Person

PLACE = "/mottagning/vald-2021-2025/2024-T2/observationer"
HEAD = "program;unit;period;item;n;d;comment\n"
ROW = HEAD + "vald-2021-2025;bromma;2024-T2;I3.1;12,0;15;'=1+1\n"


@pytest.fixture
def karin(site: Site) -> Person:
    return Person(site.app.test_client(), "karin")


def sent(person: Person, data: bytes, status: int = 200) -> str:
    token = TOKEN.search(person.read(PLACE))
    assert token is not None
    form = {"csrf_token": token[1], "file": (io.BytesIO(data), "rader.csv")}
    answer = person.client.post(PLACE, data=form, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    return answer.text


def confirmed(person: Person, page: str, status: int = 302) -> str:
    values = {name: re.findall(f'name="{name}" value="([^"]+)"', page)[0] for name in ("carried", "shown")}
    return person.send(f"{PLACE}/spara", values, status)


def test_a_file_is_shown_first_then_read_in_and_comes_out_again(site: Site, karin: Person) -> None:
    page = sent(karin, ROW.encode("cp1252"))
    assert "bromma 2024-T2 ny I3.1: n (inget) → 12, d (inget) → 15, comment (inget) → =1+1" in page
    assert "1 nya, 0 ändrade" in page and "I3.1" not in karin.client.get(f"{PLACE}.csv").text
    confirmed(karin, page)
    assert "vald-2021-2025,bromma,2024-T2,I3.1,,,12,15,,,'=1+1,,,,\n" in karin.client.get(f"{PLACE}.csv").text
    excel = karin.client.get(f"{PLACE}.csv?form=excel")
    assert excel.data.startswith(b"\xef\xbb\xbfprogram;unit") and excel.headers["Cache-Control"] == "no-store"
    assert "0 nya, 0 ändrade, 0 borttagna och 1 oförändrade" in sent(karin, excel.data)


def test_what_changed_since_it_was_shown_is_shown_anew(site: Site, karin: Person) -> None:
    first, second = sent(karin, ROW.encode()), sent(karin, ROW.replace("12,0", "9").encode())
    confirmed(karin, second)
    assert "inte längre detsamma" in confirmed(karin, first, 409)


def test_faults_are_listed_and_counted(karin: Person) -> None:
    page = sent(karin, (HEAD + "vald-2021-2025;Bromma;2024-T2;I3.1;1;2;\n" * 60).encode(), 422)
    assert page.count("Menar du koden bromma?") == 50 and "Och 10 till." in page and "Läs in allt" not in page
    assert "Välj en fil" in sent(karin, b"", 422)


def test_only_compilers_may(site: Site) -> None:
    for login in ("sara", "rolf", "ada"):
        other = Person(site.app.test_client(), login)
        assert other.client.get(PLACE).status_code == other.client.get(f"{PLACE}.csv").status_code == 403
