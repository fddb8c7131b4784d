"""Dated versions: the city changes wording, kind, target and responsibility in the middle of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Base of every definition: immutable, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Decision(Model):
    """Who decided a version, when and under which case number (diarienummer), as far as known."""

    body: str
    date: str | None = None
    case: str | None = None


class Lasting(Model):
    """What applies from ``from`` to ``to``, both days included; None: without limit."""

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None

    def applies(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class Dated(Lasting):
    """A version that somebody decided."""

    decision: Decision | None = None


T = TypeVar("T", bound=Lasting)


def applicable(versions: Sequence[T], day: date) -> T | None:
    """The version that applies on the day. Versions never overlap (a rule of ``tracker check``)."""
    return next((version for version in versions if version.applies(day)), None)
