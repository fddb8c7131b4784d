"""Mails that the site sends when a step is taken: after the answer, in a thread of their own."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from flask import Flask, current_app
from sqlalchemy import Engine

from tracker.accounts.account import Account
from tracker.clock import today
from tracker.config import Settings
from tracker.followups.inviting import Link, send_link
from tracker.followups.notices import tell
from tracker.followups.outbox import MailFault
from tracker.followups.threads.telling import tell_of_threads

_LOG = logging.getLogger(__name__)


class Mailing:
    """``engine``: of the site's database. Without a mail server in the settings nothing is sent, or tried."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings, self._engine = settings, engine
        self._workers: ThreadPoolExecutor | None = None

    def soon(self, followup: int) -> Future[None] | None:
        """Tell of the follow-up's latest step; the reader does not wait for the mail server."""
        if self._settings.mail is None:
            return None
        # Made when first needed: threads do not survive the fork of a server's processes.
        self._workers = self._workers or ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
        return self._workers.submit(self._tell, followup)

    def soon_of_threads(self) -> Future[None] | None:
        """Tell of what was asked or answered just now; likewise."""
        if self._settings.mail is None:
            return None
        self._workers = self._workers or ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
        return self._workers.submit(self._tell, None)

    @property
    def ready(self) -> bool:
        """Whether there is a mail server to hand mail to."""
        return self._settings.mail is not None

    def send_link(self, login: str, by: Account) -> Link:
        """Make and mail a one-time link; at once, for whoever made it has to hand it over where that fails."""
        return send_link(self._engine, self._settings.mail, self._settings.base_url, login=login, by=by)

    def _tell(self, followup: int | None) -> None:
        """``followup``: None where something was said in a thread."""
        mail, base_url = self._settings.mail, self._settings.base_url
        assert mail is not None
        try:
            if followup is None:
                tell_of_threads(self._engine, mail, base_url, today())
            else:
                tell(self._engine, mail, base_url, today(), followup)
        except MailFault:
            # The next daily run sends it; the log says nothing of whom it was about.
            _LOG.warning("a notice could not be handed to the mail server; tracker remind will try again")


def init_app(app: Flask, settings: Settings, engine: Engine) -> None:
    app.extensions["mailing"] = Mailing(settings, engine)


def tell_soon(followup: int) -> None:
    """After a step was taken and kept: tell the body of it."""
    current_app.extensions["mailing"].soon(followup)


def send_link_now(login: str, by: Account) -> Link:
    """Raises AccountFault."""
    made: Link = current_app.extensions["mailing"].send_link(login, by)
    return made


def can_mail() -> bool:
    return bool(current_app.extensions["mailing"].ready)


def tell_of_threads_soon() -> None:
    """After something was asked, answered or passed on: tell whom it concerns."""
    current_app.extensions["mailing"].soon_of_threads()
