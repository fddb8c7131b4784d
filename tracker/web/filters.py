"""What templates may call to put codes and numbers into words."""

from __future__ import annotations

from datetime import date

from flask import Flask
from markupsafe import Markup, escape

from tracker.accounts.account import shown_name
from tracker.clock import moment
from tracker.measures.numbers import signs, whole_text
from tracker.report import method, overview, wording


def day(value: date | None) -> str:
    """An ISO date; nothing where there is none."""
    return value.isoformat() if value else ""


def coded(name: str, code: str) -> Markup:
    """A name that ends with its code in brackets, or is its code: a browser that translates leaves the code alone."""
    before, found, after = escape(name).rpartition(escape(code))
    return Markup('{}<span translate="no">{}</span>{}').format(before, found, after) if found else escape(name)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(wording=wording, overview=overview, method=method, method_texts=method.method_texts)
    app.jinja_env.globals.update(dotted_text=method.dotted_text)
    app.jinja_env.filters.update(coded=coded, moment=moment, day=day, shown_name=shown_name, number=whole_text)
    app.jinja_env.globals.update(signs=signs)
