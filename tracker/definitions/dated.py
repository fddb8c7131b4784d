"""Dated versions: the city changes wording, kind, target and responsibility in the middle of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Base of every definition: immutable, and an unknown key is a fault.

    The text under a field describes it, here and in the JSON Schema that editors use.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)


def added(default: Any, **rules: Any) -> Any:
    """A field that definitions have got since editions are frozen. It is not written where it says nothing, so that
    what was stored or hashed before it existed reads, compares and hashes as before."""
    return Field(default=default, exclude_if=lambda value: value == default, **rules)


class Decision(Model):
    """Who decided a version, when and under which case number (diarienummer), as far as known."""

    body: str
    """Who decided."""
    date: str | None = None
    """When, as exactly as it is known."""
    case: str | None = None
    """The case number (diarienummer)."""


class Lasting(Model):
    """What applies from ``from`` to ``to``, both days included; None: without limit."""

    from_: date | None = Field(default=None, alias="from")
    """First day (YYYY-MM-DD); left out: from the beginning."""
    to: date | None = None
    """Last day (YYYY-MM-DD); left out: until further notice."""

    def applies(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class Dated(Lasting):
    """A version that somebody decided."""

    decision: Decision | None = None
    """Who decided that this version applies."""


T = TypeVar("T", bound=Lasting)


def applicable(versions: Sequence[T], day: date) -> T | None:
    """The version that applies on the day. Versions never overlap (a rule of ``tracker check``)."""
    return next((version for version in versions if version.applies(day)), None)
