"""How soon a reader sees the first chart, in headless Chromium: from asking for the page until it is painted.

``python -m benchmarks.first_chart ADDRESS… [--times N]`` reads pages of a running site that need no account, such as
``http://127.0.0.1:8000/oppet/program/vald-2021-2025/2024-VB``. Each reading is by a new browser profile (nothing kept),
and then once more by the same (styles and scripts kept). The last line is of who points at the first chart: until
plotly.js, which is loaded then, has drawn it in the drawing's place. It prints milliseconds on the clock, least and
median, beside the machine's load, and the milliseconds of processor that the browser took meanwhile in all its
processes. What else the machine does can only add to the clock; so the least on the clock, of a new reader, may not be
above ``MOST``.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from shutil import which
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.fixtures.browser import ARGUMENTS

MOST = 1200
"""Milliseconds."""
WATCH = """new MutationObserver((_changes, watching) => {
  if (document.querySelector(".chart .still")) {
    watching.disconnect();
    // The drawing is in the page; the second frame begins when the first with it is painted.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.firstChart = performance.now();
      document.documentElement.dataset.firstChart = "painted";
    }));
  }
}).observe(document, {subtree: true, childList: true});"""
CHART = ".chart[data-figure]"


class Reading(NamedTuple):
    """Milliseconds until a chart is painted: on the clock, and of processor."""

    clock: float
    processor: float


def readings(browser: Browser, address: str) -> tuple[Reading, Reading, Reading]:
    """For a new reader, for the same one again, and for the same one who then points at the first chart."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    found = []
    for _reading in range(2):
        before = _processor(browser)
        page.goto(address, wait_until="commit")
        page.wait_for_selector("html[data-first-chart]", state="attached")
        spent = _processor(browser) - before
        found.append(Reading(float(page.evaluate("window.firstChart")), spent))
        page.wait_for_load_state()
    page.locator(CHART).first.scroll_into_view_if_needed()
    before, begun = _processor(browser), time.perf_counter()
    page.locator(CHART).first.hover()
    page.wait_for_selector(f"{CHART}[data-live=drawn]")
    found.append(Reading(1000 * (time.perf_counter() - begun), _processor(browser) - before))
    context.close()
    return found[0], found[1], found[2]


def _processor(browser: Browser) -> float:
    """Milliseconds that all of the browser's processes have taken so far."""
    told = browser.new_browser_cdp_session()
    processes = told.send("SystemInfo.getProcessInfo")["processInfo"]
    told.detach()
    return 1000 * sum(float(each["cpuTime"]) for each in processes)


def _told(times: Sequence[float]) -> str:
    return f"{min(times):.0f} least, {median(times):.0f} median"


def main() -> int:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("addresses", nargs="+")
    asked.add_argument("--times", type=int, default=9)
    given = asked.parse_args()
    slow = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=ARGUMENTS)
        for address in given.addresses:
            new, again, pointed = zip(*(readings(browser, address) for _time in range(given.times)), strict=True)
            slow = slow or min(reading.clock for reading in new) > MOST
            print(address)
            for who, times in (("new reader", new), ("again", again), ("pointing at it", pointed)):
                print(f"  {who}: {_told([each.clock for each in times])} on the clock, "
                      f"{_told([each.processor for each in times])} of processor; load {os.getloadavg()[0]:.1f}")
        browser.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
