"""The same data give the same dots on any machine: neither the clock nor the order of hashing has a say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]

# Every look at the clock is a day after the last one, for whatever is imported afterwards.
LEAPING = """
import itertools, time
days = itertools.count(0.0, 86_400.0)
time.time = time.monotonic = time.perf_counter = time.process_time = lambda: next(days)
"""
# In the invented city bodies know their own figures.
PRINTED = """
import hashlib
from tests.leaves.cities import city
from tests.leaves.publishing import printed
from tracker.report.serialise import to_json
assert {each.program.disclosure.insiders for each in city(9).editions} == {"bodies"}
from tests.disclosure.systems import CITY, city as invented
from tracker.disclosure.optimiser.suppress import suppress
hard = invented(CITY, 0)
stopped, found = suppress(hard, work=0.0), suppress(hard)
assert stopped.dotted != found.dotted  # so a limit that is reached on a slower machine would show
print(sorted(found.dotted))
for each in printed(city(9)):
    print(hashlib.sha256(to_json(each.report).encode()).hexdigest(), sorted(each.lost))
"""


def printed(hash_seed: str, before: str = "") -> str:
    """What the city's editions print, in a process of its own."""
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", before + PRINTED], cwd=TOP, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_neither_the_clock_nor_hashing_decides_what_is_dotted() -> None:
    usual = printed("1")
    assert len(usual.splitlines()) == 6
    assert printed("2", LEAPING) == usual
