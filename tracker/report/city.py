"""The city's words as the report carries them."""

from __future__ import annotations

from tracker.definitions.city import City, Words
from tracker.report.model import BodyKind, Called, CityInfo


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
