"""What stands in addresses: numbers no larger than the database counts, so that a longer one names nothing instead of
failing, and paths of our own to go on to."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**31 - 1


class Key(IntegerConverter):
    """``<int:…>`` of every address."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_KEY)


def key(text: str) -> int:
    """The same of what stands in a query or a field: ``request.args.get(…, type=key)``, None for any other."""
    number = int(text)
    if not 0 <= number <= LARGEST_KEY:
        raise ValueError(text)
    return number


def init_app(app: Flask) -> None:
    """To be called before any address is registered."""
    app.url_map.converters["int"] = Key


def own_path(given: str | None) -> str:
    """A path of this site to go on to; ``/`` for anything that could lead elsewhere, or is no address at all."""
    path = given or "/"
    try:
        parts = urlsplit(path)
    except ValueError:  # brackets that hold no address
        return "/"
    leads_away = parts.scheme or parts.netloc or not path.startswith("/") or path.startswith("//") or "\\" in path
    return "/" if leads_away or any(ord(sign) < 32 for sign in path) else path
