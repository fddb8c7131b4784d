"""A line in the log for each request, and a number for it that the answer carries: who reports a fault can name it."""

from __future__ import annotations

import logging
import re
import secrets
import time

from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars

from tracker.accounts.account import Account
from tracker.config import Settings

HEADER = "X-Request-ID"
SLOW_SECONDS = 2.0
"""What takes longer is a warning: a reader has noticed."""

_LOG = logging.getLogger("tracker.requests")
_GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
_UNWATCHED = frozenset({"asset", "health.alive", "health.ready", "metrics.show"})
"""Asked every few seconds, or by every page; only what goes wrong there is told."""


def init_app(app: Flask, settings: Settings) -> None:
    """Before all other parts, so that what they log has the request's number and its time is the whole."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        given = request.headers.get(HEADER, "") if settings.proxies else ""  # else anybody could choose it
        g.request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        clear_contextvars()
        bind_contextvars(request=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        if "request_id" in g:
            response.headers[HEADER] = g.request_id
            _tell(response)
        return response


def _tell(response: Response) -> None:
    seconds = time.perf_counter() - g.began
    slow = seconds >= SLOW_SECONDS
    level = logging.WARNING if slow or response.status_code >= 500 else logging.INFO
    if request.endpoint in _UNWATCHED and level == logging.INFO:
        return
    account: Account | None = g.get("account")
    about = {
        "method": request.method,
        # Without the parts of the address that were filled in, and never with its question.
        "page": request.url_rule.rule if request.url_rule is not None else "",
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "account": account.id if account is not None else None,
    }
    _LOG.log(level, "slow request" if slow else "request", extra=about)
