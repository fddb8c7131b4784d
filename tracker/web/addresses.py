"""Numbers in addresses: no larger than the database counts, so that a longer one names nothing instead of failing."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**31 - 1


class Key(IntegerConverter):
    """``<int:…>`` of every address."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_KEY)


def init_app(app: Flask) -> None:
    """To be called before any address is registered."""
    app.url_map.converters["int"] = Key
