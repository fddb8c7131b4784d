"""Figures that stand beside an indicator's own: targets, series from outside, and breaks in its own series."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from tracker.definitions.dated import Dated, Model, added


class Target(Dated):
    """Targets for one year in the indicator's unit."""

    year: int
    """The year, as the calendar names it."""
    city: Decimal | None = None
    """The whole city's."""
    units: dict[str, Decimal] = Field(default_factory=dict)
    """Single bodies'."""


class Point(Model):
    """One figure of a series."""

    year: int
    """The year it is of."""
    value: Decimal
    """The figure, in the indicator's unit."""


class Range(Model):
    """The lowest and the highest figure of bodies that the source does not name."""

    year: int
    """The year it is of."""
    lowest: Decimal
    """The lowest figure."""
    highest: Decimal
    """The highest figure."""
    bodies: int | None = Field(default=None, ge=1)
    """How many bodies it spans, where the source says so."""
    of: str | None = None
    """Which bodies, in the source's words, where it does not mean all of them."""


class Quote(Model):
    """What a source says in words, where it gives no figure that can be drawn."""

    year: int
    """The year it is of."""
    text: str
    """The source's own words."""


class Reported(Model):
    """Which of the city's own figures a reference repeats. It is known to every reader of the source."""

    measured: Literal["n", "d"] = "n"
    """Whether the figure is the indicator's n or its d."""
    part: str | None = None
    """The part of the calendar that the figures are of; left out: the only one, or the one of the whole year."""
    unit: str | None = None
    """The body; left out: the whole city."""
    category: dict[str, str] = Field(default_factory=dict, max_length=1)
    """A dimension and one of its categories, e.g. ``{age: under-18}``; left out: the total."""


class Comparison(Model):
    """A series from outside to compare with, or figures that were printed elsewhere: points, ranges or quoted texts."""

    name: str
    """Whose figures, or what is quoted."""
    source: str
    """Where they are printed."""
    page: str | None = added(None)
    """The page in the source."""
    points: tuple[Point, ...] = ()
    """One figure per year."""
    ranges: tuple[Range, ...] = added(())
    """The spread over bodies that are not named."""
    texts: tuple[Quote, ...] = added(())
    """Quoted words."""
    reported: Reported | None = added(None)
    """Set where the points are also reported here: then they are known, and shown beside what was reported."""


class Break(Model):
    """From this day figures are not comparable with earlier ones, and why."""

    date: date
    """The first day of the new series."""
    text: str
    """What changed."""
    source: str | None = None
    """Where that is known from."""
    confirmed: bool = True
    """Whether it is confirmed, or our reading."""
