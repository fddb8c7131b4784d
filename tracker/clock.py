"""The date as the city's calendars show it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def today() -> date:
    """Today's date in Stockholm, whatever the server's own clock is set to."""
    return datetime.now(STOCKHOLM).date()
