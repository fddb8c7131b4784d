"""What each page of the readers' offers to collect: addresses with their names, as lists to choose from.

For who cannot collect, such as readers without an account, nothing is worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import g

from tracker.accounts.permissions import may
from tracker.report.addressed import WHOLE, Address, find
from tracker.report.asked import PrintedThread, about
from tracker.report.asked_under import of_goal as asked_under
from tracker.report.asked_under import of_no_goal
from tracker.report.brief import brief
from tracker.report.matrix import Matrix
from tracker.report.model import Activity, Body, Goal, Indicator, Report
from tracker.report.said import said_under
from tracker.web.access import current_account, same_for_all

Of = ParamSpec("Of")
Offer = tuple[str, str]
"""The address and its name."""


def collects(report: Report) -> bool:
    """Whether the reader of the page may put what it shows into a collection."""
    if same_for_all() or g.get("account") is None or report.audience == "preview":
        return False
    return may(current_account(), "collect", program=report.program)


def _to_collectors(
    offer: Callable[Concatenate[Report, Of], tuple[Offer, ...]],
) -> Callable[Concatenate[Report, Of], tuple[Offer, ...]]:
    @wraps(offer)
    def offered(report: Report, /, *of: Of.args, **named: Of.kwargs) -> tuple[Offer, ...]:
        return offer(report, *of, **named) if collects(report) else ()

    return offered


@_to_collectors
def of_program(report: Report) -> tuple[Offer, ...]:
    """What goes well, worse and is not known; every goal as judged, every indicator of the whole."""
    answers = tuple((str(Address("answer", str(place))), each.question) for place, each in enumerate(brief(report)))
    addresses = [Address("judgement", goal.code) for goal in report.goals]
    addresses += [Address("figure", each.code, WHOLE) for goal in report.goals for each in goal.indicators]
    addresses += _threads(of_no_goal(report.threads, report.goals))
    return answers + _named(report, addresses)


@_to_collectors
def of_goal(report: Report, goal: Goal) -> tuple[Offer, ...]:
    """The goal as judged, what was written of it, and its activities."""
    addresses = [Address("judgement", goal.code), Address("quote", goal.code)]
    addresses += [Address("quote", said.item, said.body) for said in said_under(report, goal)]
    addresses += [Address("status", activity.code) for activity in goal.activities]
    addresses += _threads(asked_under(report.threads, goal))
    return _named(report, addresses)


@_to_collectors
def of_indicator(report: Report, indicator: Indicator) -> tuple[Offer, ...]:
    """Its figure of the whole, of each region and of each body."""
    areas = (indicator.city, *indicator.regions, *indicator.units)
    addresses = [Address("figure", indicator.code, area.code) for area in areas]
    return _named(report, addresses + _threads(about(report.threads, "indicator", indicator.code)))


@_to_collectors
def of_body(report: Report, body: Body) -> tuple[Offer, ...]:
    addresses = _threads(about(report.threads, "unit", body.code))
    for goal in report.goals:
        addresses.append(Address("judgement", goal.code, body.code))
        addresses += [Address("figure", each.code, body.code) for each in goal.indicators]
        addresses += [Address("status", each.code, body.code) for each in goal.activities]
    return _named(report, addresses)


@_to_collectors
def of_activity(report: Report, activity: Activity) -> tuple[Offer, ...]:
    units = ("", *(unit.code for unit in activity.units))
    addresses = [Address("status", activity.code, unit) for unit in units]
    return _named(report, addresses + _threads(about(report.threads, "activity", activity.code)))


@_to_collectors
def of_items(report: Report, items: Iterable[Indicator | Activity]) -> tuple[Offer, ...]:
    """Indicators of the whole, activities of all that answer for them."""
    addresses = (
        Address("figure", each.code, WHOLE) if isinstance(each, Indicator) else Address("status", each.code)
        for each in items
    )
    return _named(report, addresses)


@_to_collectors
def of_matrix(report: Report, matrix: Matrix) -> tuple[Offer, ...]:
    return _named(report, [Address("figure", each.indicator.code, WHOLE) for each in matrix.questions])


@_to_collectors
def of_bodies(report: Report, bodies: Iterable[Body]) -> tuple[Offer, ...]:
    """The figures of bodies that stand beside each other."""
    indicators = [each for goal in report.goals for each in goal.indicators]
    return _named(report, [Address("figure", each.code, body.code) for each in indicators for body in bodies])


def _threads(threads: Iterable[PrintedThread]) -> list[Address]:
    return [Address("thread", each.code) for each in threads]


def _named(report: Report, addresses: Iterable[Address]) -> tuple[Offer, ...]:
    """Those that the report has something at."""
    found = ((str(address), find(report, address)) for address in addresses)
    return tuple((address, part.listed) for address, part in found if part)
