"""How soon a reader sees the first chart: from asking for the page until plotly.js has drawn it, in headless Chromium.

``python -m benchmarks.first_chart ADDRESS… [--times N]`` reads pages of a running site that need no account, such as
``http://127.0.0.1:8000/oppet/program/vald-2021-2025/2024-VB``. Each reading is by a new browser profile (nothing kept),
and then once more by the same (the library kept). It prints milliseconds, least and median, beside the machine's load,
and fails where the least of the first readings is above ``MOST``: what else the machine does can only add to it.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from shutil import which
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.fixtures.browser import ARGUMENTS

MOST = 1200
"""Milliseconds."""
WATCH = """new MutationObserver((_changes, watching) => {
  if (document.querySelector(".chart[data-drawn]")) { window.firstChart = performance.now(); watching.disconnect(); }
}).observe(document, {subtree: true, attributes: true, attributeFilter: ["data-drawn"]});"""


def readings(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds until the first chart is drawn: for a new reader, and for the same one again."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    found = []
    for _reading in range(2):
        page.goto(address)
        page.wait_for_function("window.firstChart")
        found.append(float(page.evaluate("window.firstChart")))
    context.close()
    return found[0], found[1]


def main() -> int:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("addresses", nargs="+")
    asked.add_argument("--times", type=int, default=9)
    given = asked.parse_args()
    slow = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=ARGUMENTS)
        for address in given.addresses:
            new, again = zip(*(readings(browser, address) for _time in range(given.times)), strict=True)
            slow = slow or min(new) > MOST
            print(address)
            for who, times in (("new reader", new), ("again", again)):
                print(f"  {who}: {min(times):.0f} least, {median(times):.0f} median; load {os.getloadavg()[0]:.1f}")
        browser.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
