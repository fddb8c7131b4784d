"""``tracker serve`` as it runs: what its answers say of it, and what slow or hostile senders can do to it."""

from __future__ import annotations

import os
import re
import select
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
from gunicorn.workers.gthread import ThreadWorker

from tests.cli.conftest import Run
from tests.fixtures.server import PASSWORD
from tracker.cli.patience import HEAD_SECONDS, LONGEST_TURN, PatientWorker
from tracker.resources import STATIC

SENDERS = 16
WAIT = 9
"""Seconds that a request waits for the database's lock: longer than any page here may take."""


class Served(NamedTuple):
    """``file``: the database of the server that answers at ``port``."""

    port: int
    file: Path


@pytest.fixture(scope="module")
def served(peopled_sqlite: Path, compressed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of its own process, with one worker, which half-sent requests would fill soonest."""
    folder = tmp_path_factory.mktemp("served")
    file = folder / "site.sqlite3"
    shutil.copyfile(peopled_sqlite, file)
    (folder / "instance").mkdir()
    (folder / "instance" / "assets").symlink_to(compressed)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "serve", "--workers", "1"]
    environment = {
        **os.environ,
        "TRACKER_DATABASE_URL": f"sqlite:///{file}",
        "TRACKER_INSTANCE": str(folder / "instance"),
        "TRACKER_WAIT_SECONDS": str(WAIT),
    }
    with subprocess.Popen([*command, "--port", str(number)], env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(number, server)
            yield Served(number, file)
        finally:
            server.terminate()


@pytest.fixture
def port(served: Served) -> int:
    return served.port


def _wait_for(number: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", number), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def get(number: int, address: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", number, timeout=60)
    connection.request("GET", address, headers=headers or {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def test_an_answer_does_not_say_which_server_made_it(port: int) -> None:
    status, headers = get(port, "/logga-in")
    assert status == 200
    assert "server" not in headers and "date" in headers


def test_a_request_cannot_say_where_the_site_lies(port: int) -> None:
    status, headers = get(port, "/", {"SCRIPT_NAME": "/evil", "PATH_INFO": "/evil"})
    assert status == 302 and headers["location"] == "/logga-in?next=/"


ASKED = b"GET /logga-in HTTP/1.1\r\nHost: x\r\n"
HALF_SENT = {
    "half a head": b"GET /logga-in HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "half a body": b"POST /logga-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nlogin=",
    "half of the next": ASKED + b"\r\nGET /logga-in HT",
    "nobody closes": ASKED + b"Connection: close\r\n\r\n",
}


def test_slow_senders_stop_nobody_and_are_cut_off(port: int) -> None:
    with ExitStack() as opened:
        slow = []
        for sent in HALF_SENT.values():
            for _ in range(SENDERS):
                slow.append(opened.enter_context(socket.create_connection(("127.0.0.1", port), 60)))
                slow[-1].sendall(sent)
        time.sleep(1)
        began = time.monotonic()
        assert [get(port, "/logga-in")[0] for _ in range(3)] == [200, 200, 200]
        assert time.monotonic() - began < HEAD_SECONDS / 2
        ends = [_all_of(connection) for connection in slow]
    assert [end[:15] for end in ends] == [b""] * 2 * SENDERS + [b"HTTP/1.1 200 OK"] * 2 * SENDERS


def _all_of(connection: socket.socket) -> bytes:
    """What the server sends until it closes the connection; it may leave unread what it got."""
    got = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(10_000):
            got += piece
    return got


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b"Transfer-Encoding: chunked", b"411 Length Required"),
        (b"Content-Length: 999999999", b"413 REQUEST ENTITY TOO LARGE"),
        (b"Content-Length: 1\r\nContent-Length: 2", b"400 Bad Request"),
    ],
)
def test_a_body_that_is_not_waited_for(port: int, head: bytes, answer: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=HEAD_SECONDS) as connection:
        connection.sendall(b"POST /logga-in HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\nZZ\r\n")
        assert _all_of(connection).startswith(b"HTTP/1.1 " + answer)


def test_a_request_that_comes_in_pieces_is_answered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as slow:
        for piece in (b"GET /logga-in HTTP/1.1\r\n", b"Host: x\r\nConnection: close\r\n", b"\r\n"):
            slow.sendall(piece)
            time.sleep(0.3)
        assert slow.recv(1000).startswith(b"HTTP/1.1 200 OK")


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("request_line", "content", "threads"),
    [
        ("POST /uppfoljning/p/2025-T1/bromma/blad", PARTS, "files"),
        ("POST /uppfoljning/p/2025-T1/bromma", FORM, "changes"),
        ("POST /logga-in/kod", FORM, "changes"),
        ("POST /logga-in", FORM, "sign_ins"),
        ("GET /program/p/2025-T1/rapport.xlsx?visa=x", "", "files"),
        ("GET /uppfoljning/p/2025-T1/bromma/blad.xlsx", "", "files"),
        ("GET /uppfoljning/p/2025-T1/bromma/mal/M1", "", "tpool"),
        ("GET /?visa=rapport.xlsx", "", "tpool"),
        ("GET /static/app.css?v=1", "", "tpool"),
    ],
)
def test_nobodys_requests_take_the_threads_of_others(request_line: str, content: str, threads: str) -> None:
    """Sixteen come at once; files, changes, passwords and pages are given to threads of their own."""
    worker: Any = object.__new__(PatientWorker)
    worker.gathering, worker.poller = set(), Mock()
    threads_of = dict.fromkeys(("tpool", "files", "changes", "sign_ins"), 0)
    for name in threads_of:
        setattr(worker, name, Mock())
    head = f"{request_line} HTTP/1.1\r\nHost: x\r\nContent-Type: {content}\r\n\r\n".encode()
    for _ in range(SENDERS):
        worker._judge(Mock(come=bytearray(head), wanted=0, until=0.0, leaving=False))
    given = {name: getattr(worker, name).submit.call_count for name in threads_of}
    assert given == {**threads_of, threads: SENDERS}


def test_no_thread_keeps_the_others_waiting_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    before, worker = sys.getswitchinterval(), object.__new__(PatientWorker)
    monkeypatch.setattr(ThreadWorker, "init_process", lambda _worker: None)
    worker.cfg = Mock(threads=8)
    try:
        worker.init_process()
        assert sys.getswitchinterval() == pytest.approx(LONGEST_TURN)
        assert (worker.changes._max_workers, worker.get_thread_pool()._max_workers) == (8, 4)
    finally:
        sys.setswitchinterval(before)


def test_no_script_sends_what_is_typed_as_files_are_sent() -> None:
    """A body of ``FormData`` is one of parts, and would wait for uploads."""
    scripts = {file.name: file.read_text(encoding="utf-8") for file in STATIC.glob("*.js")}
    assert [name for name, text in scripts.items() if re.search(r"(?<!URLSearchParams\()new FormData", text)] == []
    assert "new FormData" in scripts["passkeys.js"], "nothing was looked at"


def test_changes_that_wait_for_the_database_leave_pages_alone(served: Served) -> None:
    """Somebody else holds the lock; more changes and sign-ins than there are threads wait for it, for as long as they
    may."""
    person = Sender(served.port).signed_in("karin", PASSWORD)
    changes = [person.request("/sprak", language="en") for _ in range(SENDERS)]
    changes += [Sender(served.port).request("/logga-in", login=f"ingen-{n}", password="fel") for n in range(SENDERS)]
    other = sqlite3.connect(served.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ExitStack() as opened:
        waiting = [opened.enter_context(socket.create_connection(("127.0.0.1", served.port), 60)) for _ in changes]
        for connection, change in zip(waiting, changes, strict=True):
            connection.sendall(change)
        assert [get(served.port, "/logga-in")[0] for _ in range(3)] == [200, 200, 200]
        assert select.select(waiting, [], [], 0)[0] == [], "the pages came before any change had given up"
        other.execute("ROLLBACK")
        ends = [_all_of(connection) for connection in waiting]
    other.close()
    assert [end[:12] for end in ends] == [b"HTTP/1.1 303"] * SENDERS + [b"HTTP/1.1 401"] * SENDERS


class Sender:
    """Somebody with a page open."""

    def __init__(self, number: int, cookie: str = "") -> None:
        self._number, page = number, HTTPConnection("127.0.0.1", number, timeout=60)
        page.request("GET", "/mitt-konto" if cookie else "/logga-in", headers={"Cookie": cookie})
        answer = page.getresponse()
        found = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
        assert found is not None
        self._token = found[1]
        # The token is kept in the session, so the page's own cookie is newer than the one it was asked for with.
        self._cookie = (answer.getheader("Set-Cookie") or cookie).partition(";")[0]
        page.close()

    def request(self, path: str, **fields: str) -> bytes:
        """A form, to be sent."""
        body = urlencode(fields | {"csrf_token": self._token})
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nCookie: {self._cookie}\r\nConnection: close\r\n"
        return f"{head}Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()

    def signed_in(self, login: str, password: str) -> Sender:
        with socket.create_connection(("127.0.0.1", self._number), timeout=60) as connection:
            connection.sendall(self.request("/logga-in", login=login, password=password))
            answer = _all_of(connection)
        assert answer.startswith(b"HTTP/1.1 302")
        session = re.search(rb"Set-Cookie: (session=[^;]+)", answer)
        assert session is not None
        return Sender(self._number, session[1].decode())


def test_accounts_to_try_with_are_not_shown_to_the_world(
    filled_run: Run, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = filled_run("serve", "--host", "0.0.0.0", "--port", str(free_port)).only_line()
    assert line.startswith("Kontona administrator, bromma, ") and "det lösenord som står i dokumentationen" in line
    monkeypatch.setenv("TRACKER_BASE_URL", "https://uppfoljning.example")
    assert filled_run("serve", "--port", str(free_port)).only_line() == line


def test_accounts_to_try_with_are_not_added_where_people_have_accounts(peopled_run: Run) -> None:
    """Their password is known; that nothing has been followed up yet changes nothing."""
    before = peopled_run("user", "list").out
    assert peopled_run("demo").only_line().startswith("Databasen har redan uppföljningar eller konton;")
    assert peopled_run("user", "list").out == before


@pytest.fixture
def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
