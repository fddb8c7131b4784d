"""The city itself: its name, its language and clock, and what it calls its bodies and regions."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator

from tracker.definitions.dated import Model, added
from tracker.words import gettext as _


@cache
def _zones() -> frozenset[str]:
    """Every time zone there is: a walk through many folders."""
    return frozenset(available_timezones())


class Words(Model):
    """What something is called, in the language of the definitions. A sentence that needs a form that is not given
    is worded without it."""

    one: str
    """One of them, undeclined."""
    many: str
    """Several of them, undeclined."""
    definite: str | None = added(None)
    """One that is known, where the language has such a form."""
    genitive: str | None = added(None)
    """Of one that is known."""


class KindOfBody(Words):
    """A kind of body, e.g. district councils."""

    code: str
    """What bodies name as their ``kind``."""
    area: bool = added(False)
    """Whether such a body serves a part of the city: it has inhabitants and may have a region, and can be compared
    with the others."""


class CommonItems(Model):
    """Indicators and activities that one body keeps in the browser and asks of others."""

    kept_by: str
    """The body whose people add and change them."""
    asked_of: str
    """The body or group that reports them."""


class City(Model):
    """What is the city's own and no program's. Nothing of this stands in code."""

    name: str
    """What the city is called."""
    whole: str
    """What the area of all bodies together is called."""
    language: str = Field(pattern="^[a-z]{2,3}$", examples=["sv", "en"])
    """The language of every text in the definitions, e.g. ``sv`` or ``en``."""
    timezone: str
    """The city's clock, e.g. ``Europe/Dublin``: when a day begins and ends."""
    kinds: tuple[KindOfBody, ...]
    """The kinds of bodies, in the order in which they are shown."""
    bodies: Words
    """A word for bodies of all kinds."""
    region: Words | None = added(None)
    """A word for the regions, if there are any."""
    compiles: str
    """The body whose people compile the follow-up."""
    reviews: str
    """The body whose people review it."""
    common_items: CommonItems | None = added(None)
    """Who keeps items that others report; left out: nobody."""

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in _zones():
            raise ValueError(_("”{name}” är ingen tidszon; skriv t.ex. Europe/Dublin.").format(name=name))
        return name

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def kind(self, code: str) -> KindOfBody | None:
        return next((kind for kind in self.kinds if kind.code == code), None)

    def is_area(self, kind: str) -> bool:
        """Whether bodies of the kind serve a part of the city."""
        found = self.kind(kind)
        return found is not None and found.area
