"""One figure within its frame: axes, traces, words and lines, as plotly.js places them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from tracker.charts.colours import INK, LINE, SOFT
from tracker.charts.still import scales, traces
from tracker.charts.still.elements import add, know
from tracker.charts.still.letters import step, width, wrapped, write
from tracker.charts.still.scales import Scale

LAYOUT = {
    "height", "font", "paper_bgcolor", "plot_bgcolor", "separators", "margin", "showlegend", "dragmode", "hoverlabel",
    "barmode", "bargap", "xaxis", "yaxis", "annotations", "shapes",
}  # fmt: skip
NOTE = {"x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "text", "showarrow", "font", "align"}
SHAPE = {"type", "x0", "x1", "y0", "y1", "yref", "line"}
TICKS, NAMES, TITLE = 12.0, 13.0, 12.0
"""Sizes of the letters: of numbers on an axis, of rows, of what an axis counts."""
WIDEST_NAMES = 0.4
"""Of the whole width: longer names take two lines."""


@dataclass(frozen=True)
class Frame:
    """The drawing's own box and its two scales; x from the left, y from the top, in pixels."""

    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale


def draw(parent: Element, figure: Mapping[str, Any], wide: float, top: float, within: str = "") -> Frame:
    """Draw from ``top`` downwards, as high as the figure's layout says; returns the box of the drawing itself.
    ``within``: before each id. Raises `NotImplementedError` for what no picture shows."""
    layout = figure["layout"]
    know("layout", layout, LAYOUT)
    frame = _frame(layout, wide, top)
    _axes(parent, layout, frame)
    for shape in layout.get("shapes", ()):
        _shape(parent, shape, frame)
    for trace in figure["data"]:
        traces.draw(parent, trace, frame.x, frame.y, layout.get("bargap", 0.2), within)
    for note in layout.get("annotations", ()):
        _note(parent, note, frame)
    return frame


def _frame(layout: Mapping[str, Any], wide: float, top: float) -> Frame:
    margin = layout["margin"]
    left = float(margin["l"]) + _names_width(layout["yaxis"], wide)
    right, upper, lower = wide - margin["r"], top + margin["t"], top + layout["height"] - margin["b"]
    across, up = scales.scale(layout["xaxis"], left, right), scales.scale(layout["yaxis"], lower, upper)
    return Frame(left, right, upper, lower, across, up)


def _names_width(axis: Mapping[str, Any], wide: float) -> float:
    """What the words left of the drawing take."""
    rows = "categoryarray" in axis
    size = NAMES if rows else TICKS
    longest = max((width(word, size) for _value, word in scales.ticks(axis)), default=0.0)
    beside = 0.0 if rows or not scales.title(axis) else step(TITLE)
    return min(longest, wide * WIDEST_NAMES) + 10 + beside


def _axes(parent: Element, layout: Mapping[str, Any], frame: Frame) -> None:
    for value, word in scales.ticks(layout["xaxis"]):
        at = frame.x.at(value)
        if layout["xaxis"].get("showgrid", True):
            add(parent, "line", x1=at, x2=at, y1=frame.top, y2=frame.bottom, stroke=LINE)
        write(parent, [word], at, frame.bottom + 16, TICKS, INK, "middle")
    if text := scales.title(layout["xaxis"]):
        write(parent, [text], (frame.left + frame.right) / 2, frame.bottom + 34, TITLE, SOFT, "middle")
    _upright_axis(parent, layout["yaxis"], frame)


def _upright_axis(parent: Element, axis: Mapping[str, Any], frame: Frame) -> None:
    rows = "categoryarray" in axis
    size = NAMES if rows else TICKS
    for value, word in scales.ticks(axis):
        at = frame.y.at(value)
        if axis.get("showgrid", True):
            add(parent, "line", x1=frame.left, x2=frame.right, y1=at, y2=at, stroke=LINE)
        lines = wrapped(word, size, frame.left - 18) if rows else [word]
        first = at + size * 0.35 - (len(lines) - 1) * step(size) / 2
        write(parent, lines, frame.left - 6, first, size, INK, "end")
    if text := scales.title(axis):
        middle = (frame.top + frame.bottom) / 2
        turned = add(parent, "g", transform=f"translate({TITLE + 4:.0f} {middle:.1f}) rotate(-90)")
        write(turned, [text], 0, 0, TITLE, SOFT, "middle")


def _shape(parent: Element, shape: Mapping[str, Any], frame: Frame) -> None:
    """A line through the whole height."""
    know("shape", shape, SHAPE)
    at, line = frame.x.at(shape["x0"]), shape["line"]
    add(
        parent, "line", x1=at, x2=at, y1=frame.top, y2=frame.bottom, stroke=line["color"], stroke_width=line["width"],
        stroke_dasharray=traces.DASHES[line["dash"]],
    )  # fmt: skip


def _note(parent: Element, note: Mapping[str, Any], frame: Frame) -> None:
    """Words at a place of the drawing, or of its frame (``paper``: 0 to 1)."""
    know("annotation", note, NOTE)
    on_paper = note.get("xref") == "paper", note.get("yref") == "paper"
    at = frame.left + note["x"] * (frame.right - frame.left) if on_paper[0] else frame.x.at(note["x"])
    level = frame.bottom - note["y"] * (frame.bottom - frame.top) if on_paper[1] else frame.y.at(note["y"])
    size = min(float(note["font"].get("size", 13)), 13.0)
    lines = note["text"].split("<br>")
    tall = len(lines) * step(size)
    above = {"bottom": level - tall, "middle": level - tall / 2, "top": level}[note.get("yanchor", "middle")]
    anchor = {"left": "start", "right": "end", "center": "middle"}[note.get("xanchor", "center")]
    colour = note["font"].get("color", INK)
    write(parent, lines, at + note.get("xshift", 0), above + size * 0.95, size, colour, anchor)
