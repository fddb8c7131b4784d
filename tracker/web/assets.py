"""Static files: compressed once, kept by readers for ever under an address that changes with the content."""

import gzip
import hashlib
import os
from pathlib import Path

import brotli
from flask import Flask, Response, abort, redirect, request
from markupsafe import Markup
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as BaseResponse

from tracker.web.access import public
from tracker.web.plotly_bundle import GLOBAL_STYLE_ID, plotly_parts, plotly_script

PLOTLY_SCRIPT = "plotly.js"
PLOTLY_STYLE = "plotly.css"
PLOTLY_LOCALE = "plotly-sv.js"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
}
_COMPRESSED_ALREADY = {".png", ".ico", ".woff2"}
_FOR_EVER = "public, max-age=31536000, immutable"
# Brotli's two best levels take 11 s instead of 0.5 s for plotly.js and save a tenth: not worth a first start.
_LARGE = 500_000


class Assets:
    """The files of one static folder and the chart library, each under `/static/<hash>/<name>`.

    `static` holds our own files; compressed copies are kept in `cache`, which is created when first needed.
    """

    def __init__(self, static: Path, cache: Path) -> None:
        self._static = static
        self._cache = cache
        self._digests: dict[str, tuple[tuple[int, int], str]] = {}

    def init_app(self, app: Flask) -> None:
        """Serve the files from `app` (endpoint `asset`), and give templates `asset`, `chart_head` and `chart_library`.

        The app keeps this object as ``app.extensions["assets"]``, for the server to call `prepare` before readers come.
        """
        app.extensions["assets"] = self
        app.add_url_rule("/static/<digest>/<path:name>", endpoint="asset", view_func=self.send)
        app.jinja_env.globals["asset"] = self.url
        app.jinja_env.globals["chart_head"] = self.chart_head
        app.jinja_env.globals["chart_library"] = self.chart_library

    def url(self, name: str) -> str:
        """Return the address of a file, with the first 16 hex digits of its SHA-256. Raises `KeyError`."""
        return f"{request.script_root if request else ''}/static/{self._digest(name)}/{name}"

    def chart_head(self) -> Markup:
        """Return what the library looks for in a page's head, so that it adds no styles of its own."""
        return Markup(
            '<link rel="stylesheet" id="{}" class="no-inline-styles" href="{}">\n'
            '<meta id="{}" name="plotly-map-style" content="none">'
        ).format(GLOBAL_STYLE_ID, self.url(PLOTLY_STYLE), plotly_parts().map_style_id)

    def chart_library(self) -> tuple[str, str]:
        """Return the addresses of the library and of its Swedish, in the order to load them."""
        return self.url(PLOTLY_SCRIPT), self.url(PLOTLY_LOCALE)

    def prepare(self) -> None:
        """Compress everything now, so that no reader waits for it."""
        own = (file.relative_to(self._static).as_posix() for file in self._static.rglob("*") if file.is_file())
        for name in (*own, PLOTLY_SCRIPT, PLOTLY_STYLE):
            for coding in _codings(name):
                self._compressed(name, coding)

    @public
    def send(self, digest: str, name: str) -> BaseResponse:
        """Answer with the file, in the smallest coding the reader takes; an outdated address leads to today's."""
        try:
            current = self._digest(name)
        except KeyError:
            abort(404)
        if digest != current:
            # A page from before an upgrade, or a stylesheet that names its neighbour.
            response: BaseResponse = redirect(self.url(name))
            response.headers["Cache-Control"] = "no-cache"
            return response
        return self._answer(name, current)

    def _answer(self, name: str, digest: str) -> BaseResponse:
        coding = next((c for c in _codings(name) if request.accept_encodings[c] > 0), "")
        compressed = self._compressed(name, coding) if coding else None
        # Whole in memory for a moment, 1.2 MB at most, instead of a file that someone must remember to close.
        response = Response(
            compressed.read_bytes() if compressed else self._content(name),
            content_type=_TYPES.get(Path(name).suffix, "application/octet-stream"),
        )
        response.set_etag(f"{digest}-{coding}" if compressed else digest)
        if compressed:
            response.headers["Content-Encoding"] = coding
        if _codings(name):
            response.vary.add("Accept-Encoding")
        response.headers["Cache-Control"] = _FOR_EVER
        return response.make_conditional(request)

    def _source(self, name: str) -> Path | bytes:
        """Return the file behind a name, or the content of a generated one. Raises `KeyError`."""
        if name == PLOTLY_SCRIPT:
            return plotly_script()
        if name == PLOTLY_STYLE:
            return plotly_parts().css.encode()
        file = safe_join(str(self._static), name)
        # Not whatever the system says of a name: it calls one too long a fault.
        if file is None or not os.path.isfile(file):  # noqa: PTH113 - a path's own is_file() raises
            raise KeyError(name)
        return Path(file)

    def _content(self, name: str) -> bytes:
        source = self._source(name)
        return source if isinstance(source, bytes) else source.read_bytes()

    def _digest(self, name: str) -> str:
        """Hash the content, once for as long as the file is unchanged on disk."""
        source = self._source(name)
        stat = (plotly_script() if isinstance(source, bytes) else source).stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._digests.get(name)
        if known is None or known[0] != stamp:
            known = (stamp, hashlib.sha256(self._content(name)).hexdigest()[:16])
            self._digests[name] = known
        return known[1]

    def _compressed(self, name: str, coding: str) -> Path | None:
        """Return the compressed copy, made now if there is none; None where the cache cannot be written."""
        file = self._cache / f"{self._digest(name)}.{coding}"
        if file.is_file():
            return file
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(f".{coding}.{os.getpid()}")
            draft.write_bytes(_compress(self._content(name), coding))
            draft.replace(file)
        except OSError:
            return None
        return file


def _codings(name: str) -> tuple[str, ...]:
    return () if Path(name).suffix in _COMPRESSED_ALREADY else ("br", "gzip")


def _compress(content: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(content, mtime=0)
    squeezed: bytes = brotli.compress(content, quality=9 if len(content) > _LARGE else 11)
    return squeezed
