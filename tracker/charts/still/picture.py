"""A chart to take away: its question, period and marks above it; notes, signs, source and edition below."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

import resvg_py

from tracker.charts.chart import Chart
from tracker.charts.colours import INK, PAPER, SOFT
from tracker.charts.still import drawing
from tracker.charts.still.elements import add
from tracker.charts.still.letters import FAMILIES, FAMILY, font_files, step, wrapped, write
from tracker.charts.still.traces import add_patterns
from tracker.measures.numbers import HARD_SPACE
from tracker.report import wording
from tracker.report.model import Report
from tracker.words import gettext as _
from tracker.words import language_tag

WIDTH, EDGE = 900.0, 20.0
QUESTION, UNDER, NOTES = 20.0, 14.0, 13.0
"""Sizes of the letters."""


def svg(report: Report, chart: Chart, width: float = WIDTH) -> str:
    """The chart as an SVG document, so many pixels wide and as high as it needs to be."""
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "lang": language_tag(), "role": "img"})
    add(root, "title", chart.question)
    add(root, "desc", chart.answer)
    add_patterns(root, SOFT)
    paper = add(root, "rect", width=width, fill=PAPER)
    inside = add(root, "g", font_family=FAMILIES, transform=f"translate({EDGE:.0f} 0)")
    room = width - 2 * EDGE
    below = _lines(inside, chart.question, EDGE + QUESTION, QUESTION, room, bold=True)
    below = _lines(inside, about(report), below, UNDER, room, soft=True)
    drawing.draw(inside, chart.figure(), room, below - UNDER)
    below += float(chart.layout["height"]) + UNDER / 2
    for line in described(report, chart):
        below = _lines(inside, line, below, NOTES, room, soft=True)
    height = below + EDGE - NOTES
    for element in (root, paper):
        element.set("height", f"{height:.0f}")
    root.set("width", f"{width:.0f}")
    root.set("viewBox", f"0 0 {width:.0f} {height:.0f}")
    return tostring(root, encoding="unicode")


def about(report: Report) -> str:
    """Of what, when, and what heads everything that must not be spread."""
    period = report.calendar
    named = f"{period.name} {period.year} ({period.first_day}–{period.last_day})"
    marks = (wording.audience_mark(report), wording.fictional_mark(report))
    return " · ".join(part for part in (wording.whole_name(report), named, *marks) if part)


def described(report: Report, chart: Chart) -> list[str]:
    """Below the drawing: what its marks mean, what it cannot tell, its signs, where it comes from."""
    edition = [_("utgåva {edition}").format(edition=report.edition)] if report.edition else []
    source = " · ".join([report.about.short_title, *edition, chart.source])
    lines = [*chart.notes, chart.caution or "", signs_used(chart), _("Källa: {source}.").format(source=source)]
    return [line for line in lines if line]


def signs_used(chart: Chart) -> str:
    """The signs that stand in the chart, with their meaning; empty where there are none."""
    used = {place for row in chart.figures.rows for place in row}
    found = [(sign, meaning) for sign, meaning in wording.signs() if sign in used]
    # A sign that is a word begins its own meaning.
    texts = (meaning if sign[0].isalpha() else f"{sign}{HARD_SPACE} {meaning}" for sign, meaning in found)
    return " ".join(f"{text}." for text in texts)


def _lines(
    parent: Element, text: str, foot: float, size: float, room: float, bold: bool = False, soft: bool = False
) -> float:
    """Write a text in as many lines as it takes; returns the foot of the line after them."""
    lines = wrapped(text, size, room, bold)
    write(parent, lines, 0, foot, size, SOFT if soft else INK, bold=bold)
    return foot + len(lines) * step(size) + size * 0.25


SCALE = 2.0
"""Pixels for each of the picture's own: sharp on paper and on a fine screen."""


def png(svg: str, scale: float = SCALE) -> bytes:
    """The picture as PNG. Only our own letters are read, so it is the same on every machine."""
    files = [str(file) for file in font_files()]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=scale, skip_system_fonts=True, font_files=files, font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )  # fmt: skip
