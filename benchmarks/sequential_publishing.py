"""Publish the five years of the demonstration in order, tertial by tertial, with other invented figures for each seed.

Run from the top folder:

    .venv/bin/python -m benchmarks.sequential_publishing            # 20 seeds, two at a time
    .venv/bin/python -m benchmarks.sequential_publishing --seeds 3 --years 2023

For every edition: it passes the auditor, all editions of the year together pass it, and every incident is
unavoidable: the auditor finds it also when everything that can still be dotted is dotted. Ends with 1 if any of
it fails.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from dataclasses import dataclass

from benchmarks.demonstration import against, choose_readers, received
from tests.editions.unavoidable import avoidable
from tests.programs import vald
from tracker.demo import chance
from tracker.editions.protection import audit_ledger, protect
from tracker.editions.statistics import measures, period_lines, rules
from tracker.rows import Line

SEEDS = 20


@dataclass(frozen=True)
class Outcome:
    """One seed: how many editions, figures, dots and incidents; what failed; seconds for the slowest edition."""

    seed: int
    editions: int
    figures: int
    dotted: int
    incidents: int
    faults: tuple[str, ...]
    slowest: float


def publish_all(seed: int, years: tuple[int, ...], insiders: str) -> Outcome:
    """Every tertial of the years, each edition knowing those before it."""
    chance.SEED = f"sequential/{seed}"
    definitions = vald()
    program = definitions.programs[0]
    given = received(definitions, program, years)
    figures = dotted = incidents = editions = 0
    faults: list[str] = []
    slowest = 0.0
    for year in years:
        periods = [period for period in given if period.year == year]
        applied = against(rules(definitions, program, measures(definitions, program, periods)), insiders)
        ledger: list[Line] = []
        lost: set[str] = set()
        for period in periods:
            started = time.monotonic()
            new = period_lines(definitions, program, period, given[period], f"{period.code}-1")
            decided = protect(new, ledger, applied)
            slowest = max(slowest, time.monotonic() - started)
            ledger += decided.lines
            lost |= {incident.key for incident in decided.incidents}
            faults += [f"{period.code}: the auditor refuses"] if not decided.passed else []
            faults += [f"{period.code}: {name} could have been protected" for name in avoidable(decided)]
            refused = [family for family, _, audit in audit_ledger(ledger, applied, lost) if not audit.passed]
            faults += [f"{period.code}: all editions together tell of {family}" for family in refused]
            editions += 1
            figures, dotted = figures + len(new), dotted + len(decided.dotted)
        incidents += len(lost)
    return Outcome(seed, editions, figures, dotted, incidents, tuple(faults), slowest)


def main() -> int:
    parser = argparse.ArgumentParser(description="Publish invented years in order and audit every edition.")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--years", type=int, nargs="+", default=[2021, 2022, 2023, 2024, 2025])
    choose_readers(parser)
    chosen = parser.parse_args()
    tasks = [(seed, tuple(chosen.years), chosen.insiders) for seed in range(1, chosen.seeds + 1)]
    failed = False
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for outcome in pool.starmap(publish_all, tasks, chunksize=1):
            share = outcome.dotted / outcome.figures if outcome.figures else 0.0
            print(
                f"seed {outcome.seed:>2}: {outcome.editions} editions, {outcome.dotted} of {outcome.figures} figures "
                f"dotted ({share:.0%}), {outcome.incidents} incidents, slowest {outcome.slowest:.1f} s"
            )
            for fault in outcome.faults:
                print(f"  {fault}")
            failed = failed or bool(outcome.faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
