"""Native charts. Each reads cells of the workbook, where an empty of any kind is a gap, and is described in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exports.book.book import Book
from exports.book.looks import FONT, INK, number_format, percent_format
from exports.book.tables import Block
from exports.colours import MAIN, OTHERS, TARGET

Size = tuple[float, float]
"""Width and height in centimetres."""

POINTS, LEAST = 9, 8.5
"""Of what stands in a chart, and of the names of its bars: an office program leaves out those that have no room."""

PIXELS_PER_CM = 37.8
SYMBOLS = ("circle", "diamond", "square", "triangle", "x")
EXPECTED = "C9CED6"


@dataclass(frozen=True)
class Scale:
    """The value axis. ``decimals``: of a value's label; ``percent``: shares of one, shown as percent, from 0 to 100."""

    decimals: int = 0
    percent: bool = False

    @property
    def label(self) -> str:
        return percent_format(self.decimals) if self.percent else number_format(self.decimals)

    @property
    def tick(self) -> str:
        return percent_format(0) if self.percent else number_format(self.decimals)


def over_time(
    book: Book, block: Block, title: str, scale: Scale, size: Size, target: bool, open_at: Sequence[int] = ()
) -> Any:
    """Lines over the years: the outcome, the target as a mark if there is one, and series to compare with.

    ``open_at``: the places of points that not everybody is in; their marks are not filled."""
    chart = book.file.add_chart({"type": "line"})
    # Without a target its colour and mark are left out, so that a line looks the same in every chart.
    places = [place for place in range(len(block.head)) if target or place != 1]
    for place, column in zip(places, range(block.left + 1, block.right + 1), strict=False):
        colour = "#" + (MAIN, TARGET, *OTHERS)[min(place, 4)]
        series = _series(block, column)
        series["line"] = {"color": colour, "width": 2.2, **({"dash_type": "dash"} if place > 1 else {})}
        series["marker"] = {
            "type": SYMBOLS[min(place, 4)], "size": 9 if place == 1 else 7,
            "fill": {"color": colour}, "border": {"color": colour},
        }  # fmt: skip
        if place == 0:
            series["data_labels"] = _labels(scale, "above")
            points: list[Any] = [None] * (block.last - block.first)
            for at in open_at:
                points[at] = {"fill": {"color": "#FFFFFF"}, "border": {"color": colour, "width": 1.5}}
            series["points"] = points
        chart.add_series(series)
    _finish(chart, title, size, legend=len(block.head) > 2)
    chart.set_x_axis(_axis())
    chart.set_y_axis(_values(scale))
    return chart


def side_by_side(book: Book, block: Block, title: str, scale: Scale, size: Size) -> Any:
    """One bar per body, in the organisation's order: an order by size would tell dotted figures."""
    chart = book.file.add_chart({"type": "bar"})
    look = {"fill": {"color": "#" + MAIN}, "gap": 40, "data_labels": _labels(scale, "outside_end")}
    chart.add_series({**_series(block, block.right), **look})
    _lying(chart, title, scale, size, legend=False)
    return chart


def stacked(book: Book, block: Block, columns: tuple[int, int], title: str, colours: Sequence[str], size: Size) -> Any:
    """Counts stacked to one bar per row; ``columns``: the first and the last of the sheet's that are drawn."""
    chart = book.file.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour in zip(range(columns[0], columns[1] + 1), colours, strict=True):
        look = {"fill": {"color": "#" + colour}, "border": {"color": "#FFFFFF"}, "gap": 40}
        chart.add_series({**_series(block, column), **look})
    _lying(chart, title, Scale(), size)
    return chart


def paired(book: Book, block: Block, columns: tuple[int, int], title: str, size: Size) -> Any:
    """Two bars per row, the first before the second: what is reported, of what is expected."""
    chart = book.file.add_chart({"type": "bar"})
    for column, colour in zip(columns, (MAIN, EXPECTED), strict=True):
        chart.add_series({**_series(block, column), "fill": {"color": "#" + colour}, "overlap": 0, "gap": 60})
    _lying(chart, title, Scale(), size)
    return chart


def _series(block: Block, column: int) -> dict[str, Any]:
    """One series per column, named by the header; the block's first column names the points."""
    first, last = block.first + 1, block.last
    return {
        "name": [block.sheet, block.first, column],
        "categories": [block.sheet, first, block.left, last, block.left],
        "values": [block.sheet, first, column, last, column],
    }


def _lying(chart: Any, title: str, scale: Scale, size: Size, legend: bool = True) -> None:
    """Bars that lie beside their names, the first at the top: they are drawn from below, so they are turned round."""
    _finish(chart, title, size, legend=legend)
    # Where every bar has its number the axis says nothing more.
    chart.set_x_axis(_values(scale) | {"visible": legend})
    chart.set_y_axis({"num_font": _font(LEAST), "reverse": True, "crossing": "max", "interval_unit": 1})


def _finish(chart: Any, title: str, size: Size, *, legend: bool) -> None:
    chart.set_title({"name": title, "name_font": _font(bold=True), "overlay": False})
    chart.set_legend({"position": "bottom", "font": _font()} if legend else {"none": True})
    chart.set_size({"width": round(size[0] * PIXELS_PER_CM), "height": round(size[1] * PIXELS_PER_CM)})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"color": "#C9CED6"}})


def _axis() -> dict[str, Any]:
    return {"num_font": _font()}


def _values(scale: Scale) -> dict[str, Any]:
    top = {"max": 1} if scale.percent else {}
    lines = {"visible": True, "line": {"color": "#E3E5E8"}}
    return {"min": 0, "num_format": scale.tick, "num_font": _font(), "major_gridlines": lines, **top}


def _labels(scale: Scale, position: str) -> dict[str, Any]:
    return {"value": True, "position": position, "num_format": scale.label, "font": _font()}


def _font(points: float = POINTS, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": points, "bold": bold, "color": INK}
