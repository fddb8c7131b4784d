"""What it costs to protect against bodies that know their own figures, over years of the demonstration.

Run from the top folder:

    .venv/bin/python -m benchmarks.insiders                    # the year of the merger, every setting
    .venv/bin/python -m benchmarks.insiders --insiders bodies --cover small_and_threshold \
        --years 2021 2022 2023 2024 2025

For each setting of ``insiders`` and of ``cover``, and every edition: dots, the share of the protected figures that is
printed, their cost and the largest gap to a lower bound, requirements that earlier editions had lost, how many of these
more dots could have saved (the auditor is asked with everything dotted; there must be none), and the processor's time,
of which the auditor's. A last line sums up. Ends with 1 if an edition is refused or an incident was avoidable.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from unittest.mock import patch

from benchmarks.demonstration import received
from tests.editions.unavoidable import avoidable
from tests.programs import vald
from tracker.editions import protection
from tracker.editions.protection import protect
from tracker.editions.statistics import measures, period_lines, rules
from tracker.rows import Line

HEAD = (
    "insiders",
    "cover",
    "period",
    "dotted",
    "protected printed",
    "cost",
    "largest gap",
    "lost",
    "avoidable",
    "CPU s",
    "of it audit",
)


@dataclass(frozen=True)
class Told:
    """One edition, or all of a setting together."""

    period: str
    dotted: int
    lines: int
    protected: int
    printed: int
    cost: int
    gap: float
    lost: int
    spared: int
    seconds: float
    auditing: float
    passed: bool

    def row(self, insiders: str, cover: str) -> str:
        share = f"{self.printed / self.protected:.0%}" if self.protected else ""
        told = (insiders, cover, self.period, f"{self.dotted} of {self.lines}", share, self.cost, f"{self.gap:.2%}")
        return f"| {' | '.join(map(str, (*told, self.lost, self.spared)))} | {self.seconds:.1f} | {self.auditing:.1f} |"


def together(each: Sequence[Told]) -> Told:
    """The sum of several editions; their largest gap."""

    def total(of: Callable[[Told], int]) -> int:
        return sum(map(of, each))

    return Told(
        period=f"{len(each)} editions",
        dotted=total(lambda one: one.dotted),
        lines=total(lambda one: one.lines),
        protected=total(lambda one: one.protected),
        printed=total(lambda one: one.printed),
        cost=total(lambda one: one.cost),
        gap=max(one.gap for one in each),
        lost=total(lambda one: one.lost),
        spared=total(lambda one: one.spared),
        seconds=sum(one.seconds for one in each),
        auditing=sum(one.auditing for one in each),
        passed=all(one.passed for one in each),
    )


def published(insiders: str, cover: str, years: Sequence[int]) -> Iterator[Told]:
    """Every edition of the years in order."""
    definitions = vald()
    program = definitions.programs[0]
    given = received(definitions, program, years)
    applied = rules(definitions, program, measures(definitions, program, given))
    asked = {"insiders": insiders, "cover": cover}
    applied = replace(applied, disclosure=applied.disclosure.model_copy(update=asked))
    ledger: list[Line] = []
    auditor = _Timed(protection.audit)
    for period, rows in given.items():
        new = period_lines(definitions, program, period, rows, f"{period.code}-1")
        if not new:
            continue
        before, started = auditor.seconds, time.process_time()
        with patch.object(protection, "audit", auditor):
            decided = protect(new, ledger, applied)
        seconds = time.process_time() - started
        ledger += decided.lines
        spared = len(avoidable(decided))
        protected = [line for line in decided.lines if applied.protects(line.key)]
        yield Told(
            period=period.code,
            dotted=len(decided.dotted),
            lines=len(new),
            protected=len(protected),
            printed=sum(bool(line.printed) for line in protected),
            cost=sum(verdict.suppression.cost for verdict in decided.verdicts),
            gap=max(verdict.suppression.gap for verdict in decided.verdicts),
            lost=len(decided.incidents),
            spared=spared,
            seconds=seconds,
            auditing=auditor.seconds - before,
            passed=decided.passed and not spared,
        )


class _Timed:
    """Calls a function and adds up the processor's time."""

    def __init__(self, called: Callable[..., object]) -> None:
        self._called = called
        self.seconds = 0.0

    def __call__(self, *given: object, **named: object) -> object:
        started = time.process_time()
        answer = self._called(*given, **named)
        self.seconds += time.process_time() - started
        return answer


def main() -> int:
    parser = argparse.ArgumentParser(description="The price of protecting against bodies that know their own figures.")
    parser.add_argument("--years", type=int, nargs="+", default=[2023])
    parser.add_argument("--insiders", nargs="+", default=["none", "bodies"])
    parser.add_argument("--cover", nargs="+", default=["small", "small_and_threshold"])
    chosen = parser.parse_args()
    print(f"| {' | '.join(HEAD)} |\n{'|---' * len(HEAD)}|", flush=True)
    well = True
    for insiders, cover in product(chosen.insiders, chosen.cover):
        editions = []
        for each in published(insiders, cover, chosen.years):
            print(each.row(insiders, cover), flush=True)
            editions.append(each)
        every = together(editions)
        print(every.row(insiders, cover), flush=True)
        well = well and every.passed
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
