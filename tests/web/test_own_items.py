"""Own indicators and activities, and the city's for all districts: added in the browser, asked for from then on."""

from __future__ import annotations

import re

import pytest

from tests.fixtures.server import Site
from tests.programs import VALD
from tests.web.test_entry_workflow import Person
from tracker.periods import Period
from tracker.store.catalogue import read_definitions
from tracker.store.database import read_session
from tracker.web.followups.written_ever import said_of_own

BROMMA = "/uppfoljning/vald-2021-2025/2024-T2/bromma"
CITY = "/mottagning/vald-2021-2025/2024-T2/gemensamma"
SHARE: dict[str, str | list[str]] = {
    "goal": "M3", "title": "Andel medarbetare som gått utbildningen", "type": "indicator", "kind": "share",
    "n_label": "medarbetare som gått utbildningen", "d_label": "alla medarbetare", "dimension": "sex",
    "direction": "up",
}  # fmt: skip


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


def test_an_own_indicator_is_asked_for_from_its_period_on_with_the_same_checks(site: Site, sara: Person) -> None:
    sara.send(f"{BROMMA}/egna", SHARE)
    page = sara.read_whole(BROMMA)
    assert 'id="E-bromma-1/sex/women/n"' in page and "Egen indikator." in page
    assert page.count(f'<a href="{BROMMA}/egna">Ändra eller avsluta egna') == 1  # under its goal alone
    refused = sara.send(BROMMA, {"E-bromma-1/sex/women/n": "5", "E-bromma-1/sex/women/d": "4"}, status=422)
    assert "5 av 4: delen är större än det hela" in refused
    sara.send(BROMMA, {"E-bromma-1/sex/women/n": "3", "E-bromma-1/sex/women/d": "4"})
    # Before it began nobody was to report it.
    at = page.partition('id="item:E-bromma-1"')[2].partition("</fieldset>")[0]
    assert len(re.findall('class="earlier"[^>]*>ej tillämpligt', at)) == 8 and "ej rapporterat" not in at
    assert "E-bromma-1" in sara.read(f"{BROMMA}/historik")
    assert "E-bromma-1" in sara.read(BROMMA.replace("T2", "VB"))
    assert "E-bromma-1" not in sara.read(BROMMA.replace("T2", "T1"))
    with read_session(site.engine) as session:
        (own,) = [i for i in read_definitions(session).program(VALD).indicators() if i.origin == "own"]
    assert (own.measure[0].protects, own.responsible[0].bodies) == (("n", "d"), ("bromma",))


def test_codes_count_up_and_an_ended_item_keeps_its_own(sara: Person) -> None:
    activity: dict[str, str | list[str]] = {"goal": "M1", "title": "Ett nätverk i Bromma", "type": "activity"}
    sara.send(f"{BROMMA}/egna", activity)
    sara.send(BROMMA, {"E-bromma-1/status": "ongoing"})
    sara.send(f"{BROMMA.replace('T2', 'VB')}/egna/E-bromma-1/avsluta", {})
    assert "E-bromma-1" in sara.read_whole(BROMMA)
    assert "Ett nätverk i Bromma" not in sara.read(BROMMA.replace("T2", "VB"))
    sara.send(f"{BROMMA}/egna", {**activity, "title": "Ett annat"})
    assert "E-bromma-2" in sara.read_whole(BROMMA)


def test_an_item_that_ends_where_it_began_was_taken_away(sara: Person) -> None:
    sara.send(f"{BROMMA}/egna", {"goal": "M1", "title": "Ett misstag", "type": "activity"})
    assert "Ta bort" in sara.read(f"{BROMMA}/egna") and "Avsluta från" not in sara.read(f"{BROMMA}/egna")
    assert "Avsluta från" in sara.read(f"{BROMMA.replace('T2', 'VB')}/egna")
    sara.send(f"{BROMMA}/egna/E-bromma-1/avsluta", {})
    page = sara.read(f"{BROMMA}/egna")
    assert "Borttagen" in page and "efterfrågas inte i någon period" in page
    assert "Avslutad" not in page and "Ta upp igen" in page
    assert "Ett misstag" not in sara.read_whole(BROMMA)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "Skriv vad som ska följas upp"),
        ({"n_label": ""}, "Skriv vad som räknas"),
        ({"d_label": ""}, "Skriv vilka det är en andel av"),
        ({"goal": "M9"}, "Målet M9 finns inte"),
    ],
)
def test_what_an_own_indicator_needs(sara: Person, change: dict[str, str | list[str]], words: str) -> None:
    page = sara.send(f"{BROMMA}/egna", {**SHARE, **change}, status=422)
    (name,) = change
    assert f'<a href="#{name}">{words}' in page  # in the summary, linked to its field
    assert re.search(rf'id="{name}-error">.*{words}', page)
    assert re.search(rf'aria-describedby="[^"]*{name}-error"[^>]* id="{name}"', page)
    assert "medarbetare" in page


def test_a_kind_that_the_form_does_not_offer_is_refused(sara: Person) -> None:
    assert "Välj ett av svaren i listan." in sara.send(f"{BROMMA}/egna", {**SHARE, "kind": "rate"}, status=422)
    assert "E-bromma-1" not in sara.read_whole(BROMMA)


def test_a_change_is_shown_with_who_and_when_and_earlier_periods_stay(site: Site, sara: Person) -> None:
    sara.send(f"{BROMMA}/egna", SHARE)
    later = BROMMA.replace("T2", "VB")
    form = sara.read(f"{later}/egna/E-bromma-1")
    assert 'value="alla medarbetare"' in form and 'name="kind"' not in form and 'name="dimension"' not in form
    seen = re.search(r'name="seen"[^>]* value="(\d+)"', form)
    assert seen is not None
    wanted: dict[str, str | list[str]] = {
        "title": "Andel chefer", "n_label": "chefer som gått den", "d_label": "", "seen": seen[1], "public": "y",
    }  # fmt: skip
    refused = sara.send(f"{later}/egna/E-bromma-1", wanted, status=422)
    assert '<a href="#d_label">Skriv vilka det är en andel av.' in refused and 'value="Andel chefer"' in refused
    sara.send(f"{later}/egna/E-bromma-1", {**wanted, "d_label": "alla chefer"})
    page = sara.read(f"{later}/egna")
    assert "Sara Lind: Tillagd." in page and "från ”skyddas” till ”får visas öppet”" in page
    assert "Gäller från 2024-09-01." in page
    assert "Andel chefer" in sara.read_whole(later) and "Andel chefer" not in sara.read_whole(BROMMA)
    amir = Person(site.app.test_client(), "amir")
    overtaken = amir.send(f"{later}/egna/E-bromma-1", {**wanted, "d_label": "alla"}, status=409)
    assert "Sara Lind ändrade E-bromma-1 medan du skrev." in overtaken and f'value="{seen[1]}"' not in overtaken


def test_what_is_handed_in_can_no_longer_be_asked_otherwise(site: Site, sara: Person) -> None:
    sara.send(f"{BROMMA}/egna", SHARE)
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    page = sara.read(f"{BROMMA}/egna")
    assert "2024-T2 är inlämnad." in page and "Lägg till" not in page and "Avsluta" not in page
    told = "1 uppföljning av perioden är redan inlämnad."
    karin = Person(site.app.test_client(), "karin")
    assert told in karin.read(CITY) and told not in karin.read(CITY.replace("T2", "VB"))
    karin.send(CITY, SHARE)
    answered = "1 uppföljning av perioden är redan inlämnad och svarar på den tidigare lydelsen"
    assert answered in karin.read(f"{CITY}/S-1") and answered not in karin.read(f"{CITY.replace('T2', 'VB')}/S-1")
    assert "2024-T2 är inlämnad." in sara.send(f"{BROMMA}/egna", SHARE, status=409)
    assert "Lägg till" in sara.read(BROMMA.replace("T2", "VB") + "/egna")


def test_the_citys_own_are_asked_of_every_district_and_of_nobody_else(site: Site, sara: Person) -> None:
    karin = Person(site.app.test_client(), "karin")
    karin.send(CITY, SHARE)
    assert 'id="S-1/sex/women/n"' in sara.read_whole(BROMMA)
    assert 'id="item:S-1"' in karin.read_whole(BROMMA.replace("bromma", "jarva"))
    assert "S-1" not in karin.read_whole(BROMMA.replace("bromma", "socialnamnden"))
    assert '<a href="#title">Skriv vad' in karin.send(CITY, {**SHARE, "title": ""}, status=422)
    seen = re.search(r'name="seen"[^>]* value="(\d+)"', karin.read(f"{CITY}/S-1"))
    assert seen is not None
    karin.send(f"{CITY}/S-1", {**SHARE, "title": "Andel chefer", "seen": seen[1]})
    assert "Andel chefer" in sara.read_whole(BROMMA) and "Karin Holm: Vad som följs upp:" in karin.read(CITY)
    karin.send(f"{CITY}/S-1/avsluta", {})
    assert "S-1" not in sara.read_whole(BROMMA)
    assert "Borttagen" in karin.read(CITY)


def test_nobody_adds_or_ends_for_another(site: Site, sara: Person) -> None:
    karin = Person(site.app.test_client(), "karin")
    karin.send(CITY, SHARE)
    sara.send(BROMMA.replace("bromma", "farsta") + "/egna", SHARE, status=403)
    sara.send(CITY, SHARE, status=403)
    sara.send(f"{BROMMA}/egna/S-1/avsluta", {}, status=404)
    karin.send(f"{BROMMA}/egna", SHARE, status=403)
    sara.send(f"{CITY}/S-1", SHARE, status=403)
    sara.send(f"{BROMMA}/egna/S-1", SHARE, status=404)
    sara.read(f"{BROMMA}/egna/S-1", status=404)


def test_who_compiles_reads_quotes_and_recognises_what_a_body_keeps_itself(site: Site, sara: Person) -> None:
    sara.send(f"{BROMMA}/egna", SHARE)
    given: dict[str, str | list[str]] = {
        "E-bromma-1/comment": "Kursen är ny.", "I3.1/n": "3", "I3.1/d": "4", "I3.1/comment": "Alla är med.",
    }  # fmt: skip
    sara.send(BROMMA, given)
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    karin, rolf = (Person(site.app.test_client(), login) for login in ("karin", "rolf"))
    goal = karin.read(f"{BROMMA}/mal/M3")
    head = goal.partition('translate="no">E-bromma-1</span> Andel')[2].partition("</h3>")[0]
    assert '<span class="tag">egen</span>' in head and goal.count('<span class="tag">egen</span>') == 1
    karin.send(f"{BROMMA}/ta-emot", {})
    desk = BROMMA.replace("uppfoljning", "mottagning").rpartition("/")[0]
    for period in ("2024-T2", "alla"):
        read = karin.read(f"{desk}/skrivet?period={period}")
        assert "Kursen är ny." in read and "E-bromma-1 (egen) Andel" in read and "2 texter." in read
    assert "1 text." in karin.read(f"{desk}/skrivet?sok=kursen")
    assert "0 texter." in karin.read(f"{desk}/skrivet?mal=M1")
    assert rolf.client.get(f"{desk}/skrivet").status_code == 403
    with read_session(site.engine) as session:
        definitions = read_definitions(session)
        followed = definitions.program(VALD)
        said = [said_of_own(session, definitions, followed, Period(2024, part)) for part in ("T2", "VB")]
    assert [list(each) for each in said] == [["M3"], []], "nothing is written for the year yet"
    written = karin.read("/publicera/vald-2021-2025/2024-T2/texter/M3?raknat=ja")
    assert "Kursen är ny.” (Bromma, tertialrapport 2 2024)." in written and "(egen)" in written
    # What is previewed counts as the edition will: a body's own items stand in its own part alone.
    preview = karin.client.get("/program/vald-2021-2025/2024-T2/rapport.json?visa=forhandsvisning").text
    assert '"audience": "preview"' in preview and "E-bromma-1" not in preview
