"""Headers that every answer carries, and the form token that every change needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import Flask, Response, abort, current_app, redirect, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from tracker.config import Settings
from tracker.web.access import largest_of, same_for_all
from tracker.words import gettext as _

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # plotly draws the picture that its download button saves as a data: or blob: address.
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ONE_YEAR = 31_536_000
FILE_FIELD = "file"
"""What the field of a file is called in every form that has one."""

csrf = CSRFProtect()


def stay_encrypted(app: Flask, settings: Settings) -> None:
    """Refuse plain connections where the site is read over https; before anything else is asked of the request."""
    if settings.https and settings.proxies:  # else nobody knows how the reader's connection was
        app.before_request(partial(_refuse_plain, settings.base_url))


def init_app(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer, and refuse what gets none. HSTS is sent where the site is read over https."""
    app.before_request(_refuse_hostile)
    csrf.init_app(app)
    policy = CONTENT_SECURITY_POLICY
    if settings.provider is not None:  # forms that lead on to it: linking an account, signing out
        policy = policy.replace("form-action 'self'", f"form-action 'self' {settings.provider.origin}")

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)  # a view may say a stricter one
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if settings.https:
            headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        # Only files with their hash in the address may be kept, and what everybody may read; other figures never are,
        # downloaded ones neither.
        if request.endpoint != "asset" and not (same_for_all() and response.cache_control.public):
            headers["Cache-Control"] = "no-store"
        return response


def _refuse_plain(base_url: str) -> BaseResponse | None:
    """Lead a plain request to the encrypted site. One that carries something is refused: it could be read already."""
    if request.is_secure or request.blueprint in ("health", "metrics"):
        return None
    if request.method in ("GET", "HEAD"):
        return redirect(base_url + request.full_path.rstrip("?"), 308)
    advice = _("Sidan läses bara över https. Gå till {address} och försök igen.")
    abort(400, description=advice.format(address=base_url))


def _refuse_hostile() -> None:
    """Nobody who means well sends U+0000, which no text holds and PostgreSQL does not take, nor a file for a text."""
    sent = [request.path, *_texts(request.args), *_texts(request.form)]
    if any("\0" in text for text in sent) or not set(request.files) <= {FILE_FIELD}:
        abort(400)
    view = current_app.view_functions.get(request.endpoint or "")
    if request.files and (view is None or largest_of(view) is None):
        abort(400)


def _texts(fields: MultiDict[str, str]) -> Iterator[str]:
    for name, text in fields.items(multi=True):
        yield name
        yield text
