"""A chart drawn into its page, twice: for a broad place and for a narrow one. The page's styles show one of them."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from tracker.charts.chart import Chart
from tracker.charts.colours import SOFT
from tracker.charts.still import drawing
from tracker.charts.still.traces import add_patterns

WIDTHS = {"broad": 640.0, "narrow": 340.0}
"""Pixels that each is drawn for; it is shown somewhat larger or smaller, as its place allows."""


def on_page(chart: Chart) -> str:
    """Both drawings, as elements of a page: without words around them, which the page has itself. Who cannot see them
    is told the chart's answer by the page."""
    return "".join(_drawn(chart, name, width) for name, width in WIDTHS.items())


def _drawn(chart: Chart, name: str, width: float) -> str:
    within = f"{chart.key}-{name}-"
    height = float(chart.layout["height"])
    root = Element("svg", {"class": f"still still-{name}", "viewBox": f"0 0 {width:.0f} {height:.0f}"})
    if any("pattern" in trace.get("marker", {}) for trace in chart.traces):
        add_patterns(root, SOFT, within)
    frame = drawing.draw(root, chart.figure(), width, 0, within)
    root.set("data-left", f"{frame.left:.0f}")  # plotly.js begins its drawing at the same place
    return tostring(root, encoding="unicode")
