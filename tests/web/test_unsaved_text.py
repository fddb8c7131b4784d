"""What was typed and cannot be saved is kept with the follow-up, and nothing is handed in without it."""

from __future__ import annotations

import re

import pytest

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, TOKEN, Person
from tests.web.test_own_items import SHARE

WRONG = "31 av 20: delen är större än det hela."
JSON = {"Accept": "application/json"}


@pytest.fixture
def sara(site: Site) -> Person:
    """Sara, who saved 18 of 20 and then typed 31 of 20 over it."""
    sara = Person(site.app.test_client(), "sara")
    sara.send(BROMMA, {"I6.1/n": "18", "I6.1/d": "20"})
    sara.send(BROMMA, {**_versions(sara), "I6.1/n": "31", "I6.1/d": "20"}, status=422)
    return sara


def _versions(person: Person) -> dict[str, str]:
    return dict(re.findall(r'name="((?:seen|kept):I6\.1)" value="(\d+)"', person.read_whole(BROMMA)))


def _shown(person: Person, field: str) -> str:
    found = re.search(rf'name="{field}" value="([^"]*)"', person.read_whole(BROMMA))
    assert found is not None
    return found[1]


def test_it_is_there_again_wherever_the_person_signs_in(site: Site, sara: Person) -> None:
    anew = Person(site.app.test_client(), "sara")
    page = anew.read_whole(BROMMA)
    assert _shown(anew, "I6.1/n") == "31" and WRONG in page
    assert "Sparat utom i I6.1: rätta det som är markerat." in page and "Allt är sparat.</p>" not in page
    assert f"{BROMMA}/mal/M6#item:I6.1" in anew.read("/")


def test_nothing_is_handed_in_without_it(sara: Person) -> None:
    assert WRONG in sara.read(f"{BROMMA}/lamna-in")
    assert WRONG in sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"}, status=422)
    assert "Utkast" in sara.read_whole(BROMMA)


def test_a_comment_given_at_the_review_does_not_drop_it(sara: Person) -> None:
    answer = {**_versions(sara), "I6.1/comment": "Nytt register", "confirmed": "K32"}
    assert WRONG in sara.send(f"{BROMMA}/lamna-in", answer, status=422)
    assert _shown(sara, "I6.1/n") == "31"


@pytest.mark.parametrize("n", ["13", "18"])
def test_put_right_or_taken_back_it_is_forgotten(sara: Person, n: str) -> None:
    sara.send(BROMMA, {**_versions(sara), "I6.1/n": n, "I6.1/d": "20"})
    assert _shown(sara, "I6.1/n") == n and "Sparat utom i I6.1" not in sara.read_whole(BROMMA)
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})


def test_a_colleague_sees_whose_it_is_and_cannot_drop_it_unseen(site: Site, sara: Person) -> None:
    amir = Person(site.app.test_client(), "amir")
    assert "Sara Lind skrev det som står här" in amir.read_whole(BROMMA)
    seen = _versions(amir)
    amir.send(BROMMA, {"seen:I6.1": seen["seen:I6.1"], "I6.1/n": "19", "I6.1/d": "20"})
    assert _shown(sara, "I6.1/n") == "31"
    # Over Amir's 19 it is a choice between two versions, also once it can be saved.
    sara.send(BROMMA, {**_versions(sara), "I6.1/n": "13", "I6.1/d": "20"}, status=409)


def test_it_opens_the_follow_up_and_is_no_value_of_it(site: Site) -> None:
    sara, karin = Person(site.app.test_client(), "sara"), Person(site.app.test_client(), "karin")
    sara.send(BROMMA, {"I6.1/n": "abc"}, status=422)
    assert _shown(sara, "I6.1/n") == "abc" and "Utkast" in sara.read("/")
    assert "abc" not in karin.read_whole(BROMMA)


def test_the_script_is_told_what_is_kept(site: Site) -> None:
    sara = Person(site.app.test_client(), "sara")
    token = TOKEN.search(sara.read_whole(BROMMA))
    assert token is not None
    sent = {"csrf_token": token[1], "seen:I6.1": "0", "I6.1/n": "31", "I6.1/d": "20"}
    answer = sara.client.post(BROMMA, data=sent, headers=JSON).get_json()
    assert (answer["saved"], answer["refused"]) == ([], ["I6.1"])
    other = {"csrf_token": token[1], "seen:I3.1": "0", "I3.1/n": "3", "I3.1/d": "4"}
    answer = sara.client.post(BROMMA, data=other, headers=JSON).get_json()
    assert (answer["saved"], answer["refused"]) == (["I3.1"], ["I6.1"])
    assert WRONG in [finding["message"].partition(" Kontrollera")[0] for finding in answer["findings"]]


def test_what_is_locked_keeps_no_more_text(site: Site) -> None:
    sara = Person(site.app.test_client(), "sara")
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    sara.send(BROMMA, {"I6.1/n": "31", "I6.1/d": "20"}, status=409)


def test_of_an_item_that_has_ended_nothing_is_left_to_put_right(sara: Person) -> None:
    sara.send(BROMMA, {**_versions(sara), "I6.1/n": "18", "I6.1/d": "20"})
    sara.send(f"{BROMMA}/egna", SHARE)
    sara.send(BROMMA, {"E-bromma-1/sex/women/n": "många"}, status=422)
    sara.send(f"{BROMMA}/egna/E-bromma-1/avsluta", {})
    assert "item:E-bromma-1" not in sara.read("/") and "Sparat utom i E-" not in sara.read_whole(BROMMA)
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})


@pytest.mark.parametrize("number", ["99999999999999999999", "9" * 5000])
@pytest.mark.parametrize("name", ["seen:I6.1", "kept:I6.1"])
def test_a_version_that_no_page_showed_is_none(site: Site, name: str, number: str) -> None:
    sara = Person(site.app.test_client(), "sara")
    sara.send(BROMMA, {name: number, "I6.1/n": "abc"}, status=422)
    assert _shown(sara, "I6.1/n") == "abc"
    sara.send(f"{BROMMA}/egna", SHARE)
    sara.send(f"{BROMMA}/egna/E-bromma-1", {**SHARE, "seen": number}, status=409)
