"""A coordinator reads the own body's real figures, and nobody else's."""

from __future__ import annotations

import re

import pytest

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, Person

SUM = re.compile(r"5\sav\s17")
READ = "/program/vald-2021-2025/2024-T2"


@pytest.fixture
def received(site: Site) -> Site:
    sara, karin = Person(site.app.test_client(), "sara"), Person(site.app.test_client(), "karin")
    sara.send(BROMMA, {"I5.1/sex/women/n": "3", "I5.1/sex/women/d": "9", "I5.1/sex/men/n": "2", "I5.1/sex/men/d": "8"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    karin.send(f"{BROMMA}/ta-emot", {})
    return site


def test_the_own_bodys_figures_are_found_from_the_start_page_and_marked(received: Site) -> None:
    sara = Person(received.app.test_client(), "sara")
    start = sara.read("/")
    assert "1 tidigare uppföljning som är mottagen" in start and BROMMA in start and f"{READ}?visa=bromma" in start
    assert "Visa siffrorna för Bromma som de är rapporterade" in sara.read(READ)
    page = sara.read(f"{READ}?visa=bromma")
    assert SUM.search(page) and "Internt – får ej spridas" in page and f"{READ}/mal/M5?visa=bromma" in page
    assert "Farsta" not in page
    assert SUM.search(sara.read(f"{READ}/mal/M5?visa=bromma"))
    file = sara.client.get(f"{READ}/rapport.csv?visa=bromma")
    assert file.status_code == 200 and ",3,9," in file.text and "farsta" not in file.text


@pytest.mark.parametrize("login", ["jonna", "rolf"])
def test_nobody_else_reads_them_so(received: Site, login: str) -> None:
    other = Person(received.app.test_client(), login)
    assert not SUM.search(other.read(f"{READ}?visa=bromma"))
    assert other.client.get(f"{READ}/rapport.csv?visa=bromma").status_code == 404
    assert "Visa siffrorna för Bromma" not in other.read(READ)


@pytest.mark.parametrize("login", ["sara", "rolf"])
def test_a_period_outside_the_program_is_not_published_whoever_asks(site: Site, login: str) -> None:
    assert "Ingen" in Person(site.app.test_client(), login).read("/program/vald-2021-2025/1999-T1")
