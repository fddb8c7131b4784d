"""Send the site what no form sends: it may refuse, but never fail.

    python -m benchmarks.fuzz [--requests 20000] [--seed 1] [--database sqlite|postgresql] [--base FILE]

Every address and every form that its pages show, with hostile values in addresses, queries, fields, headers, files and
bodies, sent by nobody in particular and by each role. The form token is not asked for (else nothing would come
further), and passwords have quick hashes; accounts that the requests change are put right again now and then. Some come
by a one-time link, back from a provider of sign-ins, or with a passkey; administrators bring definitions. ``--base``: a
backup (on SQLite a database too) with the demonstration; else it is made, without editions. Prints what was answered,
and which addresses never gave a page or an acceptance to anybody; ends with 1 if anything was 500 or more. SIGTERM or
SIGINT ends it before its time: it prints what it has come to.
"""

from __future__ import annotations

import argparse
import logging
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from argon2 import PasswordHasher
from flask import Flask, got_request_exception, request
from lxml import html
from sqlalchemy import Engine
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from benchmarks import fuzz_far, fuzz_jobs, hostile
from benchmarks.fuzz_far import BASE
from benchmarks.fuzz_people import KEYED, PEOPLE, People, provider
from benchmarks.many_programs import PASSWORD, PROGRAM, database
from benchmarks.own_server import own_server
from tests.programs import vald
from tracker.accounts import passwords
from tracker.config import ProviderSettings, Settings
from tracker.demo.filling import fill
from tracker.store.database import write_session
from tracker.store.loading import load
from tracker.web.app import create_app

TODAY = date(2026, 1, 20)
RIGHT: Mapping[str, tuple[str, ...]] = {
    "program": (PROGRAM,), "period": ("2024-T2", "2023-T1", "2025-VB"), "unit": ("bromma",), "goal": ("M1", "M5"),
    "indicator": ("I5.1",), "item": ("I2.1",), "body": ("bromma",), "activity": ("A5.1",), "place": ("M1", "all"),
    "format": ("json", "csv", "xlsx", "docx", "svg", "png", "ils"), "edition": ("2023-T1-1", "2023-VB-1"),
    "code": ("E-bromma-1", "S-1", "erbjudanden"), "before": ("2023-T1-1",), "after": ("2023-T2-1",),
    "journey": ("progress", "entry", "editions"), "kind": ("heading", "words"), "group": ("utsatta",),
    "council": ("KF-2021-1",), "key": ("bedomningar", "M1-aktiviteter", "I5.1-over-tid", "I5.1-tratt"),
    "number": ("1", "2", "3"), "entry": ("1", "2"), "digest": ("0",), "name": ("app.css",),
}  # fmt: skip
REPAIRED_EVERY = 100
SLOW = frozenset({"progress", "open", "publishing", "body_report", "collection", "editions", "open_editions"})
"""Journeys whose pages are made of a whole report, or of an edition to be: asked a thirtieth as often as others."""


class Form(NamedTuple):
    action: str
    method: str
    fields: tuple[tuple[str, str], ...]


@dataclass
class Outcome:
    requests: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    """Addresses, as views are called, that answered somebody with a page, a file or an acceptance."""


class Fuzz:
    def __init__(self, engine: Engine, folder: Path, seed: int, outside: ProviderSettings | None = None) -> None:
        self.chance, self.outcome, self._has_provider = random.Random(seed), Outcome(), outside is not None
        settings = Settings("", folder, BASE, None, "a key for the measurement only", provider=outside)
        self.app = create_app(settings, engine)
        self.app.config.update(WTF_CSRF_ENABLED=False, TODAY=TODAY)
        self._raised: list[str] = []
        got_request_exception.connect(self._note_raised, self.app)
        self.app.after_request(self._note_reached)
        self.people = People(self.app, engine)
        self.people.repair()
        self.rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "asset"]
        self.forms: dict[int, list[Form]] = {number: [] for number in range(len(self.people.clients))}

    def send(self, count: int) -> None:
        for number in range(count):
            if number % REPAIRED_EVERY == REPAIRED_EVERY - 1:
                self.people.repair()
            if number % 1000 == 999:
                print(f"{number + 1} requests", file=sys.stderr, flush=True)
            who = self.chance.randrange(len(self.people.clients))
            far = self._of_far(who) if self.chance.random() < 0.06 else None
            self._ask(who, far or self._of_forms(who) or self._of_rule())

    def _of_far(self, who: int) -> EnvironBuilder | None:
        """What is right but for one thing."""
        client, last = self.people.clients[who], len(self.people.clients) - 1
        if who == last:
            if client.get("/logga-in/kod", base_url=BASE).status_code != 200 and self.chance.random() < 0.5:
                client = self.people.begin_again()
            return fuzz_far.from_device(client, self.people.device, self.chance)
        if _kind(who) == "administrator" and self.chance.random() < 0.05:
            return fuzz_far.definitions(self.chance)
        if _kind(who) == "compiler" and self.chance.random() < 0.3:
            return fuzz_jobs.order(self.people.engine, self.chance)
        if who and self.chance.random() < 0.8:
            return fuzz_far.kept_while_typed(self.chance)
        return fuzz_far.from_provider(client, self.chance) if self._has_provider else None

    def _of_forms(self, who: int) -> EnvironBuilder | None:
        """A form of the page that the person saw last, or of one of those that are worked on."""
        if self.chance.random() < 0.08:
            return self._built(self.chance.choice(fuzz_far.PAGES[_kind(who)]), "GET", [])
        forms = self.forms[who]
        return self._of_form(forms) if forms and self.chance.random() < 0.6 else None

    def _of_rule(self) -> EnvironBuilder:
        """An address of the site with right and hostile parts."""
        rule = self.chance.choice(self.rules)
        while rule.endpoint.partition(".")[0] in SLOW and self.chance.random() > 0.03:
            rule = self.chance.choice(self.rules)
        path, hostile_part = rule.rule, self.chance.random() < 0.6
        for name in rule.arguments:
            is_right = not hostile_part or self.chance.random() > 0.6
            path = _with_part(path, name, self._right(name) if is_right else hostile.path_text(self.chance))
        if self.chance.random() < 0.05:
            path = "/" + hostile.path_text(self.chance)
        method = self.chance.choice(sorted(rule.methods or {"GET"}))
        return self._built(path, method, self._pairs() if method == "POST" else [])

    def _right(self, name: str) -> str:
        return self.people.link if name == "token" else self.chance.choice(RIGHT[name])

    def _of_form(self, forms: list[Form]) -> EnvironBuilder:
        """A form as a page showed it, with one field or some changed, left out or doubled."""
        form, much = self.chance.choice(forms), self.chance.choice((0.0, 0.03, 0.4))
        only, fields = self.chance.randrange(len(form.fields) + 1), []
        for place, (name, value) in enumerate(form.fields):
            chance = self.chance.random() if place == only or self.chance.random() < much else 1.0
            if chance > 0.2:
                fields.append((name, value if chance == 1.0 else self._text()))
            if chance < 0.1:
                fields += [(name, value), (name, self._text())]
        path, _mark, query = form.action.partition("?")
        path = unquote_to_bytes(path or "/").decode("latin-1")
        built = self._built(path, form.method, fields if form.method == "POST" else [])
        built.query_string = query
        return built

    def _built(self, path: str, method: str, fields: list[tuple[str, str]]) -> EnvironBuilder:
        built = EnvironBuilder(path="/", method=method, base_url=BASE)
        built.path = path
        if self.chance.random() < 0.5:
            built.query_string = "&".join(f"{name}={_quoted(value)}" for name, value in self._pairs())
        if method == "POST":
            for name, value in fields:
                built.form.add(name, value.encode("utf-8", "replace").decode())
            if self.chance.random() < 0.2:
                stream, name = hostile.file(self.chance)
                built.files.add_file(self.chance.choice(("file", "file", "annan")), stream, name)
        if self.chance.random() < 0.3:
            built.headers.set(*self.chance.choice(hostile.HEADERS))
        return built

    def _pairs(self) -> list[tuple[str, str]]:
        names = self.chance.choices(hostile.QUERY_NAMES, k=self.chance.randrange(1, 4))
        return [(name, self._text()) for name in names]

    def _text(self) -> str:
        return self.chance.choice(hostile.TEXTS)

    def _ask(self, who: int, built: EnvironBuilder) -> None:
        self._raised.clear()
        environ = built.get_environ()
        if self.chance.random() < 0.02:
            environ["SCRIPT_NAME"] = "/evil"
        # The bytes of the address, which need be no text.
        environ["PATH_INFO"] = built.path
        body, status, headers = self._run(who, environ)
        answer = Response(body, status, headers)
        self.outcome.requests += 1
        self.outcome.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            login = (None, *PEOPLE, KEYED)[who]
            told = f"{answer.status_code} {built.method} {built.path!r:.200} ?{built.query_string!r:.200} by {login}"
            self.outcome.failures.append(f"{told}: {self._raised}")
            print(self.outcome.failures[-1], file=sys.stderr, flush=True)
        elif _is_page(answer) and self.chance.random() < 0.3:
            self.forms[who] = _forms(answer.get_data(as_text=True), built.path) or self.forms[who]

    def _run(self, who: int, environ: dict[str, Any]) -> tuple[bytes, str, Headers]:
        """Past what a client would put right; with the person's cookies, unless those are what is wrong."""
        own = "HTTP_COOKIE" in environ
        try:
            asked = run_wsgi_app(self.app, environ) if own else self.people.clients[who].run_wsgi_app(environ)
        except Exception as fault:
            self._raised.append(f"escaped: {type(fault).__name__} {fault!s:.200}")
            return b"", "599 ESCAPED", Headers()
        body = asked[0]
        try:
            return b"".join(body), asked[1], asked[2]
        finally:
            if hasattr(body, "close"):
                body.close()

    def _note_raised(self, _app: Flask, exception: BaseException, **_more: Any) -> None:
        place = exception.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
        self._raised.append(f"{type(exception).__name__} {exception!s:.200} {where}")

    def _note_reached(self, answer: Response) -> Response:
        if answer.status_code < 400 and request.endpoint is not None:
            self.outcome.reached.add(request.endpoint)
        return answer


def run(
    engine: Engine, folder: Path, count: int, seed: int = 1, outside: ProviderSettings | None = None
) -> tuple[Outcome, list[str]]:
    """What came of it, and the views that accepted nothing. The database holds the program and its follow-ups."""
    fuzz = Fuzz(engine, folder, seed, outside)
    with suppress(KeyboardInterrupt):
        fuzz.send(count)
    return fuzz.outcome, sorted({rule.endpoint for rule in fuzz.rules} - fuzz.outcome.reached)


def _kind(who: int) -> str | None:
    """Of which kind the person is, as ``fuzz_far.PAGES`` calls them."""
    return (None, *(role for _login, role, _unit in PEOPLE), "keyed")[who]


def _with_part(rule: str, name: str, value: str) -> str:
    """The rule with ``<name>`` or ``<kind:name>`` filled in."""
    begin = rule.index(f"<{name}>") if f"<{name}>" in rule else rule.rindex("<", 0, rule.index(f":{name}>"))
    return rule[:begin] + value + rule[rule.index(">", begin) + 1 :]


def _quoted(value: str) -> str:
    """So that it arrives as it is, also where it is no text."""
    raw = value.encode("utf-8", "surrogatepass")
    return "".join(f"%{byte:02X}" for byte in raw) if len(raw) < 3_000 else value[:3_000].replace(" ", "+")


def _is_page(answer: Response) -> bool:
    """Whether there is a page to read forms from: neither a file nor packed."""
    plain = answer.mimetype == "text/html" and "Content-Encoding" not in answer.headers
    return plain and answer.status_code == 200 and bool(answer.get_data())


def _forms(page: str, path: str) -> list[Form]:
    """The forms of a page that was shown."""
    found = []
    for form in html.document_fromstring(page).forms:
        fields = tuple((name, _typed(name, str(value or ""))) for name, value in form.form_values() if name)
        buttons = [(each.get("name"), each.get("value", "")) for each in form.iter("button") if each.get("name")]
        for pressed in buttons or [None]:
            sent = (*fields, pressed) if pressed else fields
            found.append(Form(form.get("action") or path, (form.method or "GET").upper(), sent))
    # Signing out and the language stand on every page: they are asked for by their addresses.
    return [form for form in found if form.action.startswith("/") and form.action not in ("/logga-ut", "/sprak")]


def _typed(name: str, value: str) -> str:
    """What stands in the field; in one for a password the person's own."""
    return PASSWORD if "password" in name else value


@contextmanager
def _database(kind: str, base: Path | None) -> Iterator[tuple[Engine, Path]]:
    if kind == "sqlite":
        with database(None, base) as found:
            yield found
        return
    with own_server() as server, database(server.url, base) as found:
        yield found


def main() -> int:
    parser = argparse.ArgumentParser(description="Send the site what no form sends.")
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--base", type=Path)
    given = parser.parse_args()
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.disable(logging.CRITICAL)  # a line for each request would drown what is printed
    begun = time.perf_counter()
    with _database(given.database, given.base) as (engine, folder):
        if given.base is None:
            with write_session(engine) as session:
                load(session, vald(), TODAY)
                fill(session, TODAY)
        with provider(folder) as outside:
            outcome, unreached = run(engine, folder, given.requests, given.seed, outside)
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(outcome.answers.items()))
    failed = len(outcome.failures)
    print(f"{given.database}: {outcome.requests} requests, seed {given.seed}; {answers}; {failed} × 5xx; "
          f"{time.perf_counter() - begun:.0f} s")  # fmt: skip
    print(f"accepted nothing: {', '.join(unreached) or 'none'}")
    for failure in outcome.failures[:20]:
        print(failure)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
