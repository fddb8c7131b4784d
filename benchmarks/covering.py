"""What it would cost to leave a reader who knows the rules no figure that is dotted and plainly not small.

Run from the top folder:

    .venv/bin/python -m benchmarks.covering                 # the demonstration's 2023, edition by edition
    .venv/bin/python -m benchmarks.covering --year 2024 --insiders none

As the program decides, only a small figure must be covered: 1 to 4 and something larger stay possible. Whoever knows
that can tell that a dotted figure which the equations hold more tightly is not small. Here every protected figure that
is dotted, or formed of dotted ones, must be covered if dots can do it. Such figures are added to those that must be,
and the dots are decided again, until none is left; so the dots printed are enough, and fewer might be.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.demonstration import against, choose_readers, received
from tests.programs import vald
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.optimiser.suppress import suppress
from tracker.disclosure.rule_reader.edition_stages import Stage
from tracker.disclosure.rule_reader.pattern_conditions import never_small
from tracker.editions.protection import attacked
from tracker.editions.statistics import measures, period_lines, rules
from tracker.rows import Line

# A relative gap at which a pattern of the dearer kind is good enough: the question is how many times dearer it is.
_GAP = 0.01


def decide(new: Sequence[Line], earlier: Sequence[Line], applied: Rules, *, every_dot: bool) -> list[Line]:
    """The protected lines of a new edition, decided; with ``every_dot`` so that all that are dotted are covered."""
    touched = groups(new, applied)
    connected = groups([*earlier, *new], applied)
    decided: list[Line] = []
    for group, own in touched.items():
        joint, asked = attacked(connected[group], applied), applied.disclosure
        stage = Stage(joint.system, joint.kinds, joint.companions, frozenset(), asked.threshold, cover=asked.cover)
        dotted = _covered(stage) if every_dot else suppress(joint.system, stage.threshold, cover=asked.cover).dotted
        decided += [replace(line, printed=joint.names[line.edition, line.key] not in dotted) for line in own]
    return decided


def _covered(stage: Stage) -> frozenset[str]:
    wanted: set[str] = set()
    while True:
        marked = tuple(replace(s, sensitive=s.sensitive or s.key in wanted) for s in stage.system.statistics)
        system = replace(stage.system, statistics=marked)
        dotted = suppress(system, stage.threshold, gap=_GAP if wanted else 0.0).dotted
        more = set(_told(replace(stage, dotted=dotted))) - wanted
        if not more:
            return dotted
        wanted |= more


def _told(stage: Stage) -> Iterator[str]:
    """The protected figures that are not small, as the rules tell."""
    for group in stage.groups:
        protected = [key for key in stage.keys(group) if stage.small(key)]
        yield from never_small(stage, group, protected, math.inf)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--year", type=int, default=2023)
    choose_readers(parser)
    chosen = parser.parse_args()
    definitions = vald()
    program = definitions.programs[0]
    given = received(definitions, program, (chosen.year,))
    applied = against(rules(definitions, program, measures(definitions, program, given)), chosen.insiders)
    print("| must be covered | period | dotted of protected figures | printed |\n|---|---|---|---|", flush=True)
    for every_dot, name in ((False, "what is small"), (True, "every dot")):
        ledger: list[Line] = []
        for period, rows in given.items():
            new = period_lines(definitions, program, period, rows, f"{period.code}-1")
            decided = decide(new, ledger, applied, every_dot=every_dot)
            ledger += decided
            dotted = sum(not line.printed for line in decided)
            if decided:
                share = 1 - dotted / len(decided)
                print(f"| {name} | {period.code} | {dotted} of {len(decided)} | {share:.0%} |", flush=True)


if __name__ == "__main__":
    main()
