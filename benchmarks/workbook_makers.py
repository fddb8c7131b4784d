"""Entry sheets written anew by other libraries than ours, cell by cell, as somebody's own program might.

None of them is a dependency of the project: one that is not installed is passed over, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = list[tuple[str | int | None, ...]]


def write_with_others(book: Workbook, folder: Path) -> Iterator[str]:
    """Write the workbook's cells into the folder with every library that is there. Yields what was passed over."""
    tabs = {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    for module, write in MAKERS.items():
        try:
            maker = import_module(module)
        except ImportError:
            yield f"{module} is not installed: not tried"
        else:
            write(maker, tabs, folder)


def _xlsxwriter(maker: Any, tabs: dict[str, Rows], folder: Path) -> None:
    for name, options in (("strings", {}), ("in one pass", {"constant_memory": True})):
        book = maker.Workbook(str(folder / f"XlsxWriter {name}.xlsx"), {"strings_to_formulas": False, **options})
        for title, rows in tabs.items():
            sheet = book.add_worksheet(title)
            for place, value in _cells(rows):
                # A count as a formula with its value, as a program that sums writes it.
                whole = isinstance(value, int) and name == "strings"
                if whole:
                    sheet.write_formula(*place, f"={value}+0", None, value)
                else:
                    sheet.write(*place, value)
        book.close()


def _pyexcelerate(maker: Any, tabs: dict[str, Rows], folder: Path) -> None:
    book = maker.Workbook()
    for title, rows in tabs.items():
        book.new_sheet(title, data=[list(row) for row in rows])
    book.save(str(folder / "PyExcelerate.xlsx"))


def _xlwt(maker: Any, tabs: dict[str, Rows], folder: Path) -> None:
    for name in ("values", "formulas"):
        book = maker.Workbook()
        for title, rows in tabs.items():
            sheet = book.add_sheet(title)
            for place, value in _cells(rows):
                formula = isinstance(value, int) and name == "formulas"
                sheet.write(*place, maker.Formula(f"{value}+0") if formula else value)
        book.save(str(folder / f"xlwt {name}.xls"))


def _odfpy(_maker: Any, tabs: dict[str, Rows], folder: Path) -> None:
    opendocument, table, text = (import_module(f"odf.{name}") for name in ("opendocument", "table", "text"))
    for name in ("values", "formulas"):
        book = opendocument.OpenDocumentSpreadsheet()
        for title, rows in tabs.items():
            sheet = table.Table(name=title)
            for row in rows:
                line = table.TableRow()
                for value in row:
                    line.addElement(_odf_cell(table, text, value, formula=name == "formulas"))
                sheet.addElement(line)
            book.spreadsheet.addElement(sheet)
        book.save(str(folder / f"odfpy {name}.ods"))


def _odf_cell(table: Any, text: Any, value: str | int | None, *, formula: bool) -> Any:
    if value is None:
        return table.TableCell()
    if isinstance(value, int):
        # As odfpy writes a formula: nobody has worked it out.
        return table.TableCell(formula=f"of:={value}+0") if formula else table.TableCell(valuetype="float", value=value)
    cell = table.TableCell(valuetype="string")
    for line in value.split("\n"):
        cell.addElement(text.P(text=line))
    return cell


def _cells(rows: Rows) -> Iterator[tuple[tuple[int, int], str | int]]:
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                yield (number, column), value


MAKERS: dict[str, Callable[[Any, dict[str, Rows], Path], None]] = {
    "xlsxwriter": _xlsxwriter, "pyexcelerate": _pyexcelerate, "xlwt": _xlwt, "odf": _odfpy,
}  # fmt: skip
