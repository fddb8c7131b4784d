"""A worker of which slow senders take no thread: requests are gathered by its loop, and whole ones are answered.

The parent, gunicorn's own, gives each connection a thread that reads until the request is there, and lets its loop wait
for readers who do not close. Two dozen of either would stop the site for everybody.

Files, sent or asked for, have threads of their own: however many sheets are uploaded at once, who saves finds a thread.
So have changes: however many wait for the database, which somebody holds, who reads finds one. And so has signing in:
a password takes as long as three saves, and where many come at once they wait for each other, not the saves for them.
"""

from __future__ import annotations

import re
import socket
import struct
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.unreader import IterUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 5
"""How long a request may take to send its head; who is slower is cut off."""
SLOWEST = 100_000
"""Bytes a second that a body has to come with."""
LARGEST_BODY = 32 * 1024 * 1024
"""Bytes; larger than any form that the site takes. More is refused as soon as the head says so."""

FILES_AT_ONCE = 2
"""Uploads and downloads that each process works at; more wait for each other. They take a tenth of a second to several,
a save some hundredths."""
SIGN_INS_AT_ONCE = 2
"""Passwords that each process works at; more wait for each other."""
LONGEST_TURN = 0.001
"""Seconds that a thread works on while others of its process want to. A save gives up its turn at each question to the
database, and then waits for a turn of every thread that makes a page: Python's own five milliseconds each."""
_WITH_FILES = re.compile(rb"\r\ncontent-type:[ \t]*multipart/form-data", re.IGNORECASE)
_SIGN_IN = re.compile(rb"POST /logga-in[ ?]")
_FOR_A_FILE = re.compile(rb"GET (?!/static/)[^ ?]*\.[a-z0-9]{2,5}[ ?]")

_LARGEST_HEAD = 64 * 1024
_AT_ONCE = 4 * LARGEST_BODY
_UNREAD_SECONDS = 10
_PIECE = 64 * 1024
_FAREWELL_SECONDS = 2
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
_CODED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_LENGTH_REQUIRED = b"HTTP/1.1 411 Length Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def is_of_files(head: bytes) -> bool:
    """Whether a file comes with the request or is asked for; what lies ready to be sent is none."""
    return _FOR_A_FILE.match(head) is not None or _WITH_FILES.search(head) is not None


class Connection(TConn):
    """A connection, and what has come of its next request. ``wanted``: its bytes in all, 0 until its head is there.
    ``until``: when it is given up. ``leaving``: it was answered for the last time, and only its end is waited for."""

    def __init__(self, worker: PatientWorker, *arguments: Any) -> None:
        super().__init__(*arguments)
        # An answer that nobody takes is given up, too: a thread writes it.
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", _UNREAD_SECONDS, 0))
        self.worker, self.leaving, self.data_ready = worker, False, True
        self.begin(b"")

    def begin(self, already: bytes) -> None:
        self.come, self.wanted, self.until = bytearray(already), 0, time.monotonic() + HEAD_SECONDS

    def close(self, graceful: bool = False) -> None:
        """``graceful``: after the last answer, which would be torn if what is still sent were not taken."""
        if graceful:
            self.worker.part_from(self)
        else:
            super().close()


class PatientWorker(ThreadWorker):
    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.gathering: set[Connection] = set()

    def init_process(self) -> None:
        self.files = ThreadPoolExecutor(FILES_AT_ONCE)
        self.sign_ins = ThreadPoolExecutor(SIGN_INS_AT_ONCE)
        self.changes = ThreadPoolExecutor(self.cfg.threads)
        sys.setswitchinterval(LONGEST_TURN)
        super().init_process()

    def get_thread_pool(self) -> ThreadPoolExecutor:
        """Of those that show pages: half as many as make changes, for a page works on while a save waits for the
        database, and then the save waits for each page that works."""
        return ThreadPoolExecutor(self.cfg.threads // 2)

    def accept(self, listener: socket.socket) -> None:
        try:
            taken, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # another worker was first, or the sender gave up
        self.nr_conns += 1
        self.enqueue_req(Connection(self, self.cfg, taken, address, listener.getsockname()))

    def enqueue_req(self, conn: Connection) -> None:
        """Begin to gather a request, where the parent would give it a thread."""
        conn.begin(conn.parser.unreader.take_buffered() if conn.parser else b"")
        conn.sock.setblocking(False)
        self.gathering.add(conn)
        self.poller.register(conn.sock, EVENT_READ, lambda _socket: self._more(conn))
        self._judge(conn)

    def part_from(self, conn: Connection) -> None:
        """Take what is still sent, for a moment, so that the answer before is not torn; nobody waits for it."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            conn.close()
            return
        conn.leaving, conn.until = True, time.monotonic() + _FAREWELL_SECONDS
        self.gathering.add(conn)
        self.poller.register(conn.sock, EVENT_READ, lambda _socket: self._more(conn))

    def handle(self, conn: Connection) -> Any:
        """Answer a whole request, in a thread; the parser reads what was gathered and never waits."""
        conn.init()
        conn.parser.unreader = IterUnreader(iter((bytes(conn.come),)))
        conn.come = bytearray()
        return super().handle(conn)

    def murder_pending(self) -> None:
        """Close what took too long; the loop calls this every second."""
        now = time.monotonic()
        for conn in [conn for conn in self.gathering if conn.until < now]:
            self._drop(conn)

    def _more(self, conn: Connection) -> None:
        try:
            piece = conn.sock.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._drop(conn)
        elif not conn.leaving:
            conn.come += piece
            self._judge(conn)

    def _judge(self, conn: Connection) -> None:
        """Give the request a thread if it is whole, and an answer if it cannot become so."""
        if not conn.wanted:
            end = conn.come.find(b"\r\n\r\n")
            if end < 0 and len(conn.come) < _LARGEST_HEAD:
                return
            conn.wanted = len(conn.come) if end < 0 else end + 4  # of a head too large the parser says so
            if refusal := self._expect(conn):
                self._refuse(conn, refusal)
                return
        if len(conn.come) >= conn.wanted:
            self._forget(conn)
            threads = self._threads_for(bytes(conn.come[: conn.come.find(b"\r\n\r\n")]))
            answered: Future[Any] = threads.submit(self.handle, conn)
            answered.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def _threads_for(self, head: bytes) -> Executor:
        if is_of_files(head):
            return self.files
        if _SIGN_IN.match(head):
            return self.sign_ins
        return self.changes if head.startswith(b"POST ") else self.tpool

    def _expect(self, conn: Connection) -> bytes | None:
        """Read of the head how large the body is; the answer to one that is not waited for."""
        if _CODED.search(conn.come, 0, conn.wanted):
            return _LENGTH_REQUIRED  # browsers send no such bodies, nor do proxies that hand over whole requests
        length = _LENGTH.search(conn.come, 0, conn.wanted)
        body = int(length[1]) if length else 0
        if body > LARGEST_BODY:
            # The site refuses it by its head alone. What else is sent belongs to no further request.
            start = conn.come.find(b"\r\n") + 2
            conn.come[start:start] = b"Connection: close\r\n"
            return None
        conn.wanted += body
        conn.until += body / SLOWEST
        large = [each.wanted for each in self.gathering if each.wanted > _PIECE and not each.leaving]
        return _BUSY if body > _PIECE and sum(large) > _AT_ONCE else None

    def _refuse(self, conn: Connection, answer: bytes) -> None:
        self._forget(conn)
        with suppress(OSError):  # whoever sent it is gone
            conn.sock.send(answer)
        self.nr_conns -= 1
        self.part_from(conn)

    def _drop(self, conn: Connection) -> None:
        self._forget(conn)
        if not conn.leaving:
            self.nr_conns -= 1
        conn.close()

    def _forget(self, conn: Connection) -> None:
        self.gathering.discard(conn)
        self.poller.unregister(conn.sock)
