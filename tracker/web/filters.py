"""What templates may call to put codes and numbers into words."""

from __future__ import annotations

import re
from datetime import date

from flask import Flask
from markupsafe import Markup, escape

from tracker.accounts.account import shown_name
from tracker.charts.chart import Chart
from tracker.charts.still.on_page import on_page
from tracker.clock import moment
from tracker.followups.return_reason import reason_text, remarks_in
from tracker.measures.numbers import percent_text, signs, whole_text
from tracker.report import method, overview, wording
from tracker.report.listing import capital
from tracker.report.withheld import withheld_text
from tracker.web.followups.standings import on_time_text
from tracker.web.i18n import cited
from tracker.web.rich import rich
from tracker.words import gettext as _


def day(value: date | None) -> str:
    """An ISO date; nothing where there is none."""
    return value.isoformat() if value else ""


def coded(name: str, code: str) -> Markup:
    """A name that ends with its code in brackets, or is its code: a browser that translates leaves the code alone."""
    before, found, after = escape(name).rpartition(escape(code))
    return Markup('{}<span translate="no">{}</span>{}').format(before, found, after) if found else escape(name)


# A word of letters and digits, such as I3.1, E-bromma-1 or 2024-T2-1, and what stands between tags.
_CODE = re.compile(r"(?<![\w.&#-])(?=[\w.-]*[0-9])(?=[\w.-]*[^\W\d_])\w+(?:[.-]\w+)*")
_TAG = re.compile(r"(<[^>]*>)")


def codes_kept(text: str) -> Markup:
    """A sentence with its codes marked, wherever they stand in it: a browser that translates leaves them alone."""
    parts = _TAG.split(escape(text))
    marked = (part if part.startswith("<") else _CODE.sub(r'<span translate="no">\g<0></span>', part) for part in parts)
    return Markup("".join(marked))


def still(chart: Chart) -> Markup:
    """The chart's drawing, as part of the page: its words were made safe where it was drawn."""
    return Markup(on_page(chart))


def file_size(size: int) -> str:
    """Bytes as kB, at least one."""
    return _("{n} kB").format(n=whole_text(max(1, round(size / 1000))))


def said_reason(reason: str | None) -> str:
    """Why a follow-up came back: somebody's own words, or how many remarks in the reader's language."""
    return cited(reason or "") if remarks_in(reason or "") is None else reason_text(reason)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(wording=wording, overview=overview, method=method, method_texts=method.method_texts)
    app.jinja_env.globals.update(on_time_text=on_time_text, dotted_text=method.dotted_text)
    app.jinja_env.globals.update(withheld_texts=method.withheld_texts, withheld_text=withheld_text)
    app.jinja_env.filters.update(coded=coded, codes_kept=codes_kept, moment=moment, day=day, number=whole_text)
    app.jinja_env.filters.update(shown_name=shown_name, rich=rich, said_reason=said_reason, percent=percent_text)
    app.jinja_env.filters.update(file_size=file_size, capital=capital)
    app.jinja_env.globals.update(signs=signs, still=still)
