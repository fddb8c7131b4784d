"""Hand mails over to the mail server that the settings name."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Literal

from tracker.addresses import is_mail_address
from tracker.config import Mail
from tracker.words import gettext as _

TIMEOUT_SECONDS = 30
_TAKEN, _TAKEN_ELSEWHERE = 250, 251

Outcome = Literal["sent", "refused", "uncertain"]
"""``uncertain``: the connection broke while the mail was handed over; it may have been taken."""


class MailFault(Exception):
    """Mail cannot be sent; the message is a sentence for whoever runs the server."""


class Unreachable(MailFault):
    """The server cannot be reached or will have nothing to do with us; nothing more can be sent."""


class Outbox:
    """An open connection to the mail server."""

    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self._server = server
        self._sender = sender

    def send(self, address: str, subject: str, text: str) -> Outcome:
        """Hand one mail over. Raises Unreachable where it certainly was not taken because the server is gone."""
        if not is_mail_address(address):
            return "refused"  # kept before addresses were checked; a server may take two in one for one
        content = _message(self._sender, address, subject, text).as_bytes(policy=SMTP)
        try:
            self._begin()
            if not self._accepts(address):
                return "refused"
        except (smtplib.SMTPException, OSError) as fault:
            message = _("Kontakten med e-postservern bröts ({reason}).").format(reason=_short(fault))
            raise Unreachable(message) from fault
        try:
            code, _answer = self._server.data(content)
        except smtplib.SMTPDataError:
            return "refused"
        except (smtplib.SMTPException, OSError):
            return "uncertain"
        return "sent" if code == _TAKEN else "refused"

    def _begin(self) -> None:
        """Name the sender to the server. What was begun and refused before is undone first: a server answers anything
        else with a fault. Raises Unreachable where it takes no mail from us: no receiver is to blame."""
        self._server.rset()
        code, _answer = self._server.mail(self._sender)
        if code != _TAKEN:
            message = _("E-postservern tar inte emot mejl från avsändaren {sender} (svar {code}). Inget mer skickas.")
            raise Unreachable(message.format(sender=self._sender, code=code))

    def _accepts(self, address: str) -> bool:
        """Name the receiver to the server; whether it takes it."""
        code, _answer = self._server.rcpt(address)
        if code in (_TAKEN, _TAKEN_ELSEWHERE):
            return True
        self._server.rset()
        return False


@contextmanager
def outbox(settings: Mail | None) -> Iterator[Outbox]:
    """A connection, signed in where the settings say so. Raises MailFault in one clear line."""
    if settings is None:
        message = _("E-post är inte inställd: ange TRACKER_SMTP_HOST och TRACKER_SMTP_FROM. Inget är skickat.")
        raise MailFault(message)
    try:
        server = _connect(settings)
    except (smtplib.SMTPException, OSError) as fault:
        message = _("E-postservern {host}:{port} kan inte användas ({reason}). Inget är skickat.")
        shown = message.format(host=settings.host, port=settings.port, reason=_short(fault))
        raise Unreachable(shown) from fault
    try:
        yield Outbox(server, settings.sender)
    finally:
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            server.close()


def _connect(settings: Mail) -> smtplib.SMTP:
    server = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT_SECONDS)
    try:
        server.ehlo_or_helo_if_needed()
        if settings.starttls:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if settings.user is not None:
            server.login(settings.user, settings.password or "")
    except BaseException:
        server.close()
        raise
    return server


def _message(sender: str, address: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, address, subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "localhost")
    # Keeps absence notices from answering.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _short(fault: BaseException) -> str:
    """The reason without what a server may have added of its own."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return _("användarnamn eller lösenord stämmer inte")
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return _("servern kan inte det som inställningarna kräver")
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return type(fault).__name__
