"""``ils``: the bodies' figures as tab-separated text for import into ILS-webb (Stratsys).

One row per figure: the body, a date inside the period, the measure and the value. Stratsys recognises
bodies and measures by names spelled exactly as in its own tree, so that the city's administrator of
ILS-webb must give the measures the names used here. There is no header row. The form follows the
vendor's description of importing measure data; it has not been tried against the city's installation.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.report import wording
from tracker.report.model import Area, Cell, Indicator, Report


def to_ils(report: Report) -> str:
    """The rows; a figure that is not printed, or that has no value, is left out, never sent as zero.

    Invented figures get a measure's name that says so and that no measure in ILS-webb has.
    """
    mark = wording.fictional_mark(report)
    rows = []
    for goal in report.goals:
        for indicator in goal.indicators:
            for body in indicator.units if indicator.asked else ():
                for name, cell in _figures(indicator, body):
                    if cell.state == "value" and cell.value is not None:
                        measure = f"{name} ({mark})" if mark else name
                        rows.append(
                            (body.name, report.calendar.last_day, measure, cell.value.replace(".", ","))
                        )
    return "".join("\t".join(_plain(value) for value in row) + "\r\n" for row in rows)


def _figures(indicator: Indicator, body: Area) -> Iterator[tuple[str, Cell]]:
    """The measure's name and figure: the total, then each category."""
    title = f"{indicator.code} {indicator.title}"
    yield title, body.total
    names = {(d.code, c.code): c.name for d in indicator.dimensions for c in d.categories}
    for dimension, categories in body.breakdown.items():
        for category, cell in categories.items():
            yield f"{title} – {names.get((dimension, category), category)}", cell


def _plain(value: str) -> str:
    """Tabs and line breaks would end the column or the row."""
    return " ".join(value.split())
