"""Publish invented cities and ask everything that readers could work out from the bodies' own figures.

Run from the top folder:

    .venv/bin/python -m benchmarks.leaves                     # 300 cities, seeds 0-299
    .venv/bin/python -m benchmarks.leaves --cities 50 --first 300

Prints each figure of which a reader knows too much, and ends with 1 if there is any: see ``tests/leaves``.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.leaves.oracle import examined


def main() -> int:
    parser = argparse.ArgumentParser(description="Ask everything of invented cities' editions.")
    parser.add_argument("--cities", type=int, default=300)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    chosen = parser.parse_args()
    started = time.process_time()
    editions = asked = lost = told = 0
    for seed in range(chosen.first, chosen.first + chosen.cities):
        outcome = examined(seed)
        editions, asked, lost = editions + outcome.editions, asked + outcome.asked, lost + outcome.lost
        told += len(outcome.findings)
        for finding in outcome.findings:
            ruled_out = ", ".join(map(str, finding.missing))
            print(f"city {finding.seed}: {finding.requirement} is {finding.value}; ruled out: {ruled_out}", flush=True)
    print(
        f"{chosen.cities} cities, {editions} editions, {asked} sensitive figures by reader, {lost} listed as lost, "
        f"{told} told; {time.process_time() - started:.0f} s CPU"
    )
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
