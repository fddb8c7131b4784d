"""The parts of which the document's charts are made: bars that lie or stand, their axes, the size of their words."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from exports.looks import FONT, percent_sign, spoken


def lying_bars(width: float, height: float) -> Any:
    """Bars that lie beside their names, the first at the top, counted from zero. Sizes in centimetres."""
    chart = _bars("bar", width, height)
    # Bars are drawn from below; turned round, the first row stands at the top as in the table.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    chart.legend.position = "b"
    chart.legend.txPr = _small()
    chart.y_axis.number_format = "0"
    return chart


def standing_bars(width: float, height: float, number_format: str, percent: bool) -> Any:
    """Bars that stand above their names, counted from zero, each with its number. Sizes in centimetres."""
    chart = _bars("col", width, height)
    chart.legend = None
    chart.gapWidth = 80
    sign = f'"{percent_sign()}"' if percent else ""
    chart.y_axis.number_format = f"0{sign}"
    if percent:
        chart.y_axis.scaling.max = 100
    chart.dataLabels = DataLabelList(showVal=True, numFmt=spoken() + number_format + sign, txPr=_small())
    for unsaid in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, unsaid, False)
    return chart


def hollow(place: int, colour: str) -> DataPoint:
    """The bar at ``place`` as an outline: somebody who answers for its figure is not in it."""
    looks = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=colour, prstDash="dash", w=12_700))
    return DataPoint(idx=place, spPr=looks, invertIfNegative=False)


def _bars(way: str, width: float, height: float) -> Any:
    chart = BarChart()
    chart.type = way
    chart.width, chart.height = width, height
    chart.display_blanks = "gap"
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _small()
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E3E5E8"))
    return chart


def _small() -> RichText:
    small = CharacterProperties(sz=800, latin=Font(typeface=FONT), solidFill="1A2B3C")
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=small), endParaRPr=small)])
