"""Put a chart into a Word document: a part of its own, and the frame in the text that shows it."""

from __future__ import annotations

from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm
from lxml import etree
from openpyxl.xml.functions import tostring

from exports.cells import clean
from exports.document_charts import DocumentChart

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def add_chart(document: Any, drawn: DocumentChart) -> None:
    """In a paragraph of its own, kept with the caption that follows. python-docx has no call for it."""
    package = document.part.package
    name = package.next_partname("/word/charts/chart%d.xml")
    part = Part(PackURI(name), CHART_TYPE, tostring(drawn.chart._write()), package)
    number = document.part.relate_to(part, f"{RELATION}/chart")
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(_frame(drawn, number, document.part.next_id))


def _frame(drawn: DocumentChart, relation: str, number: int) -> Any:
    """``number``: of the drawing, unlike any other in the document."""
    frame = parse_xml(
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{PLACED}" '
        f'xmlns:a="{DRAWING}" xmlns:c="{CHART}" xmlns:r="{RELATION}">'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{Cm(drawn.width)}" cy="{Cm(drawn.height)}"/>'
        f'<wp:docPr id="{number}" name="{number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    described: etree._Element = frame.find(f".//{{{PLACED}}}docPr")
    described.set("descr", clean(drawn.description))
    described.set("title", clean(drawn.caption))
    return frame
