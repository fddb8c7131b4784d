"""plotly.js from the installed package, in a real browser, on a page that forbids inline styles and scripts."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response, render_template_string
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tracker.resources import STATIC
from tracker.web.access import public
from tracker.web.assets import Assets
from tracker.web.security import CONTENT_SECURITY_POLICY

PAGE = """<!doctype html><html lang="sv"><head><title>Diagram</title><link rel="icon" href="data:,">{head}
{{% for address in chart_library() %}}<script defer src="{{{{ address }}}}"></script>{{% endfor %}}
<script defer src="{{{{ asset('draw.js') }}}}"></script></head><body><div id="chart"></div></body></html>"""

DRAW = """
Plotly.newPlot("chart", [
  {type: "bar", x: ["2023-T2", "2024-T2"], y: [1234.5, 2345.5], text: ["a", "b"]},
  {type: "scatter", mode: "lines+markers", x: ["2023-T2", "2024-T2"], y: [1000, 2000]},
  {type: "bar", x: [1, 2], y: [3, 4], xaxis: "x2", yaxis: "y2"}
], {
  width: 900, height: 500, title: {text: "Hur många?"}, yaxis: {tickformat: ",.1f"}, xaxis: {type: "category"},
  grid: {rows: 1, columns: 2, pattern: "independent"}
}).then(function () { document.body.setAttribute("data-drawn", "yes"); });
"""


@pytest.fixture
def chart_site(tmp_path: Path) -> Iterator[str]:
    """A page with a chart, and one that lacks the head that charts need; both with the site's own policy."""
    shutil.copy(STATIC / "plotly-sv.js", tmp_path)
    (tmp_path / "draw.js").write_text(DRAW)
    app = Flask("charts", static_folder=None)
    assets = Assets(tmp_path, tmp_path / "cache")
    assets.init_app(app)

    @app.get("/")
    @public
    def chart() -> str:
        return render_template_string(PAGE.format(head="{{ chart_head() }}"))

    @app.get("/bare")
    @public
    def bare() -> str:
        return render_template_string(PAGE.format(head=""))

    @app.after_request
    def strict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_bars_and_lines_are_drawn_without_a_complaint(chart_site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(chart_site)
    page.wait_for_selector("body[data-drawn=yes]")
    assert page.locator(".bars path").count() == 4
    assert page.locator(".scatterlayer path.js-line").count() == 1
    assert page.evaluate("document.querySelectorAll('style').length") == 0
    # Without its rules the layers of a chart lie below one another instead of on top.
    layers = page.eval_on_selector_all(".main-svg", "all => all.map(e => getComputedStyle(e).position)")
    assert layers and set(layers) == {"absolute"}
    assert all(address.startswith((chart_site, "data:")) for address in asked)


def test_the_chart_speaks_swedish_and_cannot_be_uploaded(chart_site: str, page: Page) -> None:
    page.goto(chart_site)
    page.wait_for_selector("body[data-drawn=yes]")
    assert "1\N{NO-BREAK SPACE}000,0" in page.locator(".ytick text").all_text_contents()
    page.locator(".plotly").first.hover()
    buttons = page.eval_on_selector_all(".modebar-btn", "all => all.map(e => e.getAttribute('data-title'))")
    assert buttons == [
        "Hämta bild (PNG)",
        "Zooma",
        "Flytta",
        "Zooma in",
        "Zooma ut",
        "Anpassa axlarna",
        "Återställ axlarna",
    ]
    with page.expect_download() as picture:
        page.locator(".modebar-btn").first.click()
    assert picture.value.suggested_filename.endswith(".png")


def test_a_page_without_the_chart_head_would_be_refused(chart_site: str, page: Page, console_errors: list[str]) -> None:
    page.goto(f"{chart_site}/bare")
    page.wait_for_selector("body[data-drawn=yes]")
    assert any("Content Security Policy" in line for line in console_errors)
    console_errors.clear()
