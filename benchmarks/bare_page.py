"""The least that a page can cost: Flask and Jinja with as many cells and controls, compressed as ours.

Nobody is signed in, no database is asked, there is no frame around it, and no words are looked up.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

from flask import Flask

from tracker.web.compression import LEVEL

_CELL = re.compile(r"<(?:td|th|input|select|textarea|li)\b")
_PAGE = """<!doctype html><title>{{ title }}</title><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>"""
_IN_A_ROW = 8


def cells_in(page: str) -> int:
    """Cells of tables, entries of lists and controls of forms."""
    return len(_CELL.findall(page))


def bare_page(cells: int) -> Callable[[int], bytes]:
    """Asks for a page with so many cells."""
    app = Flask("bare")
    template = app.jinja_env.from_string("{% autoescape true %}" + _PAGE + "{% endautoescape %}")
    texts = [f"cell {number}" for number in range(cells)]
    rows = [texts[start : start + _IN_A_ROW] for start in range(0, cells, _IN_A_ROW)]

    @app.get("/")
    def show() -> bytes:
        return gzip.compress(template.render(title="bare", rows=rows).encode(), LEVEL)

    client = app.test_client()
    return lambda _number: client.get("/").data
