"""What an edition leaves out because a person has chosen so, besides what its rules dot: as data and in words."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tracker.report.frozen import Frozen
from tracker.words import gettext as _

What = Literal["city", "region", "category", "period"]


class Withheld(Frozen):
    """Figures of the report's period that are dotted by choice, of these indicators.

    ``what``: those of the whole city, of a region and the bodies in it, of a division, or all of them. ``within`` and
    ``name``: of the region or the division; ``name`` also the word for the whole.
    """

    indicators: tuple[str, ...]
    what: What
    within: str | None = Field(default=None, exclude_if=lambda within: within is None)
    name: str | None = Field(default=None, exclude_if=lambda name: name is None)

    @property
    def place(self) -> str:
        """What names it in an address and on the command line: ``I2.1:region:north``."""
        return ":".join(part for part in ("+".join(self.indicators), self.what, self.within) if part)


def withheld_text(part: Withheld) -> str:
    """What is left out: ``I2.1 i North, med dess nämnder``."""
    codes, name = ", ".join(part.indicators), part.name or part.within
    match part.what:
        case "city":
            return _("{codes} ({whole})").format(codes=codes, whole=name)
        case "region":
            return _("{codes} i {region} och dess nämnder").format(codes=codes, region=name)
        case "category":
            return _("uppdelningen {division} av {codes}").format(division=(name or "").lower(), codes=codes)
        case "period":
            return _("alla tal för {codes}").format(codes=codes)


def withheld_sentence(parts: tuple[Withheld, ...]) -> str:
    """What the edition says of it to its readers."""
    told = "; ".join(map(withheld_text, parts))
    return _("Utöver reglerna har sammanställningen valt att inte visa: {told}.").format(told=told)
