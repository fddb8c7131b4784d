"""What every chart is: the question it answers, the answer in words, and a figure for plotly.js.

The same figure is drawn without a browser by ``still``: axes say their own range and ticks, so that both show the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
from typing import Any

from tracker.charts.colours import INK, LINE, PAPER, SOFT
from tracker.measures.numbers import decimal_text

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'
ROW_HEIGHT, FURTHER_LINE = 30, 10
"""Pixels of a row, and how much more where a name takes another line."""
LONGEST_NAME = 20
"""Characters in a line of a row's name: a phone has room for no more."""
FRAME_HEIGHT = 96
VALUE_COLUMN = 64
"""Pixels right of the drawing for `words_beside`."""
TOP, BOTTOM = 28, 40
"""Pixels above and below the drawing itself."""
STEPS = (1, 2, 5, 10)
MOST_TICKS = 5

Json = dict[str, Any]
Datum = str | int | Decimal


@dataclass(frozen=True)
class Figures:
    """What the chart draws, as a table to take away. A figure is a number, an empty its sign."""

    head: tuple[str, ...]
    rows: tuple[tuple[Datum, ...], ...]


@dataclass(frozen=True)
class Chart:
    """One chart. ``key``: unique on its page, and its place in addresses. ``answer``: the chart in one or two
    sentences, for who cannot see it. ``notes``: what the letters in the drawing mean, and its marks in words.
    ``caution``: what its figures cannot tell, where the definitions say it. ``source``: where they come from."""

    key: str
    question: str
    answer: str
    traces: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any]
    figures: Figures
    source: str
    notes: tuple[str, ...] = ()
    caution: str | None = None

    def figure(self) -> Json:
        """The figure as plotly.js takes it."""
        return {"data": [dict(trace) for trace in self.traces], "layout": dict(self.layout)}


def plotted(value: str) -> int | float:
    """A cell's exact decimal string as a JSON number; it is written out again with the same digits."""
    return float(value) if "." in value else int(value)


def layout(height: int, **more: Any) -> Json:
    """What all charts share: quiet axes, Swedish number signs, no legend, no dragging on touch screens."""
    return {
        "height": height,
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "separators": ",\u00a0",
        "margin": {"l": 8, "r": 16, "t": TOP, "b": BOTTOM},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"family": FONT, "size": 14}},
        **more,
    }


def axis(**more: Any) -> Json:
    return {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": LINE,
        "linecolor": SOFT,
        "zeroline": False,
        "tickcolor": SOFT,
        **more,
    }


def rows_axis(names: Sequence[str]) -> Json:
    """The axis of a chart with one row per name, the first at the top; names stay in the order given."""
    return axis(
        type="category", categoryorder="array", categoryarray=list(names), range=[len(names) - 0.5, -0.5],
        tickvals=list(names), ticktext=[lines_of(name, LONGEST_NAME) for name in names], showgrid=False,
    )  # fmt: skip


def rows_height(names: Sequence[str]) -> int:
    most = max((lines_of(name, LONGEST_NAME).count("<br>") for name in names), default=0)
    return FRAME_HEIGHT + (ROW_HEIGHT + FURTHER_LINE * most) * len(names)


def percent_axis(title: str | None = None, top: float = 100) -> Json:
    ticks = [0, 25, 50, 75, 100]
    return axis(range=[0, top], tickvals=ticks, ticktext=[str(tick) for tick in ticks], **_titled(title))


def number_axis(largest: float, title: str | None = None, whole: bool = False) -> Json:
    """An axis from zero to a little above the largest figure. ``whole``: of counts, so no tick is a fraction."""
    ticks = _ticks(largest, whole)
    words = [decimal_text(format(tick, "g")) for tick in ticks]
    return axis(range=[0, max(ticks[-1], largest * 1.08)], tickvals=ticks, ticktext=words, **_titled(title))


def _ticks(largest: float, whole: bool) -> list[float]:
    """At most a handful of round numbers from zero up to the largest or just above it."""
    if largest <= 0:
        return [0, 1]
    power = 10.0 ** floor(log10(largest / MOST_TICKS))
    step = next(power * each for each in STEPS if power * each * MOST_TICKS >= largest)
    step = max(1.0, step) if whole else step
    return [round(step * place, 10) for place in range(ceil(round(largest / step, 6)) + 1)]


def _titled(title: str | None) -> Json:
    return {"title": {"text": title, "font": {"size": 13, "color": SOFT}}} if title else {}


def words_beside(row: str, words: str) -> Json:
    """The figure of a row in a column to the right of the drawing, where it is never cut: see `VALUE_COLUMN`."""
    return sign_at(1, row, words, xref="paper", xanchor="left", xshift=6, font={"color": INK, "size": 13})


def sign_at(x: Any, y: Any, sign: str, **more: Any) -> Json:
    """A sign where a bar or point would have been, so that an empty is never taken for zero."""
    return {"x": x, "y": y, "text": sign, "showarrow": False, "font": {"color": INK, "size": 14}, **more}


def upright(x: float, colour: str = SOFT, width: float = 1, dash: str = "dot") -> Json:
    """A line through the whole height of the drawing."""
    line = {"color": colour, "width": width, "dash": dash}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def lines_of(words: str, longest: int) -> str:
    """Words broken into lines of at most so many characters, as far as whole words can."""
    lines = [""]
    for word in words.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(joined) > longest:
            lines.append(word)
        else:
            lines[-1] = joined
    return "<br>".join(lines)
