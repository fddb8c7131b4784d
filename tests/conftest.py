"""What every test has: deterministic properties, and fixtures by concept in tests/fixtures/."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

from tracker.clock import set_clock

pytest_plugins = [
    "tests.fixtures.made_once",
    "tests.fixtures.quick",
    "tests.fixtures.decided_once",
    "tests.fixtures.postgres",
    "tests.fixtures.database",
    "tests.fixtures.filled",
    "tests.fixtures.published",
    "tests.fixtures.browser",
    "tests.fixtures.provider",
    "tests.fixtures.server",
    "tests.fixtures.impatient",
    "tests.fixtures.two_programs",
]

# Python looks for unreachable cycles after every 700 new objects, which was a sixth of all processor time: what tests
# and the libraries keep is gone through again and again, and little of it is ever found unreachable.
gc.set_threshold(20_000, 20, 100)

# What tests write is thrown away with them. On a disk it waits for the disk, a copy of a PostgreSQL database four times
# as long as in memory. TMPDIR is inherited by servers, browsers and commands.
MEMORY, ROOM = Path("/dev/shm"), 6 * 2**30
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# Whatever the terminal's language is; tests of English ask for it.
os.environ["TRACKER_LANGUAGE"] = "sv"

# The same examples on every run and every machine; deadlines only measure how busy the machine is.
settings.register_profile("same", derandomize=True, max_examples=60, deadline=None, database=None)
# For a search by hand: HYPOTHESIS_PROFILE=search or pytest --hypothesis-profile=search
settings.register_profile(
    "search", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")

# A process of ours serves one city and sets its clock once. A process of tests opens many databases, in any order, and
# some of them are copies of what another test published: all are of the city that most tests are about. With another
# clock left over, what is said again in the last hours of a day would have another date than when it was first said.
ZONE = ZoneInfo("Europe/Stockholm")
set_clock(ZONE)

LONGEST = (
    "browser/test_every_page.py", "test_packaging.py", "disclosure/test_suppress.py", "browser/test_unsent_forms.py",
    "editions/test_published_year.py", "cli/test_journey.py", "editions/test_nothing_leaks.py",
    "store/test_copying.py", "pipeline/test_reports.py", "browser/test_editions.py", "browser/test_entry_saving.py",
    "editions/test_any_order.py", "web/test_editions.py", "browser/test_entry_journey.py", "test_migrations.py",
    "web/test_writing.py", "browser/test_progress.py", "web/test_standby.py", "web/test_primary_falls.py",
)  # fmt: skip
"""The files that take longest, in seconds of one process: begun first, so that no process has a long one left alone.

The first makes the published city; the three beside it need none, and do not wait for it.
"""


@pytest.fixture(autouse=True)
def _same_clock() -> Iterator[None]:
    yield
    set_clock(ZONE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    place = {here / file: number for number, file in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(LONGEST)))
