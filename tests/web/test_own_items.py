"""Own indicators and activities, and the city's for all districts: added in the browser, asked for from then on."""

from __future__ import annotations

import pytest

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import Person
from tracker.store.catalogue import read_definitions
from tracker.store.database import read_session

BROMMA = "/uppfoljning/vald-2021-2025/2024-T2/bromma"
CITY = "/mottagning/vald-2021-2025/2024-T2/gemensamma"
SHARE: dict[str, str | list[str]] = {
    "goal": "M3", "title": "Andel medarbetare som gått utbildningen", "type": "indicator", "kind": "share",
    "label_n": "medarbetare som gått utbildningen", "label_d": "alla medarbetare", "by_sex": "y", "direction": "up",
}  # fmt: skip


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


def test_an_own_indicator_is_asked_for_from_its_period_on_with_the_same_checks(site: Site, sara: Person) -> None:
    sara.send(f"{BROMMA}/egna", SHARE)
    page = sara.read(BROMMA)
    assert 'id="E-bromma-1/sex/women/n"' in page and "Egen indikator." in page
    refused = sara.send(BROMMA, {"E-bromma-1/sex/women/n": "5", "E-bromma-1/sex/women/d": "4"}, status=422)
    assert "5 av 4: delen är större än det hela" in refused
    sara.send(BROMMA, {"E-bromma-1/sex/women/n": "3", "E-bromma-1/sex/women/d": "4"})
    assert "E-bromma-1" in sara.read(f"{BROMMA}/historik")
    assert "E-bromma-1" in sara.read(BROMMA.replace("T2", "VB"))
    assert "E-bromma-1" not in sara.read(BROMMA.replace("T2", "T1"))
    with read_session(site.engine) as session:
        (own,) = [i for i in read_definitions(session).program().indicators() if i.origin == "own"]
    assert (own.measure[0].protects, own.responsible[0].bodies) == (("n", "d"), ("bromma",))


def test_codes_count_up_and_an_ended_item_keeps_its_own(sara: Person) -> None:
    activity: dict[str, str | list[str]] = {"goal": "M1", "title": "Ett nätverk i Bromma", "type": "activity"}
    sara.send(f"{BROMMA}/egna", activity)
    sara.send(BROMMA, {"E-bromma-1/status": "ongoing"})
    sara.send(f"{BROMMA.replace('T2', 'VB')}/egna/E-bromma-1/avsluta", {})
    assert "E-bromma-1" in sara.read(BROMMA)
    assert "Ett nätverk i Bromma" not in sara.read(BROMMA.replace("T2", "VB"))
    sara.send(f"{BROMMA}/egna", {**activity, "title": "Ett annat"})
    assert "E-bromma-2" in sara.read(BROMMA)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "Skriv en rubrik"),
        ({"label_n": ""}, "Skriv vad som räknas"),
        ({"label_d": ""}, "Skriv vad som räknas"),
        ({"goal": "M9"}, "Målet M9 finns inte"),
    ],
)
def test_what_an_own_indicator_needs(sara: Person, change: dict[str, str | list[str]], words: str) -> None:
    page = sara.send(f"{BROMMA}/egna", {**SHARE, **change}, status=422)
    assert words in page and "medarbetare" in page


def test_the_citys_own_are_asked_of_every_district_and_of_nobody_else(site: Site, sara: Person) -> None:
    karin = Person(site.app.test_client(), "karin")
    karin.send(CITY, SHARE)
    assert 'id="S-1/sex/women/n"' in sara.read(BROMMA)
    assert 'id="S-1/sex/women/n"' in karin.read(BROMMA.replace("bromma", "jarva"))
    assert "S-1" not in karin.read(BROMMA.replace("bromma", "socialnamnden"))
    karin.send(f"{CITY}/S-1/avsluta", {})
    assert "S-1" not in sara.read(BROMMA)


def test_nobody_adds_or_ends_for_another(site: Site, sara: Person) -> None:
    karin = Person(site.app.test_client(), "karin")
    karin.send(CITY, SHARE)
    sara.send(BROMMA.replace("bromma", "farsta") + "/egna", SHARE, status=403)
    sara.send(CITY, SHARE, status=403)
    sara.send(f"{BROMMA}/egna/S-1/avsluta", {}, status=409)
    karin.send(f"{BROMMA}/egna", SHARE, status=403)
