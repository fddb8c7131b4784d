"""What templates may call to put codes and numbers into words."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from tracker.report import method, overview, wording

# Moments are kept in UTC and told in the city's own time.
CITY_TIME = ZoneInfo("Europe/Stockholm")


def moment(at: datetime) -> str:
    """``2024-09-15 13:05`` in Stockholm."""
    return at.astimezone(CITY_TIME).strftime("%Y-%m-%d %H:%M")


def day(value: date | None) -> str:
    """An ISO date; nothing where there is none."""
    return value.isoformat() if value else ""


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(wording=wording, overview=overview, method=method, method_texts=method.method_texts)
    app.jinja_env.globals.update(dotted_text=method.dotted_text)
    app.jinja_env.filters.update(moment=moment, day=day, number=wording.number)
