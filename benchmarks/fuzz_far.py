"""Requests that are right but for one thing, so that they come far: an answer of a provider or of an authenticator, a
package of definitions, a text kept while it is typed; and the pages whose forms are sent."""

from __future__ import annotations

import io
import json
import random
import zipfile
from functools import cache
from urllib.parse import urlencode

from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from benchmarks import fuzz_jobs, hostile
from benchmarks.many_programs import PASSWORD, PROGRAM
from tests.fixtures.authenticator import Authenticator, Json, raw, text
from tests.fixtures.provider import answer_of, asked_in
from tracker.resources import PROGRAM as DEFINITIONS

BASE = "http://localhost"
"""Where browsers have passkeys without https."""
_WORK, _DESK = f"/uppfoljning/{PROGRAM}/2025-VB", f"/mottagning/{PROGRAM}/2025-VB"
_OWN = ("/mitt-konto", "/mitt-konto/tva-steg", "/mitt-konto/nycklar")
PAGES: dict[str | None, tuple[str, ...]] = {
    None: ("/logga-in",),
    "coordinator": (
        *_OWN, f"{_WORK}/bromma",
        *(f"{_WORK}/bromma/{rest}" for rest in ("mal/M1", "mal/M3", "ansvar", "egna", "lamna-in", "blad")),
    ),
    "contributor": (*_OWN, f"{_WORK}/bromma", f"{_WORK}/bromma/mal/M1", f"{_WORK}/bromma/mal/M3"),
    "compiler": (
        *_OWN, *(f"{_DESK}{rest}" for rest in ("", "/stangning", "/observationer", "/gemensamma")), f"{_WORK}/farsta",
        f"{_WORK}/bromma", f"{_WORK}/bromma/mal/M1", f"/fragor/{PROGRAM}", f"/fragor/{PROGRAM}/1",
        *fuzz_jobs.PAGES,
    ),
    "reviewer": (
        *_OWN, f"/fragor/{PROGRAM}/ny?om=goal:M2", f"/fragor/{PROGRAM}", f"/underlag/{PROGRAM}",
    ),
    "administrator": (*_OWN, "/konton", "/konton/nytt", "/konton/1", "/definitioner"),
    "keyed": ("/logga-in/kod", *_OWN),
}  # fmt: skip
"""By whom they are opened; ``keyed`` is halfway in, and then a reviewer."""
KEPT_AT = (f"{_WORK}/bromma/mal/M1/underlag", f"/fragor/{PROGRAM}/ny", "/konton/nytt", "/")


def from_provider(client: FlaskClient, chance: random.Random) -> EnvironBuilder:
    """Somebody comes back from the provider, with something in the answer that it did not say."""
    begun = client.get("/logga-in/organisation", base_url=BASE)
    query = asked_in(answer_of(begun.location))
    if chance.random() < 0.7:
        name = chance.choice((*query, "error"))
        query[name] = _hostile(chance)
    return EnvironBuilder(path="/logga-in/organisation/svar", query_string=urlencode(query), base_url=BASE)


def from_device(client: FlaskClient, device: Authenticator, chance: random.Random) -> EnvironBuilder:
    """An answer to the question that the site asks at the door, or of who wants another key."""
    asked = client.post("/logga-in/nyckel/fraga", base_url=BASE)
    path, answer = "/logga-in/nyckel", device.sign
    if asked.status_code != 200:
        data = {"key_name": str(chance.random()), "password": PASSWORD}
        asked = client.post("/mitt-konto/nycklar/fraga", data=data, base_url=BASE)
        path, answer = "/mitt-konto/nycklar", device.make
    assert asked.status_code < 500, asked.text
    sent = _altered(answer(asked.get_json()), chance) if asked.status_code == 200 else _hostile(chance)
    address = {"REMOTE_ADDR": f"10.0.{chance.randrange(256)}.{chance.randrange(256)}"}  # else guessing is slowed down
    return EnvironBuilder(path=path, method="POST", data={"answer": sent}, base_url=BASE, environ_base=address)


def _altered(answer: str, chance: random.Random) -> str:
    """Another value in one place, some bytes of one part, an end; now and then the right answer."""
    found: Json = json.loads(answer)
    way, inside = chance.random(), found["response"]
    name = chance.choice(list(inside))
    if way < 0.2:
        return answer
    if way < 0.3:
        return answer[: chance.randrange(len(answer))]
    if way < 0.5:
        where = chance.choice((found, inside))
        where[chance.choice(list(where))] = chance.choice((_hostile(chance), 1, None, [], {}, -(2**63)))
    else:
        part = bytearray(raw(inside[name]))
        for _each in range(chance.randrange(1, 4)):
            part[chance.randrange(len(part))] = chance.randrange(256)
        inside[name] = text(bytes(part[: chance.randrange(len(part))] if chance.random() < 0.2 else part))
    return json.dumps(found)


def definitions(chance: random.Random) -> EnvironBuilder:
    """The definitions that are there, with one line of one file changed."""
    made, files = io.BytesIO(), _files()
    chosen = chance.choice(list(files))
    lines = files[chosen].split("\n")
    place = chance.randrange(len(lines))
    key, mark, _value = lines[place].partition(":")
    lines[place] = chance.choice((f"{key}{mark} {_hostile(chance)[:200]}", _hostile(chance)[:200], ""))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, "\n".join(lines) if name == chosen else content)
    made.seek(0)
    built = EnvironBuilder(path="/definitioner", method="POST", base_url=BASE)
    built.files.add_file("file", made, "program.zip")
    return built


@cache
def _files() -> dict[str, str]:
    files = sorted(DEFINITIONS.rglob("*.yaml"))
    return {f"program/{file.relative_to(DEFINITIONS)}": file.read_text(encoding="utf-8") for file in files}


def kept_while_typed(chance: random.Random) -> EnvironBuilder:
    """As the page's script keeps what is typed."""
    place = chance.choice((*KEPT_AT, _hostile(chance)))
    data = {"place": place, f"text:{chance.choice(('title', 'text', _hostile(chance)))}": _hostile(chance),
            "over:title": _hostile(chance)}  # fmt: skip
    if chance.random() < 0.1:
        data["forget"] = "1"
    return EnvironBuilder(path="/ej-skickat", method="POST", data=data, base_url=BASE)


def _hostile(chance: random.Random) -> str:
    return chance.choice(hostile.TEXTS)[:1000].encode("utf-8", "replace").decode()
