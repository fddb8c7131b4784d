"""How long it takes to work out what a reader who knows the rules can tell, and how much that is.

Run from the top folder, on a machine that does nothing else:

    .venv/bin/python -m benchmarks.rule_reader                 # the demonstration's 2023, edition by edition
    .venv/bin/python -m benchmarks.rule_reader --year 2024 --insiders none
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import dataclass

from benchmarks.demonstration import against, choose_readers, received
from tests.programs import vald
from tracker.disclosure.model.connected import groups
from tracker.disclosure.optimiser.work import Work
from tracker.disclosure.rule_reader.reading import WORK, read_with_rules
from tracker.editions.protection import protect
from tracker.editions.rule_reading import stages_of
from tracker.editions.statistics import measures, period_lines, rules
from tracker.periods import Period
from tracker.rows import Line


@dataclass
class Told:
    """One edition: sensitive figures by how they were examined; those told too much of, and known to be small."""

    tried: int = 0
    partly: int = 0
    unsettled: int = 0
    narrowed: int = 0
    small: int = 0
    wall: float = 0.0
    cpu: float = 0.0


def main() -> None:
    """Print one line per edition of the year."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--year", type=int, default=2023)
    choose_readers(parser)
    chosen = parser.parse_args()
    definitions = vald()
    program = definitions.programs[0]
    given = received(definitions, program, (chosen.year,))
    applied = against(rules(definitions, program, measures(definitions, program, given)), chosen.insiders)
    print("| edition | sensitive: tried / partly / not | told too much of | of them small | wall s | CPU s |")
    print("|---|---|---|---|---|---|", flush=True)
    ledger: list[Line] = []
    for period, rows in given.items():
        decided = protect(period_lines(definitions, program, period, rows, f"{period.code}-1"), ledger, applied)
        ledger += decided.lines
        by_edition = dict.fromkeys((line.edition for line in ledger), applied)
        told = Told()
        for verdict in decided.verdicts:
            stages, _joint = stages_of(groups(ledger, applied)[verdict.family, verdict.year], by_edition, verdict)
            wall, cpu = time.perf_counter(), time.process_time()
            reading = read_with_rules(stages, Work(10 * WORK))
            told.wall, told.cpu = told.wall + time.perf_counter() - wall, told.cpu + time.process_time() - cpu
            told.tried, told.partly = told.tried + reading.tried, told.partly + reading.partly
            told.unsettled += reading.unsettled
            told.narrowed += len(reading.inferences)
            told.small += sum(not each.above for each in reading.inferences)
        if decided.lines:
            print(_line(period, told), flush=True)
    print(f"Peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB.")


def _line(period: Period, told: Told) -> str:
    examined = f"{told.tried} / {told.partly} / {told.unsettled}"
    columns = [f"{period.code}-1", examined, str(told.narrowed), str(told.small), f"{told.wall:.1f}", f"{told.cpu:.1f}"]
    return f"| {' | '.join(columns)} |"


if __name__ == "__main__":
    main()
