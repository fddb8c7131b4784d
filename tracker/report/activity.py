"""An activity of the program in a report: how many bodies have come how far, and each of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tracker.report.counts import Statuses
from tracker.report.frozen import Frozen


class ActivityUnit(Frozen):
    code: str
    name: str
    status: str
    start: str | None = None
    end: str | None = None
    delayed: bool = False
    plan: str | None = None
    comment: str | None = None


class Activity(Frozen):
    code: str
    same_as: str | None
    title: str
    origin: Literal["program", "own", "city"]
    note: str | None
    statuses: Statuses
    units: tuple[ActivityUnit, ...]
    short_title: str | None = Field(default=None, exclude_if=lambda title: title is None)
