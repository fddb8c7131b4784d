"""The short name of a goal, an indicator or an activity, for lists and charts; its title where it has none."""

from __future__ import annotations

from tracker.report.model import Activity, Goal, Indicator


def short_name(item: Goal | Indicator | Activity) -> str:
    return item.short_title or item.title.rstrip(".")


def listed_name(item: Goal | Indicator | Activity) -> str:
    """In a list, beside no code: the short name, or the code and the title."""
    return item.short_title or f"{item.code} {item.title.rstrip('.')}"


def drawn_name(item: Goal | Indicator | Activity) -> str:
    """In a chart, where a title has no place: the short name, or the code."""
    return item.short_title or item.code
