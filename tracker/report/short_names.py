"""The short name of a goal, an indicator or an activity, for lists and charts; its title where it has none."""

from __future__ import annotations

from tracker.report.model import Activity, Goal, Indicator


def short_name(item: Goal | Indicator | Activity) -> str:
    return item.short_title or item.title.rstrip(".")
