"""The program's judgements and statuses by what they mean: their codes and their number are the program's own.

Renderers that order, colour or sum them ask here, so that no code of any program stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from tracker.report.counts import NOT_REPORTED, Judgements
from tracker.report.model import Report, Word

Look = Literal["best", "under_way", "waiting", "other", "worst", "not_reported"]
"""How a judgement or a status is coloured: alike in charts, pages and workbooks."""


def judgement_looks(report: Report) -> Mapping[str, Look]:
    """Every judgement in the program's order, best first, and then that there is none."""
    looks: dict[str, Look] = {"met": "best", "partly": "under_way", "not_met": "worst"}
    shown: dict[str, Look] = {word.code: looks[word.counts_as or word.code] for word in report.about.judgements}
    return {**shown, NOT_REPORTED: "not_reported"}


def status_looks(report: Report) -> Mapping[str, Look]:
    """Every status: finished, under way, not begun, and those that ended otherwise; then that there is none.

    The first status that is closed says that the activity is finished; later ones that it ended otherwise.
    """
    words = report.about.statuses
    finished = next((word for word in words if word.closed), None)

    def look(word: Word) -> Look:
        if word.closed:
            return "best" if word is finished else "other"
        return "under_way" if word.begun else "waiting"

    order = ("best", "under_way", "waiting", "other")
    found = sorted(((word.code, look(word)) for word in words), key=lambda pair: order.index(pair[1]))
    return {**dict(found), NOT_REPORTED: "not_reported"}


def counting_as(report: Report, what: Literal["met", "partly", "not_met"]) -> tuple[str, ...]:
    """The codes of the judgements that count as this."""
    return tuple(word.code for word in report.about.judgements if word.counts_as == what)


def met(report: Report, judgements: Judgements) -> int:
    """How many say that the goal is met."""
    return judgements.total(counting_as(report, "met"))
