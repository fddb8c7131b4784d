"""The addresses of a follow-up's pages."""

from __future__ import annotations

from typing import Any

from flask import url_for

from tracker.followups.held import Held


def location(held: Held, endpoint: str = "entry.show", **more: Any) -> str:
    """The address of one of the follow-up's pages; of another body's with ``unit``."""
    place = {"program": held.program.code, "period": held.period.code, "unit": held.unit}
    return url_for(endpoint, **{**place, **more})
