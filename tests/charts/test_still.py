"""Pictures without a browser show what plotly.js is given, and refuse what they cannot show."""

from __future__ import annotations

import struct
from decimal import Decimal
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from tests.charts.test_charts import INDICATORS, REPORT, all_charts, drawn, with_units
from tracker.charts.chart import Chart
from tracker.charts.find import find_chart
from tracker.charts.over_time import over_time
from tracker.charts.side_by_side import side_by_side
from tracker.charts.still.letters import FAMILIES, width, wrapped
from tracker.charts.still.picture import png, svg
from tracker.charts.taken import TAKEN
from tracker.report.model import Cell

SVG = "{http://www.w3.org/2000/svg}"


def picture(chart: Chart) -> Element:
    found: Element = fromstring(svg(REPORT, chart))
    return found


def words(root: Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def bars(root: Element) -> list[dict[str, float]]:
    """The bars, without the paper."""
    rects = [rect.attrib for rect in root.iter(f"{SVG}rect")][1:]
    return [{key: float(rect[key]) for key in ("x", "y", "width", "height")} for rect in rects]


def test_every_chart_is_drawn_with_its_question_period_source_and_marks() -> None:
    for chart in all_charts(REPORT):
        root = picture(chart)
        told = " ".join(words(root))
        assert chart.question in told.replace("\u00a0", " ") or chart.question.split()[0] in told
        assert "Tertialrapport 2 2023 (2023-01-01–2023-08-31)" in told
        assert "Internt – får ej spridas" in told and "Påhittade uppgifter" in told
        assert "Källa: Program mot våld & förtryck" in told
        assert root.findtext(f"{SVG}desc") == chart.answer.replace("\x07", "")


def test_every_words_of_the_figure_are_in_the_picture() -> None:
    for chart in all_charts(REPORT):
        told = words(picture(chart))
        for note in chart.layout["annotations"]:
            for line in note["text"].split("<br>"):
                assert line in told, (chart.key, line)
        for trace in chart.traces:
            for text in trace.get("text", ()):
                assert not text or text in told, (chart.key, text)


def test_a_bar_is_as_long_as_its_figure() -> None:
    cells = [Cell(state="value", n=1, d=2, value=value) for value in ("25.0", "50.0", "75.0", "100.0")]
    root = picture(drawn(side_by_side(REPORT, with_units(cells))))
    lengths = [bar["width"] for bar in bars(root)]
    assert [round(length / lengths[0], 2) for length in lengths] == [1, 2, 3, 4]
    feet = [bar["y"] for bar in bars(root)]
    assert feet == sorted(feet) and len({round(b - a, 1) for a, b in pairwise(feet)}) == 1


def test_a_point_stands_at_its_year_and_value() -> None:
    """On an axis from 0 to 108 over 320 − 28 − 40 pixels: 54 is in the middle."""
    chart = drawn(over_time(REPORT, INDICATORS[0].model_copy(update={"comparison": (), "target": "54"})))
    root = picture(chart)
    frame = [float(line.attrib["y1"]) for line in root.iter(f"{SVG}line") if line.attrib.get("x1") != line.attrib["x2"]]
    bottom = max(frame)
    target = next(line for line in root.iter(f"{SVG}line") if line.attrib.get("stroke-width") == "4")
    assert bottom - float(target.attrib["y1"]) == pytest.approx(126, abs=0.1)


@pytest.mark.parametrize(
    ("where", "what"),
    [("layout", {"sliders": []}), ("trace", {"fill": "tozeroy"}), ("trace", {"type": "pie"}),
     ("marker", {"opacity": 1})],
)
def test_what_no_picture_shows_is_refused(where: str, what: dict[str, object]) -> None:
    chart = drawn(over_time(REPORT, INDICATORS[0]))
    if where == "layout":
        chart = Chart(**{**vars(chart), "layout": {**chart.layout, **what}})
    else:
        first = dict(chart.traces[0])
        changed = {**first, **what} if where == "trace" else {**first, "marker": {**first["marker"], **what}}
        chart = Chart(**{**vars(chart), "traces": (changed, *chart.traces[1:])})
    with pytest.raises(NotImplementedError):
        svg(REPORT, chart)


def test_a_page_with_a_strict_policy_can_hold_it() -> None:
    for chart in all_charts(REPORT):
        for element in picture(chart).iter():
            assert "style" not in element.attrib and not any(name.startswith("on") for name in element.attrib)
            assert element.tag.removeprefix(SVG) not in ("style", "script", "foreignObject", "image", "a")


def test_pixels_hold_the_letters_on_a_machine_without_typefaces() -> None:
    """Drawn with our own letters only; without any the picture would be as good as empty."""
    chart = drawn(find_chart(REPORT, "I1.1-sida-vid-sida"))
    drawing = svg(REPORT, chart)
    pixels = png(drawing, 1.0)
    assert pixels[:8] == b"\x89PNG\r\n\x1a\n"
    across, down = struct.unpack(">II", pixels[16:24])
    root = fromstring(drawing)
    assert (across, down) == (int(root.attrib["width"]), int(root.attrib["height"]))
    wordless = drawing.replace("<text ", "<text visibility=\"hidden\" ")
    assert len(pixels) > 1.5 * len(png(wordless, 1.0))
    assert FAMILIES.startswith("Source Sans Pro")


def test_words_are_measured_and_broken_between_words() -> None:
    assert width("mm", 10) > width("ii", 10) > 0
    lines = wrapped("Norra innerstaden och Hägersten-Älvsjö", 13, 120)
    assert " ".join(lines) == "Norra innerstaden och Hägersten-Älvsjö" and len(lines) > 1
    assert all(width(line, 13) <= 120 for line in lines)


def test_figures_are_taken_as_numbers_and_signs_with_what_they_are() -> None:
    cells = [Cell(state="suppressed", n=None, d=40), Cell(state="missing"), Cell(state="value", n=0, d=7, value="0.0"),
             Cell(state="value", n=1, d=3, value="33.3")]  # fmt: skip
    chart = drawn(side_by_side(REPORT, with_units(cells)))
    assert [row[:4] for row in chart.figures.rows] == [
        ("Farsta", "..", "..", 40), ("Järva", "saknas", "", ""),
        ("Bromma", Decimal("0.0"), 0, 7), ("Skarpnäck", Decimal("33.3"), 1, 3),
    ]  # fmt: skip
    lines = TAKEN["csv"].write(REPORT, chart).decode("utf-8-sig").split("\r\n")
    assert lines[3].startswith('Bromma;"0,0";0;7;') and lines[4].startswith('Skarpnäck;"33,3";1;3;')
    below = "\n".join(lines[5:])
    for part in (chart.question, "Tertialrapport 2 2023", "Källa: ", "Visas inte, för att ingen enskild", "Internt"):
        assert part in below


def test_a_text_is_never_a_formula_in_excel() -> None:
    chart = drawn(side_by_side(REPORT, with_units([Cell(state="value", n=1, d=2, value="50.0")] * 4)))
    figures = chart.figures.__class__(chart.figures.head, (("=1+1", 3),))
    text = TAKEN["csv"].write(REPORT, Chart(**{**vars(chart), "figures": figures})).decode("utf-8-sig")
    assert "\r\n'=1+1;3\r\n" in text


def test_every_chart_is_found_by_its_key() -> None:
    for chart in all_charts(REPORT):
        assert find_chart(REPORT, chart.key) == chart
    assert find_chart(REPORT, "I9.9-over-tid") is None and find_chart(REPORT, "") is None
