"""The parts of which the document's charts are made: bars that lie, their axes and the size of their words."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from exports.looks import FONT


def lying_bars(width: float, height: float) -> Any:
    """Bars that lie beside their names, the first at the top, counted from zero. Sizes in centimetres."""
    chart = BarChart()
    chart.type = "bar"
    # Bars are drawn from below; turned round, the first row stands at the top as in the table.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    chart.width, chart.height = width, height
    chart.display_blanks = "gap"
    chart.legend.position = "b"
    chart.legend.txPr = _small()
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _small()
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E3E5E8"))
    return chart


def _small() -> RichText:
    small = CharacterProperties(sz=800, latin=Font(typeface=FONT), solidFill="1A2B3C")
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=small), endParaRPr=small)])
