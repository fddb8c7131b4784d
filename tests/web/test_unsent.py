"""Nothing typed in any form is lost: it is kept while it is typed, for its writer alone, until the form is taken."""

from __future__ import annotations

import re
from pathlib import Path

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, LIST, TOKEN, Person
from tracker.resources import TEMPLATES

KEEP = "/ej-skickat"
BACK = f"{BROMMA}/skicka-ater"
SAVED_OTHERWISE = {"followup"}
"""Forms that save what is typed as values or texts of their own."""
NOT_KEPT = {"login", "accounts", "own_account", "style", "errors"}
"""Folders of pages with passwords, names and addresses, and none with texts."""
FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)


def type_in(person: Person, place: str, **typed: str) -> None:
    """As the page's script does it."""
    fields = {f"text:{name}": text for name, text in typed.items()}
    person.send(KEEP, {"place": place, **fields}, status=200)


def kept(person: Person, place: str) -> dict[str, str]:
    found = person.client.get(KEEP, query_string={"place": place}).get_json()
    return {name: each["text"] for name, each in found.items()}


def test_every_form_with_a_text_keeps_what_is_typed() -> None:
    """In the templates themselves, so that no new form is forgotten; and its page has the script."""
    pages = {file: file.read_text("utf-8") for file in Path(TEMPLATES).rglob("*.html")}
    seen = 0
    for file, page in pages.items():
        if file.parent.name in NOT_KEPT or file.parent.parent.name in NOT_KEPT:
            continue
        for form in FORM.findall(page):
            head = form.partition(">")[0]
            named = re.search(r'id="([\w-]+)"', head)
            elsewhere = named is not None and f'form="{named[1]}' in page
            if not (re.search(r"<textarea(?![^>]*hidden)|forms\.row\(", form) or elsewhere) or (
                named is not None and named[1] in SAVED_OTHERWISE
            ):
                continue
            if 'type="file"' in form or "multipart" in head:
                continue
            seen += 1
            assert "data-unsent" in head, f"{file.name}: {head}"
            using = [p for p in pages.values() if "_unsent.html" in p and (p is page or file.stem in p)]
            assert using, f"{file.name} has no script that keeps what is typed"
    assert seen >= 12


def test_it_stands_there_again_for_its_writer_alone_and_is_forgotten_when_sent(site: Site) -> None:
    sara, karin = (Person(site.app.test_client(), login) for login in ("sara", "karin"))
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    type_in(karin, BACK, reason="Halva skäl")
    type_in(karin, BACK, reason="Halva skälet", **{"remark:I3.1": "Stämmer nämnaren?"})
    anew = Person(site.app.test_client(), "karin")
    assert kept(anew, BACK) == {"reason": "Halva skälet", "remark:I3.1": "Stämmer nämnaren?"}
    assert kept(sara, BACK) == {} and "Stämmer nämnaren?" not in sara.read_whole(BROMMA)
    # What is as it was before is nothing unsent; a refused form keeps all of it.
    type_in(karin, BACK, reason="")
    karin.send(BACK, {"reason": "", "due": "i morgon"}, status=422)
    assert kept(karin, BACK) == {"remark:I3.1": "Stämmer nämnaren?"}
    # A remark that was written on a goal's page goes with the follow-up, and then nothing is left.
    assert "Stämmer nämnaren?" in karin.read(BROMMA) and "Stämmer nämnaren?" in karin.read(f"{BROMMA}/mal/M3")
    # It is not passed over by receiving, one or several; who has been told may.
    told = "Du har skrivit 1 anmärkning som inte är skickad."
    refused = karin.send(f"{BROMMA}/ta-emot", {}, status=422)
    assert f"{told} Inget är mottaget än." in refused and 'name="unsent" value="yes"' in refused
    assert f"Bromma: {told}" in karin.send(LIST, {"unit": "bromma"}, status=409)
    assert "Väntar på att tas emot" in sara.read("/")
    karin.send(BACK, {"reason": ""})
    assert kept(karin, BACK) == {} and "Stämmer nämnaren?" in sara.read(f"{BROMMA}/mal/M3")


def test_remarks_that_are_written_are_not_passed_over_by_receiving(site: Site) -> None:
    sara, karin = (Person(site.app.test_client(), login) for login in ("sara", "karin"))
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    type_in(karin, BACK, **{"remark:I3.1": "Stämmer nämnaren?"})
    assert "Ta emot ändå" in karin.read(BROMMA)
    assert "inte är skickad" in karin.send(f"{BROMMA}/ta-emot", {}, status=422)
    karin.send(f"{BROMMA}/ta-emot", {"unsent": "yes"})


def test_without_a_script_remarks_are_kept_by_their_button(site: Site) -> None:
    sara, karin = (Person(site.app.test_client(), login) for login in ("sara", "karin"))
    sara.send(BROMMA, {"I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    karin.send(f"{BROMMA}/mal/M3/anmarkningar", {"remark:I3.1": "Se över"})
    assert ">Se över</textarea>" in karin.read(f"{BROMMA}/mal/M3") and 'name="remark:I3.1"' in karin.read(BROMMA)
    sara.send(f"{BROMMA}/mal/M3/anmarkningar", {"remark:I3.1": "Nej"}, status=403)
    karin.send(f"{BROMMA}/ta-emot", {"unsent": "yes"})
    karin.send(f"{BROMMA}/oppna-igen", {"reason": "Anmärkningen glömdes"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    karin.send(BACK, {"remark:I3.1": "Se över nämnaren"})
    assert "Se över nämnaren" in sara.read(f"{BROMMA}/mal/M3")


def test_there_is_an_end_to_what_is_kept(site: Site) -> None:
    karin = Person(site.app.test_client(), "karin")
    long = karin.send(KEEP, {"place": LIST, "text:reason": "x" * 100_001}, status=413)
    assert "Texten är för lång" in long
    karin.send(KEEP, {"place": "/" * 301, "text:reason": "x"}, status=413)
    many: dict[str, str | list[str]] = {f"text:{number}": "x" for number in range(501)}
    karin.send(KEEP, {"place": LIST, **many}, status=413)
    assert kept(karin, LIST) == {}
    type_in(karin, LIST, reason="Skäl")
    karin.send(KEEP, {"place": LIST, "forget": "yes"}, status=200)
    assert kept(karin, LIST) == {}
    for number in range(10):
        type_in(karin, f"{LIST}/{number}", reason="x" * 100_000, **{"remark:I1.1": "x" * 99_999})
    full = karin.send(KEEP, {"place": f"{LIST}/10", "text:reason": "x" * 11, "over:reason": "y"}, status=413)
    assert "Du har för mycket text som inte är skickad." in full and kept(karin, f"{LIST}/10") == {}
    type_in(karin, f"{LIST}/10", reason="x" * 10)
    stranger = site.app.test_client()
    assert stranger.get(KEEP).status_code in (302, 401) and TOKEN.search(stranger.get("/logga-in").text)
