"""Dates and moments as the city's calendars and clocks show them; moments are kept in UTC.

A process serves one city. Its time zone is a definition: whoever opens the installation's database sets the clock.
"""

from datetime import UTC, date, datetime, tzinfo

_zone: tzinfo = UTC


def set_clock(zone: tzinfo) -> None:
    """From here on days begin and end as they do in the zone."""
    global _zone  # noqa: PLW0603 - there is one clock in a process
    _zone = zone


def today() -> date:
    """Today's date in the city, whatever the server's own clock is set to."""
    return datetime.now(_zone).date()


def date_of(at: datetime) -> date:
    """The day that it is in the city at the moment, near midnight too."""
    return at.astimezone(_zone).date()


def day_of(at: datetime) -> str:
    """The same as it is shown: ``2024-09-15``."""
    return date_of(at).isoformat()


def moment(at: datetime) -> str:
    """``2024-09-15 13:05`` in the city."""
    return at.astimezone(_zone).strftime("%Y-%m-%d %H:%M")
