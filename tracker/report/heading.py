"""What heads every rendering of a report: the program's names and words, and its period."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tracker.report.city_words import CityInfo
from tracker.report.frozen import Frozen


def _is_none(value: object) -> bool:
    return value is None


class Word(Frozen):
    """A status word of the program; ``forecast`` is used where the year is still ahead.

    A judgement says what it counts as, and in ``clause`` what follows on "judges that the goal …" in the period; an
    activity's status whether work has begun and whether it is closed.
    """

    code: str
    word: str
    forecast: str | None = None
    counts_as: Literal["met", "partly", "not_met"] | None = Field(default=None, exclude_if=_is_none)
    begun: bool | None = Field(default=None, exclude_if=_is_none)
    closed: bool | None = Field(default=None, exclude_if=_is_none)
    clause: str | None = Field(default=None, exclude_if=_is_none)


class Section(Frozen):
    """A section of the document that the report is handed over in. ``holds``: what of the report stands in it.
    ``text``: the compilers' words."""

    code: str
    title: str
    holds: Literal["summary", "goals", "categories", "appendices"] | None
    text: str | None


class PeriodInfo(Frozen):
    """What the period is called and covers. ``forecast``: its judgements speak of the year ahead."""

    code: str
    name: str
    year: int
    first_day: str
    last_day: str
    due: str
    asks: tuple[str, ...]
    forecast: bool


class MatrixName(Frozen):
    """A table of bodies by questions; the indicators that belong to it name its code."""

    code: str
    title: str
    text: str | None


class ProgramInfo(Frozen):
    """What heads every rendering: the program's names and words. ``caution``: what its figures together cannot tell;
    left out where the definitions do not say."""

    title: str
    short_title: str
    ils_key: str | None
    vision: str
    judgements: tuple[Word, ...]
    statuses: tuple[Word, ...]
    threshold: int
    city: CityInfo
    matrices: tuple[MatrixName, ...] = Field(default=(), exclude_if=lambda named: not named)
    caution: str | None = Field(default=None, exclude_if=_is_none)
