"""A mail server of our own: keeps what it takes, and can refuse or hang up."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


class Post:
    """``refused``: addresses it does not take, ``later``: those it does not take now. ``full``: it refuses every mail
    after having read it. ``sender_refused``: its answer to who sends.

    ``hang_up_after``: it takes so many mails and then breaks the connection instead of answering.
    ``hang_up_at``: an address at which it breaks the connection before it takes anything.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.later: set[str] = set()
        self.sender_refused = ""
        self.hang_up_at: str | None = None
        self.full = False
        self.hang_up_after: int | None = None
        self.port = 0

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - named by aiosmtpd
        if self.sender_refused:
            return self.sender_refused
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - named by aiosmtpd
        if address in self.refused:
            return "550 no such user"
        if address in self.later:
            return "451 try again later"
        if address == self.hang_up_at:
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        if self.full:
            return "552 mailbox full"
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        if self.hang_up_after is not None and len(self.mails) >= self.hang_up_after:
            server.transport.abort()
        return "250 OK"


@contextmanager
def serve() -> Iterator[Post]:
    """The server, answering on a port of this machine."""
    post = Post()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        post.port = probe.getsockname()[1]
    server: Any = Controller(post, hostname="127.0.0.1", port=post.port)
    server.start()
    yield post
    server.stop()
