"""Observations as a file in the browser: fetched, shown as a difference, and read in as a whole."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, TOKEN, Person

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


RIGHT = "vald-2021-2025;bromma;2024-T2;I3.1;12;15;\n"


@pytest.mark.parametrize(("data", "told"), [
    ("program;unit;period;item;antal;av\n" + RIGHT[:-2] + "\n", "Kolumnen ”antal”, ”av” är okänd"),
    ("program;period;item;n;d;comment\n" + RIGHT, "Kolumnen unit saknas"),
    (HEAD.replace("n;d", "n;n") + RIGHT, "Kolumnen n står två gånger"),
    (RIGHT + RIGHT, "Raden är ingen rubrik"), (HEAD, "bara en rubrik"),
    (HEAD + RIGHT.replace("vald-2021-2025", "vald-2016-2020"), "Programmet ”vald-2016-2020” finns inte"),
    (HEAD + RIGHT.replace("vald-2021-2025", "likstallighet-vald"), "Programmet ”likstallighet-vald” finns inte"),
    (HEAD + RIGHT.replace("12;15", "12,5;15"), "”12,5” har decimaler"),
    (HEAD + RIGHT.replace("12;15", "1.234;2000"), "menar du 1\u00a0234"),
    (HEAD + RIGHT.replace("12;15", "80 %;100"), "”80 %” är procent"),
    (HEAD + RIGHT.replace("12;15", "16;15"), "n (16) är större än d (15)"),
    (HEAD + RIGHT + RIGHT, "I3.1 finns redan på rad 2"), (HEAD + RIGHT + RIGHT.replace("12;", "13;"), "finns redan"),
    (HEAD + RIGHT.replace("2024-T2", "2030-T2"), "utanför programmets giltighetstid"),
    (HEAD + RIGHT.replace("bromma", "norrmalm"), "norrmalm finns inte den 2024-08-31"),
    ("PK\x03\x04" + "x" * 200, "Raden är ingen rubrik"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_in_is_told_and_changes_nothing(karin: Person, data: str, told: str) -> None:
    page = sent(karin, data.encode(), 422)
    assert told in page and "Läs in allt" not in page and "Traceback" not in page
    assert "I3.1" not in karin.client.get(f"{PLACE}.csv").text


@pytest.mark.parametrize("changed", [
    lambda sara: sara.send(BROMMA, {"I3.1/n": "7", "I3.1/d": "15"}),
    lambda sara: sara.send(BROMMA, {"I3.1/comment": "nytt"}),
    lambda sara: sara.send(BROMMA, {"I3.1/n": "12", "I3.1/d": "15"}),
])  # fmt: skip
def test_what_a_body_wrote_after_the_file_was_shown_is_shown_first(
    site: Site, karin: Person, changed: Callable[[Person], object]
) -> None:
    page = sent(karin, ROW.encode())
    changed(Person(site.app.test_client(), "sara"))
    again = confirmed(karin, page, 409)
    assert "inte längre detsamma" in again
    confirmed(karin, again)
    assert "I3.1,,,12,15,,,'=1+1" in karin.client.get(f"{PLACE}.csv").text


def test_what_is_fetched_is_read_in_unchanged_whichever_form_it_has(karin: Person) -> None:
    rows = ["I3.1;12;15;;;'=1+1", "I2.1;1;2;61,5;;två rader", "A1.1;;;;ongoing;", "M1;;;;met;åäö – ”citat”; semikolon"]
    head = "program;unit;period;item;n;d;forecast;status;comment\n"
    cells = [row.split(";", 5) for row in rows]
    lines = [f'vald-2021-2025;bromma;2024-T2;{";".join(first)};"{last}"\n' for *first, last in cells]
    confirmed(karin, sent(karin, (head + "".join(lines)).encode()))
    first = karin.client.get(f"{PLACE}.csv").data
    for form in ("", "?form=excel"):
        page = sent(karin, karin.client.get(f"{PLACE}.csv{form}").data)
        assert "0 nya, 0 ändrade, 0 borttagna och 4 oförändrade" in page
    assert karin.client.get(f"{PLACE}.csv").data == first and "61.5" in first.decode()
