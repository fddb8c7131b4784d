"""Headers that every answer carries, and the form token that every change needs."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, Response, abort, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import MultiDict

from tracker.web.access import largest_of

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


def init_app(app: Flask, *, https: bool) -> None:
    """Add the headers to every answer. ``https``: the site's own address is https (then HSTS is sent)."""
    app.before_request(_refuse_hostile)
    csrf.init_app(app)

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if https:
            headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        # Only files with their hash in the address may be kept; figures never are, downloaded ones neither.
        if request.endpoint != "asset":
            headers["Cache-Control"] = "no-store"
        return response


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
