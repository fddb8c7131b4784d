"""What pages take from saves: in one process Python lets one thread work at a time.

    python -m benchmarks.turns [--pages 1 2 3 4] [--seconds 8] [--base FILE]

Four coordinators save again and again, a tenth of a second after each answer, on a PostgreSQL of its own, beside so
many threads that make pages without a pause. Printed: saves and pages a second, and how long a save took.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Thread

from flask import Flask

from benchmarks.coordinators import Coordinator, prepare
from benchmarks.growth import PERIOD, Visitor, seen_in
from benchmarks.many_programs import PROGRAM, database
from benchmarks.own_server import own_server
from tracker.cli.long_runs import SELDOM
from tracker.cli.patience import LONGEST_TURN
from tracker.config import Settings
from tracker.web.app import create_app

SAVERS = 4
PAUSE = 0.1


def saver(app: Flask, who: Coordinator) -> Callable[[], None]:
    """Saves a new comment of the person's item each time that it is called."""
    visitor, numbers = Visitor(app, who.login), count()
    seen = seen_in(visitor.client.get(who.page).text, who.item)
    return lambda: visitor.save(who.followup, f"{who.item}/comment", seen, next(numbers))


def reader(app: Flask, number: int) -> Callable[[], object]:
    visitor = Visitor(app, f"reader-{number}")
    visitor.get(f"/program/{PROGRAM}/{PERIOD}")
    return lambda: visitor.get(f"/program/{PROGRAM}/{PERIOD}")


def beside(
    saves: list[Callable[[], None]], pages: list[Callable[[], object]], seconds: float
) -> tuple[list[float], int]:
    """How long each save took, and how many pages were made meanwhile."""
    ends, took, made = time.monotonic() + seconds, list[float](), list[float]()

    def repeat(act: Callable[[], object], into: list[float], pause: float) -> None:
        while time.monotonic() < ends:
            begun = time.perf_counter()
            act()
            into.append(time.perf_counter() - begun)
            time.sleep(pause)

    threads = [Thread(target=repeat, args=(save, took, PAUSE)) for save in saves]
    threads += [Thread(target=repeat, args=(page, made, 0)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(took), len(made)


def main() -> int:
    parser = argparse.ArgumentParser(description="Saves beside so many threads that make pages.")
    parser.add_argument("--pages", type=int, nargs="+", default=[1, 2, 3, 4])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--base", type=Path, help="a backup with editions to read")
    given = parser.parse_args()
    with own_server() as server, database(server.url, given.base) as (engine, folder):
        people, _sheets = prepare(engine, folder, SAVERS, max(given.pages), filled=given.base is not None)
        settings = Settings(server.url, folder, "http://127.0.0.1", None, "a key for the measurement only")
        app = create_app(settings, engine)
        app.config.update(WTF_CSRF_ENABLED=False)
        saves = [saver(app, who) for who in people]
        pages = [reader(app, number) for number in range(max(given.pages))]
        # As ``tracker serve`` does it.
        gc.freeze()
        gc.set_threshold(*SELDOM)
        sys.setswitchinterval(LONGEST_TURN)
        print("| threads that make pages | saves a second | save, median ms | save, p95 ms | pages a second |")
        print("|--:|--:|--:|--:|--:|")
        for readers in given.pages:
            took, made = beside(saves, pages[:readers], given.seconds)
            median, p95 = 1000 * statistics.median(took), 1000 * took[int(0.95 * len(took))]
            rates = len(took) / given.seconds, made / given.seconds
            print(f"| {readers} | {rates[0]:.1f} | {median:.0f} | {p95:.0f} | {rates[1]:.1f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
