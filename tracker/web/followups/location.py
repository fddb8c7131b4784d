"""The addresses of a follow-up's pages."""

from __future__ import annotations

from typing import Any

from flask import url_for

from tracker.followups.glance import Glance
from tracker.followups.work import Work


def location(work: Work | Glance, endpoint: str = "entry.show", **more: Any) -> str:
    """The address of one of the follow-up's pages; of another body's with ``unit``."""
    place = {"program": work.program.code, "period": work.period.code, "unit": work.unit}
    return url_for(endpoint, **{**place, **more})
