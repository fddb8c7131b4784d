"""How long suppression and its audit take: a city, indicators on one denominator, 290 municipalities with one or three.

Run from the top folder, on a machine that does nothing else:

    .venv/bin/python -m benchmarks.disclosure            # 7 invented systems of each kind, about ten minutes
    .venv/bin/python -m benchmarks.disclosure --write    # the same, into docs/performance.md
    .venv/bin/python -m benchmarks.disclosure --runs 3 city three

Every run is another seed, and every measurement a process of its own, so that the peak of its memory can be read.
The floor is the time that the solver alone took in the same process: no program around it could be faster.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import highspy

from tests.disclosure.stated import audit_table
from tests.disclosure.systems import CITY, LARGE, MUNICIPALITIES, THREE_INDICATORS, Shape, city
from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.optimiser.suppress import suppress

DOCUMENT = Path("docs/performance.md")
BEGIN, END = "<!-- printed by benchmarks.disclosure -->\n", "<!-- end of what it printed -->\n"
TIMES = ("wall s", "CPU s", "times floor")
Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Case:
    """A kind of system, and the relative gap at which its pattern is good enough. ``everything``: whether its audit is
    measured with every figure dotted, too."""

    title: str
    shape: Shape
    gap: float
    everything: bool = True


CASES = {
    "city": Case("14 districts, 3 cumulative periods", CITY, 0.0),
    "three": Case("three indicators on one denominator", THREE_INDICATORS, 0.001),
    "municipalities": Case("290 municipalities, 3 periods", MUNICIPALITIES, 0.01),
    "large": Case("290 municipalities, three indicators on one denominator", LARGE, 0.05, False),
}


@dataclass
class Cost:
    """``wall``, ``cpu`` and, of the wall time, ``solver``: seconds. ``memory``: peak of the process in MiB."""

    wall: float = 0.0
    cpu: float = 0.0
    solver: float = 0.0
    memory: float = 0.0

    @property
    def ratio(self) -> float:
        return self.wall / self.solver if self.solver else 1.0


@contextmanager
def measured() -> Iterator[Cost]:
    """What the block costs; the solver's own time is taken where it is called."""
    cost, run = Cost(), highspy.Highs.run

    def timed(self: highspy.Highs) -> highspy.HighsStatus:
        started = time.perf_counter()
        try:
            return run(self)
        finally:
            cost.solver += time.perf_counter() - started

    highspy.Highs.run = timed
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        yield cost
    finally:
        highspy.Highs.run = run
        cost.wall, cost.cpu = time.perf_counter() - wall, time.process_time() - cpu
        cost.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True)
class Decided:
    """A pattern, and what finding it cost. ``dotted`` travels to the process that audits it."""

    cells: int
    sensitive: int
    printable: int
    primary: int
    dotted: frozenset[str]
    gap: float
    cost: Cost


@dataclass(frozen=True)
class Judged:
    """``open_``: cells that a reader does not see. ``runs``: calls of the solver."""

    open_: int
    components: int
    runs: int
    passed: bool
    cost: Cost


def decide(job: tuple[str, int]) -> Decided:
    """One system of a kind: build it, measure ``suppress`` alone."""
    case, seed = CASES[job[0]], job[1]
    system = city(case.shape, seed)
    with measured() as cost:
        found = suppress(system, gap=case.gap)
    assert not found.impossible
    return Decided(
        cells=len(system.statistics),
        sensitive=sum(s.sensitive for s in system.statistics),
        printable=sum(not s.hidden for s in system.statistics),
        primary=len(found.primary),
        dotted=found.dotted,
        gap=found.gap,
        cost=cost,
    )


def judge(job: tuple[str, int, frozenset[str] | None]) -> Judged:
    """Measure ``audit`` alone, of a pattern or (None) of the system with every figure dotted."""
    system = city(CASES[job[0]].shape, job[1])
    everything = frozenset(s.key for s in system.statistics if not s.hidden)
    table = audit_table(system, everything if job[2] is None else job[2], CASES[job[0]].shape.threshold, frozenset())
    with measured() as cost:
        found = audit(table, limit=math.inf)
    return Judged(sum(not cell.printed for cell in table.cells), found.components, found.runs, found.passed, cost)


def _each(work: Callable[[Job], Result], jobs: Sequence[Job]) -> list[Result]:
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return pool.map(work, jobs, chunksize=1)


def report(cases: Sequence[str], runs: int) -> Iterator[str]:
    """The lines of the report, as they come: medians with the least and the most."""
    load = ", ".join(f"{part:.2f}" for part in os.getloadavg())
    made_of = f"Python {platform.python_version()}, highspy {version('highspy')}"
    yield f"Load before: {load} on {os.cpu_count()} cores. {made_of}."
    yield f"{runs} systems of each kind, seeds 0-{runs - 1}: median (least-most)."
    yield ""
    yield _row("suppression", "cells / sensitive", "dotted of printable (primary)", *TIMES, "gap %", "peak MiB")
    yield "|---" * 8 + "|"
    patterns: dict[str, list[frozenset[str]]] = {}
    for name in cases:
        decided = _each(decide, [(name, seed) for seed in range(runs)])
        patterns[name] = [each.dotted for each in decided]
        yield _suppression(CASES[name].title, decided)
    yield ""
    yield _row("audit", "open cells", "components", "solver runs", *TIMES, "peak MiB", "passed")
    yield "|---" * 9 + "|"
    for name in cases:
        judged = _each(judge, [(name, seed, dotted) for seed, dotted in enumerate(patterns[name])])
        yield _audit(CASES[name].title, judged)
    for name in (each for each in cases if CASES[each].everything):
        yield _audit(f"{CASES[name].title}, all dotted", _each(judge, [(name, seed, None) for seed in range(runs)]))


def _suppression(title: str, decided: Sequence[Decided]) -> str:
    first = decided[0]
    return _row(
        title,
        f"{first.cells} / {_span([each.sensitive for each in decided], 0)}",
        f"{_span([len(each.dotted) for each in decided], 0)} of {first.printable}"
        f" ({_span([each.primary for each in decided], 0)})",
        *_times([each.cost for each in decided]),
        _span([100 * each.gap for each in decided], 2),
        _span([each.cost.memory for each in decided], 0),
    )


def _audit(title: str, judged: Sequence[Judged]) -> str:
    return _row(
        title,
        _span([each.open_ for each in judged], 0),
        _span([each.components for each in judged], 0),
        _span([each.runs for each in judged], 0),
        *_times([each.cost for each in judged]),
        _span([each.cost.memory for each in judged], 0),
        f"{sum(each.passed for each in judged)} of {len(judged)}",
    )


def _times(costs: Sequence[Cost]) -> tuple[str, str, str]:
    return (
        _span([cost.wall for cost in costs], 2),
        _span([cost.cpu for cost in costs], 2),
        _span([cost.ratio for cost in costs], 1),
    )


def _span(values: Sequence[float], digits: int) -> str:
    middle = statistics.median(values)
    return f"{middle:.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def _row(*columns: str) -> str:
    return f"| {' | '.join(columns)} |"


def write(lines: Sequence[str]) -> None:
    """Put the report in its place in the document."""
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    text = "".join(f"{line}\n" for line in lines)
    DOCUMENT.write_text(f"{before}{BEGIN}{text}{END}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}; all if none is named")
    parser.add_argument("--runs", type=int, default=7, help="seeds per kind (7)")
    parser.add_argument("--write", action="store_true", help=f"put the report into {DOCUMENT}")
    arguments = parser.parse_args()
    unknown = set(arguments.cases) - set(CASES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    lines = []
    for line in report(arguments.cases or list(CASES), arguments.runs):
        print(line, flush=True)
        lines.append(line)
    if arguments.write:
        write(lines)


if __name__ == "__main__":
    main()
