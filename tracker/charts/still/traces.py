"""Bars, lines, points and their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from tracker.charts.colours import INK
from tracker.charts.still.elements import add, know
from tracker.charts.still.letters import write
from tracker.charts.still.scales import Scale

# What only a reader with a mouse meets has no place in a picture.
UNSEEN = {"type", "name", "hovertext", "hoverinfo", "cliponaxis", "connectgaps"}
BAR = UNSEEN | {"orientation", "x", "y", "base", "width", "text", "textposition", "textfont", "marker"}
POINTS = UNSEEN | {"mode", "x", "y", "text", "textposition", "textfont", "line", "marker"}
DASHES = {"dot": "2 4", "dash": "8 5", "longdash": "14 6", "solid": None}
WORDS = 12.0


def draw(parent: Element, trace: Mapping[str, Any], x: Scale, y: Scale, gap: float, within: str) -> None:
    """``gap``: the share of a row that its bar leaves free. ``within``: before each pattern's id, as in `add_patterns`.
    Raises `NotImplementedError` for another kind of trace."""
    match trace["type"]:
        case "bar":
            _bars(parent, trace, x, y, gap, within)
        case "scatter":
            _points(parent, trace, x, y)
        case other:
            raise NotImplementedError(f"trace: {other}")


def _bars(parent: Element, trace: Mapping[str, Any], x: Scale, y: Scale, gap: float, within: str) -> None:
    know("bar", trace, BAR)
    thick = y.unit * trace.get("width", 1 - gap)
    marker = trace["marker"]
    line = marker.get("line", {})
    bases = trace.get("base") or [0] * len(trace["x"])
    words = trace.get("text") or [""] * len(trace["x"])
    for name, length, base, text in zip(trace["y"], trace["x"], bases, words, strict=True):
        left, right, middle = x.at(base), x.at(base + length), y.at(name)
        box = {"x": left, "y": middle - thick / 2, "width": max(right - left, 0.0), "height": thick}
        edge = {"stroke": line.get("color"), "stroke_width": line.get("width")}
        if length or "base" not in trace:
            add(parent, "rect", fill=marker["color"], **box, **edge)
            if shape := marker.get("pattern", {}).get("shape"):
                add(parent, "rect", fill=f"url(#{within}{pattern_name(shape)})", **box)
        if text and trace.get("textposition") == "outside":
            write(parent, [text], right + 4, middle + WORDS * 0.35, WORDS, INK)


def pattern_name(shape: str) -> str:
    return {"/": "hatched", "x": "crossed", ".": "dotted", "+": "squared"}[shape]


def add_patterns(parent: Element, colour: str, within: str = "") -> None:
    """The patterns that tell bars apart where their colour does not. ``within``: before each id, so that it is the only
    one on a page with many charts."""
    defs = add(parent, "defs")
    strokes = {"/": "M0 6 L6 0", "x": "M0 0 L6 6 M0 6 L6 0", ".": "M3 3 h0.01", "+": "M3 0 V6 M0 3 H6"}
    for shape, path in strokes.items():
        tile = add(defs, "pattern", id=within + pattern_name(shape), width=6, height=6, patternUnits="userSpaceOnUse")
        broad = 2 if shape == "." else 1
        add(tile, "path", d=path, stroke=colour, stroke_width=broad, stroke_linecap="round")


def _points(parent: Element, trace: Mapping[str, Any], x: Scale, y: Scale) -> None:
    know("scatter", trace, POINTS)
    places = [
        None if a is None or b is None else (x.at(a), y.at(b)) for a, b in zip(trace["x"], trace["y"], strict=True)
    ]
    if "lines" in trace["mode"]:
        _line(parent, trace["line"], places)
    if "markers" in trace["mode"]:
        _markers(parent, trace["marker"], places)
    if "text" in trace["mode"]:
        for place, text, position in zip(places, trace["text"], trace["textposition"], strict=True):
            if place and text:
                below, aside = _where(position)
                anchor = {0: "middle", 1: "start", -1: "end"}[aside]
                write(parent, [text], place[0] + 9 * aside, place[1] + below, WORDS, INK, anchor)


def _where(position: str) -> tuple[int, int]:
    """How far below the point the words' line lies, and on which side they stand: −1 left, 1 right."""
    vertical, horizontal = position.split(" ")
    return {"top": -9, "middle": 4, "bottom": 17}[vertical], {"center": 0, "right": 1, "left": -1}[horizontal]


def _line(parent: Element, line: Mapping[str, Any], places: list[tuple[float, float] | None]) -> None:
    know("line", line, {"color", "width", "dash"})
    for there, run in groupby(places, key=lambda place: place is not None):
        points = [f"{place[0]:.1f},{place[1]:.1f}" for place in run if place]
        if there and len(points) > 1:
            add(
                parent, "polyline", points=" ".join(points), fill="none", stroke=line["color"],
                stroke_width=line["width"], stroke_dasharray=DASHES[line.get("dash", "solid")],
            )  # fmt: skip


def _markers(parent: Element, marker: Mapping[str, Any], places: list[tuple[float, float] | None]) -> None:
    know("marker", marker, {"color", "size", "symbol", "line"})
    symbols = marker["symbol"]
    every = [symbols] * len(places) if isinstance(symbols, str) else symbols
    for place, symbol in zip(places, every, strict=True):
        if place:
            _symbol(parent, symbol, place, marker)


def _symbol(parent: Element, symbol: str, place: tuple[float, float], marker: Mapping[str, Any]) -> None:
    shape, _dash, open_ = symbol.partition("-open")
    broad = marker.get("line", {}).get("width", 1)
    look = {"fill": "#ffffff" if open_ or "-open" in symbol else marker["color"], "stroke": marker["color"]}
    middle_x, middle_y = place
    half = marker["size"] / 2
    if shape == "circle":
        add(parent, "circle", cx=middle_x, cy=middle_y, r=half, stroke_width=broad, **look)
    elif shape in ("line-ew", "line-ns"):
        across, up = (half, 0.0) if shape == "line-ew" else (0.0, half)
        add(
            parent, "line", x1=middle_x - across, x2=middle_x + across, y1=middle_y - up, y2=middle_y + up,
            stroke=marker["color"], stroke_width=broad,
        )  # fmt: skip
    else:
        corners = " ".join(f"{middle_x + a * half:.1f},{middle_y + b * half:.1f}" for a, b in _corners(shape))
        add(parent, "polygon", points=corners, stroke_width=broad, **look)


def _corners(shape: str) -> Iterator[tuple[float, float]]:
    """Of a shape, in halves of its size from its middle. Raises `NotImplementedError` for an unknown one."""
    known: Mapping[str, tuple[tuple[float, float], ...]] = {
        "square": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
        "diamond": ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
        "triangle-up": ((0, -1.1), (1, 0.8), (-1, 0.8)),
    }
    if shape not in known:
        raise NotImplementedError(f"symbol: {shape}")
    yield from known[shape]
