"""The city's words in the report."""

from __future__ import annotations

from tracker.report.frozen import Frozen


class Called(Frozen):
    """A word of the city's, undeclined, in the language of the definitions."""

    one: str
    many: str


class BodyKind(Called):
    """A kind of body. ``area``: it serves a part of the city, and is compared."""

    code: str
    area: bool


class CityInfo(Frozen):
    """The city and its words, in ``language``. ``whole``: the area of all bodies."""

    name: str
    whole: str
    language: str
    kinds: tuple[BodyKind, ...]
    bodies: Called
    region: Called | None
