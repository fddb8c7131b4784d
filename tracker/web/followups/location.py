"""The addresses of a follow-up's pages."""

from __future__ import annotations

from typing import Any

from flask import url_for

from tracker.followups.glance import Glance
from tracker.followups.work import Work


def location(work: Work | Glance, endpoint: str = "entry.show", **more: Any) -> str:
    """The address of one of the follow-up's pages."""
    program, period = work.program.code, work.period.code
    return url_for(endpoint, program=program, period=period, unit=work.unit, **more)
