"""Native Excel charts. Each reads visible cells of its own sheet, where an empty of any kind is a gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.looks import FONT, number_format
from exports.page import Block
from tracker.report.vocabulary import Look

Size = tuple[float, float]
"""Width and height in centimetres."""

Columns = tuple[int, int]
"""The first and the last of the sheet's columns that a chart reads."""

# Okabe and Ito's palette: told apart with any colour vision, and in grey print by lightness.
MAIN, TARGET, OTHERS = "0072B2", "D55E00", ("7F7F7F", "009E73", "CC79A7")
_COLOURS: Mapping[Look, str] = {
    "best": "0072B2",
    "under_way": "56B4E9",
    "waiting": "F0C05A",
    "worst": "D55E00",
    "other": "8C8C8C",
    "not_reported": "E3E5E8",
}


def colours(looks: Sequence[Look]) -> tuple[str, ...]:
    """The colours of judgements or statuses by what they mean; several that mean the same are shades of one."""
    shades = ("", "99", "66", "CC")
    return tuple(
        _shade(_COLOURS[look], shades[looks[:place].count(look) % len(shades)]) for place, look in enumerate(looks)
    )


def _shade(colour: str, opacity: str) -> str:
    """The colour as it looks on white paper with this opacity; blank: as it is."""
    share = int(opacity, 16) / 255 if opacity else 1
    parts = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


@dataclass(frozen=True)
class Scale:
    """The value axis. ``decimals``: of a value's label; ``ticks``: of the axis; ``top``: its end, if fixed."""

    unit: str | None = None
    decimals: int = 0
    ticks: int = 0
    top: int | None = None


def over_time(
    sheet: Worksheet, block: Block, columns: Columns, title: str, scale: Scale, size: Size, target: bool,
    open_at: Sequence[int] = (),
) -> Any:  # fmt: skip
    """Lines over the years: the outcome, the target as a mark if there is one, and series to compare with.

    ``open_at``: the places of points that not everybody is in; their marks are not filled."""
    chart = LineChart()
    _read(chart, sheet, block, columns)
    # Without a target its colour and mark are left out, so that a line looks the same in every chart.
    places = [place for place in range(len(chart.series) + 1) if target or place != 1]
    for place, series in zip(places, chart.series, strict=False):
        colour = (MAIN, TARGET, *OTHERS)[min(place, 4)]
        series.smooth = False
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colour, w=28_000))
        series.marker.symbol = ("circle", "diamond", "square", "triangle", "x")[min(place, 4)]
        series.marker.size = 9 if place == 1 else 7
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.marker.graphicalProperties.line.solidFill = colour
        if place > 1:
            series.graphicalProperties.line.dashStyle = "dash"
    chart.series[0].dLbls = _labels(scale.decimals, "t")
    chart.series[0].dPt = [DataPoint(idx=place, marker=_open_mark()) for place in open_at]
    finish(chart, title, scale, size)
    return chart


def side_by_side(
    sheet: Worksheet, block: Block, columns: Columns, title: str, scale: Scale, size: Size
) -> Any:
    """One bar per body, in the organisation's order: an order by size would tell dotted figures."""
    chart = _bars(sheet, block, columns)
    chart.series[0].graphicalProperties = GraphicalProperties(solidFill=MAIN)
    chart.series[0].dLbls = _labels(scale.decimals, "outEnd")
    chart.gapWidth = 40
    finish(chart, title, scale, size)
    chart.legend = None
    return chart


def stacked(
    sheet: Worksheet, block: Block, columns: Columns, title: str, colours: tuple[str, ...], size: Size
) -> Any:
    """Counts stacked to one bar per row."""
    chart = _bars(sheet, block, columns)
    chart.grouping = "stacked"
    chart.overlap = 100
    chart.gapWidth = 40
    for series, colour in zip(chart.series, colours, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.graphicalProperties.line.solidFill = "FFFFFF"
    finish(chart, title, Scale(), size)
    return chart


def paired(sheet: Worksheet, block: Block, columns: Columns, title: str, size: Size) -> Any:
    """Two bars per row, the first before the second: what is reported, of what is expected."""
    chart = _bars(sheet, block, columns)
    chart.overlap = 0
    chart.gapWidth = 60
    for series, colour in zip(chart.series, (MAIN, "C9CED6"), strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
    finish(chart, title, Scale(), size)
    return chart


def _bars(sheet: Worksheet, block: Block, columns: Columns) -> BarChart:
    chart = lying_bars()
    _read(chart, sheet, block, columns)
    return chart


def lying_bars() -> BarChart:
    """Bars that lie beside their names, the first at the top."""
    chart = BarChart()
    chart.type = "bar"
    # Bars are drawn from below; turned round, the first row stands at the top as in the table.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    return chart


def _read(chart: Any, sheet: Worksheet, block: Block, columns: Columns) -> None:
    """One series per column, named by the header; the block's first column names the points."""
    first, last = columns
    data = Reference(sheet, min_col=first, max_col=last, min_row=block.first, max_row=block.last)
    chart.add_data(data, titles_from_data=True)
    names = Reference(sheet, min_col=block.left, min_row=block.first + 1, max_row=block.last)
    chart.set_categories(names)


def finish(chart: Any, title: str, scale: Scale, size: Size) -> None:
    """What every chart has in common: its title, its axes and the size of its words."""
    chart.title = title
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_characters(1100, bold=True))
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = _characters(1100, bold=True)
    chart.title.overlay = False
    chart.width, chart.height = size
    chart.display_blanks = "gap"
    chart.legend.position = "b"
    chart.legend.txPr = _small()
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _small()
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = number_format(scale.ticks)
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E3E5E8"))
    chart.y_axis.scaling.max = scale.top
    if scale.unit:
        chart.y_axis.title = scale.unit
        for run in chart.y_axis.title.tx.rich.p[0].r:
            run.rPr = _characters(900)


def _open_mark() -> Marker:
    """A ring, for a figure that not everybody is in."""
    looks = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=MAIN, w=19_000))
    return Marker(symbol="circle", size=7, spPr=looks)


def _labels(decimals: int, position: str) -> DataLabelList:
    labels = DataLabelList(dLblPos=position, numFmt=number_format(decimals), txPr=_small())
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels


def _characters(size: int, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=FONT), solidFill="1A2B3C")


def _small() -> RichText:
    small = _characters(800)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=small), endParaRPr=small)])
