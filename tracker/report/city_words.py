"""The city's words as the report carries them."""

from __future__ import annotations

from tracker.definitions.city import City, Words
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


def shown_city(city: City) -> CityInfo:
    """What renderers need of the city."""
    return CityInfo(
        name=city.name,
        whole=city.whole,
        language=city.language,
        kinds=tuple(BodyKind(code=kind.code, one=kind.one, many=kind.many, area=kind.area) for kind in city.kinds),
        bodies=_called(city.bodies),
        region=_called(city.region) if city.region else None,
    )


def _called(words: Words) -> Called:
    return Called(one=words.one, many=words.many)
