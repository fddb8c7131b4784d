"""Which bodies the receipt page lists, and in which order: late first, and those that a filter chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.clock import date_of
from tracker.web.followups.contents import Contents
from tracker.web.followups.standings import Standing
from tracker.words import gettext as _

Given = Mapping[str, Contents]


@dataclass(frozen=True)
class Filter:
    """``code``: in the address; blank for all. ``count``: how many it lists."""

    code: str
    words: str
    count: int


def filters(rows: Sequence[Standing], given: Given) -> tuple[Filter, ...]:
    """Every filter that leaves any body, with how many; all of them first."""
    words = {
        "": _("Alla"),
        "sena": _("Försenade"),
        "kvar": _("Inte inlämnade"),
        "vantar": _("Inlämnade"),
        "ater": _("Åter"),
        "varningar": _("Med varningar"),
        "fragor": _("Med frågor"),
        "mottagna": _("Mottagna"),
    }
    found = (Filter(code, words[code], len(filtered(rows, given, code))) for code in words)
    return tuple(each for each in found if each.count or not each.code)


def filtered(rows: Sequence[Standing], given: Given, code: str) -> list[Standing]:
    """The rows that the filter leaves, the late ones first, otherwise in the city's order. An unknown filter is none.
    """
    chosen = _chosen(given).get(code, lambda _row: True)
    return sorted((row for row in rows if chosen(row)), key=lambda row: not row.late)


def since_yesterday(rows: Sequence[Standing], today: date) -> list[Standing]:
    """The follow-ups in which a step was taken yesterday or today, the latest first."""
    first = today - timedelta(days=1)
    recent = [(row.last.at, row) for row in rows if row.last and date_of(row.last.at) >= first]
    return [row for _at, row in sorted(recent, key=lambda pair: pair[0], reverse=True)]


def _chosen(given: Given) -> Mapping[str, Callable[[Standing], bool]]:
    return {
        "sena": lambda row: row.late,
        "kvar": lambda row: row.state not in ("submitted", "approved"),
        "vantar": lambda row: row.state == "submitted",
        "ater": lambda row: row.state == "returned",
        "varningar": lambda row: row.unit in given and given[row.unit].warnings > 0,
        "fragor": lambda row: row.questions > 0,
        "mottagna": lambda row: row.state == "approved",
    }
