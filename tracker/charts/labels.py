"""The name of each line beside its end, instead of a legend: kept apart, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.charts.chart import BOTTOM, TOP, Json, lines_of, sign_at

SIZE, LINE = 12, 15
"""Pixels of the letters, and from line to line."""
LONGEST = 13
"""Characters in a line."""
COLUMN = 100
"""Pixels right of the drawing that the names take."""


class Named(NamedTuple):
    """What is drawn, by its name; ``value``: where its end is on the value axis."""

    name: str
    value: float
    colour: str


def names_beside(named: Sequence[Named], top: float, height: int) -> list[Json]:
    """One name per line, as near its end as the others allow. ``top``: the end of the value axis, which begins at
    zero; ``height``: of the whole chart, in pixels."""
    room = height - TOP - BOTTOM
    ordered = sorted(named, key=lambda each: -each.value)
    texts = [lines_of(each.name, LONGEST) for each in ordered]
    tall = [LINE * (text.count("<br>") + 1) for text in texts]
    wanted = [room * (1 - each.value / top) for each in ordered]
    return [
        sign_at(
            1, round(top * (1 - at / room), 4), text, xref="paper", xanchor="left", xshift=6, align="left",
            font={"color": each.colour, "size": SIZE},
        )
        for each, text, at in zip(ordered, texts, _apart(wanted, tall, room), strict=True)
    ]  # fmt: skip


def _apart(wanted: list[float], tall: list[int], room: float) -> list[float]:
    """The middles of boxes, from above, moved as little as it takes for none to lie on the next."""
    places: list[float] = []
    for place, (middle, height) in enumerate(zip(wanted, tall, strict=True)):
        above = places[-1] + (tall[place - 1] + height) / 2 if places else height / 2
        places.append(max(middle, above))
    below = room + LINE
    for place in reversed(range(len(places))):
        places[place] = min(places[place], below - tall[place] / 2)
        below = places[place] - tall[place] / 2
    return places
