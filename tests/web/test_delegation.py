"""Within a body: a colleague sees, fills in and saves what is given, by no way anything else, and hands nothing in."""

from __future__ import annotations

import pytest

from tests.fixtures.server import PASSWORD, Site
from tests.web.test_entry_workflow import BROMMA, TOKEN, Person
from tests.web.test_routes import VALUES, rules
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account, grant_role, revoke_role
from tracker.store.database import write_session

OPEN = {"entry.show", "entry.goal", "entry.save", "evidence.add", "evidence.remove", "receipt.answer_remark",
        "questions.send", "evidence_files.add", "evidence_files.fetch", "evidence_files.remove"}  # fmt: skip
"""The pages of a body's follow-up that judge item by item."""


@pytest.fixture
def cleo(site: Site) -> Person:
    """Cleo, who contributes to Bromma and has been given nothing."""
    with write_session(site.engine) as session:
        add_account(session, login="cleo", name="Cleo Dahl", email=None, password=PASSWORD, by=COMMAND_LINE)
        grant_role(session, login="cleo", role="contributor", unit="bromma", by=COMMAND_LINE)
    return Person(site.app.test_client(), "cleo")


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


def number_of(person: Person, name: str) -> str:
    page = person.read(f"{BROMMA}/ansvar").partition("<select")[2]
    return page.partition(f">{name}")[0].rpartition('<option value="')[2].partition('"')[0]


def give(sara: Person, *codes: str) -> None:
    sara.send(f"{BROMMA}/ansvar", {"to": number_of(sara, "Cleo Dahl"), "code": list(codes)})


def test_no_address_of_a_body_opens_to_a_colleague_but_those_that_judge_item_by_item(
    site: Site, sara: Person, cleo: Person
) -> None:
    """Pages, autosave, sheets, report, history, review: the site's own table of addresses, tried one by one."""
    token = TOKEN.search(cleo.client.get("/mitt-konto").text)
    assert token is not None
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})

    def refused(body: str) -> set[str]:
        found = set()
        for rule in rules(site.app):
            if "unit" not in rule.arguments:
                continue
            address = site.app.url_map.bind("127.0.0.1").build(
                rule.endpoint,
                {name: 1 if name == "number" else {**VALUES, "unit": body, "code": "x"}.get(name, "M3")
                 for name in rule.arguments},
                method=next(iter((rule.methods or set()) - {"HEAD", "OPTIONS"})),
            )  # fmt: skip
            sends = "POST" in (rule.methods or set())
            sent = {"data": {"csrf_token": token[1]}} if sends else {}
            answer = cleo.client.open(address, method="POST" if sends else "GET", **sent)
            found |= {rule.endpoint} if answer.status_code == 403 else set()
        return found

    every = {rule.endpoint for rule in rules(site.app) if "unit" in rule.arguments}
    assert refused("bromma") == every
    give(sara, "M3")
    assert refused("bromma") == every - OPEN and refused("farsta") == every


def test_a_colleague_sees_and_saves_what_is_given_alone(site: Site, sara: Person, cleo: Person) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4", "A1.1/status": "ongoing", "A1.1/comment": "Hemligt"})
    assert "Bromma" not in cleo.read("/")
    give(sara, "M3", "A1.2")
    start, whole = cleo.read("/"), cleo.read_whole(BROMMA)
    assert f'href="{BROMMA}"' in start and "av 7 ifyllda" in start and "Granska" not in start
    assert 'id="item:I3.1"' in whole and 'id="item:A1.2"' in whole and 'value="3"' in whole
    for hidden in ("Hemligt", "item:A1.1", "item:I1.1", "/lamna-in", "/rapport", "/blad", "/historik", "Sara Lind"):
        assert hidden not in whole, hidden
    cleo.read(f"{BROMMA}/mal/M5", 404)
    cleo.send(BROMMA, {"A1.2/status": "done", "A1.2/comment": "Klart"})
    # With or without a script: all or nothing of what is not given is refused, refused text too.
    cleo.send(BROMMA, {"A1.1/comment": "Ändrat", "A1.2/comment": "Klart nu"}, status=403)
    cleo.send(BROMMA, {"I1.2/n": "inget tal"}, status=403)
    token = TOKEN.search(cleo.read(f"{BROMMA}/mal/M3"))
    assert token is not None
    sent = {"csrf_token": token[1], "seen:I3.2": "0", "I3.2/n": "1", "I3.2/d": "2"}
    answer = cleo.client.post(BROMMA, data=sent, headers={"Accept": "application/json"}).get_json()
    assert answer["saved"] == ["I3.2"] and set(answer["goals"]) == {"M1", "M3"}
    assert answer["progress"] == {"filled": 3, "owed": 7}
    page = sara.read_whole(BROMMA)
    assert ">Klart</textarea>" in page and ">Hemligt</textarea>" in page and "inget tal" not in page
    # Handed in, it is read by the colleague within the same limits.
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"}, status=302)
    read = cleo.read_whole(BROMMA)
    assert "75,0" in read and "Hemligt" not in read and "Klart" in read
    cleo.send(BROMMA, {"A1.2/comment": "För sent"}, status=409)
    # Received, it still stands on the start page, without the body's whole report.
    Person(site.app.test_client(), "karin").send(f"{BROMMA}/ta-emot", {})
    start = cleo.read("/")
    assert "1 tidigare uppföljning som är mottagen" in start
    assert f'href="{BROMMA}"' in start and "/rapport" not in start


def test_a_plans_targets_are_read_by_who_has_been_given_their_indicators(sara: Person, cleo: Person) -> None:
    """They stand under their goal, of which a colleague may have an activity alone."""
    plan = BROMMA.replace("T2", "VP")
    sara.send(plan, {"I2.1/target": "75,5", "A2.1/text": "Vi håller kurser."})
    give(sara, "A2.1")
    sara.send(f"{plan}/lamna-in", {"confirmed": "K32"})
    aim = "75,5"
    assert aim in sara.read(f"{plan}/mal/M2")
    read = cleo.read(f"{plan}/mal/M2")
    assert "Vi håller kurser." in read and aim not in read
    give(sara, "I2.1")
    assert aim in cleo.read(f"{plan}/mal/M2")


def test_who_answers_for_what_is_shown_and_taken_back_at_once(site: Site, sara: Person, cleo: Person) -> None:
    refused = sara.send(f"{BROMMA}/ansvar", {"to": "", "code": ["M3"]}, status=422)
    assert "Välj någon" in refused and 'value="M3" checked' in refused
    sara.send(f"{BROMMA}/ansvar", {"to": number_of(sara, "Cleo Dahl"), "code": ["M99"]}, status=422)
    give(sara, "M3", "A1.2")
    give(sara, "M3")
    sara.send(f"{BROMMA}/ansvar", {"to": number_of(sara, "Sara Lind"), "code": ["M1"]})
    front = sara.read(BROMMA)
    assert "Sara Lind; Cleo Dahl (A1.2)" in front and "Mina (" in front
    mine = sara.read(f"{BROMMA}/mal/M1?visa=mina")
    assert 'id="item:A1.1"' in mine and "Ansvarar" not in cleo.read(BROMMA)
    karin = Person(site.app.test_client(), "karin")
    assert "Cleo Dahl" in karin.read(BROMMA) and "Ansvarar: Cleo Dahl" in karin.read(f"{BROMMA}/mal/M3")
    page = sara.read(f"{BROMMA}/ansvar")
    numbers = [part.partition("/")[0] for part in page.split(f'action="{BROMMA}/ansvar/')[1:]]
    assert len(numbers) == 3
    for number in numbers[:2]:
        sara.send(f"{BROMMA}/ansvar/{number}/ta-tillbaka", {})
    cleo.read(BROMMA, 403)
    assert "tillbaka" in sara.send(f"{BROMMA}/ansvar/{numbers[0]}/ta-tillbaka", {}, status=409)
    amir = Person(site.app.test_client(), "jonna")
    amir.send(f"{BROMMA}/ansvar/{numbers[2]}/ta-tillbaka", {}, status=403)


def test_what_a_merged_body_had_given_is_offered_by_its_successor_and_goes_nowhere_by_itself(site: Site) -> None:
    with write_session(site.engine) as session:
        add_account(session, login="olle", name="Olle Lind", email=None, password=PASSWORD, by=COMMAND_LINE)
        grant_role(session, login="olle", role="contributor", unit="rinkeby-kista", by=COMMAND_LINE)
    jonna, olle = (Person(site.app.test_client(), login) for login in ("jonna", "olle"))
    before, after = (f"/uppfoljning/vald-2021-2025/{of}" for of in ("2023-T1/rinkeby-kista", "2023-T2/jarva"))
    to = jonna.read(f"{before}/ansvar").partition(">Olle Lind")[0].rpartition('<option value="')[2].partition('"')[0]
    jonna.send(f"{before}/ansvar", {"to": to, "code": ["M5", "A1.2"]})
    assert "Be administratören om rollen medarbetare här" in jonna.read(f"{after}/ansvar")
    jonna.send(f"{after}/ansvar", {"to": to, "code": ["M5"]}, 422)
    olle.read(f"{after}/mal/M5", 403)
    with write_session(site.engine) as session:
        grant_role(session, login="olle", role="contributor", unit="jarva", by=COMMAND_LINE)
    offered = jonna.read(f"{after}/ansvar")
    assert "Rinkeby-Kista hade fördelat på Olle Lind:" in offered and "A1.2, M5" in offered
    olle.read(f"{after}/mal/M5", 403)
    jonna.send(f"{after}/ansvar", {"to": to, "code": ["M5", "A1.2"]})
    olle.read(f"{after}/mal/M5")
    assert "hade fördelat" not in jonna.read(f"{after}/ansvar")


def test_a_role_that_is_given_anew_brings_nothing_old_with_it(site: Site, sara: Person, cleo: Person) -> None:
    give(sara, "M3")
    cleo.read(f"{BROMMA}/mal/M3")
    role = {"login": "cleo", "role": "contributor", "unit": "bromma", "by": COMMAND_LINE}
    with write_session(site.engine) as session:
        revoke_role(session, **role)
        grant_role(session, **role)
    cleo.read(f"{BROMMA}/mal/M3", 403)
    assert "Cleo Dahl" not in sara.read(f"{BROMMA}/mal/M3")


def test_a_colleague_asks_about_and_answers_remarks_on_what_is_given_alone(
    site: Site, sara: Person, cleo: Person
) -> None:
    karin = Person(site.app.test_client(), "karin")
    give(sara, "M3")
    asked = {"item": "I3.1", "text": "Vilka enheter?"}
    cleo.send(f"{BROMMA}/mal/M3/fraga", {**asked, "item": "A1.1"}, status=409)
    cleo.send(f"{BROMMA}/mal/M3/fraga", asked)
    sara.send(f"{BROMMA}/mal/M1/fraga", {"item": "A1.1", "text": "Hemlig fråga"})
    whole = cleo.read_whole(BROMMA)
    assert "Vilka enheter?" in whole and "Hemlig fråga" not in whole and "Vilka enheter?" in karin.read("/")
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4", "A1.1/status": "ongoing"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    remarks = {"remark:I3.1": "Stämmer nämnaren?", "remark:A1.1": "Vad är gjort?", "reason": ""}
    karin.send(f"{BROMMA}/skicka-ater", remarks)
    numbers = [part.partition('"')[0] for part in sara.read_whole(BROMMA).split('id="remark:')[1:]]
    assert len(numbers) == 2
    seen = cleo.read(f"{BROMMA}/mal/M3")
    mine = next(number for number in numbers if f"/anmarkning/{number}" in seen)
    others = next(number for number in numbers if number != mine)
    assert "Vad är gjort?" not in cleo.read_whole(BROMMA)
    start = cleo.read("/")
    assert f'href="{BROMMA}/mal/M3#remark:{mine}"' in start and "Stämmer nämnaren?" in start
    assert "Vad är gjort?" not in start and "Vad är gjort?" in sara.read("/")
    cleo.send(f"{BROMMA}/anmarkning/{mine}", {"text": "Ja, fyra."})
    assert "Stämmer nämnaren?" not in cleo.read("/")
    cleo.send(f"{BROMMA}/anmarkning/{others}", {"text": "Inte mitt"}, status=403)
    page = sara.read_whole(BROMMA)
    assert "Ja, fyra." in page and "Cleo Dahl" in page and "Inte mitt" not in page
