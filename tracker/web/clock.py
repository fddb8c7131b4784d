"""The present day, where the city is."""

from __future__ import annotations

from datetime import date, datetime

from tracker.web.filters import CITY_TIME


def today() -> date:
    """The date in Stockholm, whatever the server's own time zone."""
    return datetime.now(CITY_TIME).date()
