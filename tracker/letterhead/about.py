"""What a document is about: what stands over and under every page of it, and in a city's own Word file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.words import gettext as _


@dataclass(frozen=True)
class About:
    """``header``: over every page, with the marks. ``source``: under every page, what it was made of and when.
    ``marks``: what must be seen before anything is spread. ``period``, ``unit``, ``edition``: blank where there is
    none."""

    title: str
    program: str
    header: str
    source: str
    today: date
    marks: str = ""
    period: str = ""
    unit: str = ""
    edition: str = ""

    def words(self) -> Mapping[str, str]:
        """Placeholder → what stands there."""
        return {
            "title": self.title,
            "program": self.program,
            "period": self.period,
            "unit": self.unit,
            "edition": self.edition,
            "date": self.today.isoformat(),
            "marks": self.marks,
            "source": self.source,
        }

    def each(self, change: Callable[[str], str]) -> About:
        """The same with every text changed."""
        texts: dict[str, Any] = {name: change(text) for name, text in vars(self).items() if isinstance(text, str)}
        return replace(self, **texts)


def drawn(today: date) -> str:
    return _("Uttaget {today}").format(today=today.isoformat())
