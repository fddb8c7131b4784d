"""Where a report's goals, indicators, activities and bodies are shown: for every page that names them."""

from __future__ import annotations

from flask import url_for

from tracker.report.model import Report
from tracker.web.progress_pages import listed


def links_in(report: Report) -> dict[str, dict[str, str]]:
    """Addresses of the pages of goals, activities and bodies, and of each indicator: its place on its goal's page, or
    its own page where the goal's only lists it."""
    goals = {
        goal.code: url_for("progress.goal", program=report.program, period=report.period, goal=goal.code)
        for goal in report.goals
    }
    indicators = {
        each.code: url_for("progress.indicator", program=report.program, period=report.period, indicator=each.code)
        if listed(goal)
        else f"{goals[goal.code]}#{each.code}"
        for goal in report.goals
        for each in goal.indicators
    }
    activities = {
        each.code: url_for("progress.activity", program=report.program, period=report.period, activity=each.code)
        for goal in report.goals
        for each in goal.activities
    }
    bodies = {
        each.code: url_for("progress.body", program=report.program, period=report.period, body=each.code)
        for each in report.bodies
    }
    return {
        "goal_links": goals, "indicator_links": indicators, "activity_links": activities, "body_links": bodies,
    }  # fmt: skip
