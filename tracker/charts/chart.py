"""What every chart is: the question it answers, the answer in words, and a figure for plotly.js.

Colours are told apart by people with colour-blindness, and each also has a pattern and words beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

INK = "#17212e"
SOFT = "#4a5666"
LINE = "#d5dce4"
PAPER = "#ffffff"
ACCENT = "#0b5394"
REFERENCE = "#b35c00"

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'
ROW_HEIGHT = 30
FRAME_HEIGHT = 110
SINGLE_STEPS = 10
VALUE_COLUMN = 64
"""Pixels right of the drawing for `words_beside`."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """One chart. ``key``: unique on its page. ``answer``: the chart in one or two sentences, for who cannot see it.
    ``caution``: what its figures cannot tell, where the definitions say it."""

    key: str
    question: str
    answer: str
    traces: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any]
    caution: str | None = None

    def figure(self) -> Json:
        """The figure as plotly.js takes it."""
        return {"data": [dict(trace) for trace in self.traces], "layout": dict(self.layout)}


def plotted(value: str) -> int | float:
    """A cell's exact decimal string as a JSON number; it is written out again with the same digits."""
    return float(value) if "." in value else int(value)


def layout(height: int, **more: Any) -> Json:
    """What all charts share: quiet axes, Swedish number signs, legend above, no dragging on touch screens."""
    return {
        "height": height,
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "separators": ",\u00a0",
        "margin": {"l": 8, "r": 16, "t": 40, "b": 36},
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "traceorder": "normal"},
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


def rows_axis(names: tuple[str, ...]) -> Json:
    """The axis of a chart with one row per name, the first at the top; names stay in the order given."""
    return axis(type="category", categoryorder="array", categoryarray=list(names), autorange="reversed", showgrid=False)


def rows_height(count: int) -> int:
    return FRAME_HEIGHT + ROW_HEIGHT * count


def counts_axis(largest: int, title: str | None = None) -> Json:
    """An axis of whole numbers from zero: every number for small counts, so that none is written twice."""
    steps = {"dtick": 1} if largest <= SINGLE_STEPS else {}
    words = {"title": {"text": title, "font": {"size": 13}}} if title else {}
    return axis(rangemode="tozero", tickformat="d", **steps, **words)


def words_beside(row: str, words: str) -> Json:
    """The figure of a row in a column to the right of the drawing, where it is never cut: see `VALUE_COLUMN`."""
    return sign_at(1, row, words, xref="paper", xanchor="left", xshift=6, font={"color": INK, "size": 13})


def sign_at(x: Any, y: Any, sign: str, **more: Any) -> Json:
    """A sign where a bar or point would have been, so that an empty is never taken for zero."""
    return {"x": x, "y": y, "text": sign, "showarrow": False, "font": {"color": INK, "size": 14}, **more}
