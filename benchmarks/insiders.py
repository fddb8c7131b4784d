"""What it costs to protect against bodies that know their own figures, over the demonstration's year of the merger.

Run from the top folder:

    .venv/bin/python -m benchmarks.insiders

For both settings of ``insiders`` and both of ``cover``, and every edition: dots, the share of the protected figures
that is printed, the largest gap to a lower bound, requirements that earlier editions had lost, how many of these more
dots could have saved (the auditor is asked with everything dotted; there must be none), and the processor's time. Ends
with 1 if an edition is refused or an incident was avoidable.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from benchmarks.demonstration import received
from tests.editions.unavoidable import avoidable
from tests.programs import vald
from tracker.editions.protection import protect
from tracker.editions.statistics import measures, period_lines, rules
from tracker.rows import Line

YEAR = 2023
HEAD = ("insiders", "cover", "period", "dotted", "protected printed", "largest gap", "lost", "avoidable", "CPU s")


def published(insiders: str, cover: str) -> Iterator[tuple[str, bool]]:
    """A line for every edition, and whether all is well with it."""
    definitions = vald()
    program = definitions.programs[0]
    given = received(definitions, program, (YEAR,))
    applied = rules(definitions, program, measures(definitions, program, given))
    asked = {"insiders": insiders, "cover": cover}
    applied = replace(applied, disclosure=applied.disclosure.model_copy(update=asked))
    ledger: list[Line] = []
    for period, rows in given.items():
        new = period_lines(definitions, program, period, rows, f"{period.code}-1")
        if not new:
            continue
        started = time.process_time()
        decided = protect(new, ledger, applied)
        seconds = time.process_time() - started
        gap = max(verdict.suppression.gap for verdict in decided.verdicts)
        lost, spared = len(decided.incidents), len(avoidable(decided))
        ledger += decided.lines
        protected = [line for line in decided.lines if applied.protects(line.key)]
        printed = sum(bool(line.printed) for line in protected) / len(protected)
        line = f"| {insiders} | {cover} | {period.code} | {len(decided.dotted)} of {len(new)} | {printed:.0%} |"
        yield f"{line} {gap:.1%} | {lost} | {spared} | {seconds:.0f} |", decided.passed and not spared


def main() -> int:
    print(f"| {' | '.join(HEAD)} |\n{'|---' * len(HEAD)}|", flush=True)
    well = True
    for insiders, cover in product(("none", "bodies"), ("small", "small_and_threshold")):
        for line, fine in published(insiders, cover):
            print(line, flush=True)
            well = well and fine
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
