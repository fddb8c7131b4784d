"""``ils.yaml``: what the city's planning system, ILS-webb, calls the bodies and the indicators of a program.

That system recognises both by names spelled exactly as in its own tree. A program without the file sends its own names.
"""

from __future__ import annotations

from pydantic import Field

from tracker.definitions.dated import Model
from tracker.periods import MonthDay


class IlsMeasure(Model):
    """What one indicator is called there. A figure without a name is listed as having none."""

    name: str | None = None
    """The measure that holds its total; left out: there is none."""
    categories: dict[str, dict[str, str]] = Field(default_factory=dict)
    """The measures that hold its categories, by dimension and category, e.g. ``{age: {under-18: …}}``."""


class Ils(Model):
    """The names of one program there, and the days that its periods are sent with."""

    confirmed: bool = True
    """Whether the names are those of the city's own installation, or our proposal."""
    units: dict[str, str] = Field(default_factory=dict)
    """Bodies' names, by code."""
    measures: dict[str, IlsMeasure] = Field(default_factory=dict)
    """Indicators' names, by code."""
    dates: dict[str, MonthDay] = Field(default_factory=dict)
    """The day that stands for a part of the calendar (MM-DD), by its code; it lies in the part. Left out: its last."""
