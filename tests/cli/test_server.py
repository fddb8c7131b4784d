"""``tracker serve`` as it runs: what its answers say of it, and what slow or hostile senders can do to it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from tests.cli.conftest import Run
from tests.programs import VALD
from tracker.cli.patience import HEAD_SECONDS, PatientWorker

SENDERS = 16


@pytest.fixture(scope="module")
def port(peopled_sqlite: Path, compressed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server of its own process, with one worker, which half-sent requests would fill soonest."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copyfile(peopled_sqlite, folder / "site.sqlite3")
    (folder / "instance").mkdir()
    (folder / "instance" / "assets").symlink_to(compressed)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "serve", "--workers", "1"]
    environment = {
        **os.environ,
        "TRACKER_DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "TRACKER_INSTANCE": str(folder / "instance"),
    }
    with subprocess.Popen([*command, "--port", str(number)], env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(number, server)
            yield number
        finally:
            server.terminate()


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


@pytest.mark.parametrize(
    ("request_line", "content", "of_files"),
    [
        ("POST /uppfoljning/p/2025-T1/bromma/blad", "multipart/form-data; boundary=x", True),
        ("POST /uppfoljning/p/2025-T1/bromma", "application/x-www-form-urlencoded", False),
        ("GET /program/p/2025-T1/rapport.xlsx?visa=x", "", True),
        ("GET /uppfoljning/p/2025-T1/bromma/blad.xlsx", "", True),
        ("GET /uppfoljning/p/2025-T1/bromma/mal/M1", "", False),
        ("GET /?visa=rapport.xlsx", "", False),
        ("GET /static/app.css?v=1", "", False),
    ],
)
def test_files_take_no_thread_from_who_saves(request_line: str, content: str, of_files: bool) -> None:
    """Sixteen come at once; those with files are given to the threads for files, and the others to the others."""
    worker: Any = object.__new__(PatientWorker)
    worker.gathering, worker.poller = set(), Mock()
    worker.tpool, worker.files = Mock(), Mock()
    head = f"{request_line} HTTP/1.1\r\nHost: x\r\nContent-Type: {content}\r\n\r\n".encode()
    for _ in range(SENDERS):
        worker._judge(Mock(come=bytearray(head), wanted=0, until=0.0, leaving=False))
    assert (worker.files.submit.call_count, worker.tpool.submit.call_count) == (
        (SENDERS, 0) if of_files else (0, SENDERS)
    )


def test_accounts_to_try_with_are_not_shown_to_the_world(
    filled_run: Run, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = filled_run("serve", "--host", "0.0.0.0", "--port", str(free_port)).only_line()
    assert line.startswith("Kontona administrator, bromma, ") and "det lösenord som står i dokumentationen" in line
    monkeypatch.setenv("TRACKER_BASE_URL", "https://uppfoljning.example")
    assert filled_run("serve", "--port", str(free_port)).only_line() == line


@pytest.fixture
def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_what_commands_write_is_for_its_owner_only(run: Run) -> None:
    assert run("init").code == 0
    assert run("observations", "--program", VALD, "-o", "observations.csv").code == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in (*Path().iterdir(), *Path("instance").iterdir())}
    assert modes["instance"] == 0o700
    assert {name: mode for name, mode in modes.items() if name != "instance" and mode != 0o600} == {}
    assert {"observations.csv", "tracker.sqlite3"} <= modes.keys()


def test_the_draft_of_a_killed_command_is_removed_by_the_next(run: Run) -> None:
    assert run("init").code == 0
    ended = subprocess.Popen(["true"])
    ended.wait()
    Path(f".copy.gz.{ended.pid}.part").touch()
    Path(f".copy.gz.{os.getpid()}.part.other").touch()
    Path(".other.gz.1.part").touch()
    assert run("backup", "copy.gz").code == 0
    kept = {".other.gz.1.part", f".copy.gz.{os.getpid()}.part.other", "copy.gz", "instance"}
    assert {path.name for path in Path().iterdir()} == kept
