"""What each page of the readers' offers to collect: addresses with their names, as lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.report.addressed import WHOLE, Address, find
from tracker.report.brief import brief
from tracker.report.matrix import Matrix
from tracker.report.model import Activity, Body, Goal, Indicator, Report
from tracker.report.said import said_under

Offer = tuple[str, str]
"""The address and its name."""


def of_program(report: Report) -> tuple[Offer, ...]:
    """What goes well, worse and is not known; every goal as judged, every indicator of the whole."""
    addresses = [Address("answer", str(place)) for place in range(len(brief(report)))]
    addresses += [Address("judgement", goal.code) for goal in report.goals]
    addresses += [Address("figure", each.code, WHOLE) for goal in report.goals for each in goal.indicators]
    return _named(report, addresses)


def of_goal(report: Report, goal: Goal) -> tuple[Offer, ...]:
    """The goal as judged, what was written of it, and its activities."""
    addresses = [Address("judgement", goal.code), Address("quote", goal.code)]
    addresses += [Address("quote", said.item, said.body) for said in said_under(report, goal)]
    addresses += [Address("status", activity.code) for activity in goal.activities]
    return _named(report, addresses)


def of_indicator(report: Report, indicator: Indicator) -> tuple[Offer, ...]:
    """Its figure of the whole, of each region and of each body."""
    areas = (indicator.city, *indicator.regions, *indicator.units)
    return _named(report, [Address("figure", indicator.code, area.code) for area in areas])


def of_body(report: Report, body: Body) -> tuple[Offer, ...]:
    addresses = []
    for goal in report.goals:
        addresses.append(Address("judgement", goal.code, body.code))
        addresses += [Address("figure", each.code, body.code) for each in goal.indicators]
        addresses += [Address("status", each.code, body.code) for each in goal.activities]
    return _named(report, addresses)


def of_activity(report: Report, activity: Activity) -> tuple[Offer, ...]:
    units = ("", *(unit.code for unit in activity.units))
    return _named(report, [Address("status", activity.code, unit) for unit in units])


def of_items(report: Report, items: Iterable[Indicator | Activity]) -> tuple[Offer, ...]:
    """Indicators of the whole, activities of all that answer for them."""
    addresses = (
        Address("figure", each.code, WHOLE) if isinstance(each, Indicator) else Address("status", each.code)
        for each in items
    )
    return _named(report, addresses)


def of_matrix(report: Report, matrix: Matrix) -> tuple[Offer, ...]:
    return _named(report, [Address("figure", each.indicator.code, WHOLE) for each in matrix.questions])


def of_bodies(report: Report, bodies: Iterable[Body]) -> tuple[Offer, ...]:
    """The figures of bodies that stand beside each other."""
    indicators = [each for goal in report.goals for each in goal.indicators]
    return _named(report, [Address("figure", each.code, body.code) for each in indicators for body in bodies])


def _named(report: Report, addresses: Iterable[Address]) -> tuple[Offer, ...]:
    """Those that the report has something at."""
    found = ((str(address), find(report, address)) for address in addresses)
    return tuple((address, part.listed) for address, part in found if part)
