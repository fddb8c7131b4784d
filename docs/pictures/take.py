"""Take the pictures of this folder anew: pages at desktop and phone width, sheets of the workbooks as printed.

    .venv/bin/python docs/pictures/take.py

Makes an installation of its own in a temporary folder, with the invented follow-ups, and leaves nothing behind. Needs
what ``make test`` installs: Chromium, LibreOffice and poppler.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
TRACKER = Path(sys.executable).with_name("tracker")
PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
PROGRAM = "vald-2021-2025"
PUBLISHED = ("2023-T2", "2023-VB", "2024-VP", "2024-T1", "2024-T2", "2024-VB")
WIDTHS = {"desktop": 1280, "phone": 390}
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

# Account, page, name of the picture, how much of it (pixels from the top; None: all).
PAGES = (
    ("granskare", f"/program/{PROGRAM}/2024-T2", "progress", 900),
    ("granskare", f"/program/{PROGRAM}/2024-VB", "progress-published-vb", 900),
    ("granskare", f"/fragor/{PROGRAM}", "questions", 900),
    ("granskare", f"/program/{PROGRAM}/2024-VB/malgrupp/barn-unga", "target-group", 1400),
    ("granskare", f"/program/{PROGRAM}/2024-VB/indikator/I5.1", "indicator-published-vb", None),
    ("granskare", f"/underlag/{PROGRAM}", "collection", None),
    ("administrator", "/stil", "style", None),
    ("administrator", "/konton", "accounts", 900),
    ("sammanstallare", f"/program/{PROGRAM}/2024-VB/namnd/bromma", "body-internal-vb", 1400),
    ("sammanstallare", f"/program/{PROGRAM}/2024-T2", "progress-internal-t2", None),
    ("sammanstallare", f"/program/{PROGRAM}/2024-VB", "progress-internal-vb", None),
    ("sammanstallare", f"/program/{PROGRAM}/2024-T2/mal/M5", "goal-internal-t2", None),
    ("granskare", f"/program/{PROGRAM}/2024-VB/mal/M5", "goal-published-vb", None),
    ("jarva", "/", "start", 900),
    ("jarva", f"/uppfoljning/{PROGRAM}/2025-VB/jarva", "follow-up", 1400),
    ("jarva", f"/uppfoljning/{PROGRAM}/2025-VB/jarva/mal/M2", "entry", 2200),
    ("sammanstallare", f"/mottagning/{PROGRAM}", "receipt", 1400),
    ("sammanstallare", f"/utgavor/{PROGRAM}", "editions", 1400),
)
# Period, pages of the printed workbook by number.
SHEETS = (("2024-T2", (1, 2, 3, 6)), ("2024-VB", (1, 2, 7)))


@contextmanager
def installation() -> Iterator[Path]:
    """An installation with invented follow-ups and some published periods, being served."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        os.environ["TRACKER_INSTANCE"] = str(instance)
        run("init")
        run("demo")
        for period in PUBLISHED:
            run("edition", "publish", period, "--program", PROGRAM, "--accept-incidents", "Uppgifterna är påhittade")
        server = subprocess.Popen([TRACKER, "serve", "--port", str(PORT)])
        try:
            wait()
            yield instance
        finally:
            server.terminate()
            server.wait()


def run(*words: str) -> None:
    subprocess.run([TRACKER, *words], check=True, stdout=subprocess.DEVNULL)


def wait() -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(SITE)
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("the site did not start")


def take_pages(browser: Browser) -> None:
    for account in dict.fromkeys(page[0] for page in PAGES):
        context = browser.new_context(locale="sv-SE")
        context.set_default_timeout(120_000)  # the machine may have much else to do
        page = context.new_page()
        sign_in(page, account)
        if account == "granskare":
            collect(page)
        for _, path, name, height in (p for p in PAGES if p[0] == account):
            for device, width in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(SITE + path)
                page.wait_for_load_state("networkidle")
                clip = {"x": 0, "y": 0, "width": width, "height": height} if height else None
                page.screenshot(path=HERE / f"{name}-{device}.png", full_page=True, clip=clip)
        context.close()


def sign_in(page: Page, account: str) -> None:
    page.goto(SITE)
    page.locator("input[name=login]").fill(account)
    page.locator("input[type=password]").fill("prova-programmet")
    page.locator("main button[type=submit]").click()


def collect(page: Page) -> None:
    """Something to see in the collection: a chart, a judgement, a figure and a heading."""
    page.goto(f"{SITE}/program/{PROGRAM}/2024-VB/mal/M5")
    page.locator(".chart-taken button").first.click()
    for number in (0, 1):
        page.locator("form.collect button").nth(number).click()
    page.goto(f"{SITE}/underlag/{PROGRAM}")
    page.locator("input[name=heading]").fill("Svar på skrivelse om stöd i rättsprocessen")
    page.locator("form:has([name=heading]) button").click()
    page.locator(".collected-list > li").last.locator("button[value=forst]").click()


def take_sheets(instance: Path) -> None:
    for period, numbers in SHEETS:
        run("report", period, "--program", PROGRAM, "-o", str(instance / f"{period}.xlsx"))
        office = ["soffice", f"-env:UserInstallation=file://{instance}/office", "--headless", "--convert-to", "pdf"]
        command = [*office, "--outdir", str(instance), str(instance / f"{period}.xlsx")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for number in numbers:
            target = HERE / f"workbook-{period}-page-{number}"
            pages = ["-f", str(number), "-l", str(number), "-r", "70", "-png", "-singlefile"]
            subprocess.run(["pdftoppm", *pages, str(instance / f"{period}.pdf"), str(target)], check=True)


def main() -> None:
    with installation() as instance, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=list(CHROMIUM))
        take_pages(browser)
        browser.close()
        take_sheets(instance)


if __name__ == "__main__":
    main()
