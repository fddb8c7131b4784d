"""Dates and moments as the city's calendars and clocks show them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def today() -> date:
    """Today's date in Stockholm, whatever the server's own clock is set to."""
    return datetime.now(STOCKHOLM).date()


def day_of(at: datetime) -> str:
    """``2024-09-15``: the day that it is in Stockholm at the moment, near midnight too."""
    return at.astimezone(STOCKHOLM).date().isoformat()


def moment(at: datetime) -> str:
    """``2024-09-15 13:05`` in Stockholm; moments are kept in UTC."""
    return at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
