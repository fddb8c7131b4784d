"""How long optimal suppression takes: a city, three indicators on one denominator, 290 municipalities.

Run from the top folder, on a machine that does nothing else:

    .venv/bin/python -m benchmarks.disclosure            # 7 invented systems of each kind
    .venv/bin/python -m benchmarks.disclosure --runs 3 city three

Every run is another seed in a process of its own, so that the peak of its memory can be read.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import time
from dataclasses import dataclass

from tests.disclosure.systems import CITY, MUNICIPALITIES, THREE_INDICATORS, Shape, city
from tracker.disclosure.suppress import suppress


@dataclass(frozen=True)
class Case:
    """A kind of system, and the relative gap at which its pattern is good enough."""

    title: str
    shape: Shape
    gap: float


CASES = {
    "city": Case("14 districts, 3 cumulative periods", CITY, 0.0),
    "three": Case("three indicators on one denominator", THREE_INDICATORS, 0.001),
    "municipalities": Case("290 municipalities, 3 periods", MUNICIPALITIES, 0.01),
}


@dataclass(frozen=True)
class Run:
    """What one seed gave; ``wall`` and ``cpu`` in seconds, ``memory`` (peak of the process) in MiB."""

    cells: int
    sensitive: int
    printable: int
    dotted: int
    primary: int
    wall: float
    cpu: float
    gap: float
    memory: float


def measure(job: tuple[str, int]) -> Run:
    """One system of a kind: build it, time ``suppress`` alone."""
    case, seed = CASES[job[0]], job[1]
    system = city(case.shape, seed)
    wall, cpu = time.perf_counter(), time.process_time()
    found = suppress(system, time_limit=60.0, gap=case.gap)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Run(
        cells=len(system.statistics),
        sensitive=sum(s.sensitive for s in system.statistics),
        printable=sum(not s.hidden for s in system.statistics),
        dotted=len(found.dotted),
        primary=len(found.primary),
        wall=wall,
        cpu=cpu,
        gap=found.gap,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _span(values: list[float], digits: int) -> str:
    middle = statistics.median(values)
    return f"{middle:.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def main() -> None:
    """Print one line per kind: medians with the least and the most."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}; all if none is named")
    parser.add_argument("--runs", type=int, default=7, help="seeds per kind (7)")
    arguments = parser.parse_args()
    unknown = set(arguments.cases) - set(CASES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    print("| system | cells / sensitive | dotted of printable (primary) | wall s | CPU s | gap % | peak MiB |")
    print("|---|---|---|---|---|---|---|", flush=True)
    context = multiprocessing.get_context("spawn")
    for name in arguments.cases or CASES:
        with context.Pool(1, maxtasksperchild=1) as pool:
            runs = pool.map(measure, [(name, seed) for seed in range(arguments.runs)], chunksize=1)
        print(_line(CASES[name].title, runs), flush=True)


def _line(title: str, runs: list[Run]) -> str:
    columns = [
        title,
        f"{runs[0].cells} / {_span([run.sensitive for run in runs], 0)}",
        f"{_span([run.dotted for run in runs], 0)} of {runs[0].printable} ({_span([run.primary for run in runs], 0)})",
        _span([run.wall for run in runs], 2),
        _span([run.cpu for run in runs], 2),
        _span([100 * run.gap for run in runs], 2),
        _span([run.memory for run in runs], 0),
    ]
    return f"| {' | '.join(columns)} |"


if __name__ == "__main__":
    main()
