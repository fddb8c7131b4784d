"""The invented follow-ups that the benchmarks publish, without a database."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.demo.followups import invent_followups
from tracker.disclosure.model.rules import Rules
from tracker.observations import Observation
from tracker.periods import Period


def received(definitions: Definitions, program: Program, years: Collection[int]) -> dict[Period, list[Observation]]:
    """The approved rows of the years, by period in the order of the calendar."""
    found: dict[Period, list[Observation]] = defaultdict(list)
    for followup in invent_followups(definitions, program):
        if followup.period.year in years and followup.state == "approved" and followup.rows:
            found[followup.period].extend(followup.rows)
    return {period: found[period] for period in sorted(found, key=program.calendar.order)}


def choose_readers(parser: ArgumentParser) -> None:
    """Let whoever runs a benchmark choose against whom dots are decided; the shipped definitions say ``bodies``."""
    parser.add_argument("--insiders", choices=("bodies", "none"), default="bodies")


def against(applied: Rules, insiders: str) -> Rules:
    """The program's rules with other readers."""
    return replace(applied, disclosure=applied.disclosure.model_copy(update={"insiders": insiders}))
