"""The workflow through the pages: who may do what, and that each step is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.server import PASSWORD, Site
from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import grant_role
from tracker.store.database import read_session, write_session
from tracker.store.followup import FollowupRow
from tracker.store.queries import events_of

BROMMA = "/uppfoljning/vald-2021-2025/2024-T2/bromma"
LIST = "/mottagning/vald-2021-2025/2024-T2"
VERSIONS = re.compile(r'<td data-label="Din version">(.*?)</td><td data-label="Sparad version">(.*?)</td>')
TOKEN = re.compile(r'name="csrf_token"(?: type="hidden")? value="([^"]+)"')


MARKED_CODE = re.compile(r'<span translate="no">([^<]*)</span>')


class Person:
    """Somebody signed in, who sends forms as a browser would, and reads codes as they are shown."""

    def __init__(self, client: FlaskClient, login: str) -> None:
        self.client = client
        self.send("/logga-in", {"login": login, "password": PASSWORD}, token_from="/logga-in")

    def read(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == status, answer.text
        return MARKED_CODE.sub(r"\1", answer.text)

    def read_whole(self, path: str) -> str:
        """A follow-up with all of its goals, each on a page of its own where it can be filled in."""
        front = self.read(path)
        goals = re.findall(r'<th scope="row"><a href="([^"?]+/mal/[^"?]+)"', front)
        return front + "".join(self.read(goal) for goal in goals)

    def send(self, path: str, data: dict[str, str | list[str]], status: int = 302, token_from: str = "/") -> str:
        found = TOKEN.search(self.client.get(token_from, headers={"Accept": "text/html"}).text)
        assert found is not None
        sent = {**data, "csrf_token": found[1]}
        answer = self.client.post(path, data=sent, headers={"Accept": "text/html"})
        assert answer.status_code == status, answer.text
        return MARKED_CODE.sub(r"\1", answer.text)


@pytest.fixture
def sara(site: Site) -> Person:
    return Person(site.app.test_client(), "sara")


@pytest.fixture
def karin(site: Site) -> Person:
    return Person(site.app.test_client(), "karin")


@pytest.fixture
def handed_in(sara: Person) -> Iterator[Person]:
    """Sara, who has handed in Bromma's follow-up with one figure in it."""
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    return sara


def test_the_start_page_tells_what_is_owed_and_what_came_back(handed_in: Person, karin: Person) -> None:
    assert "Väntar på att tas emot" in handed_in.read("/")
    nothing_left = handed_in.client.get(f"{BROMMA}/lamna-in")
    assert (nothing_left.status_code, nothing_left.headers["Location"]) == (302, BROMMA)
    karin.send(f"{BROMMA}/skicka-ater", {"reason": "Könsuppdelning saknas i I5.1"})
    page = handed_in.read("/")
    first = page.index("Tertialrapport 2 2024")
    assert first < page.index("Könsuppdelning saknas i I5.1")
    assert "1 av 52 ifyllda" in page and f"{BROMMA}/mal/M1#A1.1/status" in page
    assert "Karin Holm" in page and "Åter för komplettering" in page


def test_handing_in_needs_what_is_empty_to_be_confirmed(sara: Person) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    refused = sara.send(f"{BROMMA}/lamna-in", {}, status=422)
    assert "51 uppgifter är inte ifyllda" in refused and "Bekräfta att uppgifter lämnas tomma." in refused
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    assert "Inlämnad" in sara.read_whole(BROMMA)


def test_a_warning_is_answered_by_a_comment_on_the_review_page(sara: Person) -> None:
    sara.send(BROMMA, {"A1.1/status": "done"})
    refused = sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"}, status=422)
    assert "Avslutad utan kommentar (K26)" in refused and "(A1.1): skriv en kommentar." in refused
    token = re.search(r'name="seen:A1.1" value="(\d+)"', refused)
    assert token is not None
    answer = {"confirmed": "K32", "A1.1/comment": "Tre kurser", "seen:A1.1": token[1]}
    sara.send(f"{BROMMA}/lamna-in", answer)
    assert "Tre kurser" in sara.read_whole(BROMMA)


def test_a_personal_number_in_a_text_has_to_be_confirmed(sara: Person) -> None:
    sara.send(BROMMA, {"A1.1/status": "ongoing", "A1.1/comment": "Anna 19800131-1234"})
    refused = sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"}, status=422)
    assert "Personuppgift i text (K31)" in refused
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": ["K32", "K31:A1.1/comment"]})


def test_what_is_confirmed_is_kept_with_who_and_when_and_shown_to_who_receives(sara: Person, karin: Person) -> None:
    sara.send(BROMMA, {"A1.1/status": "ongoing", "A1.1/comment": "Anna 19800131-1234"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": ["K32", "K31:A1.1/comment"]})
    told = "Bekräftat vid inlämning: 51 uppgifter är tomma, texten vid A1.1 pekar inte ut någon."
    assert told in karin.read(LIST) and told in karin.read_whole(BROMMA)
    assert "<li>Erbjuda insatser och stöd till våldsutsatta barn och unga på kort och lång sikt (A4.1)</li>" in (
        karin.read_whole(BROMMA)
    )
    file = sara.client.get(f"{BROMMA}/historik.csv").text
    (step,) = [line for line in file.splitlines() if "Status;Utkast;Inlämnad" in line]
    assert "Sara Lind" in step and told in step and "A4.1" in step and "A1.1, " not in step.partition("Tomma:")[2]
    assert told in sara.read(f"{BROMMA}/historik")
    karin.send(f"{BROMMA}/skicka-ater", {"reason": "Personnummer i A1.1"})
    assert told not in karin.read(LIST) and told in karin.read_whole(BROMMA)


def test_what_somebody_emptied_since_the_page_was_read_is_not_confirmed(site: Site, sara: Person) -> None:
    sara.send(BROMMA, {"A1.1/status": "ongoing", "A1.2/status": "ongoing"})
    listed = re.findall(r'name="empty" value="([^"]+)"', sara.read(f"{BROMMA}/lamna-in"))
    assert len(listed) == 50 and "A1.2" not in listed
    amir = Person(site.app.test_client(), "amir")
    token = re.search(r'name="seen:A1.2" value="(\d+)"', amir.read_whole(BROMMA))
    assert token is not None
    amir.send(BROMMA, {"A1.2/status": "", "seen:A1.2": token[1]})
    refused = sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32", "empty": listed}, status=422)
    assert "51 uppgifter är inte ifyllda" in refused and "Bekräfta att uppgifter lämnas tomma." in refused
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32", "empty": [*listed, "A1.2"]})


def test_only_what_had_to_be_confirmed_is_kept(site: Site, handed_in: Person) -> None:
    with read_session(site.engine) as session:
        events = [event for number in session.scalars(select(FollowupRow.id)) for event in events_of(session, number)]
    assert [(event.kind, len(event.confirmed)) for event in events] == [("opened", 0), ("submitted", 51)]
    assert all(key.startswith("K32:") for key in events[1].confirmed)


def test_a_follow_up_handed_in_is_locked_and_says_who_and_when(handed_in: Person) -> None:
    page = handed_in.read_whole(BROMMA)
    assert "Inlämnad av Sara Lind" in page and "entry-save" not in page
    # Nothing to fill in but what is asked of the compilers.
    assert page.count("<textarea") == page.count('id="question-text"')
    assert "låst: Sara Lind lämnade in den" in handed_in.send(BROMMA, {"I3.1/n": "2"}, status=409)


def test_a_compiler_receives_many_at_once_or_none(handed_in: Person, karin: Person) -> None:
    page = karin.read(LIST)
    assert 'name="unit" value="bromma"' in page and 'name="unit" value="farsta"' not in page
    assert "Ingen uppföljning togs emot" in karin.send(LIST, {"unit": ["bromma", "farsta"]}, status=409)
    karin.send(LIST, {"unit": ["bromma"]})
    assert "Mottagen i sammanställningen" in karin.read(LIST)
    assert "Sara Lind" in karin.read_whole(BROMMA)


def test_a_compiler_receives_all_that_the_page_showed(handed_in: Person, karin: Person) -> None:
    page = karin.read(LIST)
    assert "Ta emot den inlämnade" in page and re.findall(r'name="waiting" value="([^"]+)"', page) == ["bromma"]
    assert '<span class="no-break">1\u00a0av\u00a052</span>' in page and "varning" not in page
    assert "Ingen uppföljning togs emot" in karin.send(
        LIST, {"all": "yes", "waiting": ["bromma", "farsta"]}, status=409
    )
    karin.send(LIST, {"all": "yes", "waiting": ["bromma"]})
    page = karin.read(LIST)
    assert "1 uppföljning är mottagen." in page and 'name="waiting"' not in page


def test_a_compiler_decides_at_the_top_of_the_page_and_comes_back_to_the_list(handed_in: Person, karin: Person) -> None:
    page = karin.read_whole(BROMMA)
    assert page.index("Ta emot i sammanställningen") < page.index('id="item:I3.1"')
    assert f'<li><a href="{LIST}">Mottagning</a></li>' in page
    assert '<li><a href="/">Mina uppföljningar</a></li>' in handed_in.read_whole(BROMMA)
    assert f'href="{LIST}"' in karin.send(f"{BROMMA}/ta-emot", {})
    assert "Bromma: uppföljningen är mottagen i sammanställningen." in karin.read(LIST)


def test_reopening_needs_a_reason_and_shows_it(handed_in: Person, karin: Person) -> None:
    karin.send(f"{BROMMA}/ta-emot", {})
    unsaid = karin.send(f"{BROMMA}/oppna-igen", {"reason": " "}, status=422)
    assert 'href="#reason"' in unsaid and 'id="reason-error"' in unsaid and "Skriv ett skäl." in unsaid
    karin.send(f"{BROMMA}/oppna-igen", {"reason": "Fel nämnare i I3.1"})
    page = handed_in.read_whole(BROMMA)
    assert "Fel nämnare i I3.1" in page and "Öppnad igen" in page
    rows = {row.partition('"')[0]: row for row in karin.read(LIST).split(f"{BROMMA.rpartition('/')[0]}/")[1:]}
    assert "Försenad" not in rows["bromma"] and "Försenad" in rows["farsta"]


def test_receiving_twice_is_refused_with_who_was_first(handed_in: Person, karin: Person) -> None:
    karin.send(f"{BROMMA}/ta-emot", {})
    assert "togs emot i sammanställningen" in karin.send(f"{BROMMA}/ta-emot", {}, status=409)


def test_a_closing_date_locks_with_who_when_and_why_and_an_exception_opens(sara: Person, karin: Person) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    karin.send(f"{LIST}/stangning", {"closing-closes_on": "2024-10-01", "closing-reason": "Sammanställningen börjar"})
    page = sara.read_whole(BROMMA)
    assert "2024-T2 stängdes efter 2024-10-01; det beslutade Karin Holm" in page
    assert "Sammanställningen börjar" in page and 'id="save"' not in page
    sara.send(BROMMA, {"I3.1/n": "2"}, status=409)
    start = sara.read("/").partition("Tertialrapport 2 2024")[2].partition("</li>")[0]
    assert "Låst" in start and "Sammanställningen börjar" in start
    assert "Försenad" not in start and "Fortsätt" not in start
    exception = {"unit": "bromma", "until": "2099-01-01", "reason": "Sjukdom"}
    karin.send(f"{LIST}/stangning/undantag", exception)
    closing = karin.read(f"{LIST}/stangning")
    assert "Sjukdom" in closing and "Stängdes efter 2024-10-01. Bestämt av Karin Holm" in closing
    sara.send(BROMMA, {"I6.1/n": "2"})


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("", "Skriv ett datum."),
        ("1 oktober", "”1 oktober” är inget datum; skriv år, månad och dag som 2024-05-31."),
        ("2024-02-30", "”2024-02-30” är inget datum; skriv år, månad och dag som 2024-05-31."),
    ],
)
def test_a_closing_date_has_to_be_a_day(karin: Person, day: str, told: str) -> None:
    page = karin.send(f"{LIST}/stangning", {"closing-closes_on": day, "closing-reason": "Till KS"}, status=422)
    assert told in page


def test_a_closing_date_needs_a_reason_and_can_be_taken_away_with_one(sara: Person, karin: Person) -> None:
    date = {"closing-closes_on": "2024-10-01"}
    assert "Skriv ett skäl." in karin.send(f"{LIST}/stangning", date, status=422)
    told = "uppföljningar är inte inlämnade"
    assert told in karin.read(f"{LIST}/stangning") and "Bromma, " in karin.read(f"{LIST}/stangning")
    karin.send(f"{LIST}/stangning", {**date, "closing-reason": "Till KS"})
    sara.send(BROMMA, {"I3.1/n": "2"}, status=409)
    assert "Skriv ett skäl." in karin.send(f"{LIST}/stangning", {"closing-closes_on": ""}, status=422)
    karin.send(f"{LIST}/stangning", {"closing-closes_on": "", "closing-reason": "Sattes för fel period"})
    page = karin.read(f"{LIST}/stangning")
    assert "Stängningsdatumet togs bort av Karin Holm" in page and "Sattes för fel period" in page
    sara.send(BROMMA, {"I3.1/n": "2"})
    karin.send(f"{LIST}/stangning/undantag", {"unit": "bromma", "until": "2099-01-01", "reason": "Sjukdom"}, status=409)


def test_the_bodys_own_decision_is_noted_at_any_time(handed_in: Person, karin: Person) -> None:
    handed_in.send(f"{BROMMA}/beslut", {"decided_on": "2024-09-26", "case": "BRO 2024/17"})
    assert "BRO 2024/17" in karin.read(LIST)
    history = handed_in.read(f"{BROMMA}/historik")
    assert "Diarienummer" in history and "BRO 2024/17" in history
    wrong = handed_in.send(f"{BROMMA}/beslut", {"decided_on": "26 september"}, status=422)
    assert "”26 september” är inget datum; skriv år, månad och dag som 2024-05-31." in wrong


def test_two_at_once_without_a_script_are_shown_both_versions(site: Site, sara: Person) -> None:
    amir = Person(site.app.test_client(), "amir")
    amir.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    stale = {"I3.1/n": "2", "I3.1/d": "4", "seen:I3.1": "0", "I3.2/n": "1", "I3.2/d": "1"}
    page = sara.send(BROMMA, stale, status=409)
    assert "Amir Berg ändrade" in page and VERSIONS.findall(page) == [("2", "3")]
    assert 'id="I3.2/n" name="I3.2/n" value="1"' in sara.read_whole(BROMMA)
    token = re.search(r'name="seen:I3.1" value="(\d+)"', page)
    assert token is not None
    sara.send(BROMMA, {"I3.1/n": "2", "seen:I3.1": token[1]})
    assert 'id="I3.1/n" name="I3.1/n" value="2"' in sara.read_whole(BROMMA)


def test_a_choice_between_versions_loses_nothing_of_what_else_was_typed(site: Site, sara: Person) -> None:
    amir = Person(site.app.test_client(), "amir")
    amir.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4", "A1.1/comment": "Amirs"})
    stale = {"I3.1/n": "2", "A1.1/comment": "Saras", "I2.1/n": "12,5"}
    page = sara.send(BROMMA, {**stale, **{f"seen:{item}": "0" for item in ("I3.1", "A1.1", "I2.1")}}, status=409)
    assert VERSIONS.findall(page) == [("Saras", "Amirs"), ("2", "3")]
    mine, theirs, *_second = (sent(form) for form in forms_of(page))
    assert mine["A1.1/comment"] == "Saras" and "A1.1/comment" not in theirs and theirs["I2.1/n"] == "12,5"
    page = sara.send(BROMMA, mine, status=409)
    assert VERSIONS.findall(page) == [("2", "3")]
    page = sara.send(BROMMA, sent(forms_of(page)[1]), status=422)
    assert "”12,5” har decimaler" in page and 'name="I2.1/n" value="12,5"' in page
    whole = sara.read_whole(BROMMA)
    assert ">Saras</textarea>" in whole and 'id="I3.1/n" name="I3.1/n" value="3"' in whole


def forms_of(page: str) -> list[str]:
    """The forms of the page itself, without those of the frame (language, signing out)."""
    return re.findall(r"<form.*?</form>", page.partition("<main")[2], re.DOTALL)


def sent(form: str) -> dict[str, str]:
    """What a browser sends of the hidden fields."""
    fields = re.findall(r'name="([^"]+)" (?:value="([^"]*)"|hidden>([^<]*)<)', form)
    return {name: value or text for name, value, text in fields if name != "csrf_token"}


def test_a_compiler_is_told_that_the_figures_are_internal(handed_in: Person, karin: Person) -> None:
    assert "Internt – får ej spridas" in karin.read_whole(BROMMA)
    assert "Internt – får ej spridas" not in handed_in.read_whole(BROMMA)


def test_every_change_is_in_the_history_with_from_and_to(sara: Person) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4", "A1.1/status": "ongoing", "A1.1/comment": "=1+1"})
    token = re.search(r'name="seen:I3.1" value="(\d+)"', sara.read_whole(BROMMA))
    assert token is not None
    sara.send(BROMMA, {"I3.1/n": "2", "I3.1/d": "4", "seen:I3.1": token[1]})
    page = sara.read(f"{BROMMA}/historik?item=I3.1")
    row = re.search(r"<td>3</td><td>2</td>", page)
    assert row is not None and "Sara Lind" in page and "A1.1" not in page
    assert "<td>pågår</td>" in sara.read(f"{BROMMA}/historik")
    file = sara.client.get(f"{BROMMA}/historik.csv")
    assert file.mimetype == "text/csv" and "'=1+1" in file.text and file.text.startswith("\ufeffTidpunkt;Vem")


@pytest.mark.parametrize(
    "path", ["/uppfoljning/vald-2021-2025/2024-T2/farsta", "/uppfoljning/vald-2021-2025/2024-T2/socialnamnden"]
)
def test_others_figures_are_not_shown_to_a_coordinator(sara: Person, path: str) -> None:
    for end in ("", "/lamna-in", "/historik", "/historik.csv"):
        sara.read(path + end, status=403)
    sara.send(path, {"I3.1/n": "2"}, status=403)


def test_what_each_role_may_not_do(site: Site, handed_in: Person, karin: Person) -> None:
    handed_in.send(f"{BROMMA}/ta-emot", {}, status=403)
    handed_in.read(LIST, status=403)
    karin.send(BROMMA, {"I3.1/n": "2"}, status=403)
    for login, start in (("rolf", 302), ("ada", 200)):  # who only reads figures starts with them
        person = Person(site.app.test_client(), login)
        person.read(BROMMA, status=403)
        person.read(LIST, status=403)
        person.read("/", status=start)


@pytest.mark.parametrize(
    "path",
    [
        "/uppfoljning/vald-2021-2025/2024-T9/bromma",
        "/uppfoljning/vald-2021-2025/2031-T1/bromma",
        "/uppfoljning/finns-inte/2024-T2/bromma",
        "/uppfoljning/vald-2021-2025/2024-T2/norrmalm",
    ],
)
def test_what_does_not_exist_is_told_in_swedish(site: Site, path: str) -> None:
    with write_session(site.engine) as session:
        grant_role(session, login="sara", role="coordinator", unit="norrmalm", by=COMMAND_LINE)
    assert "Kontrollera adressen" in Person(site.app.test_client(), "sara").read(path, status=404)


def test_a_successors_coordinator_finishes_what_was_left_open(site: Site) -> None:
    jonna = Person(site.app.test_client(), "jonna")
    path = "/uppfoljning/vald-2021-2025/2023-T1/rinkeby-kista"
    jonna.send(path, {"I3.1/n": "3", "I3.1/d": "4"})
    assert "Rinkeby-Kista" in jonna.read("/")


def test_two_tabs_of_ones_own_are_not_called_somebody_else(sara: Person) -> None:
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    page = sara.send(BROMMA, {"seen:I3.1": "0", "I3.1/n": "2", "I3.1/d": "4"}, status=409)
    assert "<h1>Du har ändrat samma uppgift i en annan flik eller på en annan enhet</h1>" in page
    assert "Du ändrade den" in page
    assert "Någon annan" not in page and "Sara Lind ändrade" not in page
