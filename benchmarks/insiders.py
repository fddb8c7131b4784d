"""What it costs to protect against bodies that know their own figures, over the demonstration's year of the merger.

Run from the top folder:

    .venv/bin/python -m benchmarks.insiders

For both settings and every edition: dots, the largest gap to a lower bound, requirements that earlier editions had
lost, how many of these more dots could have saved (the auditor is asked with everything dotted; there must be none),
and the time. Ends with 1 if an edition is refused or an incident was avoidable.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from benchmarks.demonstration import received
from tests.editions.unavoidable import avoidable
from tests.programs import vald
from tracker.editions.protection import protect
from tracker.editions.statistics import measures, period_lines, rules
from tracker.rows import Line

YEAR = 2023


def published(setting: Literal["none", "bodies"]) -> Iterator[tuple[str, bool]]:
    """A line for every edition, and whether all is well with it."""
    definitions = vald()
    program = definitions.programs[0]
    given = received(definitions, program, (YEAR,))
    applied = rules(definitions, program, measures(definitions, program, given))
    applied = replace(applied, disclosure=applied.disclosure.model_copy(update={"insiders": setting}))
    ledger: list[Line] = []
    for period, rows in given.items():
        new = period_lines(definitions, program, period, rows, f"{period.code}-1")
        if not new:
            continue
        started = time.perf_counter()
        decided = protect(new, ledger, applied)
        seconds = time.perf_counter() - started
        gap = max(verdict.suppression.gap for verdict in decided.verdicts)
        lost, spared = len(decided.incidents), len(avoidable(decided))
        ledger += decided.lines
        line = f"| {setting} | {period.code} | {len(decided.dotted)} of {len(new)} | {gap:.1%} | {lost} | {spared} |"
        yield f"{line} {seconds:.0f} |", decided.passed and not spared


def main() -> int:
    print("| insiders | period | dotted | largest gap | lost | avoidable | s |\n" + "|---" * 7 + "|", flush=True)
    well = True
    for setting in ("none", "bodies"):
        for line, fine in published(setting):
            print(line, flush=True)
            well = well and fine
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
