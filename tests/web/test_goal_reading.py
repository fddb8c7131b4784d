"""A follow-up is read goal by goal by who cannot change it, and the way on stays at the same goal."""

from __future__ import annotations

from tests.fixtures.server import Site
from tests.web.test_entry_workflow import BROMMA, LIST, Person

EARLIER = BROMMA.replace("2024-T2", "2024-T1")


def test_a_goal_is_read_beside_what_was_said_before_and_the_next_body_at_the_same(site: Site) -> None:
    sara, karin = (Person(site.app.test_client(), login) for login in ("sara", "karin"))
    sara.send(EARLIER, {"M3/status": "partly", "M3/text": "Rutinerna är på väg.", "A3.1/status": "ongoing"})
    sara.send(f"{EARLIER}/lamna-in", {"confirmed": "K32"})
    karin.send(f"{EARLIER}/ta-emot", {})
    sara.send(BROMMA, {"M3/status": "met", "M3/text": "Rutinerna är klara.", "I3.1/n": "3", "I3.1/d": "4"})
    sara.send(f"{BROMMA}/lamna-in", {"confirmed": "K32"})
    page = karin.read(f"{BROMMA}/mal/M3")
    assert "<del>på väg.</del><ins>klara.</ins>" in page and "2024-T1" in page and "75,0" in page
    assert 'rel="next" data-body="after" href="/uppfoljning/vald-2021-2025/2024-T2/' in page
    assert page.partition('data-body="after" href="')[2].partition('"')[0].endswith("/mal/M3")
    items = page.partition('class="entry"')[2].partition('id="return-form"')[0]
    assert f"{LIST}/skrivet?mal=M3" in page and 'name="remark:I3.1"' in items and "<input" not in items
    assert f'href="{BROMMA}/mal/M1"' in page and 'aria-current="page"' in page
    front = karin.read(BROMMA)
    assert f'href="{BROMMA}/mal/M3"' in front and "uppfylls helt" in front
    # The body itself reads it so too, once it is handed in, without anything of the compilers'.
    own = sara.read(f"{BROMMA}/mal/M3")
    assert "Rutinerna är klara." in own and "remark:" not in own and "data-body" not in own
    sara.read(f"{BROMMA}/mal/M9", 404)


def test_what_bodies_wrote_is_asked_for_of_another_period(site: Site) -> None:
    karin = Person(site.app.test_client(), "karin")
    answer = karin.client.get(f"{LIST}/skrivet?mal=M3&period=2024-T1&sok=rutin")
    assert answer.location == "/mottagning/vald-2021-2025/2024-T1/skrivet?mal=M3&status=&namnd=&sok=rutin"
    assert '<option value="2024-T2" selected>' in karin.read(f"{LIST}/skrivet?mal=M3&period=2024-T2")
    karin.read(f"{LIST.replace('T2', 'T9')}/skrivet", 404)


def test_what_bodies_wrote_is_searched_in_all_periods_the_latest_first(site: Site) -> None:
    """Received texts alone; what a body's predecessors wrote is found with its own."""
    sara, karin, jonna = (Person(site.app.test_client(), login) for login in ("sara", "karin", "jonna"))
    before = BROMMA.replace("2024-T2/bromma", "2023-T1/rinkeby-kista")
    for person, address, text in (
        (jonna, before, "Rutinerna prövas."),
        (sara, EARLIER, "Rutinerna är på väg."),
        (sara, BROMMA, "Rutinerna finns."),
    ):
        person.send(address, {"M3/status": "partly", "M3/text": text, "A3.1/status": "ongoing"})
        person.send(f"{address}/lamna-in", {"confirmed": "K32"})

    def found(**asked: str) -> list[str]:
        page = karin.read(f"{LIST}/skrivet?period=alla&{'&'.join(f'{k}={v}' for k, v in asked.items())}")
        return [part.partition("<")[0] for part in page.split("<blockquote>")[1:]]

    assert found(sok="rutinerna") == []
    for address in (before, EARLIER, BROMMA):
        karin.send(f"{address}/ta-emot", {})
    assert found(sok="rutinerna") == ["Rutinerna finns.", "Rutinerna är på väg.", "Rutinerna prövas."]
    assert found(sok="väg+RUTIN") == ["Rutinerna är på väg."]
    assert found(namnd="jarva") == ["Rutinerna prövas."]
    assert found(namnd="bromma", sok="VÄG") == ["Rutinerna är på väg."]
    assert found(mal="M2") == [] and found(mal="M3", status="met") == [] and len(found(mal="M3", status="partly")) == 3
    page = karin.read(f"{LIST}/skrivet?period=alla&namnd=jarva")
    assert f'href="{before}/mal/M3#item:M3"' in page and ">2023-T1<" in page
    assert sara.client.get(f"{LIST}/skrivet?period=alla").status_code == 403


def test_the_desk_opens_where_something_waits_to_be_received(site: Site) -> None:
    """Beside the year's last report next year's plan may be open; older periods are left alone."""
    sara, karin = (Person(site.app.test_client(), login) for login in ("sara", "karin"))
    desk = LIST.rpartition("/")[0]
    usual = karin.client.get(desk).location
    newest = next(part for part in ("2025-VB", "2025-T2", "2025-T1") if not usual.endswith(part))
    address = BROMMA.replace("2024-T2", newest)
    sara.send(address, {"M3/status": "partly", "M3/text": "Rutinerna är på väg."})
    assert karin.client.get(desk).location == usual
    sara.send(f"{address}/lamna-in", {"confirmed": "K32"})
    assert karin.client.get(desk).location == f"{desk}/{newest}"
