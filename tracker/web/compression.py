"""Pages and data are sent compressed."""

from __future__ import annotations

import gzip
import io
import secrets

from flask import Flask, Response, request

SMALLEST = 1_000
"""Bytes below which compressing saves nothing."""
LEVEL = 4
_KINDS = ("text/", "application/json")
_EMPTY = (204, 206, 304)
_UNCHANGED = 304


def init_app(app: Flask) -> None:
    """To be called before whatever else works on answers: what is registered first is called last."""
    app.after_request(_compress)


def compressible(response: Response) -> bool:
    """Whether it is worth compressing, and not compressed already."""
    return (response.mimetype or "").startswith(_KINDS) and not response.content_encoding


def _compress(response: Response) -> Response:
    mark, weak = response.get_etag()
    # A mark of the very bytes (ETag) goes with the coding that was chosen for them.
    chosen = mark is not None and not weak
    if response.status_code == _UNCHANGED:
        response.vary.add("Accept-Encoding")  # as the answer that it stands for
    if not (response.mimetype or "").startswith(_KINDS) or response.status_code in _EMPTY or chosen:
        return response
    response.vary.add("Accept-Encoding")
    if not compressible(response) or request.accept_encodings["gzip"] <= 0 or request.method == "HEAD":
        return response
    # A file to take away is whole in memory as well.
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= SMALLEST:
        response.set_data(_gzipped(content))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _gzipped(content: bytes) -> bytes:
    """The content, with a name of random length in front.

    A page holds the session's form token and may hold what its reader sent. Who can make somebody's browser ask for
    pages, and sees how long the answers are, could otherwise guess the token letter by letter (BREACH).
    """
    packed = io.BytesIO()
    name = "x" * (1 + secrets.randbelow(100))
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=LEVEL, fileobj=packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()
